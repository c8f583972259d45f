/** Real processes, really killed, at moments that the platforms' side knows; posts are counted there. */
import { describe, expect, type TestContext, test } from 'vitest'
import type { Change } from '../../src/sandbox/changes.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { platforms } from '../../src/teaser/teaser.ts'
import { countOf, orderFault, postsOn } from './at-platform.ts'
import {
  type Installation,
  type InstallOptions,
  installForFaults,
  reading,
  statesIn,
  until,
} from './child.ts'

const limitMs = 40_000

/** Three cells each: one a platform. `moment` resolves when all three platforms are there. */
const scenarios: readonly {
  readonly name: string
  readonly command: 'start' | 'once'
  readonly fault: object | null
  readonly moment: (sandbox: Sandbox) => Promise<void>
  /** What staff and followers see in the end, for each of the three platforms. */
  readonly looks: 'found' | 'absent' | 'nothing'
}[] = [
  {
    name: 'start, killed in a call that the platform has accepted and not answered',
    command: 'start',
    fault: { kind: 'hang-after-accept' },
    moment: (sandbox) => onEach(sandbox, ({ kind }) => kind === 'post'),
    looks: 'found',
  },
  {
    name: 'once, killed in a call that the platform has accepted and not answered',
    command: 'once',
    fault: { kind: 'hang-after-accept' },
    moment: (sandbox) => onEach(sandbox, ({ kind }) => kind === 'post'),
    looks: 'found',
  },
  {
    name: 'start, killed in a call that the platform will not accept',
    command: 'start',
    fault: { kind: 'status', status: 500, delayMs: 20_000 },
    moment: (sandbox) => onEach(sandbox, ({ kind }) => kind === 'fault'),
    looks: 'absent',
  },
  {
    name: 'once, killed in a call that the platform will not accept',
    command: 'once',
    fault: { kind: 'status', status: 500, delayMs: 20_000 },
    moment: (sandbox) => onEach(sandbox, ({ kind }) => kind === 'fault'),
    looks: 'absent',
  },
]

describe.concurrent('a process that is killed', { timeout: limitMs }, () => {
  for (const { name, command, fault, moment, looks } of scenarios) {
    test(`${name}: each article is once on each platform after a restart`, async (context) => {
      const site = await installed(context)
      // Telegram's ids prove an absence only between two posts: one before, and article 4 after the restart.
      if (looks === 'absent') expect((await site.run('once')).code).toBe(0)
      site.show(1, 2, 3)
      if (fault !== null) await orderOnEach(site, fault)
      const there = moment(site.sandbox)
      const first = site.launch(command)
      await there
      await first.kill()
      await restartAndCount(site)
      const last = platforms.map((platform) => `${platform} ${looks}`)
      expect(await looksAt(site, looks === 'absent' ? 3 : 2)).toEqual(last)
    })
  }

  test('start, killed after an unknown outcome was recorded: found after a restart, not sent again', async (context) => {
    const site = await installed(context)
    await orderOnEach(site, { kind: 'reset-after-accept' })
    const first = site.launch('start')
    await first.says('not posted', 3)
    await first.kill()
    await restartAndCount(site)
    expect(await looksAt(site)).toEqual(platforms.map((platform) => `${platform} found`))
  })

  test('start, killed after it recorded its posts: nothing is sent again', async (context) => {
    const site = await installed(context)
    const first = site.launch('start')
    await first.says('posted', 3)
    await first.kill()
    await restartAndCount(site)
    expect(await looksAt(site)).toEqual(platforms.map((platform) => `${platform} nothing`))
  })

  test('start, killed in the wait that a platform asked for: the wait goes on after a restart', async (context) => {
    const site = await installed(context)
    await orderFault(site.sandbox.url, {
      platform: 'telegram',
      kind: 'status',
      status: 429,
      body: {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 43000',
        parameters: { retry_after: 43_000 },
      },
    })
    const first = site.launch('start')
    await first.says('not posted', 1)
    await first.says('posted', 2)
    await first.kill()
    site.show(1, 2, 3)
    const second = site.launch('start')
    await until(
      'x and linkedin go on',
      async () =>
        (await statesIn(site.database)).filter((line) => line.startsWith('3@') && line.endsWith('sent'))
          .length === 2,
    )
    await second.kill('SIGTERM')
    expect(await statesIn(site.database)).toEqual([
      '2@linkedin sent',
      '2@telegram queued',
      '2@x sent',
      '3@linkedin sent',
      '3@telegram queued',
      '3@x sent',
    ])
    expect((await requests(site)).telegram.requests).toBe(1)
  })

  test('SIGTERM during a call: the answer is waited for and recorded, exit 0, and nothing new begins', async (context) => {
    const site = await installed(context)
    site.show(1, 2, 3)
    await orderOnEach(site, { kind: 'status', accepted: true, delayMs: 1_500 })
    const there = onEach(site.sandbox, ({ kind }) => kind === 'fault')
    const child = site.launch('start')
    await there
    expect((await child.kill('SIGTERM')).code).toBe(0)
    expect(await statesIn(site.database)).toEqual([
      '2@linkedin sent',
      '2@telegram sent',
      '2@x sent',
      '3@linkedin queued',
      '3@telegram queued',
      '3@x queued',
    ])
    expect(await postsOn(site.sandbox.url)).toHaveLength(3)
  })

  test('two "once" at the same time: the second exits 1 and names the first', async (context) => {
    const site = await installed(context)
    await orderOnEach(site, { kind: 'status', accepted: true, delayMs: 3_000 })
    const there = onEach(site.sandbox, ({ kind }) => kind === 'fault')
    const first = site.launch('once')
    await there
    const second = await site.run('once')
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(`process ${first.process.pid}`)
    expect((await first.ended).code).toBe(0)
    expect(await postsOn(site.sandbox.url)).toHaveLength(3)
  })
})

