/**
 * Figures for many articles: `npm exec -c "node bench/many-articles.ts"`. How long one poll of a 10-item feed takes with
 * 0, 1,000 and 100,000 known articles, each question to that database, and how a feed of 2,000 items in 20 MB is read.
 */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { FeedConfig } from '../src/config.ts'
import { parseFeed } from '../src/feed/parse.ts'
import { pollFeed } from '../src/feed/poll.ts'
import { openStore } from '../src/store/create.ts'
import type { Store } from '../src/store/store.ts'
import { composeTeaser } from '../src/teaser/compose.ts'

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
  url: 'https://magazin.example.org/de/feed/',
  language: 'de',
  poll: '*/5 * * * *',
  maxSize: 25_000_000,
  enrich: false,
  channels: channels.map(({ id }) => id),
  skip: { titles: [], categories: [] },
  fuse: { newAtOnce: 10_000, share: 1 },
}
const paragraph = 'Die Hirten ziehen im Mai auf die Sommerweiden, und mit ihnen die Lehrerin des Dorfes. '

function documentOf(newest: number, count: number, itemBytes: number): Uint8Array {
  const body = `<p>${paragraph.repeat(5)}</p>`.repeat(Math.ceil(itemBytes / (paragraph.length * 5)))
  const items = Array.from({ length: count }, (_, index) => {
    const n = newest - index
    return `<item><title>Artikel ${n} aus der Steppe</title><link>https://magazin.example.org/de/artikel-${n}/</link>
<pubDate>${new Date(1.6e12 + n * 60_000).toUTCString()}</pubDate><guid isPermaLink="false">https://magazin.example.org/de/?p=${n}</guid>
<description><![CDATA[<p>Der ${n}. Bericht. ${paragraph}</p>]]></description><content:encoded><![CDATA[${body.slice(0, itemBytes)}]]></content:encoded></item>`
  })
  return new TextEncoder().encode(
    `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>M</title>${items.join('')}</channel></rss>`,
  )
}

async function poll(store: Store, bytes: Uint8Array): Promise<number> {
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
      fetch: async () => ({
        kind: 'document',
        bytes,
        contentType: 'text/xml',
        etag: null,
        lastModified: null,
        finalUrl: feed.url,
        movedTo: null,
        serverDate: null,
      }),
      parse: parseFeed,
      compose: composeTeaser,
    },
    new AbortController().signal,
  )
  if (polled.error !== null) throw new Error(polled.error)
  return performance.now() - began
}

/** Articles up to `count` as years of polling leave them: three deliveries each, nearly all sent. */
async function fill(store: Store, count: number): Promise<void> {
  const step = 1_000
  for (let newest = step; newest <= count; newest += step) await poll(store, documentOf(newest, step, 200))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

async function medianOf(times: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    const began = performance.now()
    await work(n)
    took.push(performance.now() - began)
  }
  return median(took)
}

const inMs = (ms: number) => `${ms.toFixed(2)} ms`

async function measureKnown(known: number): Promise<void> {
  const path = join(tmpdir(), `chapar-many-${process.pid}-${known}.db`)
  const store = await openStore(path, { create: true })
  try {
    await poll(store, documentOf(0, 1, 200))
    await fill(store, known)
    await markSent(path)
    const unchanged = documentOf(known + 10, 10, 4_000)
    await poll(store, unchanged)
    const same = await medianOf(31, () => poll(store, unchanged))
    const one = await medianOf(31, (n) => poll(store, documentOf(known + 11 + n, 10, 4_000)))
    console.log(`known ${known}: poll unchanged ${inMs(same)}, with one new article ${inMs(one)}`)
    const questions: Readonly<Record<string, () => Promise<unknown>>> = {
      newestArticles: () => store.newestArticles('de', 10),
      nextQueued: () => store.nextQueued('x:magazine', ['x'], new Date()),
      nextWake: () => store.nextWake(),
      postTimes: () => store.postTimes('x', 6),
      knownPosts: () => store.knownPosts('telegram:magazine', 20),
      waitingForPerson: () => store.waitingForPerson(),
      orphans: () => store.orphans('me', 0),
      counts: () => store.counts(),
      skippedByRules: () => store.skippedByRules(),
      timedHolds: () => store.deliveries({ states: ['held'], isTimed: true }),
      newest200: () => store.deliveries({ newest: 200 }),
    }
    for (const [name, ask] of Object.entries(questions)) {
      console.log(`  ${name.padEnd(16)} ${inMs(await medianOf(11, ask))}`)
    }
  } finally {
    await store.close()
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
  }
}

/** Straight in the file: what a hundred thousand posts would have left. */
async function markSent(path: string): Promise<void> {
  const { DatabaseSync } = await import('node:sqlite')
  const file = new DatabaseSync(path, { timeout: 5_000 })
  file.exec(
    "update deliveries set state = 'sent', reason = null, sent_at = created_at, begun_at = created_at, remote_id = id where state in ('queued', 'held')",
  )
  file.close()
}

async function measureLarge(): Promise<void> {
  const store = await openStore(':memory:', { create: true })
  const bytes = documentOf(2_000, 2_000, 10_000)
  const look = async (name: string, document: Uint8Array) => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const before = process.memoryUsage.rss()
    const cpuBefore = process.cpuUsage()
    const took = await poll(store, document)
    delay.disable()
    const cpu = process.cpuUsage(cpuBefore)
    const grown = (process.memoryUsage.rss() - before) / 1e6
    console.log(
      `2,000 items in ${(document.length / 1e6).toFixed(1)} MB, ${name}: ${inMs(took)} (processor ${inMs((cpu.user + cpu.system) / 1000)}), longest pause ${inMs(delay.max / 1e6)}, memory +${grown.toFixed(0)} MB`,
    )
  }
  await poll(store, documentOf(0, 1, 0))
  await look('all new', bytes)
  await look('all known', bytes)
  await store.close()
}

await measureLarge()
for (const known of [0, 1_000, 100_000]) await measureKnown(known)
