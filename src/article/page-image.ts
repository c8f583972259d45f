/**
 * Which of the pictures that a page names is the article's, with its alternative text and credit. JSON-LD goes before
 * Open Graph: `og:image` may be the site's default banner, `primaryImageOfPage` is the article's own. Pure.
 */
import type { ArticleImage, Language } from './article.ts'
import { altOf, creditOf, isSamePicture } from './enrichment.ts'
import { readBlocks } from './html.ts'
import { isPictureSize, pictureUrl } from './image.ts'
import type { LinkedImage } from './linked-data.ts'

export interface PageParts {
  readonly meta: ReadonlyMap<string, string>
  readonly linked: readonly LinkedImage[]
  /** HTML of the article. */
  readonly body: string
}

/** The article's picture; null when the page names none that can be one. */
export function pageImage(page: PageParts, address: string, language: Language): ArticleImage | null {
  const named = [...page.linked.map((image) => ({ ...image, alt: '' })), ...openGraphImages(page.meta)]
  const candidates = named.flatMap((image) => {
    const url = isPictureSize(image.width, image.height) ? pictureUrl(image.url, address) : null
    return url === null ? [] : [{ ...image, url }]
  })
  const url = candidates[0]?.url
  if (url === undefined) return null
  const same = candidates.filter((image) => isSamePicture(image.url, url))
  const shown = readBlocks(page.body).images.filter(({ src }) => {
    const absolute = URL.parse(src, address)
    return absolute !== null && isSamePicture(absolute.href, url)
  })
  const around = [...same, ...shown]
  const alts = around.map((image) => altOf(image.alt, '', language))
  const captions = around.map((image) => altOf('', image.caption, language))
  const told = same.map(({ credit }) => credit.replace(/@/g, '')).find((credit) => credit !== '')
  return {
    url,
    alt: [...alts, ...captions].find((text) => text !== null) ?? null,
    credit:
      told ??
      creditOf(
        around.flatMap(({ caption, alt }) => [caption, alt]),
        language,
      ),
  }
}

interface NamedImage extends LinkedImage {
  readonly alt: string
}

function openGraphImages(meta: ReadonlyMap<string, string>): readonly NamedImage[] {
  const names = ['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image']
  const url = names.map((name) => meta.get(name)).find((value) => value !== undefined)
  if (url === undefined) return []
  const alt = meta.get('og:image:alt') ?? meta.get('twitter:image:alt') ?? ''
  const [width, height] = [pixels(meta.get('og:image:width')), pixels(meta.get('og:image:height'))]
  return [{ url, alt, caption: '', credit: '', width, height }]
}

function pixels(text: string | undefined): number | undefined {
  const number = Number(text ?? Number.NaN)
  return Number.isFinite(number) ? number : undefined
}
