/** One cell of the matrix, played from a first article to the end of all waits. */
import type { Delivery } from '../../src/delivery/delivery.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Platform } from '../../src/teaser/teaser.ts'
import { countOf, orderFault, postsOn } from './at-platform.ts'
import { minute } from './clock.ts'
import {
  channelLine,
  createSite,
  deliveryOf,
  letTimePass,
  openWorker,
  type Site,
  type Worker,
  type World,
} from './harness.ts'
import { type FaultSpec, faultSpec, troubledOnce } from './matrix-faults.ts'
import type { Column, Ending } from './matrix-table.ts'
import type { CrashPoint } from './mortal.ts'

export interface CellResult {
  /** The word of the table that describes what happened; anything else is described in `said`. */
  readonly ending: Ending | 'none of these'
  /** Posts of the article that met the fault, and of its neighbours before and behind it. */
  readonly posts: readonly [before: number, itself: number, behind: number]
  readonly said: string
}

/** The first article goes out in peace, the second meets the fault, the third comes behind it. */
export async function playCell(
  world: World,
  column: Column,
  fault: string,
  crashAt: CrashPoint,
): Promise<CellResult> {
  const { clock, sandbox } = world
  const platform = column === 'telegram (private)' ? 'telegram' : column
  await fetch(`${sandbox.url}/api/posts`, { method: 'DELETE' })
  await fetch(`${sandbox.url}/api/faults`, { method: 'DELETE' })
  const site = createSite(world, (account) =>
    channelLine(world, platform, account, { id: 'channel', isPrivate: column === 'telegram (private)' }),
  )
  await firstArticle(site)
  const spec = faultSpec(fault, platform, clock.now())
  if (spec.order !== null) await orderFault(sandbox.url, { ...spec.order, platform })
  site.articles = [1, 2, 3]
  let worker = await troubledWorker(site, sandbox, spec, platform, crashAt)
  await worker.pass()
  if (crashAt !== 'no crash' && !worker.isDead()) throw new Error(`it did not come to "${crashAt}"`)
  if (worker.isDead()) {
    await worker.end()
    worker = await restartedWorker(site, spec, crashAt)
    await worker.pass()
  }
  clock.advance(minute)
  site.articles = [1, 2, 3, 4]
  await worker.pass()
  await letTimePass(worker, clock)
  const result = await describeEnd(worker, sandbox, platform)
  await worker.end()
  return result
}

async function firstArticle(site: Site): Promise<void> {
  const worker = await openWorker(site)
  site.articles = [1]
  await worker.pass()
  site.articles = [1, 2]
  await worker.pass()
  await worker.end()
  site.place.clock.advance(minute)
}

async function troubledWorker(
  site: Site,
  sandbox: Sandbox,
  spec: FaultSpec,
  platform: Platform,
  crashAt: CrashPoint,
) {
  const reached = () => requestReached(sandbox, platform, spec)
  return openWorker(site, { crashAt, reached, ...(await troubleOf(site, spec)) })
}

/** A fault that nobody has met yet still waits for the next process. */
async function restartedWorker(site: Site, spec: FaultSpec, crashAt: CrashPoint): Promise<Worker> {
  const isMet = crashAt !== 'before claim' && crashAt !== 'after claim'
  return openWorker(site, isMet ? {} : await troubleOf(site, spec))
}

async function troubleOf({ config, place }: Site, { meets }: FaultSpec) {
  const [settings] = config.channels
  if (meets === undefined || settings === undefined) return {}
  return { troubled: await troubledOnce(settings, meets, place.clock.now) }
}

/** The platform has read the request, and has kept the post if that is what it does. */
function requestReached(sandbox: Sandbox, platform: Platform, { accepted }: FaultSpec): Promise<void> {
  return new Promise((resolve) => {
    const end = sandbox.onChange((change) => {
      const isIt = accepted
        ? change.kind === 'post' && change.post.platform === platform
        : change.kind === 'fault' && change.platform === platform
      if (!isIt) return
      end()
      resolve()
    })
  })
}

async function describeEnd(worker: Worker, sandbox: Sandbox, platform: Platform): Promise<CellResult> {
  const posts = await postsOn(sandbox.url)
  const itself = await deliveryOf(worker, 3, 'channel')
  const looks = itself.settling?.looks.map(({ said }) => said) ?? []
  const count = (article: number) => countOf(posts, platform, article)
  return {
    ending: endingOf(itself, looks),
    posts: [count(2), count(3), count(4)],
    said: `${itself.state}, ${itself.attempts} attempts, ${itself.reason ?? 'no reason'}, looks: ${looks.join(' | ') || 'none'}`,
  }
}

function endingOf({ state, attempts, reason }: Delivery, looks: readonly string[]): CellResult['ending'] {
  const absences = looks.filter((said) => said.startsWith('absent') && !said.includes('too early')).length
  if (state === 'failed' && reason !== null) return 'failed'
  if (state === 'unconfirmed' && looks.length > 2 && reason?.includes('looked: cannot-tell')) return 'person'
  if (state !== 'sent') return 'none of these'
  if (looks.at(-1)?.startsWith('found')) return 'found'
  if (absences === 2) return 'again'
  if (looks.length > 0) return 'none of these'
  return attempts === 1 ? 'sent' : 'later'
}
