/**
 * One look at one feed: fetch, read, decide, and write everything in one transaction.
 * Never rejects for what a magazine's site does; a feed that fails waits longer each time and stops nobody else.
 */
import type { ArticleContent } from '../article/article.ts'
import type { Enrich } from '../article/enrich.ts'
import { extract } from '../article/extract.ts'
import { filedUnder, identityKeys, pairKey, textKey, titleKey } from '../article/identity.ts'
import { tolerableSkewMs } from '../clock.ts'
import { editionOf, type FeedConfig } from '../config.ts'
import { growing } from '../delivery/lane.ts'
import type { FeedRecord, KnowledgeQuery, PollResult, Store } from '../store/store.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'
import { type ComposedTeasers, composedAhead } from './composing.ts'
import { enrichItems } from './enriching.ts'
import type { FetchResult } from './fetch.ts'
import { inTurns } from './in-turns.ts'
import type { FeedItem } from './item.ts'
import type { ParseResult } from './parse.ts'
import { type Plan, planPoll } from './plan.ts'
import { bareContent, contentOf, type PlannedChannel, type ReadItem } from './planned-item.ts'
import { otherLanguage } from './redirect.ts'

export interface PollSurroundings {
  readonly store: Store
  readonly channels: readonly PlannedChannel[]
  /** Waits after failures, in ms. */
  readonly retry: { readonly first: number; readonly max: number }
  readonly allowPrivate: boolean
  now(): Date
  fetch(request: FetchRequest, now: () => Date, signal: AbortSignal): Promise<FetchResult>
  parse(bytes: Uint8Array, contentType: string | null, baseUrl: string): Promise<ParseResult>
  /** Asks the magazine's site about a new article; null: nothing is asked. */
  readonly enrich: Enrich | null
  compose(content: ArticleContent, platform: Platform, channelId: string): Teaser
}

type FetchRequest = Parameters<typeof import('./fetch.ts').fetchFeed>[0]

/** What one look came to, for logs and for the command that asked. */
export interface Polled {
  readonly feedId: string
  /** null: not looked at, since it is told to wait. */
  readonly result: PollResult | null
  readonly newItems: number
  readonly error: string | null
  /** What was repaired while reading. */
  readonly warnings: readonly string[]
  /** Channels that saw this feed for the first time: staff are told. */
  readonly firstSights: readonly string[]
  readonly fuse: boolean
  readonly serverDate: Date | null
}

const timeoutMs = 20_000
/** Proxies and stale dates hide articles: every sixth look asks without conditions. */
const unconditionalEvery = 6

/** Looks once at `feed` if it may be looked at now. Rejects only when the database does. */
export async function pollFeed(
  feed: FeedConfig,
  surroundings: PollSurroundings,
  signal: AbortSignal,
): Promise<Polled> {
  const { store, now } = surroundings
  const record = await recordOf(feed, store)
  if (isToldToWait(record, now())) return nothing(feed, record)
  const channels = surroundings.channels.filter((channel) => feed.channels.includes(channel.id))
  const conditional = await mayBeConditional(feed, record, channels, store)
  const request = {
    url: record.movedTo ?? feed.url,
    etag: conditional ? record.etag : null,
    lastModified: conditional ? record.lastModified : null,
    language: feed.language,
    timeoutMs,
    maxBytes: feed.maxSize,
    pages: false,
    allowPrivate: surroundings.allowPrivate,
  }
  const fetched = await surroundings.fetch(request, now, signal)
  const polled = {
    ...record,
    lastPolledAt: now(),
    conditionalPolls: conditional ? record.conditionalPolls + 1 : 0,
  }
  switch (fetched.kind) {
    case 'failed':
      // We broke it off ourselves: that says nothing about the feed.
      if (signal.aborted) return nothing(feed, record)
      return fail(feed, polled, fetched.reason, fetched.retryAfter, surroundings)
    case 'not-modified':
      await store.saveFeed(healthy(polled, 'not-modified', 0))
      return { ...nothing(feed, record), result: 'not-modified', error: null, serverDate: fetched.serverDate }
    case 'document':
      return readDocument({ feed, record: polled, channels }, fetched, surroundings, signal)
  }
}

