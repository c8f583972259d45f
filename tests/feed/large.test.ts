/** Large feeds: within the limit that the operator sets, and without keeping anybody else from posting. */
import { expect, test } from 'vitest'
import { publishLane } from '../../src/delivery/publish.ts'
import { fetchFeed } from '../../src/feed/fetch.ts'
import { parseFeed } from '../../src/feed/parse.ts'
import { pollFeed } from '../../src/feed/poll.ts'
import { openStore } from '../../src/store/create.ts'
import { composeTeaser } from '../../src/teaser/compose.ts'
import { deliveryWith, storeDeliveries } from '../setup/builders.ts'
import { channelWith, feedWith } from '../setup/newsroom.ts'
import { drivenClock, publishing, scriptedChannel } from '../setup/publishing.ts'
import { serve } from './serve.ts'

function documentOf(count: number): string {
  const text = 'The herders move to the summer pastures in May. '.repeat(20)
  const items = Array.from(
    { length: count },
    (_, n) => `<item><title>Story ${n}</title><link>https://magazine.org/${n}/</link>
<guid>${n}</guid><description>${n} ${text}</description></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>M</title>${items.join('')}</channel></rss>`
}

async function polling(body: string, maxSize: number) {
  const { url } = await serve((_, response) => response.end(body))
  const store = await openStore(':memory:', { create: true })
  const clock = drivenClock()
  const feed = feedWith({ id: 'large', edition: 'large', url, maxSize, fuse: { newAtOnce: 9_999, share: 1 } })
  const surroundings = {
    store,
    channels: [channelWith()],
    retry: { first: 1, max: 1 },
    allowPrivate: false,
    enrich: null,
    now: clock.now,
    fetch: fetchFeed,
    parse: parseFeed,
    compose: composeTeaser,
  }
  return { store, clock, poll: () => pollFeed(feed, surroundings, new AbortController().signal) }
}

test('a feed within its maxSize is read whole, one above it is an error that says how to raise it', async () => {
  const body = documentOf(1_100)
  expect(body.length).toBeGreaterThan(1_000_000)
  const enough = await polling(body, 2_000_000)
  expect(await enough.poll()).toMatchObject({ result: 'baseline', error: null })
  expect((await enough.store.counts()).skipped).toBe(1_100)
  const small = await polling(body, 1_000_000)
  const { result, error } = await small.poll()
  expect(result).toBe('error')
  expect(error).toContain('is longer than 1 MB. If that is right, raise maxSize of this feed.')
  expect((await small.store.counts()).skipped).toBe(0)
})

test('posting goes on while a large feed is read', async () => {
  const { store, clock, poll } = await polling(documentOf(600), 10_000_000)
  await storeDeliveries(
    store,
    ...Array.from({ length: 20 }, (_, n) => deliveryWith({ articleId: `en-${n}` })),
  )
  const channel = scriptedChannel()
  const surroundings = publishing(store, clock, [channel])
  let isRead = false
  let turns = 0
  const reading = poll().finally(() => {
    isRead = true
  })
  const turn = () => {
    turns++
    if (!isRead) setImmediate(turn)
  }
  await new Promise<void>((first) => setImmediate(first))
  turn()
  await publishLane(channel.lane, surroundings)
  expect(isRead).toBe(false)
  expect(channel.calls).toHaveLength(20)
  expect((await reading).result).toBe('baseline')
  // Ten items a turn, beside the turns of reading the bytes.
  expect(turns).toBeGreaterThan(60)
})
