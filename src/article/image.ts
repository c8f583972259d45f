/** The picture that a feed item itself shows. Most have none: then the article's page is asked (enrich.ts). */
import type { ArticleImage, Language } from './article.ts'
import { creditOfCaption } from './credit.ts'
import type { HtmlImage } from './html.ts'

/** Site icons, avatars, smileys, counters: never an article's picture (research/novastan.md §1.2, §1.4). */
const noPicture =
  /gravatar\.com|s\.w\.org\/images\/core\/emoji|-\d{1,2}x\d{1,2}\.\w{3,4}$|feeds?\.feedburner|pixel|\/smilies\//i

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
  return { url, alt: found === undefined || found.alt === '' ? null : found.alt, credit }
}

function pictureUrl(src: string, base: string): string | null {
  const url = URL.parse(src, base)
  if (url === null || !/^https?:$/.test(url.protocol) || noPicture.test(url.href)) return null
  return url.href
}
