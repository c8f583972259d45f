import { expect, test } from 'vitest'
import { type Installation, install } from '../setup/chapar.ts'
import { rssFeed, rssItem } from '../setup/magazine.ts'

const items = [3, 2, 1].map((number) =>
  rssItem({
    number,
    title: `Nachricht ${'I'.repeat(number)}`,
    lead: 'Ein Satz genügt hier.',
    date: `Mon, 23 Nov 2026 0${number}:00:00 +0000`,
  }),
)

interface Delivery {
  readonly id: string
  readonly state: string
  readonly reason: string | null
}

async function deliveries(chapar: Installation, ...argv: string[]): Promise<readonly Delivery[]> {
  const { body } = await chapar.json('status', ...argv)
  return (body as { deliveries: Delivery[] }).deliveries
}

async function seen(options: Parameters<typeof install>[0] = {}): Promise<Installation> {
  const chapar = await install(options)
  chapar.feed.body = rssFeed(items.slice(1))
  await chapar.run('once')
  return chapar
}

test('backfill queues the newest articles of first sight, once works them off, and repeating it does nothing', async () => {
  const chapar = await seen()
  expect((await chapar.json('backfill', 'de', '--last', '1')).body).toEqual({
    feed: 'de',
    deliveries: ['de-2@telegram-de', 'de-2@x-de', 'de-2@linkedin-de'],
  })
  expect((await chapar.run('once')).code).toBe(0)
  expect((await chapar.json('backfill', 'de', '--last', '1')).body).toEqual({ feed: 'de', deliveries: [] })
  expect(await chapar.posts()).toHaveLength(3)
})

test('approval holds a post until staff approve it; skipping ends it', async () => {
  const chapar = await seen({ channels: 'approve: manual' })
  chapar.feed.body = rssFeed(items)
  const pass = await chapar.run('once')
  expect(pass.code).toBe(0)
  expect(await chapar.posts()).toEqual([])
  expect((await chapar.run('deliver', 'de-3@x-de', 'approve')).code).toBe(0)
  expect((await chapar.run('deliver', 'de-3@telegram-de', 'skip')).code).toBe(0)
  await chapar.run('once')
  expect((await chapar.posts()).map(({ platform }) => platform)).toEqual(['x'])
  const states = (await deliveries(chapar))
    .filter(({ id }) => id.startsWith('de-3'))
    .map(({ id, state, reason }) => [id, state, reason])
  expect(states).toContainEqual(['de-3@linkedin-de', 'held', 'approval'])
  expect(states).toContainEqual(['de-3@telegram-de', 'skipped', 'staff'])
})

test('stop holds everything through restarts and resume lets it go on', async () => {
  const chapar = await seen()
  expect((await chapar.run('stop')).code).toBe(0)
  chapar.feed.body = rssFeed(items)
  const stopped = await chapar.json('once')
  expect(stopped.body).toMatchObject({ stopped: true })
  expect(await chapar.posts()).toEqual([])
  await chapar.run('resume')
  await chapar.run('once')
  expect(await chapar.posts()).toHaveLength(3)
})

test('a paused lane posts nothing while the others go on', async () => {
  const chapar = await seen()
  expect((await chapar.run('lane', 'telegram-de', 'pause', '2h')).code).toBe(0)
  chapar.feed.body = rssFeed(items)
  const pass = await chapar.json('once')
  expect(pass.code).toBe(0)
  expect(pass.body).toMatchObject({
    lanes: [{ channel: 'telegram-de', state: 'paused', reason: 'staff' }, {}, {}],
  })
  expect((await chapar.posts()).map(({ platform }) => platform).sort()).toEqual(['linkedin', 'x'])
  await chapar.run('lane', 'telegram-de', 'resume')
  await chapar.run('once')
  expect(await chapar.posts()).toHaveLength(3)
})

test('a tripped fuse is exit 1; skipping it posts nothing, releasing it posts all', async () => {
  const chapar = await seen({ feed: 'fuse: { newAtOnce: 1 }' })
  const more = [5, 4].map((number) => rssItem({ number, title: `Flut ${number}`, lead: 'Viel auf einmal.' }))
  chapar.feed.body = rssFeed([...more, ...items])
  const pass = await chapar.json('once')
  expect(pass.code).toBe(1)
  expect(await chapar.posts()).toEqual([])
  const held = await deliveries(chapar, '--state', 'held')
  expect(held.every(({ reason }) => reason?.startsWith('fuse'))).toBe(true)
  expect(held).toHaveLength(9)
  await chapar.run('deliver', 'de-4@x-de', 'skip')
  await chapar.run('fuse', 'de', 'release')
  expect((await chapar.run('once')).code).toBe(0)
  expect(await chapar.posts()).toHaveLength(8)
})

test('a decision that cannot be is exit 1 and says why; a word nobody knows is exit 2', async () => {
  const chapar = await seen()
  const impossible = await chapar.run('deliver', 'de-2@x-de', 'approve')
  expect(impossible.code).toBe(1)
  expect(impossible.stderr).toContain('skipped')
  const unknown = await chapar.run('deliver', 'de-2@x-de', 'aprove')
  expect(unknown.code).toBe(2)
  expect(unknown.stderr).toContain('"approve"')
  const nobody = await chapar.run('deliver', 'de-99@x-de', 'skip')
  expect(nobody.code).toBe(1)
  expect(nobody.stderr).toContain('de-99@x-de')
})
