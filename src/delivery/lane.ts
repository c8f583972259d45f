/**
 * The queue of one account and what may stand in its way. Pure: each function gets the time and returns a new lane.
 * A person's pause and the program's own are kept apart, so that neither lifts the other.
 */
import type { ProbeResult } from '../channels/channel.ts'

export interface Lane {
  /** See `laneOf` in channels/index.ts. Holds no secret. */
  readonly id: string
  /** `open`: may post. `waiting`: not before `until`. `blocked`: the account cannot post; looked at again at `until`. */
  readonly state: 'open' | 'waiting' | 'blocked'
  readonly until: Date | null
  readonly reason: string | null
  /** The wait is over only when a harmless read call has answered. */
  readonly needsProbe: boolean
  /** Troubles of one kind in a row; makes waits grow. */
  readonly streak: number
  /** A person paused it; `pausedUntil` null: until a person resumes it. */
  readonly paused: boolean
  readonly pausedUntil: Date | null
  readonly lastSentAt: Date | null
}

/** How waits grow from trouble to trouble, in ms (`retry` of the configuration). */
export interface Waits {
  readonly first: number
  readonly max: number
}

const blockedProbeMs = 60 * 60_000

/** A lane nobody has used yet. */
export function newLane(id: string): Lane {
  return {
    id,
    state: 'open',
    until: null,
    reason: null,
    needsProbe: false,
    streak: 0,
    paused: false,
    pausedUntil: null,
    lastSentAt: null,
  }
}

/** A post went out: whatever stood in the way is gone. */
export function afterSent(lane: Lane, now: Date): Lane {
  return { ...opened(lane), streak: 0, lastSentAt: now }
}

/** The platform refused the content, so the account itself is well: nothing stands in the way of the next. */
export function afterRefused(lane: Lane): Lane {
  return { ...opened(lane), streak: 0 }
}

/** The platform asked for a wait; kept through restarts, however long. */
export function afterRateLimit(lane: Lane, until: Date, reason: string): Lane {
  return { ...lane, state: 'waiting', until, reason, needsProbe: false }
}

/** Certainly nothing was published, and nobody on this account gets through (DNS, refused): waits grow. */
export function afterUnreachable(lane: Lane, now: Date, reason: string, waits: Waits): Lane {
  const until = afterGrowing(lane, now, waits)
  return { ...lane, state: 'waiting', until, reason, needsProbe: false, streak: lane.streak + 1 }
}

/** Nobody knows what became of the last post: wait, growing, and ask harmlessly before the next. */
export function afterUnknown(lane: Lane, now: Date, reason: string, waits: Waits, asked: Date | null): Lane {
  const wait = afterGrowing(lane, now, waits)
  const until = asked !== null && asked > wait ? asked : wait
  return { ...lane, state: 'waiting', until, reason, needsProbe: true, streak: lane.streak + 1 }
}

/** The account may not post: asked again in an hour. */
export function afterBlocked(lane: Lane, now: Date, reason: string): Lane {
  const until = new Date(now.getTime() + blockedProbeMs)
  return { ...lane, state: 'blocked', until, reason, needsProbe: true }
}

/** What a probe came to. One that was no longer due (another process saw more meanwhile) changes nothing. */
export function afterProbe(lane: Lane, probe: ProbeResult, now: Date, waits: Waits): Lane {
  if (verdictOn(lane, now).kind !== 'probe') return lane
  switch (probe.kind) {
    case 'ok':
      // The streak stays until a post goes out.
      return opened(lane)
    case 'blocked':
      return afterBlocked(lane, now, probe.reason)
    case 'unreachable':
      // Silence says nothing new of an account that may not post: a person still has to look.
      return lane.state === 'blocked'
        ? afterBlocked(lane, now, lane.reason ?? probe.reason)
        : afterUnknown(lane, now, probe.reason, waits, null)
  }
}

/** A person pauses the lane; null: until a person resumes it. */
export function pausedBy(lane: Lane, until: Date | null): Lane {
  return { ...lane, paused: true, pausedUntil: until }
}

/** A person resumes the lane: the person's pause and the program's own waits are over. */
export function resumed(lane: Lane): Lane {
  return { ...opened(lane), paused: false, pausedUntil: null, streak: 0 }
}

export type LaneVerdict =
  | { readonly kind: 'open' }
  /** Something is due to be asked of the platform before the lane may open. */
  | { readonly kind: 'probe' }
  /** `until` null: a person must act. */
  | { readonly kind: 'closed'; readonly until: Date | null; readonly reason: string }

/** May this lane post now? */
export function verdictOn(lane: Lane, now: Date): LaneVerdict {
  if (isPaused(lane, now)) return { kind: 'closed', until: lane.pausedUntil, reason: 'paused by staff' }
  if (lane.state === 'open') return { kind: 'open' }
  if (lane.until !== null && lane.until > now) {
    return { kind: 'closed', until: lane.until, reason: lane.reason ?? lane.state }
  }
  return lane.needsProbe ? { kind: 'probe' } : { kind: 'open' }
}

/** What `status` says of a lane (contract: `open|paused|blocked`). */
export function shownLane(
  lane: Lane,
  now: Date,
): {
  readonly state: 'open' | 'paused' | 'blocked'
  readonly until: Date | null
  readonly reason: string | null
} {
  if (isPaused(lane, now)) return { state: 'paused', until: lane.pausedUntil, reason: 'staff' }
  if (lane.state === 'blocked') return { state: 'blocked', until: lane.until, reason: lane.reason }
  const waits = lane.state === 'waiting' && (lane.needsProbe || (lane.until !== null && lane.until > now))
  if (waits) return { state: 'paused', until: lane.until, reason: lane.reason }
  return { state: 'open', until: null, reason: null }
}

/** `first · 2^streak`, at most `max` (all ms). */
export function growing(first: number, max: number, streak: number): number {
  return Math.min(max, first * 2 ** Math.min(streak, 30))
}

function isPaused(lane: Lane, now: Date): boolean {
  return lane.paused && (lane.pausedUntil === null || lane.pausedUntil > now)
}

function opened(lane: Lane): Lane {
  return { ...lane, state: 'open', until: null, reason: null, needsProbe: false }
}

function afterGrowing(lane: Lane, now: Date, waits: Waits): Date {
  return new Date(now.getTime() + growing(waits.first, waits.max, lane.streak))
}
