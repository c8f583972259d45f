/** Is this process well? Not so only for what a restart may mend, and then it says what that is. */
import type { Delivery } from './delivery/delivery.ts'
import type { Vitals } from './run.ts'
import type { Store } from './store/store.ts'

export interface HealthSurroundings {
  readonly store: Store
  readonly vitals: Vitals
  readonly startedAt: Date
  now(): Date
  /** Resident memory of this process. */
  residentBytes(): number
}

export type Health = { readonly ok: true } | { readonly ok: false; readonly reasons: readonly string[] }

/** A call takes 30 s at most and is recorded at once; what is `sending` for longer is stuck. */
const stuckAfterMs = 120_000
const loopLateMs = 180_000
const databaseTimeoutMs = 5_000

/** Is everything in this process well? A magazine or a platform that is down is not this process. */
export async function checkHealth({ store, vitals, startedAt, now }: HealthSurroundings): Promise<Health> {
  const reasons: string[] = []
  for (const [feed, due] of vitals.feedDueAt) {
    if (due < now()) reasons.push(`feed ${feed} should have been looked at by ${due.toISOString()}`)
  }
  for (const [loop, at] of vitals.loopAt) {
    if (now().getTime() - at.getTime() > loopLateMs)
      reasons.push(`${loop} last came round at ${at.toISOString()}`)
  }
  if (vitals.loopAt.size === 0 && now().getTime() - startedAt.getTime() > loopLateMs) {
    reasons.push('nothing has come round since the start')
  }
  const sending = await within(databaseTimeoutMs, store.deliveries({ states: ['sending'] }))
  if (sending === null) reasons.push('the database does not answer')
  for (const delivery of sending ?? []) {
    if (isStuck(delivery, now()))
      reasons.push(`${delivery.id} has been "sending" since ${delivery.updatedAt.toISOString()}`)
  }
  return reasons.length === 0 ? { ok: true } : { ok: false, reasons }
}

function isStuck({ updatedAt }: Delivery, now: Date): boolean {
  return now.getTime() - updatedAt.getTime() > stuckAfterMs
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([work, late])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
