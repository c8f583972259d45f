import { describe, expect, test } from 'vitest'
import type { SendOutcome } from '../../src/channels/channel.ts'
import { pausedBy, shownLane } from '../../src/delivery/lane.ts'
import { publishLane } from '../../src/delivery/publish.ts'
import type { Store } from '../../src/store/store.ts'
import {
  deliveryWith,
  minutesLater,
  noon,
  storeDeliveries,
  storedDelivery,
  teaserOf,
} from '../setup/builders.ts'
import { newSqlite, openedStore } from '../setup/databases.ts'
import { drivenClock, publishing, type Script, scriptedChannel, sent, unknown } from '../setup/publishing.ts'

const lane = 'telegram:@en'
const ids = ['en-1@telegram-en', 'en-2@telegram-en', 'en-3@telegram-en'] as const
const [first, second] = ids

/** A store with deliveries of en-1, en-2, en-3 in the queue, and a channel that follows the script. */
async function newsroom(script: Script = {}, change: Parameters<typeof publishing>[3] = {}) {
  const address = await newSqlite()
  const store = await openedStore(address)
  const queued = [1, 2, 3].map((n) =>
    deliveryWith({ articleId: `en-${n}`, position: n, teaser: teaserOf(`Post ${n}`) }),
  )
  await storeDeliveries(store, ...queued)
  const clock = drivenClock()
  const channel = scriptedChannel(script)
  const surroundings = publishing(store, clock, [channel], change)
  const states = async () => (await store.deliveries({})).map(({ state }) => state)
  return { address, store, clock, channel, surroundings, states, turn: () => publishLane(lane, surroundings) }
}

/** The store, but these saves fail as a busy disk would. */
function failing(store: Store, ...calls: readonly number[]): Store {
  let call = 0
  return {
    ...store,
    async save(...args) {
      call++
      if (calls.includes(call)) throw new Error('disk I/O error')
      return store.save(...args)
    },
  }
}

