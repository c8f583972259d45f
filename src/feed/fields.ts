/**
 * The seam between what XML readers hand over and a FeedItem: every shape a field may come in goes through zod
 * here, once. What cannot be used is null or left out; nothing throws.
 */

import { z } from 'zod'
import { readDate } from './date.ts'
import type { FeedItem } from './item.ts'
import { OURS, type RawItem } from './raw.ts'

interface Element {
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly inside: Readonly<Record<string, unknown>>
}

const attributes = z.record(z.string(), z.string()).catch({})
const element: z.ZodType<Element> = z.union([
  z.string().transform((text) => ({ text, attributes: {}, inside: {} })),
  z
    .looseObject({ _: z.string().catch(''), $: attributes })
    .transform(({ _, $, ...inside }) => ({ text: _, attributes: $, inside })),
])
const elementList = z.array(z.unknown()).transform((nodes) =>
  nodes.flatMap((node) => {
    const read = element.safeParse(node)
    return read.success ? [read.data] : []
  }),
)

/** What an item says, or null when it has neither guid nor link nor title and cannot be told from others. */
export function readItem(raw: RawItem, format: 'rss' | 'rdf' | 'atom', base: string): FeedItem | null {
  const isAtom = format === 'atom'
  const own = attributes.parse(childless(raw['$']))
  const itemBase = absoluteUrl(own['xml:base'] ?? '', base) ?? base
  const guid = isAtom
    ? firstText(raw, ['id'])
    : (firstText(raw, ['guid']) ?? emptyToNull(own['rdf:about'] ?? ''))
  const link = isAtom ? atomLink(elements(raw, 'link'), itemBase) : rssLink(raw, itemBase)
  const title = collapse(firstHtml(raw, ['title', 'dc:title']) ?? '')
  if (guid === null && link === null && title === '') return null
  return {
    guid,
    link,
    title,
    description: firstHtml(raw, isAtom ? ['summary'] : ['description', 'summary', 'dc:description']),
    content: firstHtml(raw, isAtom ? ['content'] : ['content:encoded', 'content']),
    creators: readCreators(raw),
    categories: readCategories(raw),
    publishedAt: readPublished(raw),
    imageUrl: readImage(raw, itemBase),
  }
}

/** The text of a field of the document's head; '' when missing. */
export function readHeadText(head: RawItem, name: string): string {
  return collapse(firstHtml(head, [name]) ?? '')
}

/** Names from the head that hold for items without their own (Atom). */
export function readCreators(raw: RawItem): readonly string[] {
  const names = ['dc:creator', 'author', 'atom:author']
    .flatMap((field) => elements(raw, field))
    .map(personName)
  return unique(names)
}

/** An absolute http(s) URL, or null. */
export function absoluteUrl(written: string, base: string): string | null {
  const trimmed = written.trim()
  if (trimmed === '') return null
  const url = URL.canParse(base) ? URL.parse(trimmed, base) : URL.parse(trimmed)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  url.username = ''
  url.password = ''
  return url.href
}

function elements(parent: Readonly<Record<string, unknown>>, name: string): readonly Element[] {
  const nodes = parent[name]
  if (nodes === undefined) return []
  return elementList.parse(Array.isArray(nodes) ? nodes : [nodes])
}

function inside(parent: Element, name: string): readonly Element[] {
  return elements(parent.inside, OURS + name)
}

function childless(node: unknown): unknown {
  return Array.isArray(node) ? node[0] : (node ?? {})
}

function firstText(raw: RawItem, names: readonly string[]): string | null {
  for (const name of names) {
    for (const { text } of elements(raw, name)) if (text.trim() !== '') return text.trim()
  }
  return null
}

/** Text that Atom marks as plain becomes HTML like the rest; binary and foreign content is none. */
function firstHtml(raw: RawItem, names: readonly string[]): string | null {
  for (const name of names) {
    for (const { text, attributes: own } of elements(raw, name)) {
      const type = own['type']?.toLowerCase() ?? 'html'
      if (text.trim() === '' || (type.includes('/') && !/^text\/|html/.test(type))) continue
      return (type === 'text' || type === 'text/plain' ? escapePlain(text) : text).trim()
    }
  }
  return null
}

