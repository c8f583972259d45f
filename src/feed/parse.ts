/**
 * Reads a feed document: bytes in, items out, nothing else touched. One broken item never loses the others, half an
 * item is never taken for a whole one, and what was repaired is said. Long documents are read in slices that leave
 * the event loop to others in between.
 */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { decodeText } from './charset.ts'
import { type FeedPieces, splitDocument } from './document.ts'
import { absoluteUrl, readCreators, readHeadText, readItem } from './fields.ts'
import type { FeedDocument, FeedItem } from './item.ts'
import { readLeniently } from './lenient.ts'
import type { RawItem } from './raw.ts'
import { readHeadStrictly, readItemsStrictly } from './reading.ts'
import { repairPiece } from './repair.ts'

export type ParseResult =
  | { readonly kind: 'feed'; readonly document: FeedDocument }
  | { readonly kind: 'failed'; readonly reason: string }

/** How many items of one document are read; far above what any feed shows. */
const MOST_ITEMS = 10_000
/** A slice ends with this many items or characters: some 20 ms of work. */
const SLICE_ITEMS = 50
const SLICE_CHARS = 256 * 1024
const MOST_WARNINGS = 20

/** Reads `bytes` as RSS 0.9x, 1.0, 2.0 or Atom; links are resolved against `baseUrl`. Never rejects. */
export async function parseFeed(
  bytes: Uint8Array,
  contentType: string | null,
  baseUrl: string,
): Promise<ParseResult> {
  const decoded = decodeText(bytes, contentType)
  const split = splitDocument(decoded.text)
  if (split.kind === 'failed') return split
  const { pieces } = split
  const notes = [...decoded.warnings, ...pieces.warnings]
  if (pieces.items.length > MOST_ITEMS) {
    notes.push(`The document has ${pieces.items.length} items: only the first ${MOST_ITEMS} are read.`)
  }
  const head = await readHead(pieces)
  const base = absoluteUrl(pieces.rootAttributes['xml:base'] ?? '', baseUrl) ?? baseUrl
  const creators = pieces.format === 'atom' ? readCreators(head) : []
  const items: FeedItem[] = []
  let number = 0
  for (const slice of slices(pieces.items.slice(0, MOST_ITEMS))) {
    for (const raw of await readSlice(pieces, slice, number, notes)) {
      number++
      const item = readItem(raw, pieces.format, base)
      if (item === null) notes.push(`Item ${number} has neither guid nor link nor title: left out.`)
      else items.push(item.creators.length === 0 ? { ...item, creators } : item)
    }
    await nextTurn()
  }
  const language = readHeadText(head, 'language') || readHeadText(head, 'dc:language')
  const document = {
    title: readHeadText(head, 'title'),
    language: language || pieces.rootAttributes['xml:lang']?.trim() || null,
    items,
    complete: pieces.isWhole && items.length === pieces.items.length,
    warnings: shortened(notes),
  }
  return { kind: 'feed', document }
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

function* slices(items: readonly string[]): Generator<readonly string[]> {
  let slice: string[] = []
  let chars = 0
  for (const item of items) {
    slice.push(item)
    chars += item.length
    if (slice.length < SLICE_ITEMS && chars < SLICE_CHARS) continue
    yield slice
    slice = []
    chars = 0
  }
  if (slice.length > 0) yield slice
}

/** All items of a slice in order, each by the strictest reader that can read it. */
async function readSlice(
  pieces: FeedPieces,
  slice: readonly string[],
  before: number,
  notes: string[],
): Promise<readonly RawItem[]> {
  const repaired = slice.map((item) => repairPiece(item, pieces.nameOf))
  for (const [index, { faults, isTooDeep }] of repaired.entries()) {
    if (isTooDeep) notes.push(`Item ${before + index + 1} nests its elements too deeply to be read.`)
    else if (faults.size > 0) notes.push(`Item ${before + index + 1}: repaired ${[...faults].join(', ')}.`)
  }
  const empty = pieces.format === 'atom' ? '<entry/>' : '<item/>'
  const markup = repaired.map(({ xml, isTooDeep }) => (isTooDeep ? empty : xml))
  const together = await strictly(pieces, markup)
  if (together !== null) return together
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

function shortened(notes: readonly string[]): readonly string[] {
  if (notes.length <= MOST_WARNINGS) return notes
  return [...notes.slice(0, MOST_WARNINGS), `And ${notes.length - MOST_WARNINGS} more of the kind.`]
}
