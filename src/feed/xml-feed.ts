/** Reads the pieces of an XML feed: RSS 0.9x, 1.0, 2.0 and Atom. Each item by the strictest reader that can read it. */

import { type FeedPieces, splitDocument } from './document.ts'
import { readCreators, readHeadText, readItem } from './fields.ts'
import type { FeedItem } from './item.ts'
import { readLeniently } from './lenient.ts'
import { absoluteUrl } from './links.ts'
import type { NotOpened, OpenedFeed } from './opened.ts'
import type { RawItem } from './raw.ts'
import { readHeadStrictly, readItemsStrictly } from './reading.ts'
import { repairPiece } from './repair.ts'

/** Cuts `text` into items that are read later, and reads its head. Never rejects. */
export async function openXmlFeed(text: string, baseUrl: string): Promise<OpenedFeed | NotOpened> {
  const split = splitDocument(text)
  if (split.kind === 'failed') return split
  const { pieces } = split
  const head = await readHead(pieces)
  const base = absoluteUrl(pieces.rootAttributes['xml:base'] ?? '', baseUrl) ?? baseUrl
  const language = readHeadText(head, 'language') || readHeadText(head, 'dc:language')
  return {
    kind: 'opened',
    title: readHeadText(head, 'title'),
    language: language || pieces.rootAttributes['xml:lang']?.trim() || null,
    creators: pieces.format === 'atom' ? readCreators(head) : [],
    items: pieces.items,
    isWhole: pieces.isWhole,
    warnings: pieces.warnings,
    read: (slice, before, notes) => readSlice(pieces, base, slice, before, notes),
  }
}

async function readHead(pieces: FeedPieces): Promise<RawItem> {
  const { xml, isTooDeep } = repairPiece(pieces.head, pieces.nameOf)
  if (isTooDeep) return {}
  try {
    return await readHeadStrictly(pieces, xml)
  } catch {
    return readLeniently(pieces.format === 'atom' ? `<feed>${xml}</feed>` : xml, pieces.nameOf)
  }
}

async function readSlice(
  pieces: FeedPieces,
  base: string,
  slice: readonly string[],
  before: number,
  notes: string[],
): Promise<readonly (FeedItem | null)[]> {
  const repaired = slice.map((item) => repairPiece(item, pieces.nameOf))
  for (const [index, { faults, isTooDeep }] of repaired.entries()) {
    if (isTooDeep) notes.push(`Item ${before + index + 1} nests its elements too deeply to be read.`)
    else if (faults.size > 0) notes.push(`Item ${before + index + 1}: repaired ${[...faults].join(', ')}.`)
  }
  const empty = pieces.format === 'atom' ? '<entry/>' : '<item/>'
  const markup = repaired.map(({ xml, isTooDeep }) => (isTooDeep ? empty : xml))
  const raw = (await strictly(pieces, markup)) ?? (await oneByOne(pieces, markup, before, notes))
  return raw.map((fields, index) => {
    const item = readItem(fields, pieces.format, base)
    if (item === null && repaired[index]?.isTooDeep === false) {
      notes.push(`Item ${before + index + 1} has neither guid nor link nor title: left out.`)
    }
    return item
  })
}

async function oneByOne(
  pieces: FeedPieces,
  markup: readonly string[],
  before: number,
  notes: string[],
): Promise<readonly RawItem[]> {
  const items: RawItem[] = []
  for (const [index, xml] of markup.entries()) {
    const alone = await strictly(pieces, [xml])
    if (alone === null) notes.push(`Item ${before + index + 1} is not well-formed: read leniently.`)
    items.push(alone?.[0] ?? readLeniently(xml, pieces.nameOf))
  }
  return items
}

/** null when the markup is not well-formed, or when it gave another number of items than were put in. */
async function strictly(pieces: FeedPieces, markup: readonly string[]): Promise<readonly RawItem[] | null> {
  try {
    const items = await readItemsStrictly(pieces, markup)
    return items.length === markup.length ? items : null
  } catch {
    return null
  }
}
