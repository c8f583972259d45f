/** What a picture is by its own first bytes; nothing is decoded. */

export interface PictureKind {
  readonly type: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp' | 'image/tiff' | 'image/bmp'
  /** In pixels; null where the head does not say. */
  readonly size: { readonly width: number; readonly height: number } | null
}

/** null: no picture. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = view.subarray(0, 12).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return { type: 'image/jpeg', size: jpegSize(view) }
  if (head.startsWith('\x89PNG')) return { type: 'image/png', size: pngSize(view) }
  if (head.startsWith('GIF8')) return { type: 'image/gif', size: gifSize(view) }
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return { type: 'image/webp', size: null }
  if (head.startsWith('II*') || head.startsWith('MM\0*')) return { type: 'image/tiff', size: null }
  return head.startsWith('BM') ? { type: 'image/bmp', size: null } : null
}

function pngSize(view: Buffer): PictureKind['size'] {
  return view.length < 24 ? null : { width: view.readUInt32BE(16), height: view.readUInt32BE(20) }
}

function gifSize(view: Buffer): PictureKind['size'] {
  return view.length < 10 ? null : { width: view.readUInt16LE(6), height: view.readUInt16LE(8) }
}

/** From the frame header, behind segments of known length. */
function jpegSize(view: Buffer): PictureKind['size'] {
  let at = 2
  while (at + 9 < view.length && view[at] === 0xff) {
    const marker = view[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: view.readUInt16BE(at + 5), width: view.readUInt16BE(at + 7) }
    at += 2 + view.readUInt16BE(at + 2)
  }
  return null
}
