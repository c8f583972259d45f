/**
 * Reads a feed document: bytes in, items out, nothing else touched. One broken item never loses the others, half an
 * item is never taken for a whole one, and what was repaired is said. Long documents are read in slices that leave
 * the event loop to others in between.
 */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { decodeText } from './charset.ts'
import type { FeedDocument, FeedItem } from './item.ts'
import { openJsonFeed } from './json-feed.ts'
import { mojibakeWarning } from './mojibake.ts'
import { openXmlFeed } from './xml-feed.ts'

export type ParseResult =
  | { readonly kind: 'feed'; readonly document: FeedDocument }
  | { readonly kind: 'failed'; readonly reason: string }

/** How many items of one document are read; far above what any feed shows. */
const MOST_ITEMS = 10_000
/** A slice ends with this many items or characters: some 20 ms of work. */
const SLICE_ITEMS = 50
const SLICE_CHARS = 256 * 1024
const MOST_WARNINGS = 20

/** Reads `bytes` as RSS 0.9x, 1.0, 2.0, Atom or JSON Feed; links are resolved against `baseUrl`. Never rejects. */
export async function parseFeed(
  bytes: Uint8Array,
  contentType: string | null,
  baseUrl: string,
): Promise<ParseResult> {
  const decoded = decodeText(bytes, contentType)
  const opened = openJsonFeed(decoded.text, baseUrl) ?? (await openXmlFeed(decoded.text, baseUrl))
  if (opened.kind === 'failed') return opened
  const notes = [...decoded.warnings, ...opened.warnings]
  if (opened.items.length > MOST_ITEMS) {
    notes.push(`The document has ${opened.items.length} items: only the first ${MOST_ITEMS} are read.`)
  }
  const items: FeedItem[] = []
  let before = 0
  for (const slice of slices(opened.items.slice(0, MOST_ITEMS))) {
    for (const item of await opened.read(slice, before, notes)) {
      if (item === null) continue
      items.push(item.creators.length === 0 ? { ...item, creators: opened.creators } : item)
    }
    before += slice.length
    await nextTurn()
  }
  const mojibake = mojibakeWarning(opened.title, items)
  const { title, language, isWhole: complete } = opened
  const warnings = shortened(mojibake === null ? notes : [mojibake, ...notes])
  return { kind: 'feed', document: { title, language, items, complete, warnings } }
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

function shortened(notes: readonly string[]): readonly string[] {
  if (notes.length <= MOST_WARNINGS) return notes
  return [...notes.slice(0, MOST_WARNINGS), `And ${notes.length - MOST_WARNINGS} more of the kind.`]
}
