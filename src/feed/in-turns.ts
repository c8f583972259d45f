/** Long work in small pieces: between them the event loop belongs to others, so that posting goes on. */
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Some milliseconds of extracting or composing. */
const itemsATurn = 10

/** `work` on each item in order, a few to a turn of the event loop. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const done: R[] = []
  for (const [index, item] of items.entries()) {
    done.push(work(item))
    if (index % itemsATurn === itemsATurn - 1) await nextTurn()
  }
  return done
}