describe('a lane', () => {
  test('posts everything once, the oldest first, and nothing again', async () => {
    const { channel, turn, states, store } = await newsroom()
    expect(await turn()).toEqual({ touched: [...ids], again: null })
    await turn()
    expect(channel.calls).toEqual(['Post 1', 'Post 2', 'Post 3'])
    expect(await states()).toEqual(['sent', 'sent', 'sent'])
    expect(await storedDelivery(store, first)).toMatchObject({ remoteId: '1', attempts: 1, sentAt: noon })
  })

  test('turned by several workers at the same moment posts everything once', async () => {
    const { channel, surroundings, states } = await newsroom()
    const workers = ['a', 'b', 'c', 'd'].map((owner) =>
      publishLane(lane, { ...surroundings, owner, newAttemptId: () => crypto.randomUUID() }),
    )
    await Promise.all(workers)
    await publishLane(lane, surroundings)
    expect([...channel.calls].sort()).toEqual(['Post 1', 'Post 2', 'Post 3'])
    expect(await states()).toEqual(['sent', 'sent', 'sent'])
  })

  test('lets a delivery wait longer from retry to retry, and those behind it pass', async () => {
    const retry: SendOutcome = { kind: 'retry', notBefore: null, scope: 'delivery', reason: '503' }
    const script = { send: (text: string) => (text === 'Post 1' ? retry : sent(text)) }
    const { store, clock, turn, states } = await newsroom(script)
    await turn()
    expect(await states()).toEqual(['queued', 'sent', 'sent'])
    const waits = []
    for (let times = 0; times < 4; times++) {
      const { notBefore } = await storedDelivery(store, first)
      const minutes = ((notBefore?.getTime() ?? 0) - clock.now().getTime()) / 60_000
      waits.push(minutes)
      clock.pass(minutes)
      await turn()
    }
    expect(waits).toEqual([1, 2, 4, 8])
    expect(await storedDelivery(store, first)).toMatchObject({ attempts: 5, reason: '503' })
  })

  test('is not kept by a platform that says "again at once" for ever', async () => {
    const retry: SendOutcome = { kind: 'retry', notBefore: noon, scope: 'delivery', reason: '429' }
    const { turn, states } = await newsroom({ send: (text) => (text === 'Post 1' ? retry : sent(text)) })
    await turn()
    expect(await states()).toEqual(['queued', 'sent', 'sent'])
  })

  test('waits out a rate limit, through a restart, and then goes on', async () => {
    const limit: SendOutcome = { kind: 'retry', notBefore: minutesLater(90), scope: 'lane', reason: '429' }
    const { address, store, clock, channel, surroundings, turn } = await newsroom({
      send: (_, call) => (call === 1 ? limit : sent(`${call}`)),
    })
    expect(await turn()).toEqual({ touched: [first], again: minutesLater(90) })
    await store.close()
    const reopened = await openedStore(address)
    const later = { ...surroundings, store: reopened }
    clock.pass(89)
    await publishLane(lane, later)
    expect(channel.calls).toHaveLength(1)
    clock.pass(1)
    await publishLane(lane, later)
    expect(channel.calls).toEqual(['Post 1', 'Post 1', 'Post 2', 'Post 3'])
    expect(channel.probes).toBe(0)
    expect((await reopened.counts()).sent).toBe(3)
  })

  test('believes no platform that asks for a wait of years', async () => {
    const years: SendOutcome = {
      kind: 'retry',
      notBefore: new Date('2040-01-01'),
      scope: 'lane',
      reason: '429',
    }
    const { turn } = await newsroom({ send: () => years })
    const { again } = await turn()
    expect(again?.getTime()).toBeLessThanOrEqual(minutesLater(8 * 24 * 60).getTime())
  })

  test('posts what stands behind a refused one', async () => {
    const refused: SendOutcome = { kind: 'refused', reason: '400: text is empty' }
    const { turn, states, channel, store } = await newsroom({
      send: (text) => (text === 'Post 1' ? refused : sent(text)),
    })
    await turn()
    await turn()
    expect(await states()).toEqual(['failed', 'sent', 'sent'])
    expect(channel.calls).toHaveLength(3)
    expect((await storedDelivery(store, first)).reason).toBe('400: text is empty')
  })

  test('that is blocked keeps everything queued and asks once an hour until it may post', async () => {
    const { clock, channel, turn, states, store } = await newsroom({
      send: (_, call) => (call === 1 ? { kind: 'blocked', reason: '403: not an admin' } : sent(`${call}`)),
      probe: (call) => (call < 3 ? { kind: 'blocked', reason: '403: not an admin' } : { kind: 'ok' }),
    })
    await turn()
    expect(await states()).toEqual(['queued', 'queued', 'queued'])
    for (let minutes = 0; minutes < 130; minutes += 10) {
      expect(shownLane(await store.lane(lane), clock.now()).state).toBe('blocked')
      await turn()
      clock.pass(10)
    }
    expect([channel.calls.length, channel.probes]).toEqual([1, 2])
    clock.pass(60)
    await turn()
    expect(await states()).toEqual(['sent', 'sent', 'sent'])
    expect((await storedDelivery(store, first)).attempts).toBe(2)
  })

  test('makes at most one unconfirmed delivery in an outage, and goes on when a question is answered', async () => {
    const outage = { over: false }
    const { clock, channel, turn, states } = await newsroom({
      send: (_, call) => (outage.over ? sent(`${call}`) : unknown),
      probe: () => (outage.over ? { kind: 'ok' } : { kind: 'unreachable', reason: 'ECONNRESET' }),
    })
    for (let minutes = 0; minutes < 600; minutes += 5) {
      await turn()
      clock.pass(5)
    }
    expect(await states()).toEqual(['unconfirmed', 'queued', 'queued'])
    expect(channel.calls).toEqual(['Post 1'])
    outage.over = true
    clock.pass(60)
    await turn()
    expect(await states()).toEqual(['unconfirmed', 'sent', 'sent'])
    expect(channel.calls).toEqual(['Post 1', 'Post 2', 'Post 3'])
  })

  test('waits longer each time when questions are answered but posts are not', async () => {
    const { clock, channel, turn } = await newsroom({ send: () => unknown })
    const at: number[] = []
    for (let minute = 0; minute < 20; minute++) {
      const before = channel.calls.length
      await turn()
      if (channel.calls.length > before) at.push(minute)
      clock.pass(1)
    }
    expect(at).toEqual([0, 1, 3])
  })

  test('does nothing while everything is stopped, or a person paused it', async () => {
    const { store, channel, turn } = await newsroom()
    const audit = { at: noon, who: 'Aigul', what: 'stop', subject: 'everything', before: false, after: true }
    await store.setStopped(true, audit)
    expect(await turn()).toEqual({ touched: [], again: null })
    await store.setStopped(false, audit)
    await store.changeLane({ id: lane, change: (lane) => pausedBy(lane, minutesLater(10)) })
    expect(await turn()).toEqual({ touched: [], again: minutesLater(10) })
    expect(channel.calls).toEqual([])
  })

  test('stops between two posts when everything is stopped meanwhile', async () => {
    const room = await newsroom({
      async send(text) {
        const audit = { at: noon, who: 'Aigul', what: 'stop', subject: 'all', before: false, after: true }
        await room.store.setStopped(true, audit)
        return sent(text)
      },
    })
    await room.turn()
    expect(await room.states()).toEqual(['sent', 'queued', 'queued'])
  })

  test('keeps pace, and says when it may go on', async () => {
    const { surroundings, channel, clock } = await newsroom()
    const [paced] = surroundings.channels
    if (paced === undefined) throw new Error('no channel')
    const channels = [{ ...paced, pace: { ...paced.pace, gap: 5 * 60_000, perHour: 2 } }]
    const again = []
    for (let times = 0; times < 3; times++) {
      const turn = await publishLane(lane, { ...surroundings, channels })
      again.push(turn.again)
      clock.pass(5)
    }
    expect(again).toEqual([minutesLater(5), minutesLater(60), minutesLater(60)])
    expect(channel.calls).toEqual(['Post 1', 'Post 2'])
  })

  test('lets one channel wait for its pace while another on the same account posts', async () => {
    const { store, surroundings, channel, states } = await newsroom()
    const other = scriptedChannel({ id: 'telegram-news', lane })
    await storeDeliveries(
      store,
      deliveryWith({ articleId: 'en-4', channelId: 'telegram-news', position: 9, teaser: teaserOf('News') }),
    )
    const pace = { gap: 60_000, perHour: undefined, quiet: undefined, timeZone: 'UTC' }
    const channels = [
      { channel, pace },
      { channel: other, pace: { ...pace, gap: undefined } },
    ]
    await publishLane(lane, { ...surroundings, channels })
    expect([channel.calls, other.calls]).toEqual([['Post 1'], ['News']])
    expect(await states()).toEqual(['sent', 'queued', 'queued', 'sent'])
  })

  test('holds what could not go out in time, instead of posting it as news', async () => {
    const { clock, channel, turn, states, store } = await newsroom()
    clock.pass(24 * 60 + 1)
    await turn()
    expect(channel.calls).toEqual([])
    expect(await states()).toEqual(['held', 'held', 'held'])
    expect((await storedDelivery(store, second)).reason).toMatch(/^stale: due since 2026-11-23T11:00/)
  })
})

