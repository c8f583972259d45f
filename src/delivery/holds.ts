/** Deliveries that were held for a time, and whose time is over, go on. */
import { tolerableSkewMs } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { Delivery, DeliveryEvent } from './delivery.ts'
import { step } from './step.ts'

/** Releases every delivery held for `hold` whose moment has come, if the clock can say so. Resolves with their ids. */
export async function releaseHolds(
  store: Store,
  now: Date,
  clockIsTrusted: () => boolean,
): Promise<readonly string[]> {
  if (!clockIsTrusted()) return []
  const released: string[] = []
  for (const held of await store.deliveries({ states: ['held'], isTimed: true })) {
    const event = whatIsDue(held, now)
    const next = event === null ? null : step(held, event, now)
    if (next?.kind !== 'moved' || !(await store.save(held, next.delivery))) continue
    if (next.delivery.state === 'queued') released.push(held.id)
  }
  return released
}

function whatIsDue({ reason, notBefore, updatedAt }: Delivery, now: Date): DeliveryEvent | null {
  if (notBefore === null || !reason?.startsWith('hold')) return null
  if (notBefore <= now) return { kind: 'release' }
  // Held by a clock that was ahead: what is left of its time counts from now, or it would wait for years.
  if (updatedAt.getTime() <= now.getTime() + tolerableSkewMs) return null
  const left = Math.max(0, notBefore.getTime() - updatedAt.getTime())
  return { kind: 'hold', reason: 'hold', until: new Date(now.getTime() + left) }
}
