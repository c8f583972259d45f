/** A feed that a test writes item by item, polled into a real SQLite store. */
import type { ArticleContent } from '../../src/article/article.ts'
import type { FeedConfig } from '../../src/config.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import type { FetchResult } from '../../src/feed/fetch.ts'
import type { FeedDocument, FeedItem } from '../../src/feed/item.ts'
import type { PlannedChannel } from '../../src/feed/planned-item.ts'
import { type Polled, type PollSurroundings, pollFeed } from '../../src/feed/poll.ts'
import type { Store } from '../../src/store/store.ts'
import type { Platform, Teaser } from '../../src/teaser/teaser.ts'
import { itemWith, teaserOf } from './builders.ts'
import { newSqlite, openedStore } from './databases.ts'
import { type DrivenClock, drivenClock } from './publishing.ts'

export type FetchRequest = Parameters<PollSurroundings['fetch']>[0]

export function feedWith(change: Partial<FeedConfig> = {}): FeedConfig {
  return {
    id: 'en',
    url: 'https://magazine.test/en/feed/',
    language: 'en',
    poll: '*/5 * * * *',
    maxSize: 10_000_000,
    enrich: true,
    channels: ['telegram-en'],
    skip: { titles: [], categories: [] },
    fuse: { newAtOnce: 10, share: 0.8 },
    ...change,
  }
}

export function channelWith(change: Partial<PlannedChannel> = {}): PlannedChannel {
  return {
    id: 'telegram-en',
    platform: 'telegram',
    lane: 'telegram:@en',
    approve: { kind: 'auto' },
    only: undefined,
    except: undefined,
    ...change,
  }
}

/** The n-th article of the magazine, a day younger than the one before. */
export function story(n: number, change: Partial<FeedItem> = {}): FeedItem {
  return itemWith({
    guid: `https://magazine.test/?p=${n}`,
    link: `https://magazine.test/en/story-${n}/`,
    title: `Story ${n} of the steppe`,
    description: `<p>This is what happened on day ${n} in the mountains.</p>`,
    publishedAt: new Date(Date.UTC(2026, 9, n, 8)),
    ...change,
  })
}

/** Stories from `newest` down to `oldest`, as a feed lists them. */
export function stories(newest: number, oldest: number): readonly FeedItem[] {
  return Array.from({ length: newest - oldest + 1 }, (_, index) => story(newest - index))
}

export function documentAnswer(
  change: Partial<Extract<FetchResult, { kind: 'document' }>> = {},
): FetchResult {
  return {
    kind: 'document',
    bytes: new Uint8Array(),
    contentType: 'text/xml',
    etag: null,
    lastModified: null,
    finalUrl: 'https://magazine.test/en/feed/',
    movedTo: null,
    serverDate: null,
    ...change,
  }
}

export interface Newsroom {
  readonly store: Store
  readonly clock: DrivenClock
  /** What was asked of the magazine's site. */
  readonly requests: FetchRequest[]
  /** Changed by tests between polls. */
  readonly world: {
    feed: FeedConfig
    channels: readonly PlannedChannel[]
    answer: FetchResult
    document: Partial<FeedDocument>
    /** Why the document cannot be read; null: it can. */
    unreadable: string | null
    enrich: PollSurroundings['enrich']
    compose(content: ArticleContent, platform: Platform): Teaser
  }
  /** One look at the feed, which now holds these items; five minutes pass with it. */
  poll(items: readonly FeedItem[], feed?: FeedConfig, store?: Store): Promise<Polled>
  deliveries(): Promise<readonly Delivery[]>
  /** `article state reason` of each delivery that was not there before the last poll. */
  news(): Promise<readonly string[]>
}

export async function newsroom(change: Partial<Newsroom['world']> = {}): Promise<Newsroom> {
  const store = await openedStore(await newSqlite())
  const clock = drivenClock()
  const requests: FetchRequest[] = []
  const world: Newsroom['world'] = {
    feed: feedWith(),
    channels: [channelWith()],
    answer: documentAnswer(),
    document: {},
    unreadable: null,
    enrich: null,
    compose: ({ title, lead }, platform) => teaserOf(`${title}\n${lead}`, platform),
    ...change,
  }
  let before = new Set<string>()
  return {
    store,
    clock,
    requests,
    world,
    async poll(items, feed = world.feed, throughStore = store) {
      before = new Set((await store.deliveries({})).map(({ id }) => id))
      const document = {
        title: 'Magazine',
        language: 'en',
        items,
        complete: true,
        warnings: [],
        ...world.document,
      }
      const polled = await pollFeed(
        feed,
        {
          store: throughStore,
          channels: world.channels,
          retry: { first: 60_000, max: 3_600_000 },
          allowPrivate: false,
          enrich: world.enrich,
          now: clock.now,
          async fetch(request) {
            requests.push(request)
            return world.answer
          },
          async parse() {
            if (world.unreadable !== null) return { kind: 'failed', reason: world.unreadable }
            return { kind: 'feed', document }
          },
          compose: (content, platform) => world.compose(content, platform),
        },
        new AbortController().signal,
      )
      clock.pass(5)
      return polled
    },
    deliveries: () => store.deliveries({}),
    async news() {
      const fresh = (await store.deliveries({})).filter(({ id }) => !before.has(id))
      return fresh.map(({ id, state, reason }) =>
        [id.replace('@telegram-en', ''), state, reason].filter((word) => word !== null).join(' '),
      )
    },
  }
}