/** An `&` that already begins an entity stays: feeds say "text" and mean HTML more often than not. */
function escapePlain(text: string): string {
  const amp = text.replace(/&(?!(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);)/gi, '&amp;')
  return amp.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function rssLink(raw: RawItem, base: string): string | null {
  for (const { text, attributes: own } of elements(raw, 'link')) {
    const url = absoluteUrl(text, base) ?? absoluteUrl(own['href'] ?? '', base)
    if (url !== null) return url
  }
  const alternate = atomLink(elements(raw, 'atom:link'), base)
  if (alternate !== null) return alternate
  const [guid] = elements(raw, 'guid')
  const isLink = guid !== undefined && guid.attributes['ispermalink']?.trim().toLowerCase() !== 'false'
  return isLink && /^https?:/i.test(guid.text.trim()) ? absoluteUrl(guid.text, base) : null
}

function atomLink(links: readonly Element[], base: string): string | null {
  const alternates = links.filter(({ attributes: own }) => (own['rel'] ?? 'alternate') === 'alternate')
  const page = alternates.find(({ attributes: own }) => own['type']?.toLowerCase().includes('html') ?? false)
  for (const link of page === undefined ? alternates : [page, ...alternates]) {
    const url = absoluteUrl(link.attributes['href'] ?? link.text, base)
    if (url !== null) return url
  }
  return null
}

/** `name@example.org (Jane Doe)` is Jane Doe; a mere address is nobody's business. */
function personName(person: Element): string {
  const named = inside(person, 'name').map(({ text }) => text)
  const written = named.find((name) => name.trim() !== '') ?? person.text
  const inBrackets = /^\s*[^\s()@]+@[^\s()]+\s*\(([^()]*)\)\s*$/.exec(written)?.[1] ?? written
  return /^[^\s@]+@[^\s@]+$/.test(inBrackets.trim()) ? '' : inBrackets
}

function readCategories(raw: RawItem): readonly string[] {
  const names = ['category', 'dc:subject'].flatMap((field) => elements(raw, field))
  return unique(
    names.map(({ text, attributes: own }) =>
      text.trim() === '' ? (own['label'] ?? own['term'] ?? '') : text,
    ),
  )
}

const DATE_FIELDS = [
  ...['pubdate', 'published', 'atom:published', 'issued', 'dc:date', 'created'],
  ...['updated', 'atom:updated', 'modified'],
]

function readPublished(raw: RawItem): Date | null {
  for (const name of DATE_FIELDS) {
    for (const { text } of elements(raw, name)) {
      const date = readDate(text)
      if (date !== null) return date
    }
  }
  return null
}

/** The widest picture of media:content, else thumbnail, enclosure, link; portraits of authors are none. */
function readImage(raw: RawItem, base: string): string | null {
  const groups = elements(raw, 'media:group')
  const media = [
    ...elements(raw, 'media:content'),
    ...groups.flatMap((group) => inside(group, 'media:content')),
  ]
  const pictures = media.filter(isPicture).toSorted((one, other) => widthOf(other) - widthOf(one))
  const thumbnails = [
    ...elements(raw, 'media:thumbnail'),
    ...[...groups, ...media].flatMap((parent) => inside(parent, 'media:thumbnail')),
  ]
  const enclosures = elements(raw, 'enclosure').filter(isPicture)
  const links = [...elements(raw, 'link'), ...elements(raw, 'atom:link')].filter(
    (link) => link.attributes['rel'] === 'enclosure' && isPicture(link),
  )
  for (const picture of [
    ...pictures,
    ...enclosures,
    ...links,
    ...thumbnails,
    ...elements(raw, 'itunes:image'),
  ]) {
    const own = picture.attributes
    const url = absoluteUrl(own['url'] ?? own['href'] ?? '', base)
    if (url !== null && !/(?:^|\.)gravatar\.com$/.test(new URL(url).hostname)) return url
  }
  return null
}

function isPicture({ attributes: own }: Element): boolean {
  const type = own['type']?.trim().toLowerCase() ?? ''
  if (type !== '' && type !== 'application/octet-stream') return type.startsWith('image/')
  if (own['medium'] !== undefined) return own['medium'].toLowerCase() === 'image'
  return /\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)/i.test(own['url'] ?? own['href'] ?? '')
}

function widthOf({ attributes: own }: Element): number {
  const width = Number(own['width'] ?? 0)
  return Number.isFinite(width) ? width : 0
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(collapse))].filter((name) => name !== '')
}

/** Non-breaking spaces stay: French sets them before "!" and "?" on purpose. */
function collapse(text: string): string {
  return text.replace(/[ \t\r\n\f\v]+/g, ' ').trim()
}

function emptyToNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
