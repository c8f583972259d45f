import { expect, test } from 'vitest'
import { skipGoneChannels } from '../../src/delivery/gone.ts'
import type { Store } from '../../src/store/store.ts'
import { deliveryWith, keptLog, noon, storeDeliveries, storedDelivery } from '../setup/builders.ts'
import { newSqlite, openedStore } from '../setup/databases.ts'

const here = deliveryWith({ articleId: 'en-1', channelId: 'here', state: 'sent', sentAt: noon })
const gone = (articleId: string, state: 'held' | 'queued' | 'sent' | 'unconfirmed' | 'failed') =>
  deliveryWith({ articleId, channelId: 'gone', lane: 'telegram:@gone', state, reason: null })

async function stored(...deliveries: Parameters<typeof deliveryWith>[0][]): Promise<Store> {
  const store = await openedStore(await newSqlite())
  await storeDeliveries(store, ...deliveries.map((delivery) => deliveryWith(delivery)))
  return store
}

function surroundings(store: Store, ...channelIds: readonly string[]) {
  return { store, channelIds, owner: 'me', ownerGoneAfterMs: 60_000, log: keptLog(), now: () => noon }
}

test('what is held or queued for a channel that is no longer configured is skipped, with an audit row', async () => {
  const store = await stored(here, gone('en-2', 'held'), gone('en-3', 'queued'))
  const around = surroundings(store, 'here')
  expect(await skipGoneChannels(around)).toEqual(['en-2@gone', 'en-3@gone'])
  expect(await storedDelivery(store, 'en-3@gone')).toMatchObject({ state: 'skipped', reason: 'channel-gone' })
  expect(await store.audits(10)).toMatchObject([
    { who: 'chapar', subject: 'en-3@gone', before: { state: 'queued' }, after: { state: 'skipped' } },
    { who: 'chapar', subject: 'en-2@gone', before: { state: 'held' }, after: { state: 'skipped' } },
  ])
  expect(around.log.lines).toMatchObject([{ fields: { channels: ['gone'], deliveries: 2 } }])
  expect(await skipGoneChannels(around)).toEqual([])
})

test('what was sent, or may have been, or waits for a person, is left alone', async () => {
  const store = await stored(here, gone('en-2', 'sent'), gone('en-4', 'failed'))
  expect(await skipGoneChannels(surroundings(store, 'here'))).toEqual([])
})

test('deliveries of configured channels are never touched', async () => {
  const store = await stored(here, gone('en-2', 'queued'))
  expect(await skipGoneChannels(surroundings(store, 'here', 'gone'))).toEqual([])
  expect((await storedDelivery(store, 'en-2@gone')).state).toBe('queued')
})

test('a configuration none of whose channels has posted from this database skips nothing, and says so', async () => {
  const baseline = deliveryWith({ channelId: 'other', state: 'skipped', reason: 'baseline' })
  const store = await stored(baseline, gone('en-2', 'queued'))
  const around = surroundings(store, 'other')
  expect(await skipGoneChannels(around)).toEqual([])
  expect((await storedDelivery(store, 'en-2@gone')).state).toBe('queued')
  expect(around.log.lines[0]?.message).toContain('wrong file?')
})

test('another process that works on this database may have these channels: nothing is skipped beside it', async () => {
  const store = await stored(here, gone('en-2', 'queued'))
  await store.beat('another')
  expect(await skipGoneChannels(surroundings(store, 'here'))).toEqual([])
  await store.leave('another')
  expect(await skipGoneChannels(surroundings(store, 'here'))).toEqual(['en-2@gone'])
})
