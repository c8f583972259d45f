import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { install } from '../setup/chapar.ts'
import { rssFeed, rssItem } from '../setup/magazine.ts'

interface Status {
  readonly feeds: readonly { readonly skipped: object }[]
  readonly deliveries: readonly {
    readonly id: string
    readonly state: string
    readonly reason: string | null
  }[]
}

const item = (number: number, change: { title?: string; categories?: readonly string[] }) =>
  rssItem({
    number,
    title: `Bericht ${number} aus Osch`,
    lead: `Das war der ${number}. Tag in den Bergen.`,
    date: `Mon, 23 Nov 2026 0${number}:00:00 +0000`,
    ...change,
  })

test('rules and sections keep articles back, and status counts what they did', async () => {
  const chapar = await install({
    feed: 'skip: { titles: ["Auto Draft"], categories: ["Newsletter"] }',
    channels: 'except: ["Sport"]',
  })
  chapar.feed.body = rssFeed([item(1, {})])
  await chapar.run('once')
  chapar.feed.body = rssFeed([
    item(5, { categories: ['Sport', 'Kirgistan'] }),
    item(4, { categories: ['Newsletter'] }),
    item(3, { title: 'Auto Draft' }),
    item(2, {}),
    item(1, {}),
  ])
  expect((await chapar.run('once')).code).toBe(0)
  expect(await chapar.posts()).toHaveLength(3)
  const status = (await chapar.json('status')).body as Status
  expect(status.feeds.map(({ skipped }) => skipped)).toEqual([{ rule: 2, category: 1 }])
  const reasons = status.deliveries
    .filter(({ id }) => id.endsWith('@x-de'))
    .map(({ id, state, reason }) => [id, state, reason])
  expect(reasons).toContainEqual(['de-3@x-de', 'skipped', 'rule: title "Auto Draft"'])
  expect(reasons).toContainEqual(['de-4@x-de', 'skipped', 'rule: category "Newsletter"'])
  expect(reasons).toContainEqual(['de-5@x-de', 'skipped', 'category: Sport'])
  expect((await chapar.run('status')).stdout).toContain(
    'articles kept back so far: 2 by its skip rules, 1 by sections of its channels',
  )
})

test('a channel that left the configuration leaves nothing waiting, and a first sight is told', async () => {
  const chapar = await install({ channels: 'approve: manual' })
  chapar.feed.body = rssFeed([item(1, {})])
  expect((await chapar.run('once')).stderr).toContain('first sight of a feed')
  chapar.feed.body = rssFeed([item(2, {}), item(1, {})])
  await chapar.run('once')
  const text = readFileSync(chapar.configFile, 'utf8')
  writeFileSync(
    chapar.configFile,
    text.replace(', x-de', '').replace(/ {2}- id: x-de[\s\S]*?(?= {2}- id: l)/, ''),
  )
  const { stderr } = await chapar.run('once')
  expect(stderr).toContain('no longer configured')
  const { deliveries } = (await chapar.json('status', '--all')).body as Status
  expect(deliveries.filter(({ id }) => id.startsWith('de-2')).map(({ id, reason }) => [id, reason])).toEqual([
    ['de-2@telegram-de', 'approval'],
    ['de-2@x-de', 'channel-gone'],
    ['de-2@linkedin-de', 'approval'],
  ])
})
