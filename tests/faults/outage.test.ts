/** A platform that is down for an hour, and for longer than news are news. Posts are counted at the platform. */
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { createChannel } from '../../src/channels/index.ts'
import { type Platform, platforms } from '../../src/teaser/teaser.ts'
import { countOf, postsOn, type SeenPost } from './at-platform.ts'
import { hour, minute } from './clock.ts'
import {
  channelLine,
  createWorld,
  letTimePass,
  openWorker,
  quietSite,
  type Site,
  type Worker,
  type World,
} from './harness.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const twenty = Array.from({ length: 20 }, (_, index) => index + 3)

describe.each(platforms)('%s, down for a while with twenty articles due', (platform) => {
  test('an hour: all are posted once, in order, with at most one unconfirmed on the way', async () => {
    const { site, worker, outage } = await withOutage(platform)
    site.articles = [1, 2, ...twenty]
    const end = world.clock.now().getTime() + hour
    let mostUnconfirmed = 0
    while (world.clock.now().getTime() < end) {
      await worker.pass()
      const unconfirmed = await worker.surroundings.store.deliveries({ states: ['unconfirmed'] })
      mostUnconfirmed = Math.max(mostUnconfirmed, unconfirmed.length)
      world.clock.advance(minute)
    }
    outage.isDown = false
    await letTimePass(worker, world.clock)
    expect(mostUnconfirmed).toBe(1)
    const posts = (await postsOn(world.sandbox.url)).filter((post) => post.platform === platform)
    // The one that nobody knew about is looked for twice before it is sent again.
    expect(posts.map(articleOf)).toEqual([2, ...twenty.slice(1), twenty[0]])
    await worker.end()
  })

  test('longer than "stale": all are held for a person instead, and none is posted', async () => {
    const { site, worker, outage } = await withOutage(platform)
    site.articles = [1, 2, ...twenty]
    const end = world.clock.now().getTime() + 25 * hour
    while (world.clock.now().getTime() < end) {
      await worker.pass()
      world.clock.advance(30 * minute)
    }
    outage.isDown = false
    await letTimePass(worker, world.clock)
    const { store } = worker.surroundings
    const held = await store.deliveries({ states: ['held'] })
    const others = await store.deliveries({ states: ['queued', 'sending', 'failed', 'unconfirmed'] })
    expect(held.map(({ reason }) => reason?.split(':')[0])).toEqual(held.map(() => 'stale'))
    // Nothing was posted after it, so Telegram's ids cannot say what became of the first: a person can.
    expect(others.map(({ state }) => state)).toEqual(platform === 'telegram' ? ['unconfirmed'] : [])
    expect(held.length + others.length).toBe(20)
    const posts = await postsOn(world.sandbox.url)
    expect(twenty.map((article) => countOf(posts, platform, article))).toEqual(twenty.map(() => 0))
    await worker.end()
  })
})

/** From now on, until `isDown` is false, every connection to the platform is reset once it has asked. */
async function withOutage(
  platform: Platform,
): Promise<{ site: Site; worker: Worker; outage: { isDown: boolean } }> {
  const site = await quietSite(world, (account) => channelLine(world, platform, account))
  const outage = { isDown: true }
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.resetAndDestroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  const address = server.address()
  const apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const [settings] = site.config.channels
  if (settings === undefined) throw new Error('no channel')
  const down = await createChannel(
    { ...settings, apiUrl },
    { now: world.clock.now, sendTimeoutMs: 10_000, allowPrivate: true },
  )
  const troubled = (channel: Channel): Channel => {
    const now = () => (outage.isDown ? down : channel)
    return {
      ...channel,
      send: (...given) => now().send(...given),
      find: (...given) => now().find(...given),
      probe: (...given) => now().probe(...given),
    }
  }
  return { site, worker: await openWorker(site, { troubled }), outage }
}

function articleOf({ raw }: SeenPost): number {
  return Number(/\/artikel-(\d+)\//.exec(JSON.stringify(raw))?.[1])
}
