import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { minutesLater, noon } from '../setup/builders.ts'
import { channelWith, documentAnswer, feedWith, newsroom, stories, story } from '../setup/newsroom.ts'

const validators = { etag: '"one"', lastModified: 'Mon, 23 Nov 2026 10:00:00 GMT' }
const notModified = { kind: 'not-modified', serverDate: noon } as const

describe('validators', () => {
  test('are sent once everything was stored, in the feed language', async () => {
    const room = await newsroom({ answer: documentAnswer(validators) })
    await room.poll(stories(3, 1))
    room.world.answer = notModified
    expect(await room.poll([])).toMatchObject({ result: 'not-modified', newItems: 0, serverDate: noon })
    expect(room.requests).toMatchObject([
      { etag: null, lastModified: null, language: 'en' },
      { ...validators, language: 'en', url: 'https://magazine.test/en/feed/' },
    ])
    expect(await room.store.feed('en')).toMatchObject({ ...validators, lastResult: 'not-modified' })
  })

  test('are not kept of a document that could be read only in part', async () => {
    const room = await newsroom({ answer: documentAnswer(validators), document: { complete: false } })
    await room.poll(stories(3, 1))
    await room.poll(stories(3, 1))
    expect(room.requests[1]).toMatchObject({ etag: null, lastModified: null })
  })

  test('are not kept when the database failed in the middle', async () => {
    const room = await newsroom({ answer: documentAnswer(validators) })
    await room.poll(stories(3, 1))
    room.world.answer = documentAnswer({ etag: '"two"' })
    const broken: Store = { ...room.store, savePoll: async () => Promise.reject(new Error('disk full')) }
    await expect(room.poll(stories(4, 1), feedWith(), broken)).rejects.toThrow('disk full')
    expect(await room.store.feed('en')).toMatchObject(validators)
    await room.poll(stories(4, 1))
    expect(await room.news()).toEqual(['en-4 queued'])
  })

  test('are left out at every sixth poll', async () => {
    const room = await newsroom({ answer: documentAnswer(validators) })
    await room.poll(stories(3, 1))
    room.world.answer = notModified
    for (let times = 0; times < 5; times++) await room.poll([])
    room.world.answer = documentAnswer(validators)
    await room.poll(stories(3, 1))
    room.world.answer = notModified
    await room.poll([])
    const conditional = room.requests.map(({ etag }) => (etag === null ? 'whole' : 'if new'))
    expect(conditional).toEqual(['whole', ...Array(5).fill('if new'), 'whole', 'if new'])
  })

  test('are left out when a channel is new to the feed, so that it sees what is old', async () => {
    const room = await newsroom({ answer: documentAnswer(validators) })
    await room.poll(stories(3, 1))
    room.world.channels = [channelWith(), channelWith({ id: 'x-en', platform: 'x', lane: 'x:1' })]
    room.world.feed = feedWith({ channels: ['telegram-en', 'x-en'] })
    await room.poll(stories(3, 1))
    expect(room.requests[1]?.etag).toBeNull()
    await room.poll(stories(3, 1))
    expect(room.requests[2]?.etag).toBe('"one"')
  })

  test('of another address are not sent to this one', async () => {
    const room = await newsroom({ answer: documentAnswer(validators) })
    await room.poll(stories(3, 1))
    await room.poll(stories(4, 1), feedWith({ url: 'https://magazine.test/en/feed/atom/' }))
    expect(room.requests[1]).toMatchObject({ url: 'https://magazine.test/en/feed/atom/', etag: null })
    expect(await room.news()).toEqual(['en-4 queued'])
  })
})

