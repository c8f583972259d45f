/** One article stays one, whatever a news site does to it; in doubt it is held, and nothing is ever lost. */
import { describe, expect, test } from 'vitest'
import type { FeedItem } from '../../src/feed/item.ts'
import { type Newsroom, newsroom, stories, story } from '../setup/newsroom.ts'

/** What a site may do to the article in the middle of the feed between two polls. */
const changes: Readonly<Record<string, (item: FeedItem) => FeedItem>> = {
  'another guid': (item) => ({ ...item, guid: 'https://magazine.test/?p=905' }),
  'no guid any more': (item) => ({ ...item, guid: null }),
  'another slug': (item) => ({ ...item, link: 'https://magazine.test/en/renamed/' }),
  'https become http': (item) => ({ ...item, link: item.link?.replace('https:', 'http:') ?? null }),
  'www. put before': (item) => ({ ...item, link: item.link?.replace('//', '//www.') ?? null }),
  'tracking parameters': (item) => ({
    ...item,
    link: `${item.link}?utm_source=rss&fbclid=1&noredirect=en_US`,
  }),
  'no final slash': (item) => ({ ...item, link: item.link?.replace(/\/(?=$|\?)/, '') ?? null }),
  'another headline': (item) => ({ ...item, title: 'Quite another headline' }),
  'another lead': (item) => ({ ...item, description: '<p>Now everything reads differently here.</p>' }),
  'a date in the future': (item) => ({ ...item, publishedAt: new Date('2031-01-01T00:00:00Z') }),
  'a date long ago': (item) => ({ ...item, publishedAt: new Date('1999-01-01T00:00:00Z') }),
  'no date': (item) => ({ ...item, publishedAt: null }),
  'another category': (item) => ({ ...item, categories: ['Economy'] }),
}

const names = Object.keys(changes)
const singles = names.map((name) => [name])
const pairs = names.flatMap((a, at) => names.slice(at + 1).map((b) => [a, b]))

function changed(item: FeedItem, how: readonly string[]): FeedItem {
  return how.reduce((changed, name) => changes[name]?.(changed) ?? changed, item)
}

/** A newsroom that knows stories 1 to 5, the baseline 1 to 4 and story 5, posted. */
async function knowingFive(): Promise<Newsroom> {
  const room = await newsroom()
  await room.poll(stories(4, 1))
  await room.poll(stories(5, 1))
  expect(await room.news()).toEqual(['en-5 queued'])
  return room
}

function withThird(item: FeedItem): readonly FeedItem[] {
  return [story(5), story(4), item, story(2), story(1)]
}

describe('an article of the feed that comes back with', () => {
  test.each([...singles, ...pairs].map((how) => [how.join(' and '), how] as const))(
    '%s is not posted',
    async (_, how) => {
      const room = await knowingFive()
      for (let times = 0; times < 3; times++) await room.poll(withThird(changed(story(3), how)))
      expect((await room.deliveries()).map(({ state }) => state).sort()).toEqual([
        'queued',
        'skipped',
        'skipped',
        'skipped',
        'skipped',
      ])
      await room.poll(withThird(story(3)))
      expect(await room.news()).toEqual([])
    },
  )
})

test('an article that changes guid, link and headline at once is another one: nothing is left to know it by', async () => {
  const room = await knowingFive()
  await room.poll(withThird(changed(story(3), ['another guid', 'another slug', 'another headline'])))
  expect(await room.news()).toEqual(['en-905 queued'])
})

describe('nothing new is posted when', () => {
  const documents: Readonly<Record<string, readonly (readonly FeedItem[])[]>> = {
    'the order changes': [[...stories(5, 1)].reverse(), stories(5, 1)],
    'an article leaves and returns': [[story(5), story(4), story(2), story(1)], stories(5, 1)],
    'all leave and return': [[], stories(5, 1)],
    'the window slides, and slides back': [stories(5, 3), stories(5, 1)],
    'one item stands there twice': [[story(5), story(5), ...stories(4, 1)], stories(5, 1)],
    'one item stands there twice, with another date': [
      [story(5), story(5, { publishedAt: null }), ...stories(4, 1)],
    ],
    'all dates are bumped': [stories(5, 1).map((item) => ({ ...item, publishedAt: new Date('2026-11-24') }))],
    'the whole site moves to other addresses': [
      stories(5, 1).map((item) => ({
        ...item,
        guid: `https://new.test${item.guid?.slice(21)}`,
        link: item.link?.replace('magazine.test', 'new.test') ?? null,
      })),
    ],
  }
  test.each(Object.entries(documents))('%s', async (_, polls) => {
    const room = await knowingFive()
    for (const items of polls) await room.poll(items)
    expect((await room.deliveries()).length).toBe(5)
  })
})

