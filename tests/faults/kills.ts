/**
 * The real `start`, killed again and again at random moments while articles come in and platforms fail at random;
 * what is counted in the end is what followers see. Everything random comes from one seed.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { platforms } from '../../src/teaser/teaser.ts'
import { countOf, orderFault, postsOn } from './at-platform.ts'
import { type Installation, installForFaults, statesIn, statusReport, until } from './child.ts'

export interface KillRun {
  readonly kills: number
  readonly articles: number
  readonly seed: number
  tell(line: string): void
}

export interface KillResult {
  /** Articles × channels. */
  readonly pairs: number
  /** Of all pairs, those that `status --json --all` lists. */
  readonly accounted: number
  readonly postedTwice: readonly string[]
  /** `sent`, but not there. */
  readonly lost: readonly string[]
  /** Posted, without any person. */
  readonly posted: number
  /** What waits for a person, with its reason. */
  readonly waiting: readonly string[]
  readonly faults: number
  /** Kills that hit a call, by the number of deliveries that were orphaned in one. */
  readonly orphaned: number
  readonly seconds: number
}

/** mulberry32: small, seeded, good enough for moments and choices. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Nothing among these needs a person, so that whatever waits for one in the end is our own doing. */
const faults: readonly ((platform: string) => object)[] = [
  () => ({ kind: 'reset' }),
  () => ({ kind: 'reset-after-accept' }),
  () => ({ kind: 'hang-after-accept' }),
  () => ({ kind: 'half-answer' }),
  () => ({ kind: 'status', status: 500 }),
  () => ({ kind: 'status', status: 500, accepted: true }),
  () => ({ kind: 'status', status: 502, body: '<html>502</html>' }),
  () => ({ kind: 'status', accepted: true, delayMs: 400 }),
  () => ({ kind: 'status', status: 503, delayMs: 300 }),
  () => ({ kind: 'refuse', delayMs: 300 }),
  (platform) => ({
    kind: 'status',
    status: 429,
    headers: { 'retry-after': '1' },
    ...(platform === 'telegram'
      ? {
          body: {
            ok: false,
            error_code: 429,
            description: 'Too Many Requests',
            parameters: { retry_after: 1 },
          },
        }
      : {}),
  }),
]

/**
 * Each new process may ask X who it is, and X allows 75 such questions in 15 minutes (platforms.md §2): more than a
 * month of real restarts, less than these minutes need. A sandbox that begins anew has forgotten the count, not the posts.
 */
const killsPerWindow = 20

/** Kills, restarts, and counts when all is quiet. */
export async function runKills({ kills, articles, seed, tell }: KillRun): Promise<KillResult> {
  const began = performance.now()
  const random = randomFrom(seed)
  const site = await installForFaults()
  let ordered = 0
  let orphaned = 0
  try {
    site.show(1)
    await site.run('once')
    for (let kill = 1; kill <= kills; kill++) {
      // One article is kept for the end: on Telegram a later post is what proves an absence.
      showUpTo(site, 1 + Math.ceil(((articles - 1) * kill) / kills))
      const now = Math.floor(random() * 4)
      for (let order = 0; order < now; order++) await orderRandom(site, random)
      ordered += now
      const child = site.launch('start')
      await child.says('started')
      await wait(Math.floor(random() * 1_200))
      const { stderr } = await child.kill()
      orphaned += stderr.split('"state":"unconfirmed"').length - 1
      if (kill % killsPerWindow !== 0) continue
      tell(`${kill} kills, ${(await postsOn(site.sandbox.url)).length} posts`)
      await site.restartSandbox()
    }
    await site.restartSandbox()
    showUpTo(site, articles + 1)
    await settled(site, articles * platforms.length)
    return { ...(await countAll(site, articles)), faults: ordered, orphaned, seconds: secondsSince(began) }
  } finally {
    await site.close()
  }
}

function showUpTo(site: Installation, last: number): void {
  site.show(...Array.from({ length: last }, (_, index) => index + 1))
}

async function orderRandom({ sandbox }: Installation, random: () => number): Promise<void> {
  const platform = platforms[Math.floor(random() * platforms.length)] ?? 'telegram'
  const fault = faults[Math.floor(random() * faults.length)]?.(platform) ?? {}
  // The door may be shut by an earlier order.
  for (let tries = 0; tries < 100; tries++) {
    try {
      return await orderFault(sandbox.url, { ...fault, platform })
    } catch {
      await wait(50)
    }
  }
}

/** The last start: until all is sent, or what is left waits for a person. */
async function settled(site: Installation, pairs: number): Promise<void> {
  const child = site.launch('start')
  const isDone = async () => {
    const states = await statesIn(site.database)
    return states.length === pairs && states.every((line) => line.endsWith(' sent'))
  }
  await until('all are sent', isDone, 60_000).catch(() => undefined)
  await child.kill('SIGTERM')
}

async function countAll(site: Installation, articles: number) {
  const { stdout } = await site.run('status', '--json', '--all')
  const { deliveries } = statusReport.parse(JSON.parse(stdout))
  const posts = await postsOn(site.sandbox.url)
  const byId = new Map(deliveries.map((one) => [one.id, one]))
  const pairs = platforms.flatMap((platform) =>
    Array.from({ length: articles }, (_, index) => {
      const id = `de-${index + 2}@${platform}`
      return { id, delivery: byId.get(id), count: countOf(posts, platform, index + 2) }
    }),
  )
  const ended = ['sent', 'skipped', 'deleted']
  return {
    pairs: pairs.length,
    accounted: pairs.filter(({ delivery }) => delivery !== undefined).length,
    postedTwice: pairs.filter(({ count }) => count > 1).map(({ id, count }) => `${id}: ${count}`),
    lost: pairs
      .filter(({ delivery, count }) => delivery?.state === 'sent' && count === 0)
      .map(({ id }) => id),
    posted: pairs.filter(({ delivery, count }) => delivery?.state === 'sent' && count === 1).length,
    waiting: pairs
      .filter(({ delivery }) => delivery !== undefined && !ended.includes(delivery.state))
      .map(({ id, delivery, count }) => `${id} ${delivery?.state} (${count} there): ${delivery?.reason}`),
  }
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 1000)
}