describe('between claim and call', () => {
  test.each(['wall', 'monotonic'] as const)(
    'a computer that slept (the %s clock jumped) does not post, and tries again',
    async (which) => {
      const room = await newsroom()
      const { store, clock, channel, surroundings, states } = room
      const sleepy: Store = {
        ...store,
        async claim(...args) {
          const claimed = await store.claim(...args)
          clock.jump(which, 0.1)
          return claimed
        },
      }
      await publishLane(lane, { ...surroundings, store: sleepy })
      expect(channel.calls).toEqual([])
      expect(await states()).toEqual(['queued', 'queued', 'queued'])
      expect(await storedDelivery(store, first)).toMatchObject({
        attempts: 0,
        reason: expect.stringMatching(/^late/),
      })
      await room.turn()
      expect(await states()).toEqual(['sent', 'sent', 'sent'])
    },
  )

  test('a program that is told to stop posts nothing more and leaves nothing half done', async () => {
    const stop = new AbortController()
    const { store, channel, surroundings, states } = await newsroom()
    const stopped: Store = {
      ...store,
      async claim(...args) {
        stop.abort()
        return store.claim(...args)
      },
    }
    await publishLane(lane, { ...surroundings, store: stopped, stopping: stop.signal })
    await publishLane(lane, { ...surroundings, stopping: stop.signal })
    expect(channel.calls).toEqual([])
    expect(await states()).toEqual(['queued', 'queued', 'queued'])
  })

  test('a database that fails leaves the lane free for the next turn', async () => {
    const { store, channel, surroundings, states } = await newsroom()
    const broken = failing(store, 1, 2)
    await expect(publishLane(lane, { ...surroundings, store: broken })).rejects.toThrow('disk I/O error')
    expect(channel.calls).toEqual([])
    expect(await states()).toEqual(['queued', 'queued', 'queued'])
    await publishLane(lane, { ...surroundings, store: broken })
    expect(channel.calls).toHaveLength(3)
  })

  test('a pause that comes after the look at the lane still counts', async () => {
    const room = await newsroom({
      async prepare() {
        await room.store.changeLane({ id: lane, change: (lane) => pausedBy(lane, null) })
      },
    })
    await room.turn()
    expect(room.channel.calls).toEqual([])
  })
})

