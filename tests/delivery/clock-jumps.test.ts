/** Clocks that are set, and computers that sleep: nothing early, nothing twice, no flood, nothing waits for years. */
import { expect, test } from 'vitest'
import { createClockWatch } from '../../src/clock.ts'
import { releaseHolds } from '../../src/delivery/holds.ts'
import { publishLane } from '../../src/delivery/publish.ts'
import { openStore } from '../../src/store/create.ts'
import { deliveryWith, minutesLater, storeDeliveries, storedDelivery } from '../setup/builders.ts'
import { drivenClock, publishing, scriptedChannel } from '../setup/publishing.ts'

const minuteMs = 60_000
const never = { gap: undefined, perHour: undefined, quiet: undefined, timeZone: 'Europe/Berlin' }

/** One lane with a post every ten minutes, at most three an hour, and stale after two hours. */
async function scene() {
  const store = await openStore(':memory:', { create: true })
  const clock = drivenClock()
  const watch = createClockWatch(clock.monotonic)
  const channel = scriptedChannel()
  const pace = { ...never, gap: 10 * minuteMs, perHour: 3 }
  const clockIsTrusted = () => watch.isTrusted(clock.now())
  const change = { staleAfterMs: 120 * minuteMs, clockIsTrusted, channels: [{ channel, pace }] }
  const surroundings = { ...publishing(store, clock, []), ...change }
  watch.observe('magazine.test', clock.now())
  return {
    store,
    clock,
    channel,
    /** What a poll of the magazine after a jump does: it hears what time it is. */
    hear: () => watch.observe('magazine.test', clock.now()),
    publish: () => publishLane(channel.lane, surroundings),
    release: () => releaseHolds(store, clock.now(), clockIsTrusted),
    async queue(...ids: readonly string[]) {
      const at = clock.now()
      const position = (n: number) => at.getTime() * 1000 + n
      const wait = { dueAt: at, createdAt: at, updatedAt: at }
      await storeDeliveries(
        store,
        ...ids.map((articleId, n) => deliveryWith({ articleId, position: position(n), ...wait })),
      )
    },
    async hold(articleId: string, minutes: number) {
      const at = clock.now()
      const held = {
        state: 'held',
        reason: 'hold',
        notBefore: minutesLater(minutes, at),
        updatedAt: at,
      } as const
      await storeDeliveries(store, deliveryWith({ articleId, ...held }))
    },
  }
}

test('a clock that is set forward releases no hold while servers disagree', async () => {
  const { clock, hold, release } = await scene()
  await hold('en-1', 15)
  clock.jump('wall', 180)
  expect(await release()).toEqual([])
  clock.jump('wall', -180)
  clock.pass(14)
  expect(await release()).toEqual([])
  clock.pass(1)
  expect(await release()).toEqual(['en-1@telegram-en'])
})

test('what was held while the clock was years ahead is released when its time is over by the right one', async () => {
  const { clock, hear, hold, release, store } = await scene()
  clock.jump('wall', 10 * 365 * 24 * 60)
  await hold('en-1', 15)
  clock.jump('wall', -10 * 365 * 24 * 60)
  hear()
  expect(await release()).toEqual([])
  expect((await storedDelivery(store, 'en-1@telegram-en')).notBefore).toEqual(minutesLater(15, clock.now()))
  clock.pass(15)
  expect(await release()).toEqual(['en-1@telegram-en'])
})

test('after nine hours asleep what was due before is held as stale, and only when a server says that it is late', async () => {
  const { clock, hear, queue, publish, channel, store } = await scene()
  await queue('en-1', 'en-2')
  clock.jump('wall', 9 * 60)
  await publish()
  expect(channel.calls).toEqual([])
  expect((await storedDelivery(store, 'en-1@telegram-en')).state).toBe('queued')
  hear()
  await publish()
  expect(channel.calls).toEqual([])
  expect((await store.deliveries({})).map(({ reason }) => reason?.split(':')[0])).toEqual(['stale', 'stale'])
})

test('after nine hours asleep what is new goes out at its pace, not all at once', async () => {
  const { clock, hear, queue, publish, channel } = await scene()
  clock.jump('wall', 9 * 60)
  hear()
  await queue(...Array.from({ length: 9 }, (_, n) => `en-${n}`))
  const perTurn: number[] = []
  for (let minute = 0; minute < 180; minute++, clock.pass(1)) {
    const before = channel.calls.length
    await publish()
    perTurn.push(channel.calls.length - before)
    hear()
  }
  expect(perTurn.flatMap((posts, minute) => (posts === 0 ? [] : [minute]))).toEqual([
    0, 10, 20, 60, 70, 80, 120, 130, 140,
  ])
  expect(Math.max(...perTurn)).toBe(1)
})

test('a clock that was set back does not stop the lane for as long, and repeats nothing', async () => {
  const { clock, hear, queue, publish, channel, store } = await scene()
  clock.jump('wall', 180)
  await queue('en-1')
  await publish()
  clock.jump('wall', -180)
  hear()
  await queue('en-2')
  await publish()
  await publish()
  expect(channel.calls).toHaveLength(2)
  expect((await store.deliveries({})).map(({ state }) => state)).toEqual(['sent', 'sent'])
})

test('a claim before the jump is given back after it, and posted once', async () => {
  const { clock, hear, queue, publish, channel, store } = await scene()
  await queue('en-1')
  const claim = store.claim
  store.claim = async (...all) => {
    const claimed = await claim(...all)
    clock.jump('wall', 60)
    store.claim = claim
    return claimed
  }
  await publish()
  expect(channel.calls).toEqual([])
  hear()
  await publish()
  await publish()
  expect(channel.calls).toHaveLength(1)
})
