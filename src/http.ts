/**
 * Health and metrics over HTTP. Health is 503 only for what a restart may mend, and says what that is.
 * On node:http alone: two addresses do not earn the 15 MB that a web framework and Node's own fetch hold (measured).
 */
import type { RequestListener, ServerResponse } from 'node:http'
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

/** Answers `/healthz` and `/metrics`, and hands every other address to `others`; null: there are none. */
export function createHttpListener(
  surroundings: HealthSurroundings,
  others: RequestListener | null,
): RequestListener {
  return (request, response) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    const path = isReading ? request.url?.split('?')[0] : undefined
    if (path === '/healthz') return void answerHealth(surroundings, response)
    if (path === '/metrics') return void answerMetrics(surroundings, response)
    if (others !== null) return others(request, response)
    answer(response, 404, 'text/plain; charset=UTF-8', 'Here are /healthz and /metrics.\n')
  }
}

async function answerHealth(surroundings: HealthSurroundings, response: ServerResponse): Promise<void> {
  const health = await checkHealth(surroundings)
  answer(response, health.ok ? 200 : 503, 'application/json', JSON.stringify(health))
}

async function answerMetrics(surroundings: HealthSurroundings, response: ServerResponse): Promise<void> {
  try {
    const { metricsText } = await import('./metrics.ts')
    answer(response, 200, 'text/plain; version=0.0.4; charset=UTF-8', await metricsText(surroundings))
  } catch {
    answer(response, 500, 'text/plain; charset=UTF-8', 'the metrics could not be read; see /healthz\n')
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body)
}
