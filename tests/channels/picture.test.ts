/** Each trouble a picture can make, and what comes out: read back with sharp. */
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  fetchPicture,
  fitPicture,
  ownSource,
  type Picture,
  pictureLimits,
} from '../../src/channels/picture.ts'
import { platforms } from '../../src/teaser/teaser.ts'
import { serve } from '../feed/serve.ts'

const never = new AbortController().signal
const source = { ...ownSource(true), downloadMs: 5_000 }
const limits = pictureLimits.telegram

/** A photograph-like picture: noise does not compress. */
function noise(width: number, height: number) {
  const gaussian = { type: 'gaussian', mean: 128, sigma: 60 } as const
  return sharp({ create: { width, height, channels: 3, background: '#888', noise: gaussian } })
}

const plain = (width = 600, height = 400) =>
  sharp({ create: { width, height, channels: 3, background: '#3366aa' } })

function bytesOf(picture: Picture): Uint8Array {
  if (picture.kind === 'none') throw new Error(picture.reason)
  return picture.bytes
}

function reasonOf(picture: Picture): string {
  return picture.kind === 'none' ? picture.reason : 'a picture'
}

/** What a picture server answers, and what comes of it. */
async function served(body: Uint8Array, status = 200, type = 'image/jpeg'): Promise<Picture> {
  const { url } = await serve((_, response) => response.writeHead(status, { 'content-type': type }).end(body))
  return fetchPicture(`${url}/a.jpg`, limits, source, never)
}

describe('formats', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('%s becomes JPEG', async (format) => {
    const read = await sharp(bytesOf(await served(await plain().toFormat(format).toBuffer()))).metadata()
    expect(read).toMatchObject({ format: 'jpeg', width: 600, height: 400, space: 'srgb' })
  })

  test('CMYK of a print shop becomes sRGB', async () => {
    const cmyk = await plain().toColourspace('cmyk').jpeg().toBuffer()
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk')
    expect(await sharp(bytesOf(await served(cmyk))).metadata()).toMatchObject({ space: 'srgb', channels: 3 })
  })

  test('what shines through becomes white, not black', async () => {
    const clear = await sharp({
      create: { width: 200, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer()
    const { dominant } = await sharp(bytesOf(await fitPicture(clear, limits))).stats()
    expect(dominant.r).toBeGreaterThan(240)
  })

  test('the type is known by the bytes, whatever the server says', async () => {
    const png = await plain().png().toBuffer()
    expect((await served(png, 200, 'text/html')).kind).toBe('picture')
    const page = new TextEncoder().encode('<!doctype html><title>Not found</title>')
    expect(reasonOf(await served(page))).toContain('no JPEG, PNG, WebP, AVIF or GIF')
  })

  test('an SVG is none of them', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="9" height="9"/></svg>'
    expect(reasonOf(await served(new TextEncoder().encode(svg)))).toContain('no JPEG')
  })
})

describe('metadata', () => {
  test('the place where a photo was taken is gone, and so is all else; it still stands upright', async () => {
    const gps = { GPSLatitude: '42/1 52/1 0/1', GPSLatitudeRef: 'N', GPSLongitude: '74/1 36/1 0/1' }
    const photo = await plain()
      .withExif({ IFD0: { Artist: 'Aida Example', Copyright: 'hers' }, IFD3: gps })
      .withMetadata({ orientation: 6 })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF/></x:xmpmeta>')
      .jpeg()
      .toBuffer()
    const before = await sharp(photo).metadata()
    expect([before.exif === undefined, before.xmp === undefined, before.orientation]).toEqual([
      false,
      false,
      6,
    ])
    expect(photo.includes('Aida Example')).toBe(true)
    const bytes = bytesOf(await served(photo))
    const after = await sharp(bytes).metadata()
    expect(after).toMatchObject({ width: 400, height: 600 })
    expect([after.exif, after.xmp, after.iptc, after.orientation]).toEqual(Array(4).fill(undefined))
    expect(Buffer.from(bytes).includes('Aida Example')).toBe(false)
  })
})

describe('limits', () => {
  let large: Buffer
  beforeAll(async () => {
    large = await noise(5_000, 3_400).jpeg({ quality: 60 }).toBuffer()
  })

  test.each(platforms)('%s takes what a camera original becomes', { timeout: 60_000 }, async (platform) => {
    const { maxBytes, maxSide } = pictureLimits[platform]
    const bytes = bytesOf(await fitPicture(large, pictureLimits[platform]))
    const { width, height } = await sharp(bytes).metadata()
    expect(bytes.length).toBeLessThanOrEqual(maxBytes)
    expect(Math.max(width, height)).toBeLessThanOrEqual(maxSide)
    expect(Math.max(width, height)).toBeGreaterThan(1_200)
    // platforms.md: Telegram ≤ 10 MB and width + height ≤ 10,000; X ≤ 5 MB; LinkedIn < 36,152,320 pixels.
    expect(bytes.length).toBeLessThan(platform === 'x' ? 5_000_000 : 10_000_000)
    expect(width + height).toBeLessThanOrEqual(10_000)
    expect(width * height).toBeLessThan(36_152_320)
  })

  test('a smaller one is not blown up', async () => {
    const bytes = bytesOf(await fitPicture(await plain(320, 200).jpeg().toBuffer(), limits))
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 320, height: 200 })
  })

  test('what cannot be made small enough is left out', async () => {
    const tiny = { maxBytes: 500, maxSide: 1_000 }
    expect(reasonOf(await fitPicture(await noise(800, 800).jpeg().toBuffer(), tiny))).toContain(
      'small enough',
    )
  })

  test('one pixel is no picture, and neither is a strip', async () => {
    expect(reasonOf(await fitPicture(await plain(1, 1).png().toBuffer(), limits))).toContain('1×1')
    expect(reasonOf(await fitPicture(await plain(2_200, 105).png().toBuffer(), limits))).toContain('strip')
  })

  test('a decompression bomb is not opened', async () => {
    const bomb = pngOf(30_000, 30_000)
    expect(bomb.length).toBeLessThan(200_000)
    expect(reasonOf(await served(bomb))).toContain('megapixels')
  })

  test('a damaged file is left out', async () => {
    const whole = await noise(800, 600).jpeg().toBuffer()
    expect(reasonOf(await fitPicture(whole.subarray(0, whole.length / 2), limits))).toBe('it is damaged')
  })
})

