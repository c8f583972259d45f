/** Too many new articles at once are most likely an accident on the site: they wait for a person, all of them. */
import { expect, test } from 'vitest'
import { backfillArticles, decide, settleFuse } from '../../src/delivery/decide.ts'
import { teaserOf } from '../setup/builders.ts'
import { channelWith, feedWith, type Newsroom, newsroom, stories, story } from '../setup/newsroom.ts'

const manual = channelWith({ id: 'manual', approve: { kind: 'manual' } })

function staff({ store, clock }: Newsroom) {
  return { store, who: 'ada', now: clock.now, compose: () => teaserOf('backfilled') }
}

/** `state reason` of every delivery beside the baseline, oldest first. */
async function outcomes(room: Newsroom): Promise<readonly string[]> {
  const all = (await room.deliveries()).filter(({ reason }) => reason !== 'baseline')
  return all.map(({ id, state, reason }) => [id, state, reason].filter((word) => word !== null).join(' '))
}

/** Ten articles known, then `count` new ones in one look. */
async function afterNew(count: number, change: Parameters<typeof newsroom>[0] = {}): Promise<Newsroom> {
  const room = await newsroom(change)
  await room.poll(stories(10, 1))
  await room.poll(stories(10 + count, count + 1))
  return room
}

const blown = 'held fuse: too many new articles at once'

test('as many as newAtOnce go out; one more holds them all', async () => {
  const feed = feedWith({ fuse: { newAtOnce: 5, share: 1 } })
  expect(await outcomes(await afterNew(5, { feed }))).toEqual(
    [11, 12, 13, 14, 15].map((n) => `en-${n}@telegram-en queued`),
  )
  expect(await outcomes(await afterNew(6, { feed }))).toEqual(
    [11, 12, 13, 14, 15, 16].map((n) => `en-${n}@telegram-en ${blown}`),
  )
})

test('a feed of which nearly everything looks new is held, unless it is all of three', async () => {
  expect((await outcomes(await afterNew(7))).every((one) => one.endsWith('queued'))).toBe(true)
  expect((await outcomes(await afterNew(8))).every((one) => one.endsWith(blown))).toBe(true)
  const small = await newsroom()
  await small.poll(stories(3, 1))
  await small.poll(stories(6, 4))
  expect((await outcomes(small)).every((one) => one.endsWith('queued'))).toBe(true)
})

test('a site whose guids, addresses and headlines all change posts nothing', async () => {
  const room = await newsroom()
  await room.poll(stories(10, 1))
  const moved = stories(10, 1).map((item, n) => ({
    ...item,
    guid: `https://new.test/${n}`,
    link: `https://new.test/${n}/`,
    title: `Other headline ${n}`,
    description: `<p>Other lead ${n}.</p>`,
  }))
  await room.poll(moved)
  expect((await outcomes(room)).every((one) => one.endsWith(blown))).toBe(true)
})

test('what comes behind a held flood is held too, until a person decides', async () => {
  const room = await afterNew(10)
  await room.poll(stories(21, 12))
  expect((await outcomes(room)).at(-1)).toBe(`en-21@telegram-en ${blown}`)
  expect(await settleFuse('en', 'release', staff(room))).toHaveLength(11)
  await room.poll(stories(22, 13))
  expect((await outcomes(room)).every((one) => one.endsWith('queued'))).toBe(true)
})

test('released, they go out oldest first, but a channel that asks for approval still asks', async () => {
  const room = await afterNew(10, {
    feed: feedWith({ channels: ['telegram-en', 'manual'] }),
    channels: [channelWith(), manual],
  })
  expect(await settleFuse('en', 'release', staff(room))).toHaveLength(20)
  const after = await outcomes(room)
  const queued = after.filter((one) => one.endsWith('queued'))
  expect(queued[0]).toBe('en-11@telegram-en queued')
  expect(queued.at(-1)).toBe('en-20@telegram-en queued')
  expect(after.filter((one) => one.endsWith('@manual held approval'))).toHaveLength(10)
  expect(await settleFuse('en', 'release', staff(room))).toEqual([])
})

test('skipped, none goes out, and none comes back; each decision is on record', async () => {
  const room = await afterNew(10)
  expect(await settleFuse('en', 'skip', staff(room))).toHaveLength(10)
  await room.poll(stories(20, 11))
  expect((await outcomes(room)).every((one) => one.endsWith('skipped staff'))).toBe(true)
  expect(await room.store.audits(20)).toHaveLength(10)
  await room.poll(stories(21, 12))
  expect((await outcomes(room)).at(-1)).toBe('en-21@telegram-en queued')
})

test("another feed's fuse is its own", async () => {
  const room = await afterNew(10)
  expect(await settleFuse('fr', 'release', staff(room))).toEqual([])
  const other = feedWith({ id: 'society', edition: 'en' })
  await room.poll([], other)
  await room.poll([story(40, { publishedAt: room.clock.now() })], other)
  expect((await outcomes(room)).at(-1)).toBe('en-40@telegram-en queued')
})

test('backfill and a post that staff want never trip it', async () => {
  const room = await newsroom({ feed: feedWith({ fuse: { newAtOnce: 2, share: 0.5 } }) })
  await room.poll(stories(20, 1))
  const newest = await room.store.newestArticles('en', 12)
  expect(await backfillArticles(newest, ['telegram-en'], staff(room))).toHaveLength(12)
  await decide('en-1@telegram-en', 'resend', null, staff(room))
  await room.poll([story(21), ...stories(20, 2)])
  const after = await outcomes(room)
  expect(after).toHaveLength(14)
  expect(after.every((one) => one.endsWith('queued'))).toBe(true)
  expect(await backfillArticles(newest, ['telegram-en'], staff(room))).toEqual([])
})