/** A wait that was written while the clock was ahead does not count: it could last for years. */
function isToldToWait({ backoffUntil, lastPolledAt }: FeedRecord, now: Date): boolean {
  const wasAhead = (lastPolledAt?.getTime() ?? 0) > now.getTime() + tolerableSkewMs
  return backoffUntil !== null && backoffUntil > now && !wasAhead
}

interface Looked {
  readonly feed: FeedConfig
  readonly record: FeedRecord
  readonly channels: readonly PlannedChannel[]
}

async function readDocument(
  { feed, record, channels }: Looked,
  fetched: Extract<FetchResult, { kind: 'document' }>,
  surroundings: PollSurroundings,
  signal: AbortSignal,
): Promise<Polled> {
  const strayed = otherLanguage(feed.url, fetched.finalUrl)
  if (strayed !== null) return fail(feed, record, strayed, null, surroundings)
  const parsed = await surroundings.parse(fetched.bytes, fetched.contentType, fetched.finalUrl)
  if (parsed.kind === 'failed') return fail(feed, record, parsed.reason, null, surroundings)
  const { document } = parsed
  const items = await inTurns(document.items, (item) => readItem(item, feed))
  const validators = document.complete
    ? { etag: fetched.etag, lastModified: fetched.lastModified }
    : { etag: null, lastModified: null }
  const next = { ...record, ...validators, movedTo: fetched.movedTo ?? record.movedTo }
  const saved = await planAndSave({ feed, record: next, items, channels }, surroundings, signal)
  if (saved === null) return nothing(feed, record)
  const { plan, warnings } = saved
  return {
    feedId: feed.id,
    result: resultOf(plan),
    newItems: plan.newItems,
    error: null,
    warnings: [...document.warnings, ...warnings],
    firstSights: plan.change.firstSights.map((sight) => sight.channelId),
    fuse: plan.fuse,
    serverDate: fetched.serverDate,
  }
}

/** Decides on what is known and saves; decides again when another poll of the edition came between. */
async function planAndSave(
  { feed, record, channels, items: read }: Looked & { readonly items: readonly ReadItem[] },
  surroundings: PollSurroundings,
  signal: AbortSignal,
): Promise<{ readonly plan: Plan; readonly warnings: readonly string[] } | null> {
  const { store, now, compose, enrich } = surroundings
  const edition = editionOf(feed)
  const query = knowledgeQuery(edition, feed, read)
  const ready: ComposedTeasers = new Map()
  let items = read
  for (let tries = 0; tries < 20; tries++) {
    const known = await store.knowledge(query)
    const plan = planPoll({
      feed,
      edition,
      channels,
      items,
      previous: record.document,
      known,
      now: now(),
      compose: await composedAhead(items, channels, known, compose, ready),
    })
    // Once: an article that another poll's change makes new now goes without.
    if (tries === 0 && enrich !== null && plan.toEnrich.length > 0) {
      items = await enrichItems(feed, items, plan.toEnrich, enrich, signal)
      // Stopped meanwhile: what was not asked would go out bare; the next start sees it all again.
      if (signal.aborted) return null
      continue
    }
    const saved = await store.savePoll({
      ...plan.change,
      edition,
      seenVersion: known.version,
      feed: { ...healthy(record, resultOf(plan), plan.newItems), document: plan.document },
    })
    if (saved === 'saved')
      return { plan, warnings: items.flatMap(({ enrichment }) => enrichment?.warnings ?? []) }
  }
  throw new Error(
    `feed ${feed.id}: twenty other polls of edition ${edition} came between; is one going round in circles?`,
  )
}

