/** Deliveries that were held for a time, and whose time is over, go on. */
import type { Store } from '../store/store.ts'
import { step } from './step.ts'

/** Releases every delivery held for `hold` whose moment has come, if the clock can say so. Resolves with their ids. */
export async function releaseHolds(
  store: Store,
  now: Date,
  clockIsTrusted: () => boolean,
): Promise<readonly string[]> {
  if (!clockIsTrusted()) return []
  const released: string[] = []
  for (const held of await store.deliveries({ states: ['held'] })) {
    const isOver = held.reason?.startsWith('hold') && held.notBefore !== null && held.notBefore <= now
    const next = isOver ? step(held, { kind: 'release' }, now) : null
    if (next?.kind === 'moved' && (await store.save(held, next.delivery))) released.push(held.id)
  }
  return released
}
