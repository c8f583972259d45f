/**
 * Feed item → article, or the reason why there is none to post. Everything that was taken away is on record;
 * what stays is as the magazine wrote it. Promises: no markup, no entity, no boilerplate, no login as a name.
 */
import type { FeedItem } from '../feed/item.ts'
import type { ArticleContent, Extracted, Language, Removal } from './article.ts'
import { shownAuthors } from './authors.ts'
import { oneLine, plainShape } from './characters.ts'
import { type Block, readBlocks, readInline } from './html.ts'
import { pickImage } from './image.ts'
import { chooseLead } from './lead.ts'
import { almostSameNames } from './names.ts'
import { type ParagraphContext, readParagraphs } from './paragraphs.ts'

/** What a feed's configuration says about its items. */
export interface ExtractRules {
  readonly language: Language
  /** Matched on the whole text, whatever its case; a trailing `*` matches a beginning. */
  readonly skip: { readonly titles: readonly string[]; readonly categories: readonly string[] }
}

/** A headline is cut here before anything measures it: 1 MB of "a.a." would stop the program. UTF-16 units. */
const longestTitle = 500

/** Longer addresses are refused by browsers and by platforms. UTF-16 units. */
const longestUrl = 2_048

/** Extracts what a teaser needs from an item. */
export function extract(item: FeedItem, rules: ExtractRules): Extracted {
  const title = readTitle(item.title)
  const url = usableUrl(item.link)
  const categories = readCategories(item.categories)
  const reason = skipReason(title.text, url, categories, rules.skip)
  if (reason !== null || url === null) {
    const shown = { title: title.text, url: url ?? '', language: rules.language }
    return { kind: 'skip', ...shown, reason: reason ?? 'rule: the item has no usable link' }
  }
  const read = readTexts(item, title.text, url, rules.language)
  const content: ArticleContent = {
    url,
    title: title.text,
    kicker: read.kicker,
    lead: read.lead,
    body: read.body,
    authors: shownAuthors(item.creators, url),
    categories,
    sections: null,
    language: rules.language,
    publishedAt: item.publishedAt,
    image: read.image,
    credit: read.credit,
  }
  return {
    kind: 'article',
    content,
    warnings: [...title.warnings, ...warningsAbout(content)],
    removed: read.removed,
  }
}

function readTexts(item: FeedItem, title: string, url: string, language: Language) {
  const description = readBlocks(item.description ?? '')
  const content = readBlocks(item.content ?? '')
  const images = [...content.images, ...description.images]
  const creators = item.creators.slice(0, 20).map((name) => readInline(name.slice(0, 400)))
  const context = { title, url, language, creators, pictureTexts: pictureTexts(images) }
  const fromDescription = readText(description.blocks, context)
  const fromContent = readText(content.blocks, context)
  const chosen = chooseLead(fromDescription.paragraphs, fromContent.paragraphs, language)
  const image = pickImage(item.imageUrl, images, url, language)
  return {
    ...chosen,
    image: image === null ? null : { ...image, credit: image.credit ?? chosen.credit },
    removed: withoutRepeats([...fromDescription.removed, ...fromContent.removed]),
  }
}

/** Of a photo of the day the caption may be all the text there is: then it stays. */
function readText(blocks: readonly Block[], context: ParagraphContext): ReturnType<typeof readParagraphs> {
  const read = readParagraphs(blocks, context)
  if (read.paragraphs.some(({ text }) => text !== '')) return read
  return readParagraphs(blocks, { ...context, pictureTexts: [] })
}

/** Captions and alternative texts: theme and excerpt glue them into the text. */
function pictureTexts(
  images: readonly { readonly alt: string; readonly caption: string }[],
): readonly string[] {
  return images.flatMap((image) => [image.caption, image.alt]).filter((text) => text.length >= 12)
}

function readTitle(raw: string): { readonly text: string; readonly warnings: readonly string[] } {
  const text = readInline(raw.slice(0, longestTitle * 8))
  if (raw.length <= longestTitle * 8 && text.length <= longestTitle) return { text, warnings: [] }
  const cut = text.slice(0, longestTitle)
  const words = cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut
  return { text: `${oneLine(words)}…`, warnings: [`headline cut: longer than ${longestTitle} characters`] }
}

/** As the feed gives it; only what no platform takes in an address (spaces, quotes, other scripts) is encoded. */
function usableUrl(link: string | null): string | null {
  const parsed = link === null ? null : URL.parse(link.trim())
  if (link === null || parsed === null || !/^https?:$/.test(parsed.protocol)) return null
  const url = /^[\w\-.~:/?#[\]@!$&()*+,;=%]+$/.test(link) ? link : parsed.href
  return url.length > longestUrl ? null : url
}

function readCategories(raw: readonly string[]): readonly string[] {
  return [...new Set(raw.slice(0, 100).map((name) => readInline(name.slice(0, 400))))].filter(
    (name) => name !== '',
  )
}

function skipReason(
  title: string,
  url: string | null,
  categories: readonly string[],
  skip: ExtractRules['skip'],
): string | null {
  const byTitle = skip.titles.find((pattern) => matches(pattern, title))
  if (byTitle !== undefined) return `rule: title "${byTitle}"`
  const byCategory = skip.categories.find((pattern) => categories.some((name) => matches(pattern, name)))
  if (byCategory !== undefined) return `rule: category "${byCategory}"`
  if (url === null) return 'rule: the item has no usable link'
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(title)) return 'rule: the item has no title'
  return null
}

function matches(pattern: string, text: string): boolean {
  const wanted = comparable(pattern)
  const found = comparable(text)
  return wanted.endsWith('*') ? found.startsWith(wanted.slice(0, -1)) : found === wanted
}

function comparable(text: string): string {
  return plainShape(oneLine(text)).toLowerCase()
}

function warningsAbout(content: ArticleContent): readonly string[] {
  const warnings = almostSameNames(content.title, content.lead, content.language).map(
    ([inTitle, inLead]) => `one letter differs: "${inTitle}" in the headline, "${inLead}" in the lead`,
  )
  if (content.lead === '') warnings.push('no text: the item has only a headline')
  if (content.lead.endsWith('…')) warnings.push('the lead is cut in the source')
  return warnings
}

function withoutRepeats(removed: readonly Removal[]): readonly Removal[] {
  const seen = new Set<string>()
  return removed.filter(({ rule, text }) => {
    const key = `${rule}\n${text}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
