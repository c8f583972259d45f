/**
 * The state machine of a delivery, and the only place that knows what may become of one.
 * Pure: it gets the time, reads nothing, and either says the next delivery or why the event cannot be.
 * Nothing here goes from `sending` or `unconfirmed` back to `queued` by a timer alone.
 */
import type { Delivery, DeliveryEvent, DeliveryEventKind, Settling, Step } from './delivery.ts'

/** What becomes of `delivery` when `event` happens at `now`; never mutates. */
export function step(delivery: Delivery, event: DeliveryEvent, now: Date): Step {
  switch (delivery.state) {
    case 'held':
      return fromHeld(delivery, event, now)
    case 'queued':
      return fromQueued(delivery, event, now)
    case 'sending':
      return fromSending(delivery, event, now)
    case 'unconfirmed':
      return fromUnconfirmed(delivery, event, now)
    case 'failed':
      return fromFailed(delivery, event, now)
    case 'sent':
      return fromSent(delivery, event, now)
    case 'skipped':
    case 'deleted':
      return fromEnded(delivery, event, now)
  }
}

function fromHeld(delivery: Delivery, event: DeliveryEvent, now: Date): Step {
  switch (event.kind) {
    case 'approve':
      return delivery.teaser === null
        ? impossible('it has no text to post; skip it')
        : queued(delivery, now, { approval: delivery.approval === 'none' ? 'none' : 'given' })
    case 'release':
      if (delivery.reason?.startsWith('approval'))
        return impossible('it waits for a person: approve or skip it')
      return delivery.approval === 'asked' ? held(delivery, now, 'approval') : queued(delivery, now, {})
    case 'hold':
      return held(delivery, now, reasonText(event), event.until ?? null)
    case 'skip':
      return skipped(delivery, event, now)
    case 'revise':
    case 'edit':
      return rewritten(delivery, event, now)
    default:
      return notFrom(delivery, event)
  }
}

function fromQueued(delivery: Delivery, event: DeliveryEvent, now: Date): Step {
  switch (event.kind) {
    case 'claim':
      return moved(delivery, now, {
        state: 'sending',
        reason: null,
        attempt: { id: event.attemptId, owner: event.owner, claimedAt: now, begunAt: null, endedAt: null },
      })
    case 'hold':
      return held(delivery, now, reasonText(event), event.until ?? null)
    case 'skip':
      return skipped(delivery, event, now)
    case 'revise':
    case 'edit':
      return rewritten(delivery, event, now)
    case 'outcome':
      // Declared absent, and only now its answer comes: believing it is what keeps the second post away.
      return event.outcome.kind === 'sent' && delivery.attempt?.id === event.attemptId
        ? sent(delivery, now, event.outcome.remoteId, event.outcome.url ?? null, null)
        : notFrom(delivery, event)
    default:
      return notFrom(delivery, event)
  }
}

function fromSending(delivery: Delivery, event: DeliveryEvent, now: Date): Step {
  const { attempt } = delivery
  if (attempt === null) return impossible('it is being sent without an attempt: the database is damaged')
  switch (event.kind) {
    case 'begin':
      if (attempt.id !== event.attemptId || attempt.begunAt !== null) return notFrom(delivery, event)
      return moved(delivery, now, { attempts: delivery.attempts + 1, attempt: { ...attempt, begunAt: now } })
    case 'give-back':
      if (attempt.id !== event.attemptId) return notFrom(delivery, event)
      return moved(delivery, now, {
        state: 'queued',
        reason: event.reason,
        attempts: delivery.attempts - (attempt.begunAt === null ? 0 : 1),
        attempt: null,
      })
    case 'outcome':
      return attempt.id === event.attemptId ? ended(delivery, event, now) : notFrom(delivery, event)
    case 'orphaned': {
      if (attempt.begunAt !== null) {
        const reason = 'orphaned: the program ended during the call'
        return unconfirmed(delivery, now, reason, event.settleAt, null)
      }
      const reason = 'orphaned: the program ended before the call'
      return fromSending(delivery, { kind: 'give-back', attemptId: attempt.id, reason }, now)
    }
    default:
      return staffEvents.includes(event.kind)
        ? impossible('it is being sent right now, try again in a few seconds')
        : notFrom(delivery, event)
  }
}

