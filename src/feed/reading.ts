/**
 * From the well-formed markup of items to plain element trees, by rss-parser. `lenient.ts` gives the same shape for
 * what is not well-formed; `fields.ts` takes both through its seam.
 */

import RssParser from 'rss-parser'
import type { FeedFormat, FeedPieces } from './document.ts'
import { OURS, type RawItem } from './raw.ts'

const STRUCTURE: Readonly<Record<FeedFormat, readonly string[]>> = {
  rss: ['rss', 'channel', 'item'],
  rdf: ['rdf:RDF', 'channel', 'item'],
  atom: ['feed', 'entry'],
}
const FEED_FIELDS = ['title', 'language', 'dc:language', 'author', 'dc:creator'] as const
const ITEM_FIELDS = [
  ...['guid', 'id', 'link', 'atom:link', 'title', 'dc:title', 'description', 'dc:description', 'summary'],
  ...['content', 'content:encoded', 'dc:creator', 'author', 'atom:author', 'category', 'dc:subject'],
  ...['pubdate', 'published', 'updated', 'issued', 'modified', 'created', 'dc:date', 'atom:published'],
  ...[
    'atom:updated',
    'enclosure',
    'media:content',
    'media:thumbnail',
    'media:group',
    'itunes:image',
    'image',
  ],
] as const

/** Reads well-formed items; rejects when the markup is not. */
export async function readItemsStrictly(
  pieces: FeedPieces,
  items: readonly string[],
): Promise<readonly RawItem[]> {
  const { format } = pieces
  const inside = items.join('')
  const document = {
    rss: `<rss version="2.0"><channel>${inside}</channel></rss>`,
    rdf: `<rdf:RDF><channel/>${inside}</rdf:RDF>`,
    atom: `<feed>${inside}</feed>`,
  }[format]
  const feed = await createParser(pieces).parseString(document)
  return feed.items.map((item) => fieldsOf(item))
}

/** Reads the head of a document, well-formed; rejects when it is not. */
export async function readHeadStrictly(pieces: FeedPieces, head: string): Promise<RawItem> {
  const document = {
    rss: `<rss version="2.0">${head}</rss>`,
    rdf: `<rdf:RDF>${head}</rdf:RDF>`,
    atom: `<feed>${head}</feed>`,
  }[pieces.format]
  return fieldsOf(await createParser(pieces).parseString(document))
}

function createParser(pieces: FeedPieces): RssParser<Record<string, unknown>, Record<string, unknown>> {
  const structure = STRUCTURE[pieces.format]
  const rename = (written: string): string => {
    const name = pieces.nameOf(written)
    if (name === 'rdf:rdf') return 'rdf:RDF'
    return structure.includes(name) ? name : OURS + name
  }
  return new RssParser<Record<string, unknown>, Record<string, unknown>>({
    xml2js: { tagNameProcessors: [rename], attrNameProcessors: [(name: string) => name.toLowerCase()] },
    customFields: {
      feed: FEED_FIELDS.map((name) => OURS + name),
      item: [['$', `${OURS}$`, { keepArray: true }], ...ITEM_FIELDS.map(asIs)] as (
        | string
        | { keepArray: boolean }
      )[][],
    },
  })
}

function asIs(name: string): (string | { keepArray: boolean })[] {
  return [OURS + name, OURS + name, { keepArray: true }]
}

function fieldsOf(parsed: Readonly<Record<string, unknown>>): RawItem {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(parsed)) {
    if (name.startsWith(OURS)) fields[name.slice(OURS.length)] = value
  }
  return fields
}
