/** The best picture that an item names: the widest of `media:*`, else an enclosure. Nothing is fetched. Pure. */

import { type Element, elements, inside } from './elements.ts'
import { absoluteUrl, relationOf } from './links.ts'
import type { RawItem } from './raw.ts'

/** Narrower or lower than this many pixels is an icon or a tracking pixel. */
const SMALLEST = 50
const PICTURE_NAME = /\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)/i
const OTHER_NAME = /\.(?:mp3|m4a|ogg|wav|mp4|m4v|mov|webm|pdf|svgz?|ico|html?)(?:[?#]|$)/i

/** Pictures of media:content before enclosures before thumbnails; portraits of authors are none. */
export function readImage(raw: RawItem, base: string): string | null {
  const groups = elements(raw, 'media:group')
  const media = [
    ...elements(raw, 'media:content'),
    ...groups.flatMap((group) => inside(group, 'media:content')),
  ]
  const thumbnails = [
    ...elements(raw, 'media:thumbnail'),
    ...[...groups, ...media].flatMap((parent) => inside(parent, 'media:thumbnail')),
  ]
  const links = [...elements(raw, 'link'), ...elements(raw, 'atom:link')]
  const own = elements(raw, 'image')
  const candidates = [
    ...widestFirst(media.filter(isPicture)),
    ...elements(raw, 'enclosure').filter(isPicture),
    ...links.filter((link) => relationOf(link) === 'enclosure' && isPicture(link)),
    ...widestFirst(thumbnails),
    ...elements(raw, 'itunes:image'),
    ...[...own, ...own.flatMap((image) => inside(image, 'url'))].filter(
      (image) => !OTHER_NAME.test(addressOf(image)),
    ),
  ]
  for (const candidate of candidates.filter((picture) => !isTiny(picture))) {
    const url = articleImageUrl(addressOf(candidate), base)
    if (url !== null) return url
  }
  return null
}

/** The absolute address of a picture, or null when it is somebody's portrait. */
export function articleImageUrl(written: string, base: string): string | null {
  const url = absoluteUrl(written, base)
  return url === null || /(?:^|\.)gravatar\.com$/.test(new URL(url).hostname) ? null : url
}

/** A type that says nothing, or that contradicts the name of the file, counts less than the name. */
export function isPictureType(type: string, address: string): boolean {
  const stated = type.trim().toLowerCase()
  if (/^(?:audio|video)\//.test(stated) || OTHER_NAME.test(address)) return false
  if (/^image\/(?:svg|x-icon|vnd\.microsoft)/.test(stated)) return false
  return stated.startsWith('image/') || PICTURE_NAME.test(address)
}

function isPicture(media: Element): boolean {
  const own = media.attributes
  const type = own['type'] ?? ''
  if (type.trim() === '' && own['medium'] !== undefined) {
    return own['medium'].trim().toLowerCase() === 'image' && !OTHER_NAME.test(addressOf(media))
  }
  return isPictureType(type, addressOf(media))
}

function addressOf({ attributes: own, text }: Element): string {
  return own['url'] ?? own['href'] ?? text
}

function widestFirst(pictures: readonly Element[]): readonly Element[] {
  return pictures.toSorted((one, other) => (sizeOf(other, 'width') ?? 0) - (sizeOf(one, 'width') ?? 0))
}

function isTiny(picture: Element): boolean {
  return (['width', 'height'] as const).some((side) => (sizeOf(picture, side) ?? SMALLEST) < SMALLEST)
}

/** "1200" and "1200px" alike; null when it is not stated, or 0, which means the same. */
function sizeOf({ attributes: own }: Element, side: 'width' | 'height'): number | null {
  const size = Number.parseInt(own[side] ?? '', 10)
  return size > 0 ? size : null
}