function fromUnconfirmed(delivery: Delivery, event: DeliveryEvent, now: Date): Step {
  const { settling } = delivery
  if (settling === null)
    return impossible('it is unconfirmed without a record of looks: the database is damaged')
  switch (event.kind) {
    case 'found':
      return sent(delivery, now, event.remoteId, event.url, withLook(settling, event.said, now))
    case 'confirm':
      return sent(delivery, now, event.remoteId, null, settling)
    case 'looked': {
      const looked = withLook(settling, event.said, now)
      const absences = settling.absences + (event.absent ? 1 : 0)
      return moved(delivery, now, {
        reason: `${outcomeOf(delivery.reason)} · looked: ${event.said}`,
        settling: { ...looked, absences, nextLookAt: event.nextLookAt },
      })
    }
    case 'proven-absent':
      // No person wants it sent now: its age still counts from when it was due.
      return queued(delivery, now, {
        settling: withLook(settling, event.said, now),
        dueAt: delivery.dueAt,
      })
    case 'resend':
      return delivery.teaser === null
        ? impossible('its text could not be composed; edit or skip it')
        : queued(delivery, now, {})
    case 'skip':
      return skipped(delivery, event, now)
    case 'outcome':
      if (delivery.attempt?.id !== event.attemptId) return notFrom(delivery, event)
      return event.outcome.kind === 'unknown' ? notFrom(delivery, event) : ended(delivery, event, now)
    default:
      return notFrom(delivery, event)
  }
}

function fromFailed(delivery: Delivery, event: DeliveryEvent, now: Date): Step {
  switch (event.kind) {
    case 'resend':
      return delivery.teaser === null
        ? impossible('its text could not be composed; edit or skip it')
        : queued(delivery, now, {})
    case 'edit':
      return queuedOnceApproved(delivery, now, { teaser: event.teaser, edited: true })
    case 'confirm':
      return sent(delivery, now, event.remoteId, null, delivery.settling)
    case 'skip':
      return skipped(delivery, event, now)
    default:
      return notFrom(delivery, event)
  }
}

function fromSent(delivery: Delivery, event: DeliveryEvent, now: Date): Step {
  switch (event.kind) {
    case 'edited-on-platform':
      return moved(delivery, now, { teaser: event.teaser })
    case 'removed':
      return moved(delivery, now, { state: 'deleted' })
    case 'undo-confirm':
      return unconfirmed(delivery, now, 'undone: a person took back that it is there', event.settleAt, null)
    default:
      return notFrom(delivery, event)
  }
}

function fromEnded(delivery: Delivery, event: DeliveryEvent, now: Date): Step {
  const ruled = delivery.reason?.startsWith('rule') || delivery.reason?.startsWith('category')
  if (event.kind !== 'post' && !(event.kind === 'unskip' && ruled)) return notFrom(delivery, event)
  return queuedOnceApproved(delivery, now, { teaser: event.teaser, edited: false })
}

function queuedOnceApproved(delivery: Delivery, now: Date, change: Partial<Delivery>): Step {
  return delivery.approval === 'none' ? queued(delivery, now, change) : forApproval(delivery, now, change)
}

/** A new text before it was sent: an approval given to the old one is void. */
function rewritten(
  delivery: Delivery,
  event: Extract<DeliveryEvent, { kind: 'revise' | 'edit' }>,
  now: Date,
): Step {
  if (event.kind === 'revise' && delivery.edited) return impossible('staff wrote its text: it stays as it is')
  const change = { teaser: event.teaser, edited: delivery.edited || event.kind === 'edit' }
  if (delivery.approval === 'none') return moved(delivery, now, change)
  if (delivery.state === 'held') return moved(delivery, now, { ...change, approval: 'asked' })
  return forApproval(delivery, now, change)
}

