import { describe, expect, test } from 'vitest'
import type { FindResult } from '../../src/channels/channel.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { releaseHolds } from '../../src/delivery/holds.ts'
import { recordOutcome } from '../../src/delivery/record.ts'
import { adoptOrphans, nextLookAt, settleDue } from '../../src/delivery/settle.ts'
import { deliveryWith, minutesLater, noon, storeDeliveries, storedDelivery } from '../setup/builders.ts'
import { newSqlite, openedStore } from '../setup/databases.ts'
import { drivenClock, publishing, type Script, scriptedChannel, sent } from '../setup/publishing.ts'

const id = 'en-1@telegram-en'
const attempt = { id: 'attempt-0', owner: 'me', claimedAt: noon, begunAt: noon, endedAt: noon }
const settling = { nextLookAt: minutesLater(5), absences: 0, evidence: '41', looks: [] }
const absent: FindResult = { kind: 'absent', looked: '20 newest posts' }
const cannotTell: FindResult = { kind: 'cannot-tell', looked: 'no right to read' }
const found: FindResult = {
  kind: 'found',
  remoteId: '42',
  url: 'https://t.me/en/42',
  looked: '20 newest posts',
}

/** An unconfirmed delivery of noon, and a channel that looks for it as the script says. */
async function unsettled(find: (call: number) => FindResult, ...others: readonly Delivery[]) {
  const store = await openedStore(await newSqlite())
  const delivery = deliveryWith({ state: 'unconfirmed', reason: 'timeout', attempts: 1, attempt, settling })
  await storeDeliveries(store, delivery, ...others)
  const clock = drivenClock()
  const script: Script = { find }
  const channel = scriptedChannel(script)
  const surroundings = publishing(store, clock, [channel])
  return { store, clock, channel, surroundings, delivery, now: () => storedDelivery(store, id) }
}

describe('an unconfirmed post', () => {
  test('is not looked for before its time, and then with all that is known', async () => {
    const known = deliveryWith({
      articleId: 'en-0',
      state: 'sent',
      remoteId: '40',
      sentAt: minutesLater(-10),
      attempt: { ...attempt, begunAt: minutesLater(-11) },
    })
    const { clock, channel, surroundings } = await unsettled(() => found, known)
    expect(await nextLookAt(surroundings)).toEqual(minutesLater(5))
    clock.pass(4)
    expect(await settleDue(surroundings)).toEqual([])
    clock.pass(1)
    expect(await settleDue(surroundings)).toEqual([id])
    const post = { remoteId: '40', begun: minutesLater(-11), at: minutesLater(-10) }
    expect(channel.searches).toEqual([{ since: noon, evidence: '41', known: [post] }])
    expect(await nextLookAt(surroundings)).toBeNull()
  })

  test('that is found is believed at once', async () => {
    const { clock, surroundings, now } = await unsettled(() => found)
    clock.pass(5)
    await settleDue(surroundings)
    expect(await now()).toMatchObject({ state: 'sent', remoteId: '42', remoteUrl: 'https://t.me/en/42' })
  })

  test('is absent only when looked for late enough, and twice', async () => {
    const { clock, surroundings, now, channel } = await unsettled(() => absent)
    const states: string[] = []
    for (let minute = 0; minute < 45; minute++) {
      await settleDue(surroundings)
      const { state, settling } = await now()
      states.push(`${minute} ${state} ${settling?.absences}`)
      clock.pass(1)
    }
    expect(channel.searches).toHaveLength(3)
    expect(states[14]).toBe('14 unconfirmed 0')
    expect(states[15]).toBe('15 unconfirmed 1')
    expect(states[29]).toBe('29 unconfirmed 1')
    expect(states[30]).toBe('30 queued 1')
  })

  test('that nobody can tell of waits for a person, however long, and is asked for less and less', async () => {
    const { clock, surroundings, now, channel } = await unsettled(() => cannotTell)
    for (let hour = 0; hour < 24 * 14; hour++) {
      clock.pass(60)
      await settleDue(surroundings)
    }
    const delivery = await now()
    expect(delivery.state).toBe('unconfirmed')
    expect(delivery.reason).toBe('timeout · looked: cannot-tell: no right to read')
    expect(delivery.settling?.looks).toHaveLength(5)
    expect(channel.searches.length).toBeLessThan(70)
  })

  test('stays unconfirmed while one look says absent and the others cannot tell', async () => {
    const { clock, surroundings, now } = await unsettled((call) => (call === 3 ? absent : cannotTell))
    for (let hour = 0; hour < 100; hour++) {
      clock.pass(60)
      await settleDue(surroundings)
    }
    expect(await now()).toMatchObject({ state: 'unconfirmed', settling: { absences: 1 } })
  })

  test('is settled by its own late answer, even after it was declared absent', async () => {
    const { clock, surroundings, now, delivery, store } = await unsettled(() => absent)
    for (let minute = 0; minute < 45; minute++) {
      await settleDue(surroundings)
      clock.pass(1)
    }
    expect((await now()).state).toBe('queued')
    await recordOutcome(delivery, 'attempt-0', sent('42'), surroundings)
    expect(await now()).toMatchObject({ state: 'sent', remoteId: '42' })
    await recordOutcome(delivery, 'attempt-0', { kind: 'unknown', reason: 'late' }, surroundings)
    expect((await store.counts()).sent).toBe(1)
  })

  test('is settled though the adapter of another one has a bug', async () => {
    const other = deliveryWith({
      articleId: 'en-0',
      position: 0,
      state: 'unconfirmed',
      attempts: 1,
      attempt,
      settling,
    })
    const { clock, surroundings, now, store } = await unsettled((call) => {
      if (call === 1) throw new TypeError('token 123:SECRET')
      return found
    }, other)
    clock.pass(5)
    await settleDue(surroundings)
    expect((await now()).state).toBe('sent')
    const broken = await storedDelivery(store, other.id)
    expect(broken.reason).toBe('unknown · looked: cannot-tell: bug: the telegram adapter threw TypeError')
  })

  test('of a channel that is no longer configured waits', async () => {
    const { clock, surroundings, now } = await unsettled(() => found)
    clock.pass(60)
    expect(await settleDue({ ...surroundings, channels: [] })).toEqual([])
    expect((await now()).state).toBe('unconfirmed')
  })
})

