/** The database: one look at a feed with few and many known articles, and how many posts a second it can account for. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FeedConfig } from '../src/config.ts'
import { publishLane } from '../src/delivery/publish.ts'
import { parseFeed } from '../src/feed/parse.ts'
import { pollFeed } from '../src/feed/poll.ts'
import { openStore } from '../src/store/create.ts'
import type { Store } from '../src/store/store.ts'
import { composeTeaser } from '../src/teaser/compose.ts'
import type { Figure } from './figures.ts'
import { countdown, feedOf } from './magazine.ts'
import { median } from './setup.ts'

const lane = 'telegram:magazine'
const channels = (['telegram', 'x', 'linkedin'] as const).map((platform) => ({
  id: platform,
  platform,
  lane: `${platform}:magazine`,
  approve: { kind: 'auto' } as const,
  only: undefined,
  except: undefined,
}))
const feed: FeedConfig = {
  id: 'de',
  url: 'https://novastan.org/de/feed/',
  language: 'de',
  poll: '*/5 * * * *',
  maxSize: 100_000_000,
  enrich: false,
  channels: channels.map(({ id }) => id),
  skip: { titles: [], categories: [] },
  // A share above 1: everything here is new at once, and is to be posted.
  fuse: { newAtOnce: 1_000_000, share: 2 },
}

async function poll(store: Store, numbers: readonly number[]): Promise<number> {
  const bytes = new TextEncoder().encode(feedOf(numbers))
  const document = { kind: 'document', bytes, contentType: 'text/xml', finalUrl: feed.url } as const
  const fetched = { ...document, etag: null, lastModified: null, movedTo: null, serverDate: null }
  const began = performance.now()
  const polled = await pollFeed(
    feed,
    {
      store,
      channels,
      retry: { first: 1, max: 1 },
      allowPrivate: false,
      enrich: null,
      now: () => new Date(),
      fetch: async () => fetched,
      parse: parseFeed,
      compose: composeTeaser,
    },
    new AbortController().signal,
  )
  if (polled.error !== null) throw new Error(polled.error)
  return performance.now() - began
}

async function inDatabase<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'chapar-bench-db-'))
  const store = await openStore(join(folder, 'chapar.db'), { create: true })
  try {
    await store.registerChannels(channels)
    await poll(store, [0])
    return await work(store)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A feed of ten whole articles, all known and with one new, in a database of `known` articles times three. */
export async function knownFigures(known: number): Promise<readonly Figure[]> {
  return inDatabase(async (store) => {
    const step = 500
    for (let newest = step; newest <= known; newest += step) await poll(store, countdown(newest, step))
    const same: number[] = []
    const withNew: number[] = []
    await poll(store, countdown(known + 10, 10))
    for (let time = 1; time <= 15; time++) {
      withNew.push(await poll(store, countdown(known + 10 + time, 10)))
      same.push(await poll(store, countdown(known + 10 + time, 10)))
    }
    const name = `one look, ${known.toLocaleString('en')} articles known`
    const note = `ten items, nothing new, without the network; with one new article ${median(withNew).toFixed(1)} ms`
    return [{ name, value: median(same), unit: 'ms', note }]
  })
}

/** Claim, begin, record, each on disk before the next, with a platform that answers at once. */
export async function claimFigures(posts: number): Promise<readonly Figure[]> {
  return inDatabase(async (store) => {
    await poll(store, countdown(posts, posts))
    let claimMs = 0
    const timed: Store = {
      ...store,
      async claim(...given) {
        const began = performance.now()
        const claimed = await store.claim(...given)
        claimMs += performance.now() - began
        return claimed
      },
    }
    const began = performance.now()
    const { touched } = await publishLane(lane, { ...surroundings(timed) })
    const tookMs = performance.now() - began
    if (touched.length !== posts) throw new Error(`${touched.length} of ${posts} were posted`)
    return [
      {
        name: 'claims on SQLite',
        value: (posts / claimMs) * 1000,
        unit: '/s',
        note: 'synchronous = full, one lane',
      },
      {
        name: 'posts accounted for on SQLite',
        value: (posts / tookMs) * 1000,
        unit: '/s',
        note: 'heartbeat, claim, begin, record: four commits a post, the platform answers at once',
      },
    ]
  })
}

function surroundings(store: Store): Parameters<typeof publishLane>[1] {
  const never = new AbortController().signal
  let posts = 0
  return {
    store,
    channels: [
      {
        channel: {
          id: 'telegram',
          platform: 'telegram',
          lane,
          prepare: async (teaser) => ({ teaser }),
          send: async () => ({ kind: 'sent', remoteId: String(++posts), url: undefined }),
          find: async () => ({ kind: 'cannot-tell', looked: '' }),
          probe: async () => ({ kind: 'ok' }),
        },
        pace: { gap: undefined, perHour: undefined, quiet: undefined, timeZone: 'UTC' },
      },
    ],
    owner: 'bench',
    staleAfterMs: 86_400_000,
    stopping: never,
    cutOff: never,
    retry: { first: 1_000, max: 1_000 },
    settleFirstMs: 1_000,
    recordPatienceMs: 1_000,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    now: () => new Date(),
    monotonic: () => performance.now(),
    newAttemptId: () => crypto.randomUUID(),
    clockIsTrusted: () => true,
  }
}