describe('a feed that fails', () => {
  const failed = (retryAfter: Date | null = null) =>
    ({ kind: 'failed', reason: 'the site answers 503', retryAfter }) as const

  test('says why, and is left in peace for longer each time', async () => {
    const room = await newsroom({ answer: failed() })
    const asked: number[] = []
    for (let minutes = 0; minutes < 300; minutes += 5) {
      const before = room.requests.length
      await room.poll([])
      if (room.requests.length > before) asked.push(minutes)
    }
    expect(asked).toEqual([0, 5, 10, 15, 25, 45, 80, 140, 200, 260])
    expect(await room.store.feed('en')).toMatchObject({
      lastResult: 'error',
      error: 'the site answers 503',
      failures: 10,
    })
  })

  test('is left in peace as long as it asks', async () => {
    const room = await newsroom({ answer: failed(minutesLater(120)) })
    await room.poll([])
    expect((await room.store.feed('en'))?.backoffUntil).toEqual(minutesLater(120))
    expect(await room.poll([])).toMatchObject({ result: null, error: 'the site answers 503' })
    expect(room.requests).toHaveLength(1)
  })

  test('goes on where it was when it is well again', async () => {
    const room = await newsroom({ answer: documentAnswer(validators) })
    await room.poll(stories(3, 1))
    room.world.answer = failed()
    await room.poll([])
    expect(await room.store.feed('en')).toMatchObject(validators)
    room.world.answer = documentAnswer(validators)
    expect(await room.poll(stories(4, 1))).toMatchObject({ result: 'new', newItems: 1, error: null })
    expect(await room.store.feed('en')).toMatchObject({ failures: 0, error: null, backoffUntil: null })
    expect(await room.news()).toEqual(['en-4 queued'])
  })

  test('because its document cannot be read keeps what is known', async () => {
    const room = await newsroom({ answer: documentAnswer(validators) })
    await room.poll(stories(3, 1))
    room.world.unreadable = 'this is no feed'
    expect(await room.poll([])).toMatchObject({ result: 'error', error: 'this is no feed' })
    expect(await room.store.feed('en')).toMatchObject({ ...validators, document: ['en-3', 'en-2', 'en-1'] })
  })
})

describe('a redirect', () => {
  test("to another language's feed is an error, and nothing of it is stored", async () => {
    const room = await newsroom({
      answer: documentAnswer({ finalUrl: 'https://magazine.test/fr/feed/', etag: '"fr"' }),
    })
    const { result, error } = await room.poll(stories(3, 1))
    expect(result).toBe('error')
    expect(error).toMatch(/\/en\/feed\/ led to .*\/fr\/feed\/.*another language/)
    expect(await room.deliveries()).toEqual([])
    expect((await room.store.feed('en'))?.etag).toBeNull()
  })

  test('for good is remembered, until it fails: then the configured address is asked again', async () => {
    const movedTo = 'https://magazine.test/en/feed/rss/'
    const room = await newsroom({ answer: documentAnswer({ movedTo, finalUrl: movedTo }) })
    await room.poll(stories(3, 1))
    room.world.answer = { kind: 'failed', reason: '404', retryAfter: null }
    await room.poll([])
    await room.poll([])
    expect(room.requests.map(({ url }) => url)).toEqual([feedWith().url, movedTo, feedWith().url])
  })
})

describe('two polls at the same moment', () => {
  test('of one feed bring every article once', async () => {
    const room = await newsroom()
    await room.poll(stories(3, 1))
    await Promise.all([1, 2, 3, 4].map(() => room.poll(stories(5, 1))))
    const ids = (await room.deliveries()).map(({ id }) => id)
    expect(ids).toHaveLength(5)
  })

  test('of two feeds of an edition bring every article once to each channel', async () => {
    const room = await newsroom()
    const news = feedWith({ id: 'en-news', edition: 'en' })
    await room.poll(stories(3, 1))
    await room.poll(stories(3, 1), news)
    await Promise.all([room.poll(stories(5, 1)), room.poll(stories(5, 1), news), room.poll(stories(5, 1))])
    expect((await room.deliveries()).filter(({ state }) => state === 'queued')).toHaveLength(2)
    expect((await room.deliveries()).map(({ state }) => state)).toHaveLength(5)
  })

  test('at first sight make one baseline', async () => {
    const room = await newsroom()
    await Promise.all([room.poll(stories(3, 1)), room.poll([story(4), ...stories(3, 1)])])
    const states = (await room.deliveries()).map(({ id, state }) => `${id} ${state}`)
    expect(states.length).toBe(new Set(states).size)
  })
})

test('an item that cannot be read is one failed delivery, and takes nothing from an article it was before', async () => {
  const room = await newsroom()
  await room.poll(stories(1, 1))
  await room.poll(stories(2, 1))
  const before = await room.deliveries()
  const broken = (n: number) => ({
    ...story(n),
    get description(): string {
      throw new Error('entity bomb')
    },
  })
  await room.poll([broken(3), broken(2), story(1)])
  expect(await room.news()).toEqual(['en-3 failed compose: this item could not be read: entity bomb'])
  expect((await room.deliveries()).slice(0, 2)).toEqual(before)
  expect((await room.store.article('en-2'))?.content.title).toBe('Story 2 of the steppe')
})