describe('what a process that ended had in hand', () => {
  const inHand = (change: Partial<Delivery>, begunAt: Date | null) =>
    deliveryWith({
      state: 'sending',
      attempts: begunAt === null ? 0 : 1,
      attempt: { id: 'attempt-9', owner: 'gone', claimedAt: noon, begunAt, endedAt: null },
      ...change,
    })

  test('goes back when the call had not begun, and is unconfirmed when it had', async () => {
    const uncalled = inHand({ articleId: 'en-2', lane: 'lane-2' }, null)
    const called = inHand({ articleId: 'en-3', lane: 'lane-3' }, noon)
    const { store, surroundings, clock } = await unsettled(() => absent, uncalled, called)
    clock.pass(1)
    expect([...(await adoptOrphans('me', 0, surroundings))].sort()).toEqual([uncalled.id, called.id])
    expect(await storedDelivery(store, uncalled.id)).toMatchObject({ state: 'queued', attempts: 0 })
    expect(await storedDelivery(store, called.id)).toMatchObject({
      state: 'unconfirmed',
      attempts: 1,
      settling: { nextLookAt: minutesLater(6), absences: 0 },
    })
    expect(await adoptOrphans('me', 0, surroundings)).toEqual([])
  })

  test('stays in hand while its owner lives, and what is ours is ours', async () => {
    const theirs = inHand({ articleId: 'en-2', lane: 'lane-2' }, noon)
    const { store, surroundings } = await unsettled(() => absent, theirs)
    await store.beat('gone')
    expect(await adoptOrphans('me', 150_000, surroundings)).toEqual([])
    expect(await adoptOrphans('gone', 0, surroundings)).toEqual([])
    await store.leave('gone')
    expect(await adoptOrphans('me', 150_000, surroundings)).toEqual([theirs.id])
  })
})

describe('a delivery held for a time', () => {
  const held = (n: number, change: Partial<Delivery>) =>
    deliveryWith({
      articleId: `en-${n}`,
      position: n,
      state: 'held',
      reason: 'hold',
      notBefore: minutesLater(15),
      ...change,
    })

  test('goes on when its time is over, and no other does', async () => {
    const store = await openedStore(await newSqlite())
    await storeDeliveries(
      store,
      held(1, {}),
      held(2, { reason: 'hold: till the embargo ends' }),
      held(3, { reason: 'hold: by staff', notBefore: null }),
      held(4, { reason: 'fuse: too many', notBefore: null }),
      held(5, { approval: 'asked' }),
    )
    expect(await releaseHolds(store, minutesLater(14), () => true)).toEqual([])
    expect(await releaseHolds(store, minutesLater(15), () => false)).toEqual([])
    expect(await releaseHolds(store, minutesLater(15), () => true)).toHaveLength(2)
    const states = (await store.deliveries({})).map(({ state, reason }) => [state, reason])
    expect(states).toEqual([
      ['queued', null],
      ['queued', null],
      ['held', 'hold: by staff'],
      ['held', 'fuse: too many'],
      ['held', 'approval'],
    ])
  })
})