function knowledgeQuery(edition: string, feed: FeedConfig, items: readonly ReadItem[]): KnowledgeQuery {
  const keys = identityKeys(items.map(({ item }) => item))
  const contents = items.map(({ extracted }) => contentOf(extracted))
  const wanted = contents.flatMap(({ title, lead }, index) => {
    const own = keys[index] ?? { guid: null, link: null }
    const candidate = { keys: own, titleKey: titleKey(title), textKey: textKey(title, lead) }
    return [...filedUnder(candidate), pairKey(own)]
  })
  const titleKeys = contents.map(({ title }) => titleKey(title))
  return { edition, feedId: feed.id, keys: [...new Set(wanted)], titleKeys: [...new Set(titleKeys)] }
}

/** An item that extraction stumbles over still becomes an article; its deliveries fail, and say why. */
export function readItem(item: FeedItem, feed: FeedConfig): ReadItem {
  try {
    return { item, extracted: extract(item, feed), broken: null, enrichment: null }
  } catch (error) {
    const broken = `this item could not be read: ${error instanceof Error ? error.message : String(error)}`
    const content = bareContent(item.title, item.link ?? feed.url, feed.language)
    return {
      item,
      extracted: { kind: 'article', content, warnings: [broken], removed: [] },
      broken,
      enrichment: null,
    }
  }
}

async function recordOf(feed: FeedConfig, store: Store): Promise<FeedRecord> {
  const record = await store.feed(feed.id)
  const fresh: FeedRecord = {
    id: feed.id,
    url: feed.url,
    etag: null,
    lastModified: null,
    conditionalPolls: 0,
    lastPolledAt: null,
    lastResult: null,
    newItems: 0,
    error: null,
    failures: 0,
    backoffUntil: null,
    movedTo: null,
    document: [],
  }
  if (record === null) return fresh
  // Another address was configured: what the old one said about validators and moves is void.
  return record.url === feed.url
    ? record
    : { ...fresh, document: record.document, lastPolledAt: record.lastPolledAt }
}

/** A channel that has not seen the feed yet needs the whole document, or the next article would be its baseline. */
async function mayBeConditional(
  feed: FeedConfig,
  record: FeedRecord,
  channels: readonly PlannedChannel[],
  store: Store,
): Promise<boolean> {
  if (record.etag === null && record.lastModified === null) return false
  if (record.conditionalPolls >= unconditionalEvery - 1) return false
  const { firstSights } = await store.knowledge({
    edition: editionOf(feed),
    feedId: feed.id,
    keys: [],
    titleKeys: [],
  })
  return channels.every((channel) => firstSights.some((sight) => sight.channelId === channel.id))
}

async function fail(
  feed: FeedConfig,
  record: FeedRecord,
  reason: string,
  retryAfter: Date | null,
  { store, retry, now }: PollSurroundings,
): Promise<Polled> {
  const wait = growing(retry.first, retry.max, record.failures)
  const backoffUntil = new Date(Math.max(now().getTime() + wait, retryAfter?.getTime() ?? 0))
  const failures = record.failures + 1
  // A move that was taken back must not be followed for ever: next time the configured address is asked.
  const failed = { ...record, movedTo: null, failures, backoffUntil }
  await store.saveFeed({ ...failed, lastResult: 'error', newItems: 0, error: reason })
  return { ...nothing(feed, record), result: 'error', error: reason }
}

function healthy(record: FeedRecord, lastResult: PollResult, newItems: number): FeedRecord {
  return { ...record, lastResult, newItems, error: null, failures: 0, backoffUntil: null }
}

function resultOf(plan: Plan): PollResult {
  if (plan.newItems > 0) return 'new'
  return plan.change.firstSights.length > 0 ? 'baseline' : 'unchanged'
}

function nothing(feed: FeedConfig, record: FeedRecord): Polled {
  return {
    feedId: feed.id,
    result: null,
    newItems: 0,
    error: record.error,
    warnings: [],
    firstSights: [],
    fuse: false,
    serverDate: null,
  }
}
