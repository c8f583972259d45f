/** `start` looks at feeds when it should, also where node-cron loses a tick: spring, sleep, a clock that was set. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClockWatch } from '../src/clock.ts'
import { parseConfig } from '../src/config-reading.ts'
import type { PassSurroundings } from '../src/pass.ts'
import { run } from '../src/run.ts'
import { openStore } from '../src/store/create.ts'
import { documentAnswer } from './setup/newsroom.ts'
import { drivenClock, publishing } from './setup/publishing.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
})

afterEach(() => {
  vi.useRealTimers()
})

const hourMs = 60 * 60_000

/** Starts polling by this expression at this moment; gives the moments of the looks. */
async function started(poll: string, at: string) {
  vi.setSystemTime(new Date(at))
  const store = await openStore(':memory:', { create: true })
  const stopping = new AbortController()
  const looks: string[] = []
  const surroundings: PassSurroundings = {
    ...publishing(store, drivenClock(), []),
    config: configWith(poll),
    ownerGoneAfterMs: 0,
    clock: createClockWatch(() => 0),
    now: () => new Date(),
    stopping: stopping.signal,
    poll: {
      channels: [],
      retry: { first: 1, max: 1 },
      allowPrivate: false,
      enrich: null,
      async fetch() {
        looks.push(new Date().toISOString().slice(0, 16))
        return documentAnswer()
      },
      parse: async () => ({ kind: 'failed', reason: 'not looked into' }),
      compose: () => {
        throw new Error('nothing to compose')
      },
    },
  }
  const running = run(surroundings, { feedDueAt: new Map(), loopAt: new Map() })
  await vi.advanceTimersByTimeAsync(1_000)
  return {
    looks,
    async stop() {
      stopping.abort()
      await vi.advanceTimersByTimeAsync(1_000)
      await running.ended
      await store.close()
    },
  }
}

function configWith(poll: string) {
  const text = `
timezone: Europe/Berlin
feeds: [{ id: en, url: 'https://magazine.test/', language: en, channels: [t], poll: '${poll}' }]
channels: [{ id: t, platform: telegram, chat: '@en', token: '\${T}' }]`
  const parsed = parseConfig(text, () => 'secret')
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems))
  return parsed.config
}

test('a tick that spring leaves out comes an hour later, once', async () => {
  const { looks, stop } = await started('30 2 * * *', '2027-03-28T01:20:00Z')
  await vi.advanceTimersByTimeAsync(hourMs / 2)
  expect(looks).toEqual(['2027-03-28T01:20', '2027-03-28T01:31'])
  await stop()
})

test('an ordinary tick is run by node-cron, once', async () => {
  const { looks, stop } = await started('30 2 * * *', '2027-03-29T00:25:00Z')
  await vi.advanceTimersByTimeAsync(hourMs / 2)
  expect(looks).toEqual(['2027-03-29T00:25', '2027-03-29T00:30'])
  await stop()
})

test('after nine hours asleep the feed is looked at at once, and once', async () => {
  const { looks, stop } = await started('0 * * * *', '2026-11-23T11:10:00Z')
  vi.setSystemTime(new Date('2026-11-23T20:10:00Z'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(looks).toEqual(['2026-11-23T11:10', '2026-11-23T20:10'])
  await stop()
})

test('a clock that is set back by three hours does not stop the looking for three hours', async () => {
  const { looks, stop } = await started('*/15 * * * *', '2026-11-23T11:10:00Z')
  vi.setSystemTime(new Date('2026-11-23T08:10:00Z'))
  await vi.advanceTimersByTimeAsync(hourMs / 2)
  const after = looks.filter((look) => look < '2026-11-23T09')
  expect(after.map((look) => look.slice(11, 15))).toEqual(['08:1', '08:3'])
  await stop()
})
