/** The program as a whole: how soon it is healthy, and what it holds in memory when nothing happens. */
import type { Figure } from './figures.ts'
import { countdown, feedOf } from './magazine.ts'
import { inFolder, median, type Program, residentMb, startChapar, type World, wait } from './setup.ts'

const feeds = ['de', 'fr', 'en']

function publishTen(world: World, newest: number): void {
  for (const feed of feeds) world.publish({ feed, body: feedOf(countdown(newest, 10)) })
}

/** From the start of the process to the first 200 of /healthz, with three feeds and three channels. */
export async function startFigures(
  program: Program,
  world: World,
  times: number,
): Promise<readonly Figure[]> {
  publishTen(world, 10)
  const took: number[] = []
  for (let time = 0; time <= times; time++) {
    await inFolder({ world, feeds, poll: '*/5 * * * *' }, async (folder) => {
      const started = await startChapar(program, folder)
      took.push(started.healthyAfterMs)
      await started.stop()
    })
  }
  const [first = Number.NaN, ...later] = took
  const goal = program.name === 'bundle' ? { goal: 300 } : {}
  const best = Math.round(Math.min(...later))
  const note = `median of ${later.length}, best ${best}; the very first took ${Math.round(first)}`
  return [{ name: `start to healthy, ${program.name}`, value: median(later), unit: 'ms', ...goal, note }]
}

/** `VmRSS` after so long without news, while the feeds are looked at every ten seconds; and after posting. */
export async function memoryFigures(
  program: Program,
  world: World,
  seconds: number,
): Promise<readonly Figure[]> {
  publishTen(world, 110)
  return inFolder({ world, feeds, poll: '*/10 * * * * *' }, async (folder) => {
    const started = await startChapar(program, folder)
    await wait(seconds * 1000)
    const idle = residentMb(started.pid)
    const posts = nextPosts(world, feeds.length * 3)
    publishTen(world, 111)
    await posts
    await wait(5_000)
    const posted = residentMb(started.pid)
    await started.stop()
    const goal = program.name === 'bundle' ? { goal: 90 } : {}
    const parts = `${Math.round(idle.files)} MB of it are pages of Node's own file`
    return [
      {
        name: `memory idle, ${program.name}`,
        value: idle.all,
        unit: 'MB',
        ...goal,
        note: `VmRSS ${seconds} s after the start, three feeds looked at every 10 s, three channels; ${parts}`,
      },
      {
        name: `memory after nine posts, ${program.name}`,
        value: posted.all,
        unit: 'MB',
        note: 'VmRSS 5 s later',
      },
    ]
  })
}

/** Resolves when so many more posts were accepted. */
export function nextPosts(world: World, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = count
    const late = setTimeout(() => reject(new Error(`${left} of ${count} posts did not come`)), 60_000)
    const end = world.listen((told) => {
      if (told.kind !== 'posted' || --left > 0) return
      clearTimeout(late)
      end()
      resolve()
    })
  })
}
