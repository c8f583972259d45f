/**
 * What the magazine's own site adds to an item of its feed, and how the two are put together. Pure: the feed's word
 * always stands, the site only fills what is missing.
 */
import type { ArticleContent, ArticleImage, Language } from './article.ts'
import { oneLine } from './characters.ts'
import { creditOfCaption, takeCredit } from './credit.ts'

/** What one source (REST, a page) says of an article. */
export interface SiteFacts {
  readonly image: ArticleImage | null
  readonly authors: readonly string[]
  /** Categories without tags; null: the source does not tell them apart. */
  readonly sections: readonly string[] | null
}

/** As it is stored beside the article. */
export interface Enrichment extends SiteFacts {
  /** For staff. */
  readonly warnings: readonly string[]
}

export const noFacts: SiteFacts = { image: null, authors: [], sections: null }

/** UTF-16 units. Longer alternative texts are pasted paragraphs; X takes 1,000 (platforms.md §2, Media). */
const longestAlt = 1_000

/** The item with what the site adds. Doing it again changes nothing. */
export function withEnrichment(content: ArticleContent, facts: SiteFacts): ArticleContent {
  const image = joinedImage(content.image, facts.image)
  const credit = content.credit ?? image?.credit ?? null
  return {
    ...content,
    image: image === null ? null : { ...image, credit: image.credit ?? credit },
    credit,
    authors: content.authors.length > 0 ? content.authors : facts.authors,
    sections: content.sections ?? facts.sections,
  }
}

/** Two sources in the order of their weight. */
export function joined(first: SiteFacts, second: SiteFacts): SiteFacts {
  return {
    image: joinedImage(first.image, second.image),
    authors: first.authors.length > 0 ? first.authors : second.authors,
    sections: first.sections ?? second.sections,
  }
}

/** Nothing about the picture is left to ask for. */
export function isComplete({ image }: Pick<ArticleContent, 'image'>): boolean {
  return image !== null && image.alt !== null && image.credit !== null
}

/** Alternative text and credit belong to one picture: those of another one are not taken over. */
function joinedImage(first: ArticleImage | null, second: ArticleImage | null): ArticleImage | null {
  if (first === null || second === null) return first ?? second
  if (!isSamePicture(first.url, second.url)) return first
  return { url: first.url, alt: first.alt ?? second.alt, credit: first.credit ?? second.credit }
}

/** Whether two addresses show one picture in different sizes (`-1300x901`, `-scaled`: research/novastan.md §1.4). */
export function isSamePicture(one: string, other: string): boolean {
  return stem(one) === stem(other)
}

function stem(address: string): string {
  const path = URL.parse(address)?.pathname ?? address
  return path.replace(/(?:-\d{2,5}x\d{2,5}|-scaled)?(?:\.\w{3,4})?$/, '')
}

/** The alternative text, else the caption; null where both are empty or nothing but a credit. */
export function altOf(alt: string, caption: string, language: Language): string | null {
  for (const text of [oneLine(alt), takeCredit(oneLine(caption), language).text]) {
    if (/\p{L}{2}/u.test(text)) return text.slice(0, longestAlt)
  }
  return null
}

/** The credit that one of the texts around a picture carries. */
export function creditOf(texts: readonly string[], language: Language): string | null {
  for (const text of texts) {
    const credit = creditOfCaption(oneLine(text), language)
    if (credit !== null) return credit
  }
  return null
}
