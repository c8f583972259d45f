/** From the elements of an item to a FeedItem. What cannot be used is null or left out; nothing throws. */

import { readDate } from './date.ts'
import { type Element, elements, inside, ownAttributes } from './elements.ts'
import { readImage } from './image.ts'
import type { FeedItem } from './item.ts'
import { absoluteUrl, atomLink, rssLink } from './links.ts'
import type { RawItem } from './raw.ts'

/** What an item says, or null when it has neither guid nor link nor title and cannot be told from others. */
export function readItem(raw: RawItem, format: 'rss' | 'rdf' | 'atom', base: string): FeedItem | null {
  const isAtom = format === 'atom'
  const own = ownAttributes(raw)
  const itemBase = absoluteUrl(own['xml:base'] ?? '', base) ?? base
  const guid = isAtom
    ? firstText(raw, ['id'])
    : (firstText(raw, ['guid']) ?? emptyToNull(own['rdf:about'] ?? ''))
  const link = isAtom ? atomLink(raw, itemBase) : rssLink(raw, itemBase)
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

/** Plain text as HTML. An `&` that already begins an entity stays: feeds say "text" and mean HTML more often than not. */
export function escapePlain(text: string): string {
  const amp = text.replace(/&(?!(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);)/gi, '&amp;')
  return amp.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
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

/** Trimmed, without repeats and empty ones. */
export function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(collapse))].filter((name) => name !== '')
}

/** Runs of white space as one space. Non-breaking spaces stay: French sets them before "!" and "?" on purpose. */
export function collapse(text: string): string {
  return text.replace(/[ \t\r\n\f\v]+/g, ' ').trim()
}

function emptyToNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