/** First sight is over, and the feed has article 2. */
async function installed(
  { onTestFinished }: TestContext,
  options: InstallOptions = {},
): Promise<Installation> {
  const site = await installForFaults(options)
  onTestFinished(() => site.close())
  site.show(1)
  expect((await site.run('once')).code).toBe(0)
  site.show(1, 2)
  return site
}

async function orderOnEach(site: Installation, fault: object): Promise<void> {
  for (const platform of platforms) await orderFault(site.sandbox.url, { ...fault, platform })
}

/** Resolves when each platform has had such a change. */
function onEach(sandbox: Sandbox, isIt: (change: Change) => boolean): Promise<void> {
  const had = new Set<string>()
  return new Promise((resolve) => {
    const end = sandbox.onChange((change) => {
      if (!isIt(change)) return
      if (change.kind === 'post') had.add(change.post.platform)
      if (change.kind === 'fault') had.add(change.platform)
      if (had.size < platforms.length) return
      end()
      resolve()
    })
  })
}

/** Starts it again, with one more article, and counts when all is quiet. */
async function restartAndCount(site: Installation): Promise<void> {
  site.show(1, 2, 3, 4)
  const second = site.launch('start')
  await until('all nine are sent', async () => {
    const states = await statesIn(site.database)
    return states.length === 9 && states.every((line) => line.endsWith(' sent'))
  })
  expect((await second.kill('SIGTERM')).code).toBe(0)
  const posts = await postsOn(site.sandbox.url)
  const counts = platforms.flatMap((platform) =>
    [2, 3, 4].map((article) => countOf(posts, platform, article)),
  )
  expect(counts).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1])
}

async function looksAt(site: Installation, article = 2): Promise<readonly string[]> {
  return reading(site.database, async (store) => {
    const deliveries = await store.deliveries({ articleIds: [`de-${article}`] })
    return platforms.map((platform) => {
      const looks = deliveries.find((one) => one.platform === platform)?.settling?.looks ?? []
      return `${platform} ${looks.at(-1)?.said.split(':')[0] ?? 'nothing'}`
    })
  })
}

async function requests(site: Installation) {
  const answer = await fetch(`${site.sandbox.url}/api/requests`)
  return (await answer.json()) as Record<'telegram' | 'x' | 'linkedin', { readonly requests: number }>
}
