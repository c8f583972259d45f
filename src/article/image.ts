/** The picture that a feed item itself shows. Most have none: then the article's page is asked (enrich.ts). */
import type { ArticleImage, Language } from './article.ts'
import { creditOfCaption, takeCredit } from './credit.ts'
import type { HtmlImage } from './html.ts'

/** Avatars, smileys, counters, by the whole address: never an article's picture (research/novastan.md §1.2, §1.4). */
const noPicture =
  /gravatar\.com|s\.w\.org\/images\/core\/emoji|feeds?\.feedburner|\/smilies\/|\b(?:tracking|spy|web)?[-_]?pixel\.(?:gif|png|php)|[/_-]1x1\b/i

/**
 * Site icons in WordPress's sizes, anything of less than 100 pixels, and drawings: no platform takes SVG. By the path:
 * a query would hide its end.
 */
const noPhoto =
  /-\d{1,2}x\d{1,2}\.\w{3,4}$|\/cropped-[^/]*-(?:180x180|192x192|270x270|512x512)\.\w{3,4}$|\/(?:apple-touch-icon|favicon)[^/]*$|\.(?:svgz?|ico)$/i

/** Narrower or lower than this it is an icon, a rule or a counter. In pixels. */
const smallestSide = 100

/** Whether the size that a source states is that of a picture; what is not stated may be one. */
export function isPictureSize(width: number | undefined, height: number | undefined): boolean {
  return [width, height].every((side) => side === undefined || side === 0 || side >= smallestSide)
}

/** The enclosure's picture, else the first one in the text. */
export function pickImage(
  enclosure: string | null,
  images: readonly HtmlImage[],
  base: string,
  language: Language,
): ArticleImage | null {
  const shown = images.flatMap((image) => {
    const url = pictureUrl(image.src, base)
    return url === null ? [] : [{ ...image, url }]
  })
  const enclosed = enclosure === null ? null : pictureUrl(enclosure, base)
  const found = enclosed === null ? shown[0] : shown.find(({ url }) => url === enclosed)
  const url = enclosed ?? found?.url
  if (url === undefined) return null
  const credit = found === undefined ? null : creditOfCaption(found.caption, language)
  return { url, alt: found === undefined ? null : altOf(found, language), credit }
}

/**
 * What a blind reader is told. The theme's alternative text is often a heap of keywords ("Lastwagen Usbekistan") or
 * the credit (§2.1): then the caption says more. Pure credits say nothing.
 */
function altOf({ alt, caption }: HtmlImage, language: Language): string | null {
  const described = takeCredit(alt, language).text
  const captioned = takeCredit(caption, language).text
  if (described !== '' && (isPhrase.test(described) || captioned === '')) return described
  return captioned === '' ? null : captioned
}

/** Keywords have neither small words nor punctuation between them. */
const isPhrase =
  /(?:^|\s)(?:d(?:er|ie|as|en|em|es|[ue])|ein(?:e[nmrs]?)?|im|in|am|an|auf|bei|mit|vo[nmr]|vor|und|zu[mr]?|les?|la|une?|aux?|à|et|dans|sur|avec|en|the|an?|of|on|at|by|from|and|with|to|is)(?=\s)|[.,:;!?–—-]\s/iu

/** The picture's absolute address; null for what cannot be an article's picture. */
export function pictureUrl(src: string, base: string): string | null {
  const url = URL.parse(src, base)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  return noPicture.test(url.href) || noPhoto.test(url.pathname) ? null : url.href
}
