/** What a document means for each channel: baseline, rules, fuse, order, revisions. */
import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { step } from '../../src/delivery/step.ts'
import { noon, storedDelivery, teaserOf } from '../setup/builders.ts'
import { channelWith, feedWith, type Newsroom, newsroom, stories, story } from '../setup/newsroom.ts'

const x = channelWith({ id: 'x-en', platform: 'x', lane: 'x:1' })
const bothChannels = { channels: ['telegram-en', 'x-en'] }

/** Moves a stored delivery as staff or publishing would. */
async function move(room: Newsroom, id: string, ...events: readonly Parameters<typeof step>[1][]) {
  let current = await storedDelivery(room.store, id)
  for (const event of events) {
    const next = step(current, event, noon)
    if (next.kind === 'impossible') throw new Error(next.why)
    await room.store.save(current, next.delivery)
    current = next.delivery
  }
  return current
}

async function states(room: Newsroom): Promise<Readonly<Record<string, string>>> {
  const line = ({ state, reason }: Delivery) => (reason === null ? state : `${state} ${reason}`)
  return Object.fromEntries((await room.deliveries()).map((delivery) => [delivery.id, line(delivery)]))
}

describe('at first sight', () => {
  test('everything in the feed is baseline, composed for nobody', async () => {
    const room = await newsroom()
    const polled = await room.poll(stories(3, 1))
    expect(polled).toMatchObject({ result: 'baseline', newItems: 0, firstSights: ['telegram-en'] })
    expect(await room.news()).toEqual([
      'en-1 skipped baseline',
      'en-2 skipped baseline',
      'en-3 skipped baseline',
    ])
    expect((await room.deliveries()).every(({ teaser }) => teaser === null)).toBe(true)
  })

  test('a channel added later gets no old article, and the new ones', async () => {
    const room = await newsroom()
    await room.poll(stories(3, 1))
    await room.poll(stories(4, 1))
    room.world.channels = [channelWith(), x]
    room.world.feed = feedWith(bothChannels)
    expect(await room.poll(stories(4, 1))).toMatchObject({ result: 'baseline', firstSights: ['x-en'] })
    await room.poll(stories(5, 1))
    expect(await room.news()).toEqual(['en-5 queued', 'en-5@x-en queued'])
  })

  test.each([
    ['a date', {}],
    ['no date', { publishedAt: null }],
    ['a bumped date', { publishedAt: new Date('2026-11-24') }],
  ] as const)(
    'an old article with %s that was away when a channel came is baseline for it',
    async (_, change) => {
      const room = await newsroom()
      await room.poll(stories(3, 1))
      room.world.channels = [channelWith(), x]
      room.world.feed = feedWith(bothChannels)
      await room.poll([story(3), story(1)])
      await room.poll([story(3), story(2, change), story(1)])
      expect(await room.news()).toEqual(['en-2@x-en skipped baseline'])
    },
  )

  test('an empty feed makes what was published before it baseline, and posts what comes', async () => {
    const room = await newsroom()
    expect((await room.poll([])).result).toBe('baseline')
    const early = story(1, { publishedAt: new Date(noon.getTime() - 1000) })
    const late = story(2, { publishedAt: new Date(noon.getTime() + 1000) })
    await room.poll([story(3, { publishedAt: null }), late, early])
    expect((await room.news()).toSorted()).toEqual(['en-1 skipped baseline', 'en-2 queued', 'en-3 queued'])
  })

  test('another feed of the edition brings the same articles to its own channels, each once', async () => {
    const room = await newsroom({ channels: [channelWith(), x] })
    const news = feedWith({ id: 'en-news', edition: 'en', channels: ['x-en', 'telegram-en'] })
    await room.poll(stories(3, 1))
    await room.poll([story(3)], news)
    await room.poll(stories(4, 1))
    await room.poll([story(4), story(3)], news)
    expect(await room.news()).toEqual(['en-4@x-en queued'])
    await room.poll([story(5), story(4)], news)
    expect((await room.news()).toSorted()).toEqual(['en-5 queued', 'en-5@x-en queued'])
    await room.poll(stories(5, 1))
    expect(await room.news()).toEqual([])
  })
})

