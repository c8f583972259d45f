/**
 * Reads JSON Feed 1.0 and 1.1, recognised by what it holds and not by its content type. Items are cut out of the
 * text before any is read, so that a broken or cut document still gives those that are whole. Never throws.
 */

import { z } from 'zod'
import { readDate } from './date.ts'
import { collapse, escapePlain, unique } from './fields.ts'
import { articleImageUrl, isPictureType } from './image.ts'
import type { FeedItem } from './item.ts'
import { cutJson, parseJson } from './json-text.ts'
import { absoluteUrl, isWebAddress } from './links.ts'
import type { NotOpened, OpenedFeed } from './opened.ts'

/** How many authors, tags and attachments of one item are read. */
const MOST_PARTS = 100
const VERSION = /^\s*https?:\/\/(?:www\.)?jsonfeed\.org\/version\//i
/** PHP escapes the slashes. */
const START = /\{\s*"version"\s*:\s*"\s*https?:(?:\\?\/){2}(?:www\.)?jsonfeed\.org\\?\//i

const words = z
  .string()
  .transform((text) => (text.trim() === '' ? null : text.trim()))
  .nullable()
  .catch(null)
/** The specification asks for text; a number beyond JavaScript's has lost its last digits and names nothing. */
const id = z.union([words.unwrap(), z.int().transform(String)]).catch(null)
const person = z.object({ name: words }).catch({ name: null })
const attachment = z.object({ url: words, mime_type: words }).catch({ url: null, mime_type: null })
const itemSchema = z.object({
  ...{ id, url: words, title: words, summary: words, content_html: words, content_text: words },
  ...{ image: words, banner_image: words, date_published: words, date_modified: words },
  ...{ author: person, authors: partsOf(person), tags: partsOf(words), attachments: partsOf(attachment) },
})
const headSchema = z.object({
  ...{ version: words, title: words, language: words, home_page_url: words, feed_url: words },
  ...{ author: person, authors: partsOf(person) },
})
type Head = z.infer<typeof headSchema>

/** null when the text is no JSON Feed, whatever else it is. */
export function openJsonFeed(text: string, baseUrl: string): OpenedFeed | NotOpened | null {
  const start = startOf(text)
  if (start < 0) return null
  const cut = cutJson(text, start, 'items')
  const headText = parseJson(cut.rest)
  const head = headSchema.safeParse(headText?.value ?? {})
  const named = START.test(text.slice(start, start + 500))
  if (!head.success || !isFeed(head.data, cut.items !== null, named)) return null
  if (!cut.isWhole && (cut.items ?? []).length === 0) {
    return failed('The document ends before its first whole item: the answer was cut.')
  }
  if (cut.items === null) return failed('This JSON Feed has no list of items.')
  const warnings = text.slice(0, start).trim() !== '' ? [`Cut ${start} characters before the document.`] : []
  if (cut.isInsideItem) warnings.push('The document ends inside an item: that item is left out.')
  else if (!cut.isWhole) warnings.push('The document ends without its closing bracket: it may be cut.')
  if (headText === null)
    warnings.push("The head of the document cannot be read: the feed's title is missing.")
  else if (headText.faults.length > 0) warnings.push(`The head: repaired ${headText.faults.join(', ')}.`)
  if (!named && !VERSION.test(head.data.version ?? '')) {
    warnings.push('The document does not name its version of JSON Feed: read as 1.1.')
  }
  return {
    kind: 'opened',
    title: plain(head.data.title),
    language: head.data.language,
    creators: creatorsOf(head.data),
    items: cut.items,
    isWhole: cut.isWhole,
    warnings,
    read: async (slice, before, notes) =>
      slice.map((source, index) => readItem(source, before + index + 1, baseUrl, notes)),
  }
}

function startOf(text: string): number {
  const first = text.search(/\S/)
  if (first >= 0 && text.startsWith('{', first)) return first
  const start = text.search(START)
  return start < 0 || /<(?:html|(?:[\w.-]+:)?(?:rss|rdf|feed))[\s>]/i.test(text.slice(0, start)) ? -1 : start
}

function isFeed(head: Head, hasItems: boolean, named: boolean): boolean {
  if (named || VERSION.test(head.version ?? '')) return true
  return hasItems && head.version === null && [head.title, head.home_page_url, head.feed_url].some(Boolean)
}

function readItem(source: string, number: number, base: string, notes: string[]): FeedItem | null {
  const parsed = parseJson(source)
  const read = itemSchema.safeParse(parsed?.value)
  if (parsed === null || !read.success) {
    notes.push(`Item ${number} is no object of JSON that can be read: left out.`)
    return null
  }
  const { data } = read
  const faults = [...parsed.faults]
  if ([data.title, data.summary, data.content_text].some((text) => text !== null && isHtml(text))) {
    faults.push('HTML where plain text belongs')
  }
  if (faults.length > 0) notes.push(`Item ${number}: repaired ${faults.join(', ')}.`)
  const item = itemOf(data, base)
  if (item.guid !== null || item.link !== null || item.title !== '') return item
  notes.push(`Item ${number} has neither id nor url nor title: left out.`)
  return null
}

function itemOf(data: z.infer<typeof itemSchema>, base: string): FeedItem {
  const permalink = data.id !== null && isWebAddress(data.id) ? data.id : ''
  const pictures = data.attachments.filter(({ url, mime_type }) => isPictureType(mime_type ?? '', url ?? ''))
  const images = [data.image, data.banner_image, ...pictures.map(({ url }) => url)]
  const dates = [data.date_published, data.date_modified].map((date) => readDate(date ?? ''))
  return {
    guid: data.id,
    link: absoluteUrl(data.url ?? '', base) ?? absoluteUrl(permalink, base),
    title: plain(data.title),
    description: data.summary === null ? null : plain(data.summary),
    content: data.content_html ?? (data.content_text === null ? null : paragraphs(data.content_text)),
    creators: creatorsOf(data),
    categories: unique(data.tags.map((tag) => tag ?? '')),
    publishedAt: dates.find((date) => date !== null) ?? null,
    imageUrl: images.map((image) => articleImageUrl(image ?? '', base)).find((url) => url !== null) ?? null,
  }
}

/** 1.1 has a list of authors; 1.0 had one, and many feeds still write it. */
function creatorsOf({ authors, author }: Pick<Head, 'authors' | 'author'>): readonly string[] {
  return unique([...authors, author].map(({ name }) => name ?? ''))
}

function plain(text: string | null): string {
  return collapse(text === null || isHtml(text) ? (text ?? '') : escapePlain(text))
}

function paragraphs(text: string): string {
  if (isHtml(text)) return text
  return text
    .split(/\n[ \t\r]*\n\s*/)
    .map((paragraph) => `<p>${escapePlain(paragraph)}</p>`)
    .join('')
}

function isHtml(text: string): boolean {
  return /<\/?(?:p|br|a|b|i|em|strong|div|span|img)(?:\s[^<>]*)?\/?>/i.test(text)
}

function partsOf<T>(part: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .transform((parts) => parts.slice(0, MOST_PARTS).map((value) => part.parse(value)))
    .catch([])
}

function failed(reason: string): NotOpened {
  return { kind: 'failed', reason }
}
