/**
 * A picture made ready for a platform: downloaded within limits, known by its bytes and not by what a server says,
 * shrunk to the platform's size, without metadata (a photographer's GPS position), always JPEG. sharp is loaded only
 * here, when it is used.
 */
import { lookup } from 'node:dns'
import type { Sharp } from 'sharp'
import { isPrivateAddress } from '../feed/address.ts'
import type { Network } from '../feed/fetch.ts'
import { visit } from '../feed/visit.ts'
import type { Platform } from '../teaser/teaser.ts'

/** `maxBytes` of the file, `maxSide` in pixels. */
export interface PictureLimits {
  readonly maxBytes: number
  readonly maxSide: number
}

/**
 * Telegram: upload ≤ 10 MB, width + height ≤ 10,000 (platforms.md §1); it shows 2,560. X: ≤ 5 MB (§2). LinkedIn:
 * fewer than 36,152,320 pixels (§3), no size in bytes is documented. No follower's screen shows more than 2,560.
 */
export const pictureLimits: Readonly<Record<Platform, PictureLimits>> = {
  telegram: { maxBytes: 9_500_000, maxSide: 2_560 },
  x: { maxBytes: 4_900_000, maxSide: 2_560 },
  linkedin: { maxBytes: 8_000_000, maxSide: 2_560 },
}

export type Picture =
  | { readonly kind: 'picture'; readonly bytes: Uint8Array }
  /** `reason` continues a sentence about the picture. */
  | { readonly kind: 'none'; readonly reason: string }

export interface PictureSource {
  readonly network: Network
  readonly allowPrivate: boolean
  /** For the download, in ms. */
  readonly downloadMs: number
}

/** The machine's own network, with the usual time. */
export function ownSource(allowPrivate: boolean): PictureSource {
  return { network: { lookup, isPrivate: isPrivateAddress }, allowPrivate, downloadMs: 15_000 }
}

/** In bytes. */
const longestDownload = 20_000_000
/** Camera originals have up to 60 megapixels; a bomb of a few kilobytes has billions. */
const mostPixels = 100_000_000
const decodeSeconds = 10
/** Below this it is an icon or a counter. In pixels. */
const smallestSide = 100
/** Telegram refuses a longer strip (platforms.md §1); nobody can see one. */
const longestRatio = 20

/** Downloads and fits a picture. Never rejects. */
export async function fetchPicture(
  url: string,
  limits: PictureLimits,
  { network, allowPrivate, downloadMs }: PictureSource,
  signal: AbortSignal,
): Promise<Picture> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(downloadMs)])
  const accept = 'image/jpeg,image/png,image/webp,image/avif,image/gif;q=0.9,image/*;q=0.5'
  const request = {
    url,
    accept,
    language: null,
    maxBytes: longestDownload,
    allowPrivate,
    mayFollow: () => true,
  }
  const visited = await visit(network, request, limited)
  if (visited.kind !== 'body') return none(visited.reason)
  return fitPicture(visited.bytes, limits)
}

/** The same for bytes that are here already. Never rejects. */
export async function fitPicture(bytes: Uint8Array, limits: PictureLimits): Promise<Picture> {
  if (!isPhoto(bytes)) return none('it is no JPEG, PNG, WebP, AVIF or GIF, whatever the server calls it')
  try {
    const { default: sharp } = await import('sharp')
    // Nothing is kept between pictures: memory counts more than a hundredth of a second.
    sharp.cache(false)
    sharp.concurrency(1)
    const open = (): Sharp =>
      sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', animated: false }).timeout({
        seconds: decodeSeconds,
      })
    const { width, height } = await open().metadata()
    const [short, long] = [Math.min(width, height), Math.max(width, height)]
    if (short < smallestSide) return none(`it is too small (${width}×${height} pixels)`)
    if (long / short > longestRatio) return none(`it is too narrow a strip (${width}×${height} pixels)`)
    return await smallEnough(open, limits)
  } catch (error) {
    return none(decodingTrouble(error))
  }
}

/** Better a little less sharp than not at all; sizes and qualities in the order in which they hurt. */
const attempts = [
  { share: 1, quality: 86 },
  { share: 1, quality: 75 },
  { share: 0.75, quality: 75 },
  { share: 0.5, quality: 70 },
] as const

async function smallEnough(open: () => Sharp, { maxBytes, maxSide }: PictureLimits): Promise<Picture> {
  for (const { share, quality } of attempts) {
    const side = Math.round(maxSide * share)
    // Turned as the camera was held, since that note is lost with the rest; transparency shows as white.
    const bytes = await open()
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality })
      .toBuffer()
    if (bytes.length <= maxBytes) return { kind: 'picture', bytes: new Uint8Array(bytes) }
  }
  return none('it cannot be made small enough')
}

/** By the first bytes. SVG is no picture here: it may load other files. */
function isPhoto(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  if (/^(?:\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF....WEBP)/s.test(head)) return true
  // `ftyp` with an AVIF brand, its own or among the compatible ones.
  return /^....ftyp/s.test(head) && /avi[fs]/.test(head.slice(8))
}

function decodingTrouble(error: unknown): string {
  const said = error instanceof Error ? error.message : ''
  if (/pixel limit/i.test(said)) return `it has more than ${mostPixels / 1_000_000} megapixels`
  if (/timeout/i.test(said)) return `it takes more than ${decodeSeconds} s to decode`
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    return 'the package sharp is missing: run npm ci'
  }
  return 'it is damaged'
}

function none(reason: string): Picture {
  return { kind: 'none', reason }
}
