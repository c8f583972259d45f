/**
 * One article on one channel: its states, what is written down about it, and the events that move it.
 * What an event does in which state stands in `step.ts`, and only there.
 */
import type { SendOutcome } from '../channels/channel.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'

export const deliveryStates = [
  'held',
  'queued',
  'sending',
  'sent',
  'failed',
  'unconfirmed',
  'skipped',
  'deleted',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const holdReasons = [
  'approval',
  'hold',
  'fuse',
  'older-than-baseline',
  'same-as',
  'restored',
  'stale',
  'budget',
] as const
export type HoldReason = (typeof holdReasons)[number]

export const skipReasons = ['baseline', 'rule', 'category', 'expired', 'staff', 'channel-gone'] as const
export type SkipReason = (typeof skipReasons)[number]

/** One posting request, written down before it is made. */
export interface Attempt {
  readonly id: string
  /** The process that claimed it; see `owner` in the store. */
  readonly owner: string
  readonly claimedAt: Date
  /** When the call was about to begin; null: certainly not begun. */
  readonly begunAt: Date | null
  /** When its outcome, or its owner's death, was recorded. */
  readonly endedAt: Date | null
}

/** What was done to find out about an unknown outcome. Kept after it is settled, for staff. */
export interface Settling {
  readonly nextLookAt: Date
  /** Looks that counted as "not there". Two are needed. */
  readonly absences: number
  /** An id that the platform named as perhaps ours. */
  readonly evidence: string | null
  /** What was looked at, oldest first, at most the newest five. */
  readonly looks: readonly { readonly at: Date; readonly said: string }[]
}

export interface Delivery {
  /** `<article id>@<channel id>`: what staff type. */
  readonly id: string
  readonly articleId: string
  readonly channelId: string
  readonly platform: Platform
  readonly lane: string
  readonly state: DeliveryState
  /** Begins with a code (see the contract); null where nothing needs saying. */
  readonly reason: string | null
  /** Only grows: a counter that is reset would let a late writer win the compare-and-swap. */
  readonly version: number
  /** null while nothing has been composed (baseline, rules) or composing failed. */
  readonly teaser: Teaser | null
  /** Staff wrote this teaser: revisions of the article leave it alone. */
  readonly edited: boolean
  /** Does the channel ask for a person's word, and was it given for this very teaser? */
  readonly approval: 'none' | 'asked' | 'given'
  /** Posting requests begun. */
  readonly attempts: number
  readonly attempt: Attempt | null
  readonly settling: Settling | null
  /** queued: not before this; held for `hold`: released then. */
  readonly notBefore: Date | null
  /** When it could first have gone out; `stale` counts from here. */
  readonly dueAt: Date | null
  readonly sentAt: Date | null
  readonly remoteId: string | null
  readonly remoteUrl: string | null
  /** Order on the lane, smallest first: microseconds of first sight, oldest article of a poll first. */
  readonly position: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type DeliveryEvent =
  | { readonly kind: 'approve' }
  /** What held it is over (time, fuse released): goes on to approval where that is asked, else to the queue. */
  | { readonly kind: 'release' }
  | { readonly kind: 'hold'; readonly reason: HoldReason; readonly detail?: string; readonly until?: Date }
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly detail?: string }
  | { readonly kind: 'revise'; readonly teaser: Teaser }
  | { readonly kind: 'edit'; readonly teaser: Teaser }
  | { readonly kind: 'claim'; readonly attemptId: string; readonly owner: string }
  | { readonly kind: 'begin'; readonly attemptId: string }
  /** The call was certainly not made: claimed too long ago, shutting down, or orphaned before it began. */
  | { readonly kind: 'give-back'; readonly attemptId: string; readonly reason: string }
  | {
      readonly kind: 'outcome'
      readonly attemptId: string
      readonly outcome: SendOutcome
      /** After `retry`: this delivery waits till then; null: only its lane waits. */
      readonly retryAt: Date | null
      /** After `unknown`: when to look for the post first. */
      readonly settleAt: Date
    }
  /** The owner is gone and the call had begun. */
  | { readonly kind: 'orphaned'; readonly settleAt: Date }
  | { readonly kind: 'looked'; readonly said: string; readonly absent: boolean; readonly nextLookAt: Date }
  | { readonly kind: 'found'; readonly remoteId: string; readonly url: string | null; readonly said: string }
  | { readonly kind: 'proven-absent'; readonly said: string }
  | { readonly kind: 'confirm'; readonly remoteId: string | null }
  | { readonly kind: 'undo-confirm'; readonly settleAt: Date }
  | { readonly kind: 'resend' }
  | { readonly kind: 'edited-on-platform'; readonly teaser: Teaser }
  | { readonly kind: 'removed' }
  /** Backfill, or a person who wants it posted after all. */
  | { readonly kind: 'post'; readonly teaser: Teaser }
  /** A rule skipped it and, after a revision of the article, no longer does. */
  | { readonly kind: 'unskip'; readonly teaser: Teaser }

export type DeliveryEventKind = DeliveryEvent['kind']

/** What an event came to: the next delivery, or why it cannot be, in words for staff. */
export type Step =
  | { readonly kind: 'moved'; readonly delivery: Delivery }
  | { readonly kind: 'impossible'; readonly why: string }
