/**
 * What an attempt came to, written down: the delivery, and what it means for everybody else on the account.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { SendOutcome } from '../channels/channel.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import type { Delivery, DeliveryEvent } from './delivery.ts'
import {
  afterBlocked,
  afterRateLimit,
  afterRefused,
  afterSent,
  afterUnknown,
  afterUnreachable,
  growing,
  type Lane,
  type Waits,
} from './lane.ts'
import { step } from './step.ts'

export interface RecordSurroundings {
  readonly store: Store
  readonly retry: Waits
  /** ms from an unknown outcome to the first look for the post. */
  readonly settleFirstMs: number
  readonly log: Log
  /** How long to go on trying to write an outcome down, in ms; after that it is left to the next start. */
  readonly recordPatienceMs: number
  /** Aborted: a call in flight is given up and recorded as unknown; what cannot be written down then is left. */
  readonly cutOff: AbortSignal
  now(): Date
  /** Monotonic milliseconds: they go on when the wall clock is set back. */
  monotonic(): number
}

const longestRateWaitMs = 8 * 24 * 60 * 60_000

/** Writes what the attempt came to, as long as patience lasts: only this process knows it. */
export async function recordOutcome(
  begun: Delivery,
  attemptId: string,
  outcome: SendOutcome,
  surroundings: RecordSurroundings,
): Promise<void> {
  const { store, now, log } = surroundings
  let current = begun
  await untilWritten(begun.id, surroundings, async () => {
    const event = outcomeEvent(current, attemptId, outcome, surroundings)
    const next = step(current, event, now())
    if (next.kind === 'impossible') {
      const fields = { delivery: begun.id, outcome: outcome.kind, why: next.why }
      log.error('an outcome came too late to be recorded', fields)
      return true
    }
    const change = (lane: Lane) => laneAfter(lane, outcome, surroundings)
    if (await store.save(current, next.delivery, { lane: { id: begun.lane, change } })) {
      logOutcome(next.delivery, outcome, log)
      return true
    }
    current = (await store.delivery(begun.id)) ?? current
    return false
  })
}

/** Gives a claimed delivery back: only this process knows that the call was never made. */
export async function giveBack(
  id: string,
  attemptId: string,
  reason: string,
  surroundings: RecordSurroundings,
): Promise<void> {
  const { store, now, log } = surroundings
  await untilWritten(id, surroundings, async () => {
    const current = await store.delivery(id)
    if (current === null) return true
    const next = step(current, { kind: 'give-back', attemptId, reason }, now())
    // Somebody took it over, or the claim never took effect.
    if (next.kind === 'impossible') return true
    if (!(await store.save(current, next.delivery))) return false
    log.warn('gave a delivery back uncalled', { delivery: id, reason })
    return true
  })
}

/** Repeats `write` until it says that all is written; rejects when patience ends or the program must. */
async function untilWritten(
  delivery: string,
  { log, cutOff, monotonic, recordPatienceMs }: RecordSurroundings,
  write: () => Promise<boolean>,
): Promise<void> {
  const patienceEnds = monotonic() + recordPatienceMs
  for (let tries = 0; ; tries++) {
    try {
      if (await write()) return
    } catch (error) {
      log.error('an outcome could not be written down yet', { delivery, error: describe(error), tries })
      if (cutOff.aborted || monotonic() > patienceEnds) throw error
    }
    await wait(Math.min(100 * 2 ** tries, 10_000), undefined, { signal: cutOff }).catch(() => undefined)
  }
}

function outcomeEvent(
  delivery: Delivery,
  attemptId: string,
  outcome: SendOutcome,
  { now, retry, settleFirstMs }: RecordSurroundings,
): DeliveryEvent {
  const settleAt = new Date(now().getTime() + settleFirstMs)
  const ownWait = outcome.kind === 'retry' && outcome.scope === 'delivery'
  const grown = new Date(now().getTime() + growing(retry.first, retry.max, delivery.attempts - 1))
  // "Try again at once", said for ever, would let nobody behind it pass.
  const asked = ownWait && outcome.notBefore !== null && outcome.notBefore > now() ? outcome.notBefore : grown
  return { kind: 'outcome', attemptId, outcome, retryAt: ownWait ? asked : null, settleAt }
}

/** What an outcome means for everybody else on the account. */
function laneAfter(lane: Lane, outcome: SendOutcome, { now, retry }: RecordSurroundings): Lane {
  switch (outcome.kind) {
    case 'sent':
      return afterSent(lane, now())
    case 'refused':
      return afterRefused(lane)
    case 'blocked':
      return afterBlocked(lane, now(), outcome.reason)
    case 'unknown':
      return afterUnknown(lane, now(), outcome.reason, retry, outcome.pauseUntil ?? null)
    case 'retry': {
      if (outcome.scope === 'delivery') return lane
      if (outcome.notBefore === null) return afterUnreachable(lane, now(), outcome.reason, retry)
      const until = Math.min(outcome.notBefore.getTime(), now().getTime() + longestRateWaitMs)
      return afterRateLimit(lane, new Date(until), outcome.reason)
    }
  }
}

function logOutcome(delivery: Delivery, outcome: SendOutcome, log: Log): void {
  const fields = { delivery: delivery.id, state: delivery.state, attempts: delivery.attempts }
  if (outcome.kind === 'sent') {
    log.info('posted', { ...fields, remoteId: outcome.remoteId, url: outcome.url })
    return
  }
  log.warn('not posted', { ...fields, outcome: outcome.kind, reason: outcome.reason })
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
