/** Which items of a document the magazine's site is asked about, and for how long a poll waits for it. */
import type { Enrich } from '../article/enrich.ts'
import type { Enrichment } from '../article/enrichment.ts'
import type { FeedConfig } from '../config.ts'
import type { FeedItem } from './item.ts'
import { enriched, type ReadItem } from './planned-item.ts'

/** A slow site must not keep an article back: in one poll so many are asked about, and for so long in ms. */
const mostEnriched = 10
const enrichingMs = 30_000

/** `items`, the `wanted` ones with what the site adds: oldest first, as they will be posted; the rest as it is. */
export async function enrichItems(
  feed: FeedConfig,
  items: readonly ReadItem[],
  wanted: readonly FeedItem[],
  enrich: Enrich,
  signal: AbortSignal,
): Promise<readonly ReadItem[]> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(enrichingMs)])
  const found = new Map<FeedItem, Enrichment>()
  for (const item of wanted.slice(-mostEnriched).toReversed()) {
    const read = items.find((one) => one.item === item)
    if (read?.extracted.kind !== 'article') continue
    const { content } = read.extracted
    const enrichment = await enrich({ guid: item.guid, content, feed }, limited)
    if (enrichment !== null) found.set(item, enrichment)
  }
  return items.map((read) => {
    const enrichment = found.get(read.item)
    return enrichment === undefined ? read : enriched(read, enrichment)
  })
}
