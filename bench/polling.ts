/** What it costs to look at feeds in which nothing is new: one look, and ten thousand feeds over five minutes. */
import type { Figure } from './figures.ts'
import { countdown, feedOf } from './magazine.ts'
import { inFolder, type Program, processorMs, residentMb, startChapar, type World, wait } from './setup.ts'

interface Window {
  readonly processorMs: number
  readonly notModified: number
  readonly requests: number
  readonly residentMb: number
}

function feedsOf(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index}`)
}

/** What the program uses in `seconds`, from `atMinute` minutes past a multiple of that on; all feeds were seen before. */
async function watch(
  program: Program,
  world: World,
  plan: {
    readonly feeds: readonly string[]
    readonly poll: string
    readonly seconds: number
    readonly minutes: number
  },
): Promise<Window> {
  return inFolder({ world, feeds: plan.feeds, poll: plan.poll }, async (folder) => {
    const before = await world.counts()
    const started = await startChapar(program, folder)
    while ((await world.counts()).requests - before.requests < plan.feeds.length) await wait(200)
    await wait(2_000)
    if (plan.minutes > 0) await untilMinute(plan.minutes)
    const [processor, counts] = [processorMs(started.pid), await world.counts()]
    await wait(plan.seconds * 1000)
    const after = await world.counts()
    const window = {
      processorMs: processorMs(started.pid) - processor,
      notModified: after.notModified - counts.notModified,
      requests: after.requests - counts.requests,
      residentMb: residentMb(started.pid).all,
    }
    await started.stop()
    return window
  })
}

/** Half a minute before the clock's minutes are a multiple of `minutes`. */
async function untilMinute(minutes: number): Promise<void> {
  const every = minutes * 60_000
  const ms = (every - (Date.now() % every) - every / 10 + every) % every
  await wait(ms)
}

/** CPU of a look that ends with 304: the difference to the same program with nothing to look at, so idling is not in it. */
export async function lookFigures(
  program: Program,
  world: World,
  seconds: number,
): Promise<readonly Figure[]> {
  // One article: every sixth look asks for the whole document, and that is not what is measured here.
  world.publish({ feed: 'quiet', body: feedOf([1]) })
  const feeds = feedsOf('quiet', 20)
  const idle = await watch(program, world, { feeds, poll: '0 0 1 1 *', seconds, minutes: 0 })
  const busy = await watch(program, world, { feeds, poll: '* * * * * *', seconds, minutes: 0 })
  const value = (busy.processorMs - idle.processorMs) / busy.requests
  const conditional = Math.round((busy.notModified / busy.requests) * 100)
  const note = `user and system, ${busy.requests} looks, ${conditional}% of them answered 304 (every sixth asks for the whole document, one item); idle ${Math.round(idle.processorMs / seconds)} ms a second`
  return [{ name: 'CPU per look', value, unit: 'ms', goal: 2, note }]
}

/** Every feed once in the window; `scale` is how many times smaller than ten thousand in five minutes it is. */
export async function manyFeedsFigures(
  program: Program,
  world: World,
  scale: number,
): Promise<readonly Figure[]> {
  world.publish({ feed: 'many', body: feedOf(countdown(10, 3)) })
  const minutes = scale === 1 ? 5 : 1
  const feeds = feedsOf('many', Math.round((10_000 * minutes) / 5 / scale))
  const poll = minutes === 1 ? '* * * * *' : `*/${minutes} * * * *`
  const seconds = minutes * 60
  const used = await watch(program, world, { feeds, poll, seconds, minutes })
  const scaled = (used.processorMs / 1000) * (10_000 / feeds.length)
  const measured = `${feeds.length.toLocaleString('en')} feeds, each looked at once in ${minutes} min: ${used.requests} looks, ${(used.processorMs / 1000).toFixed(1)} s of CPU, ${Math.round(used.residentMb)} MB`
  const note = scale === 1 ? measured : `scaled up from ${measured}`
  const share = (scaled / 300) * 100
  return [
    { name: '10,000 feeds in five minutes, CPU', value: scaled, unit: 's', note },
    { name: '10,000 feeds, share of one core', value: share, unit: '%' },
  ]
}
