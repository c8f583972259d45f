/** What a channel never gets: what was there before it came, whatever is renamed, added, emptied or lost. */
import { expect, test } from 'vitest'
import { channelWith, feedWith, newsroom, stories, story } from '../setup/newsroom.ts'

const late = channelWith({ id: 'telegram-late', lane: 'telegram:@late' })

test('after an empty first answer the articles of before are baseline, and the next one is posted', async () => {
  const room = await newsroom()
  expect((await room.poll([])).firstSights).toEqual(['telegram-en'])
  expect((await room.poll(stories(12, 1))).newItems).toBe(0)
  expect(await room.news()).toHaveLength(12)
  expect(new Set((await room.deliveries()).map(({ reason }) => reason))).toEqual(new Set(['baseline']))
  await room.poll([story(13, { publishedAt: room.clock.now() }), ...stories(12, 1)])
  expect(await room.news()).toEqual(['en-13 queued'])
})

test('a feed that empties itself for a while and fills again posts nothing twice', async () => {
  const room = await newsroom()
  await room.poll(stories(5, 1))
  await room.poll(stories(6, 1))
  await room.poll([])
  await room.poll(stories(6, 1))
  expect(await room.news()).toEqual([])
})

test('a window that slides back shows older articles, and they are held with their date', async () => {
  const room = await newsroom()
  await room.poll(stories(15, 6))
  await room.poll(stories(14, 5))
  expect(await room.news()).toEqual(['en-5 held older-than-baseline: of 2026-10-05'])
})

test('a channel that is added later, or renamed, gets no old article and all new ones', async () => {
  const room = await newsroom()
  await room.poll(stories(5, 1))
  await room.poll(stories(6, 1))
  room.world.feed = feedWith({ channels: ['telegram-late'] })
  room.world.channels = [late]
  expect((await room.poll(stories(6, 1))).firstSights).toEqual(['telegram-late'])
  await room.poll(stories(7, 1))
  expect(await room.news()).toEqual(['en-7@telegram-late queued'])
  const ofLate = (await room.deliveries()).filter(({ channelId }) => channelId === 'telegram-late')
  expect(ofLate.filter(({ reason }) => reason === 'baseline')).toHaveLength(6)
})

test('a feed that is renamed is a first sight: what its channels have had is not posted again', async () => {
  const room = await newsroom()
  await room.poll(stories(5, 1))
  await room.poll(stories(6, 1))
  const kept = feedWith({ id: 'english', edition: 'en' })
  expect((await room.poll(stories(7, 1), kept)).firstSights).toEqual(['telegram-en'])
  expect(await room.news()).toEqual(['en-7 skipped baseline'])
  const all = feedWith({ id: 'english' })
  await room.poll(stories(7, 1), { ...all, id: 'newest' })
  expect((await room.news()).every((one) => one.endsWith('skipped baseline'))).toBe(true)
  expect((await room.deliveries()).filter(({ state }) => state === 'queued')).toHaveLength(1)
})

test('without its database Chapar begins anew: nothing is posted, and staff are told', async () => {
  const before = await newsroom()
  await before.poll(stories(5, 1))
  await before.poll(stories(6, 1))
  const after = await newsroom()
  const polled = await after.poll(stories(6, 1))
  expect(polled).toMatchObject({ result: 'baseline', newItems: 0, firstSights: ['telegram-en'] })
  expect((await after.deliveries()).map(({ reason }) => reason)).toEqual(Array(6).fill('baseline'))
})