describe('rules', () => {
  test('skip by headline, by category and by the wish of a channel, and say which', async () => {
    const room = await newsroom({
      feed: feedWith({ ...bothChannels, skip: { titles: ['Auto Draft'], categories: ['Newsletter'] } }),
      channels: [channelWith({ except: ['sport'] }), { ...x, only: ['Politics'] }],
    })
    await room.poll(stories(1, 1))
    await room.poll([
      story(5, { categories: ['Politics'] }),
      story(4, { categories: ['Sport', 'Politics'] }),
      story(3, { categories: ['Newsletter'] }),
      story(2, { title: 'Auto Draft' }),
      story(1),
    ])
    const said = await states(room)
    expect(said['en-2@telegram-en']).toMatch(/^skipped rule: /)
    expect(said['en-3@telegram-en']).toMatch(/^skipped rule: .*Newsletter/)
    expect(said['en-4@telegram-en']).toBe('skipped category: Sport'.toLowerCase())
    expect(said['en-4@x-en']).toBe('queued')
    expect([said['en-5@telegram-en'], said['en-5@x-en']]).toEqual(['queued', 'queued'])
  })

  test('that a revision satisfies let the article go out after all; baseline stays baseline', async () => {
    const room = await newsroom({ channels: [channelWith({ only: ['Politics'] })] })
    await room.poll(stories(1, 1))
    await room.poll(stories(2, 1))
    expect(await room.news()).toEqual(['en-2 skipped category: none of Politics'])
    await room.poll([2, 1].map((n) => story(n, { categories: ['Politics'] })))
    expect(await states(room)).toEqual({
      'en-1@telegram-en': 'skipped baseline',
      'en-2@telegram-en': 'queued',
    })
    await room.poll(stories(2, 1))
    expect((await states(room))['en-2@telegram-en']).toBe('skipped category: none of Politics')
  })

  test('ask for approval or a time to think where the channel wants it', async () => {
    const room = await newsroom({
      feed: feedWith(bothChannels),
      channels: [
        channelWith({ approve: { kind: 'manual' } }),
        { ...x, approve: { kind: 'hold', forMs: 15 * 60_000 } },
      ],
    })
    await room.poll(stories(1, 1))
    await room.poll(stories(2, 1))
    expect(await room.news()).toEqual(['en-2 held approval', 'en-2@x-en held hold'])
    const thinking = await storedDelivery(room.store, 'en-2@x-en')
    expect(thinking.notBefore).toEqual(new Date(noon.getTime() + 20 * 60_000))
  })
})

describe('the fuse', () => {
  test('holds everything new when more comes at once than is likely', async () => {
    const room = await newsroom()
    await room.poll(stories(20, 1))
    const polled = await room.poll(stories(31, 1))
    expect(polled).toMatchObject({ fuse: true, newItems: 11 })
    expect(new Set((await room.news()).map((line) => line.replace(/^\S+ /, '')))).toEqual(
      new Set(['held fuse: too many new articles at once']),
    )
  })

  test('lets through as many as are likely', async () => {
    const room = await newsroom()
    await room.poll(stories(20, 1))
    expect(await room.poll(stories(30, 1))).toMatchObject({ fuse: false, newItems: 10 })
  })

  test('holds when nearly all of a known feed looks new, but not three posts in a small one', async () => {
    const room = await newsroom()
    await room.poll(stories(5, 1))
    expect(await room.poll(stories(8, 6))).toMatchObject({ fuse: false, newItems: 3 })
    expect(await room.poll(stories(12, 8))).toMatchObject({ fuse: true, newItems: 4 })
  })

  test('counts articles, not their channels, and nothing that is skipped', async () => {
    const room = await newsroom({
      feed: feedWith({ ...bothChannels, fuse: { newAtOnce: 3, share: 1 } }),
      channels: [channelWith(), { ...x, only: ['Politics'] }],
    })
    await room.poll(stories(9, 1))
    expect(await room.poll(stories(12, 1))).toMatchObject({ fuse: false, newItems: 3 })
    expect(await room.poll(stories(16, 1))).toMatchObject({ fuse: true, newItems: 4 })
  })
})

describe('deliveries of one poll', () => {
  test('go out oldest first, whatever the order of the document; undated ones beside their neighbour', async () => {
    const room = await newsroom({ feed: feedWith({ fuse: { newAtOnce: 10, share: 1 } }) })
    await room.poll([story(1)])
    await room.poll([story(3), story(9, { publishedAt: null }), story(2), story(5), story(1)])
    expect(await room.news()).toEqual(['en-2 queued', 'en-9 queued', 'en-3 queued', 'en-5 queued'])
  })

  test('follow those of the poll before', async () => {
    const room = await newsroom()
    await room.poll([story(5)])
    await room.poll([story(9), story(5)])
    await room.poll([story(9), story(7), story(5)])
    expect((await room.deliveries()).map(({ articleId }) => articleId)).toEqual(['en-5', 'en-9', 'en-7'])
  })

  test('fail one by one: a text that cannot be composed stops no other', async () => {
    const room = await newsroom({
      compose({ title }, platform) {
        if (title.startsWith('Story 2')) throw new Error('no words')
        return teaserOf(title, platform)
      },
    })
    await room.poll(stories(1, 1))
    await room.poll(stories(3, 1))
    expect((await room.news()).toSorted()).toEqual(['en-2 failed compose: no words', 'en-3 queued'])
    await room.poll(stories(3, 1))
    expect(await room.news()).toEqual([])
  })
})

