/** Two processes on one PostgreSQL: who is gone is known by the database's clock, and nothing is posted twice. */
import { describe, expect, inject, type TestContext, test } from 'vitest'
import { platforms } from '../../src/teaser/teaser.ts'
import { newPostgres, runSql } from '../setup/databases.ts'
import { countOf, orderFault, postsOn } from './at-platform.ts'
import { type Installation, installForFaults, reading, statesIn, until } from './child.ts'

describe('two processes on one PostgreSQL', { timeout: 60_000 }, () => {
  test.skipIf(inject('postgres') === null)(
    'one is killed in its calls: the other waits until it is surely gone, finds the posts, and goes on',
    async (context) => {
      const site = await installed(context)
      for (const platform of platforms) {
        await orderFault(site.sandbox.url, { platform, kind: 'hang-after-accept' })
      }
      const first = site.launch('start')
      await until('all three are accepted', async () => (await postsOn(site.sandbox.url)).length === 3)
      const second = site.launch('start')
      await second.says('started')
      site.show(1, 2, 3)
      await first.kill()
      await until('article 3 is queued', async () => (await statesIn(site.database)).length === 6)
      expect((await statesIn(site.database)).filter((line) => line.endsWith('sending'))).toHaveLength(3)

      // The killed one's silence has lasted long enough, by the database's clock.
      await runSql(site.database, 'update workers set beat_at = beat_at - 600000')
      await untilAllSent(site, 6)
      expect((await second.kill('SIGTERM')).code).toBe(0)
      await expectOnce(site, [2, 3])
    },
  )

  test.skipIf(inject('postgres') === null)(
    'both alive: six articles go out once on each channel',
    async (context) => {
      const site = await installed(context)
      const both = [site.launch('start'), site.launch('start')]
      for (const child of both) await child.says('started')
      site.show(1, 2, 3, 4, 5, 6, 7)
      await untilAllSent(site, 18)
      for (const child of both) expect((await child.kill('SIGTERM')).code).toBe(0)
      await expectOnce(site, [2, 3, 4, 5, 6, 7])
      const attempts = await reading(site.database, (store) => store.deliveries({ states: ['sent'] }))
      expect(attempts.map((one) => one.attempts)).toEqual(attempts.map(() => 1))
    },
  )
})

async function installed({ onTestFinished }: TestContext): Promise<Installation> {
  const site = await installForFaults({ database: await newPostgres() })
  onTestFinished(() => site.close())
  site.show(1)
  expect((await site.run('once')).code).toBe(0)
  site.show(1, 2)
  return site
}

async function untilAllSent(site: Installation, pairs: number): Promise<void> {
  await until('all are sent', async () => {
    const states = await statesIn(site.database)
    return states.length === pairs && states.every((line) => line.endsWith(' sent'))
  })
}

async function expectOnce(site: Installation, articles: readonly number[]): Promise<void> {
  const posts = await postsOn(site.sandbox.url)
  for (const platform of platforms) {
    expect(articles.map((article) => countOf(posts, platform, article))).toEqual(articles.map(() => 1))
  }
}