describe('servers', () => {
  test.each([404, 403, 500])('an answer of %i is a reason', async (status) => {
    expect(reasonOf(await served(new Uint8Array(), status))).toBe(`it answers ${status}`)
  })

  test('more than 20 MB are not read, announced or not', async () => {
    const huge = new Uint8Array(20_000_001)
    expect(reasonOf(await served(huge))).toContain('longer than 20 MB')
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' })
      response.write(huge)
      response.end()
    })
    expect(reasonOf(await fetchPicture(url, limits, source, never))).toContain('longer than 20 MB')
  })

  test('a server that drips is given up', async () => {
    const { url } = await serve((_, response) => void response.writeHead(200).write('\xff\xd8'))
    const impatient = { ...source, downloadMs: 80 }
    expect(reasonOf(await fetchPicture(url, limits, impatient, never))).toBe('it did not answer in time')
  })

  test('private addresses are refused, also behind a redirect, unless that is allowed', async () => {
    const inside = await serve((_, response) => response.end())
    const strict = { ...source, allowPrivate: false }
    expect(reasonOf(await fetchPicture(inside.url, limits, strict, never))).toContain('private address')
    expect(inside.requests).toHaveLength(0)
    const isPrivate = (address: string) => address === '127.0.0.1'
    const lookup = ((_name, _options, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }])) as import('node:net').LookupFunction
    const named = { ...strict, network: { lookup, isPrivate } }
    expect(reasonOf(await fetchPicture('http://pictures.test/', limits, named, never))).toContain('private')
    expect(reasonOf(await fetchPicture('file:///etc/passwd', limits, source, never))).toContain(
      'no web address',
    )
  })
})

/** A valid PNG of one colour, by its chunks: a few kilobytes for any size. */
function pngOf(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc(Math.ceil(width / 8 + 1) * height)
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]))
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(content.length, 0)
  around.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)])
}