function forApproval(delivery: Delivery, now: Date, change: Partial<Delivery>): Step {
  return moved(delivery, now, { ...change, state: 'held', reason: 'approval', approval: 'asked' })
}

/** The attempt came to an end that is known, or known to be unknown. */
function ended(delivery: Delivery, event: Extract<DeliveryEvent, { kind: 'outcome' }>, now: Date): Step {
  const { outcome } = event
  const attempt = delivery.attempt === null ? null : { ...delivery.attempt, endedAt: now }
  const over = { ...delivery, attempt }
  switch (outcome.kind) {
    case 'sent':
      return sent(over, now, outcome.remoteId, outcome.url ?? null, delivery.settling)
    case 'retry':
      return moved(over, now, { state: 'queued', reason: outcome.reason, notBefore: event.retryAt })
    case 'blocked':
      return moved(over, now, { state: 'queued', reason: outcome.reason })
    case 'refused':
      return moved(over, now, { state: 'failed', reason: outcome.reason })
    case 'unknown':
      return unconfirmed(over, now, outcome.reason, event.settleAt, outcome.evidence?.remoteId ?? null)
  }
}

function unconfirmed(
  delivery: Delivery,
  now: Date,
  reason: string,
  nextLookAt: Date,
  evidence: string | null,
): Step {
  const looks = delivery.settling?.looks ?? []
  const attempt = delivery.attempt === null ? null : { ...delivery.attempt, endedAt: now }
  return moved(delivery, now, {
    state: 'unconfirmed',
    reason,
    attempt,
    remoteId: null,
    remoteUrl: null,
    sentAt: null,
    settling: { nextLookAt, absences: 0, evidence, looks },
  })
}

function queued(delivery: Delivery, now: Date, change: Partial<Delivery>): Step {
  return moved(delivery, now, { reason: null, notBefore: null, dueAt: now, ...change, state: 'queued' })
}

function held(delivery: Delivery, now: Date, reason: string, until: Date | null = null): Step {
  return moved(delivery, now, { state: 'held', reason, notBefore: until })
}

function skipped(delivery: Delivery, event: Extract<DeliveryEvent, { kind: 'skip' }>, now: Date): Step {
  return moved(delivery, now, { state: 'skipped', reason: reasonText(event), notBefore: null })
}

function sent(
  delivery: Delivery,
  now: Date,
  remoteId: string | null,
  remoteUrl: string | null,
  settling: Settling | null,
): Step {
  return moved(delivery, now, {
    state: 'sent',
    reason: null,
    notBefore: null,
    sentAt: now,
    remoteId,
    remoteUrl,
    settling,
  })
}

function moved(delivery: Delivery, now: Date, change: Partial<Delivery>): Step {
  return {
    kind: 'moved',
    delivery: { ...delivery, ...change, version: delivery.version + 1, updatedAt: now },
  }
}

function impossible(why: string): Step {
  return { kind: 'impossible', why }
}

function notFrom(delivery: Delivery, event: DeliveryEvent): Step {
  return impossible(`a delivery that is ${delivery.state} does not take "${event.kind}"`)
}

function withLook(settling: Settling, said: string, at: Date): Settling {
  return { ...settling, looks: [...settling.looks, { at, said }].slice(-5) }
}

/** The outcome's own words, without what was looked at since. */
function outcomeOf(reason: string | null): string {
  return (reason ?? 'unknown').split(' · looked: ')[0] ?? 'unknown'
}

function reasonText(event: { readonly reason: string; readonly detail?: string }): string {
  return event.detail === undefined ? event.reason : `${event.reason}: ${event.detail}`
}

const staffEvents: readonly DeliveryEventKind[] = ['approve', 'hold', 'skip', 'edit', 'resend', 'confirm']