describe('what a call came to', () => {
  test('is recorded though the database fails at first', async () => {
    const { store, channel, surroundings } = await newsroom()
    await publishLane(lane, { ...surroundings, store: failing(store, 2, 3) })
    expect(await storedDelivery(store, first)).toMatchObject({ state: 'sent', remoteId: '1', attempts: 1 })
    expect(channel.calls).toEqual(['Post 1', 'Post 2', 'Post 3'])
  })

  test('is left alone when it cannot be written down for long, and never posted a second time', async () => {
    const { store, clock, channel, surroundings, states } = await newsroom()
    const always = failing(store, ...Array.from({ length: 50 }, (_, n) => n + 2))
    const monotonic = () => {
      clock.jump('monotonic', 0.01)
      return clock.monotonic()
    }
    const impatient = { ...surroundings, store: always, monotonic, recordPatienceMs: 1 }
    await expect(publishLane(lane, impatient)).rejects.toThrow('disk I/O error')
    await publishLane(lane, surroundings)
    expect(channel.calls).toEqual(['Post 1'])
    expect(await states()).toEqual(['sending', 'queued', 'queued'])
  })

  test('is unknown when the adapter throws, and the secret in its error is not kept', async () => {
    const { turn, store, surroundings } = await newsroom({
      send() {
        throw new TypeError('https://api.telegram.test/bot123:SECRET/sendMessage')
      },
    })
    await turn()
    const delivery = await storedDelivery(store, first)
    expect(delivery).toMatchObject({
      state: 'unconfirmed',
      reason: 'bug: the telegram adapter threw TypeError',
    })
    const kept = JSON.stringify([
      delivery,
      await store.lane(lane),
      (surroundings.log as { lines?: unknown }).lines,
    ])
    expect(kept).not.toContain('SECRET')
  })

  test('pauses the lane as long as the platform asks after an unknown outcome', async () => {
    const { turn } = await newsroom({ send: () => ({ ...unknown, pauseUntil: minutesLater(70) }) })
    await turn()
    expect((await turn()).again).toEqual(minutesLater(70))
  })

  test('is looked for first after the time that was set', async () => {
    const { turn, store } = await newsroom({ send: () => ({ ...unknown, evidence: { remoteId: '5' } }) })
    await turn()
    expect((await storedDelivery(store, first)).settling).toEqual({
      nextLookAt: minutesLater(5),
      absences: 0,
      evidence: '5',
      looks: [],
    })
  })
})
