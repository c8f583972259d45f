/** From a feed's answer with one new article to the last of three accepted posts, all on this machine. */
import type { Figure } from './figures.ts'
import { countdown, feedOf } from './magazine.ts'
import { inFolder, median, type Program, startChapar, type World, wait } from './setup.ts'

export async function postingFigures(
  program: Program,
  world: World,
  times: number,
): Promise<readonly Figure[]> {
  const feed = 'news'
  world.publish({ feed, body: feedOf(countdown(10, 10)) })
  return inFolder({ world, feeds: [feed], poll: '* * * * * *' }, async (folder) => {
    const started = await startChapar(program, folder)
    await wait(2_500)
    const took: number[] = []
    for (let time = 0; time < times; time++) {
      took.push(await carryOne(world, feed, 11 + time))
      // A moment between two, so that the next poll finds an idle program.
      await wait(300)
    }
    await started.stop()
    const [first = Number.NaN, ...later] = took
    const longest = Math.round(Math.max(...later))
    const note = `median of ${later.length}, longest ${longest}; the first after the start, which loads the adapters, ${Math.round(first)}. Minimal platforms in another process, not the sandbox`
    return [{ name: 'feed answer to last of three posts', value: median(later), unit: 'ms', goal: 100, note }]
  })
}

function carryOne(world: World, feed: string, newest: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the three posts did not come')), 30_000)
    let servedAt = Number.NaN
    const missing = new Set(['telegram', 'x', 'linkedin'])
    const end = world.listen((told) => {
      if (told.kind === 'served' && told.feed === feed) servedAt = told.at
      if (told.kind !== 'posted') return
      missing.delete(told.platform)
      if (missing.size > 0) return
      clearTimeout(late)
      end()
      resolve(told.at - servedAt)
    })
    world.publish({ feed, body: feedOf(countdown(newest, 10)) })
  })
}
