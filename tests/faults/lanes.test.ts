/** Waits, refusals, shared accounts and sleep: what stops one post stops no other, and nobody posts late. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decide } from '../../src/delivery/decide.ts'
import { publishLane } from '../../src/delivery/publish.ts'
import { composeTeaser } from '../../src/teaser/compose.ts'
import { type Platform, platforms } from '../../src/teaser/teaser.ts'
import { countOf, orderFault, postsOn } from './at-platform.ts'
import { hour, minute } from './clock.ts'
import {
  channelLine,
  createWorld,
  deliveryOf,
  openWorker,
  quietSite as quietSiteIn,
  type Site,
  type World,
} from './harness.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const quietSite = (channels: (account: number) => string) => quietSiteIn(world, channels)

test('a wait of 43,000 s is kept through a restart, while the other platforms go on', async () => {
  const site = await quietSite((account) =>
    platforms.map((platform) => channelLine(world, platform, account)).join('\n'),
  )
  const description = 'Too Many Requests: retry after 43000'
  const parameters = { retry_after: 43_000 }
  const body = { ok: false, error_code: 429, description, parameters }
  await orderFault(world.sandbox.url, { platform: 'telegram', kind: 'status', status: 429, body })
  site.articles = [1, 2, 3]
  const first = await openWorker(site)
  await first.pass()
  await first.end()
  world.clock.advance(11 * hour)
  site.articles = [1, 2, 3, 4]
  const second = await openWorker(site)
  await second.pass()
  expect(await counts(platforms, [3, 4])).toEqual({ telegram: [0, 0], x: [1, 1], linkedin: [1, 1] })
  world.clock.advance(43_000_000 - 11 * hour + 1_000)
  await second.pass()
  expect(await counts(platforms, [3, 4])).toEqual({ telegram: [1, 1], x: [1, 1], linkedin: [1, 1] })
  await second.end()
})

test('a refused post never blocks those behind it', async () => {
  const site = await quietSite((account) =>
    platforms.map((platform) => channelLine(world, platform, account)).join('\n'),
  )
  for (const platform of platforms) {
    await orderFault(world.sandbox.url, { platform, kind: 'status', status: 400 })
  }
  site.articles = [1, 2, 3, 4, 5]
  const worker = await openWorker(site)
  await worker.pass()
  expect(await counts(platforms, [3, 4, 5])).toEqual({
    telegram: [0, 1, 1],
    x: [0, 1, 1],
    linkedin: [0, 1, 1],
  })
  expect((await deliveryOf(worker, 3, 'x')).reason).toContain('content')
  await worker.end()
})

test('two channels on one account share a lane: what stops one stops both, and no two calls are made at once', async () => {
  const site = await quietSite((account) =>
    [
      channelLine(world, 'telegram', account, { id: 'one' }),
      channelLine(world, 'telegram', account, { id: 'two' }).replace('@magazin', '@MAGAZIN'),
    ].join('\n'),
  )
  await orderFault(world.sandbox.url, { platform: 'telegram', kind: 'status', status: 429 })
  const before = await requestsOf('telegram')
  site.articles = [1, 2, 3]
  const worker = await openWorker(site)
  expect(new Set(worker.surroundings.channels.map(({ channel }) => channel.lane)).size).toBe(1)
  await worker.pass()
  expect((await requestsOf('telegram')).requests - before.requests).toBe(1)
  world.clock.advance(minute)
  await worker.pass()
  expect(countOf(await postsOn(world.sandbox.url), 'telegram', 3)).toBe(2)
  await worker.end()
})

test('what waits for an account goes out though the account is named otherwise after a restart', async () => {
  const site = await quietSite((account) => channelLine(world, 'telegram', account))
  const worker = await openWorker(site)
  const [lane] = worker.surroundings.channels.map(({ channel }) => channel.lane)
  await worker.surroundings.store.changeLane({ id: lane ?? '', change: (now) => ({ ...now, paused: true }) })
  site.articles = [1, 2, 3]
  await worker.pass()
  await worker.end()
  const [settings] = site.config.channels
  if (settings?.platform !== 'telegram') throw new Error('not Telegram')
  const renamed: Site = { ...site, config: { ...site.config, channels: [{ ...settings, chat: '-1009' }] } }
  const second = await openWorker(renamed)
  await second.pass()
  expect((await deliveryOf(second, 3, 'telegram')).state).toBe('sent')
  expect(countOf(await postsOn(world.sandbox.url), 'telegram', 3)).toBe(1)
  await second.end()
})

test.each([
  ['by both clocks', () => world.clock.advance(5_001)],
  [
    'by the monotonic clock, the wall clock being set back',
    () => {
      world.clock.advance(5_001)
      world.clock.set(-5_001)
    },
  ],
  ['by the wall clock, the monotonic one having stood still', () => world.clock.set(5_001)],
])('a process that slept between claim and call, %s, does not post when it wakes', async (_, sleep) => {
  const site = await quietSite((account) => channelLine(world, 'x', account))
  const worker = await openWorker(site)
  const { store } = worker.surroundings
  let slept = false
  const sleepy = {
    ...worker.surroundings,
    store: {
      ...store,
      async claim(...given: Parameters<typeof store.claim>) {
        const claimed = await store.claim(...given)
        if (!slept) sleep()
        slept = true
        return claimed
      },
    },
  }
  site.articles = [1, 2, 3]
  const before = await requestsOf('x')
  await worker.surroundings.store.setStopped(true, audit())
  await worker.pass()
  await worker.surroundings.store.setStopped(false, audit())
  const [lane] = worker.surroundings.channels.map(({ channel }) => channel.lane)
  await publishLane(lane ?? '', sleepy)
  expect((await requestsOf('x')).requests).toBe(before.requests)
  expect(await deliveryOf(worker, 3, 'x')).toMatchObject({ state: 'queued', attempts: 0, attempt: null })
  await publishLane(lane ?? '', sleepy)
  expect(countOf(await postsOn(world.sandbox.url), 'x', 3)).toBe(1)
  await worker.end()
})

test.each(['posted', 'skipped'])(
  'what was %s by somebody else since it was read is not posted',
  async (what) => {
    const site = await quietSite((account) => channelLine(world, 'x', account))
    const [slow, quick] = [await openWorker(site), await openWorker(site)]
    const [lane = ''] = slow.surroundings.channels.map(({ channel }) => channel.lane)
    site.articles = [1, 2, 3]
    await slow.surroundings.store.setStopped(true, audit())
    await slow.pass()
    await slow.surroundings.store.setStopped(false, audit())
    const desk = { store: quick.desk, who: 'Aigul', now: world.clock.now, compose: composeTeaser }
    const { store } = slow.surroundings
    const overtaken = {
      ...slow.surroundings,
      store: {
        ...store,
        async claim(...given: Parameters<typeof store.claim>) {
          if (what === 'posted') await publishLane(lane, quick.surroundings)
          else await decide('de-3@x', 'skip', null, desk)
          return store.claim(...given)
        },
      },
    }
    await publishLane(lane, overtaken)
    expect(countOf(await postsOn(world.sandbox.url), 'x', 3)).toBe(what === 'posted' ? 1 : 0)
    expect((await deliveryOf(quick, 3, 'x')).state).toBe(what === 'posted' ? 'sent' : 'skipped')
    await slow.end()
    await quick.end()
  },
)

test('every posting request of a busy day came on a connection of its own', async () => {
  for (const platform of platforms) {
    const { requests, connections } = await requestsOf(platform)
    expect(requests).toBeGreaterThan(3)
    expect(connections).toBe(requests)
  }
})

function audit() {
  return {
    at: world.clock.now(),
    who: 'test',
    what: 'stop',
    subject: 'everything',
    before: null,
    after: null,
  }
}

async function counts(
  of: readonly Platform[],
  articles: readonly number[],
): Promise<Readonly<Record<string, readonly number[]>>> {
  const posts = await postsOn(world.sandbox.url)
  return Object.fromEntries(
    of.map((platform) => [platform, articles.map((article) => countOf(posts, platform, article))]),
  )
}

async function requestsOf(
  platform: Platform,
): Promise<{ readonly requests: number; readonly connections: number }> {
  const answer = await fetch(`${world.sandbox.url}/api/requests`)
  const all = (await answer.json()) as Record<Platform, { requests: number; connections: number }>
  return all[platform]
}