describe('a revision', () => {
  const revisedLead = { description: '<p>Corrected: it happened on another day entirely.</p>' }
  const id = 'en-2@telegram-en'

  async function withStoryTwo(change: Parameters<typeof newsroom>[0] = {}) {
    const room = await newsroom(change)
    await room.poll(stories(1, 1))
    await room.poll(stories(2, 1))
    const revise = () => room.poll([story(2, revisedLead), story(1)])
    const text = async () => (await storedDelivery(room.store, id)).teaser?.text ?? ''
    return { room, revise, text }
  }

  test('recomposes what is queued or held, once', async () => {
    const { room, revise, text } = await withStoryTwo()
    await revise()
    expect(await text()).toContain('Corrected')
    const { version } = await storedDelivery(room.store, id)
    await revise()
    expect((await storedDelivery(room.store, id)).version).toBe(version)
    expect((await room.store.article('en-2'))?.revision).toBe(1)
  })

  test('leaves alone what staff wrote, what is being sent and what was sent', async () => {
    const claim = { kind: 'claim', attemptId: 'a', owner: 'me' } as const
    const outcome = {
      kind: 'outcome',
      attemptId: 'a',
      outcome: { kind: 'sent', remoteId: '1', url: undefined },
      retryAt: null,
      settleAt: noon,
    } as const
    for (const events of [
      [{ kind: 'edit', teaser: teaserOf('By staff') }],
      [claim],
      [claim, outcome],
    ] as const) {
      const { room, revise, text } = await withStoryTwo()
      await move(room, id, ...events)
      const before = await text()
      await revise()
      expect(await text()).toBe(before)
    }
  })

  test('makes an approval void', async () => {
    const { room, revise } = await withStoryTwo({ channels: [channelWith({ approve: { kind: 'manual' } })] })
    expect(await move(room, id, { kind: 'approve' })).toMatchObject({ state: 'queued', approval: 'given' })
    await revise()
    expect(await storedDelivery(room.store, id)).toMatchObject({
      state: 'held',
      reason: 'approval',
      approval: 'asked',
    })
  })

  test('is no revision when only dates or tracking change', async () => {
    const { room } = await withStoryTwo()
    const before = await storedDelivery(room.store, id)
    await room.poll([
      story(2, {
        publishedAt: new Date('2026-11-24'),
        link: 'http://www.magazine.test/en/story-2?utm_source=x',
      }),
      story(1),
    ])
    expect(await storedDelivery(room.store, id)).toEqual(before)
    expect((await room.store.article('en-2'))?.revision).toBe(0)
  })

  test('of one that changed its address keeps the article and gets the new address', async () => {
    const { room } = await withStoryTwo()
    const link = 'https://magazine.test/en/renamed/'
    await room.poll([story(2, { guid: 'https://magazine.test/?p=902', link }), story(1)])
    expect(await room.news()).toEqual([])
    expect((await room.store.article('en-2'))?.content.url).toBe(link)
  })

  test('comes only from the feed that brought the article', async () => {
    const { room, text } = await withStoryTwo()
    const news = feedWith({ id: 'en-news', edition: 'en' })
    await room.poll([story(2, revisedLead)], news)
    expect(await text()).not.toContain('Corrected')
  })

  test('that cannot be composed leaves the text as it was', async () => {
    const { room, revise, text } = await withStoryTwo()
    const before = await text()
    room.world.compose = () => {
      throw new Error('no words')
    }
    await revise()
    expect(await text()).toBe(before)
    expect((await storedDelivery(room.store, id)).state).toBe('queued')
  })

  test('that makes an article known by its headline is stored with it', async () => {
    const { room } = await withStoryTwo()
    await room.poll([
      story(2, { guid: 'g', link: 'https://magazine.test/en/other/', ...revisedLead }),
      story(1),
    ])
    const about = (await room.deliveries()).map(({ articleId }) => articleId)
    expect(new Set(about).size).toBe(about.length)
  })
})
