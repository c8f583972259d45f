import { expect, test } from 'vitest'
import { z } from 'zod'
import { install, runChapar, secrets } from '../setup/chapar.ts'
import { rssFeed, rssItem } from '../setup/magazine.ts'

const known = rssItem({ number: 1, title: 'Der See im Winter', lead: 'Das Eis trägt wieder.' })
const fresh = rssItem({
  number: 2,
  title: 'Ein Markt am Pass',
  lead: 'Auf 3000 Metern handeln Hirten mit Tee. Der Winter kommt früh.',
  date: 'Mon, 23 Nov 2026 06:00:00 +0000',
})

const report = z.object({
  stopped: z.boolean(),
  feeds: z.array(
    z.strictObject({
      id: z.string(),
      url: z.string(),
      lastPolledAt: z.iso.datetime().nullable(),
      lastResult: z.string().nullable(),
      newItems: z.number(),
      error: z.string().nullable(),
      nextPollAt: z.iso.datetime().nullable(),
      skipped: z.strictObject({ rule: z.number(), category: z.number() }),
    }),
  ),
  lanes: z.array(
    z.strictObject({
      channel: z.string(),
      state: z.enum(['open', 'paused', 'blocked']),
      until: z.iso.datetime().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  deliveries: z.array(
    z.strictObject({
      id: z.string(),
      article: z.strictObject({
        id: z.string(),
        feed: z.string(),
        url: z.string(),
        title: z.string(),
        publishedAt: z.iso.datetime().nullable(),
      }),
      channel: z.string(),
      platform: z.string(),
      state: z.string(),
      remoteId: z.string().nullable(),
      remoteUrl: z.string().nullable(),
      attempts: z.number(),
      notBefore: z.iso.datetime().nullable(),
      reason: z.string().nullable(),
      updatedAt: z.iso.datetime(),
    }),
  ),
})

test('posts nothing at first sight, then each new article once per channel, then nothing', async () => {
  const chapar = await install()
  chapar.feed.body = rssFeed([known])
  const first = await chapar.json('once')
  expect(first.code).toBe(0)
  expect(report.parse(first.body).feeds[0]?.lastResult).toBe('baseline')
  expect(report.parse(first.body).deliveries.map(({ state, reason }) => [state, reason])).toEqual([
    ['skipped', 'baseline'],
    ['skipped', 'baseline'],
    ['skipped', 'baseline'],
  ])
  expect(await chapar.posts()).toEqual([])

  chapar.feed.body = rssFeed([fresh, known])
  const second = await chapar.json('once')
  expect(second.code).toBe(0)
  const { feeds, deliveries } = report.parse(second.body)
  expect(feeds[0]).toMatchObject({ lastResult: 'new', newItems: 1 })
  expect(deliveries.map(({ id, state, attempts }) => [id, state, attempts])).toEqual([
    ['de-2@telegram-de', 'sent', 1],
    ['de-2@x-de', 'sent', 1],
    ['de-2@linkedin-de', 'sent', 1],
  ])
  expect((await chapar.posts()).map(({ platform }) => platform).sort()).toEqual(['linkedin', 'telegram', 'x'])

  const third = await chapar.json('once')
  expect(third.code).toBe(0)
  expect(report.parse(third.body).deliveries).toEqual([])
  expect(await chapar.posts()).toHaveLength(3)
  const requests = await (await fetch(`${chapar.sandbox.url}/api/requests`)).json()
  expect(requests).toMatchObject({
    telegram: { requests: 1 },
    x: { requests: 1 },
    linkedin: { requests: 1 },
  })
})

test('a feed that fails is exit 1, names the trouble, and backs off', async () => {
  const chapar = await install({ retry: '{ first: 5m, max: 5m }' })
  chapar.feed.body = 500
  const failed = await chapar.json('once')
  expect(failed.code).toBe(1)
  const [feed] = report.parse(failed.body).feeds
  expect(feed?.lastResult).toBe('error')
  expect(feed?.error).toContain('500')
  await chapar.json('once')
  expect(chapar.feed.requests).toBe(1)
})

test('an outcome that nobody knows is exit 1, is found by looking, and is not posted again', async () => {
  const chapar = await install()
  chapar.feed.body = rssFeed([known])
  await chapar.run('once')
  chapar.feed.body = rssFeed([fresh, known])
  await chapar.fault({ platform: 'x', kind: 'reset-after-accept' })
  const second = await chapar.json('once')
  expect(second.code).toBe(1)
  const states = report.parse(second.body).deliveries.map(({ channel, state }) => [channel, state])
  expect(states).toContainEqual(['x-de', 'unconfirmed'])
  expect(states).toContainEqual(['telegram-de', 'sent'])
  await expect.poll(async () => (await chapar.json('once')).code, { timeout: 15_000, interval: 500 }).toBe(0)
  const settled = report.parse((await chapar.json('status', '--channel', 'x-de', '--state', 'sent')).body)
  expect(settled.deliveries.map(({ id, attempts }) => [id, attempts])).toEqual([['de-2@x-de', 1]])
  expect((await chapar.posts()).filter(({ platform }) => platform === 'x')).toHaveLength(1)
})

test('without a configuration it says how to get one and exits 2, whatever the folder', async () => {
  const chapar = await install()
  const missing = await runChapar(chapar.folder, ['once'])
  expect(missing.code).toBe(2)
  expect(missing.stderr).toContain('config/chapar.yaml')
  expect(missing.stderr).toContain('chapar.example.yaml')
  expect(missing.stdout).toBe('')
})

test('an unknown command or option is exit 2 and names the nearest one', async () => {
  const chapar = await install()
  const command = await chapar.run('statsu')
  expect(command.code).toBe(2)
  expect(command.stderr).toContain('status')
  const option = await chapar.run('status', '--jsno')
  expect(option.code).toBe(2)
  expect(option.stderr).toContain('--json')
})

test('no output of a run with faults contains a secret', async () => {
  const chapar = await install()
  chapar.feed.body = rssFeed([known])
  const outputs = [await chapar.run('once')]
  chapar.feed.body = rssFeed([fresh, known])
  for (const platform of ['telegram', 'x', 'linkedin']) await chapar.fault({ platform, kind: 'half-answer' })
  outputs.push(await chapar.run('once'), await chapar.run('status', '--json'))
  const all = outputs.map(({ stdout, stderr }) => stdout + stderr).join('\n')
  for (const secret of Object.values(secrets)) expect(all).not.toContain(secret)
})