describe('a new article', () => {
  test.each([
    ['without a guid', { guid: null }],
    ['with the link of another in the feed', { link: 'https://magazine.test/en/story-5/' }],
    ['without a date', { publishedAt: null }],
    ['of the future', { publishedAt: new Date('2031-01-01') }],
    ['with the headline of another', { title: 'Story 3 of the steppe' }],
    ['with the guid of another in the feed', { guid: 'https://magazine.test/?p=5' }],
  ] as const)('%s is posted once', async (_, change) => {
    const room = await knowingFive()
    const items = [story(6, change), ...stories(5, 1)]
    await room.poll(items)
    expect(await room.news()).toEqual([expect.stringMatching(/ queued$/)])
    for (let times = 0; times < 2; times++) await room.poll(items)
    expect(await room.deliveries()).toHaveLength(6)
  })

  test('without guid and link is skipped, since there is nothing to link to, and says so', async () => {
    const room = await knowingFive()
    const items = [story(6, { guid: null, link: null }), ...stories(5, 1)]
    await room.poll(items)
    expect(await room.news()).toEqual([expect.stringMatching(/ skipped rule: .*(link|address)/)])
    await room.poll(items)
    expect(await room.news()).toEqual([])
  })

  test('older than the baseline is held, with its date', async () => {
    const room = await knowingFive()
    await room.poll([...stories(5, 1), story(6, { publishedAt: new Date('2019-03-04T00:00:00Z') })])
    expect(await room.news()).toEqual(['en-6 held older-than-baseline: of 2019-03-04'])
  })

  test('with the guid of one article and the link of another is held once', async () => {
    const room = await knowingFive()
    await room.poll(stories(5, 3))
    const mixed = story(6, { guid: 'https://magazine.test/?p=1', link: 'https://magazine.test/en/story-2/' })
    await room.poll([mixed, ...stories(5, 3)])
    expect(await room.news()).toEqual([
      expect.stringMatching(/ held same-as: its guid is that of en-1, its link/),
    ])
    await room.poll([mixed, ...stories(5, 3)])
    expect(await room.news()).toEqual([])
  })

  test('that takes over the address of an older one is posted, once, also when the older one slides off', async () => {
    const room = await knowingFive()
    const taker = story(6, { link: story(3).link })
    const renamed = story(3, { link: 'https://magazine.test/en/story-3-old/' })
    await room.poll([taker, story(5), story(4), renamed, story(2)])
    expect(await room.news()).toEqual(['en-6 queued'])
    await room.poll([taker, story(5), story(4), renamed, story(2)])
    expect(await room.news()).toEqual([])
    await room.poll([taker, story(5), story(4)])
    expect(await room.news()).toEqual([])
  })

  test('with a guid that another had once, while that one stands beside it, is held and not swallowed', async () => {
    const room = await knowingFive()
    const once = story(3, { guid: 'https://magazine.test/?p=903' })
    await room.poll([story(5), story(4), once, story(2), story(1)])
    const borrower = story(6, { guid: story(3).guid })
    for (const expected of [[expect.stringMatching(/ held same-as: it stands beside en-3/)], [], []]) {
      await room.poll([story(5), story(4), once, borrower, story(2), story(1)])
      expect(await room.news()).toEqual(expected)
    }
  })

  test('keeps its place when a neighbour with the same guid goes', async () => {
    const room = await knowingFive()
    const [a, b] = [story(6, { guid: 'constant' }), story(7, { guid: 'constant' })]
    await room.poll([b, a, ...stories(5, 1)])
    expect((await room.news()).map((line) => line.replace(/^\S+ /, ''))).toEqual(['queued', 'queued'])
    for (let times = 0; times < 3; times++) {
      await room.poll([b, ...stories(5, 1)])
      expect(await room.news()).toEqual([])
    }
  })
})

describe('a headline that repeats', () => {
  const weekly = (n: number, change: Partial<FeedItem> = {}) =>
    story(n, { title: 'The week in pictures', ...change })

  test('every week is another article each time', async () => {
    const room = await newsroom()
    await room.poll([weekly(5), ...stories(4, 1)])
    await room.poll([weekly(6), weekly(5), ...stories(4, 1)])
    expect(await room.news()).toEqual(['en-6 queued'])
  })

  test('while the old one slides off the end is held, for it may be the old one', async () => {
    const room = await newsroom()
    await room.poll([...stories(5, 2), weekly(1)])
    await room.poll([weekly(6), ...stories(5, 2)])
    expect(await room.news()).toEqual([
      expect.stringMatching(/^en-6 held same-as: the same headline as en-1/),
    ])
    await room.poll([weekly(6), ...stories(5, 2)])
    expect(await room.news()).toEqual([])
  })

  test('with the same text as an article of long ago is held', async () => {
    const room = await knowingFive()
    await room.poll(stories(5, 3))
    await room.poll(stories(5, 3))
    const again = {
      guid: 'new',
      link: 'https://magazine.test/en/again/',
      publishedAt: new Date('2026-11-23'),
    }
    await room.poll([story(1, again), ...stories(5, 3)])
    expect(await room.news()).toEqual([
      expect.stringMatching(/ held same-as: the same headline and text as en-1$/),
    ])
  })

  test('twice at once, just when the old one left, loses neither', async () => {
    const room = await newsroom()
    await room.poll([story(5), weekly(4), ...stories(3, 1)])
    await room.poll([weekly(7), weekly(6), story(5), ...stories(3, 1)])
    expect((await room.news()).map((line) => line.slice(0, 18))).toEqual([
      'en-6 held same-as:',
      'en-7 held same-as:',
    ])
  })

  test('because there is none is no sign of anything', async () => {
    const room = await newsroom()
    const untitled = (n: number) => story(n, { title: '' })
    await room.poll([story(5), untitled(4), ...stories(3, 1)])
    await room.poll([untitled(6), story(5), ...stories(3, 1)])
    expect(await room.news()).toEqual([expect.stringMatching(/^en-6 /)])
  })
})

describe('items that nothing tells apart', () => {
  test('do not stop the poll', async () => {
    const room = await knowingFive()
    const same = { title: 'Same', description: '<p>The very same words in each of them.</p>' }
    await room.poll([
      story(8, { ...same, guid: null, link: null }),
      story(9, { ...same, guid: 'double', link: null }),
      story(10, { guid: 'double', link: null }),
      story(11, { guid: null, link: 'https://magazine.test/?p=12' }),
      story(12),
      ...stories(5, 1),
    ])
    expect((await room.news()).length).toBeGreaterThanOrEqual(3)
    expect((await room.store.feed('en'))?.error).toBeNull()
  })
})
