/**
 * The port to a platform: one file a platform implements it, `publish.ts` and `settle.ts` are its only callers.
 * An adapter makes exactly one posting request a `send`, on a fresh connection, and never retries.
 */
import type { Platform, Teaser } from '../teaser/teaser.ts'

/** What an attempt came to. `unknown` is the default: whatever cannot be placed for certain belongs there. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly remoteId: string; readonly url: string | undefined }
  /** Certainly not published; may be tried again from `notBefore`. `lane`: nobody on this account may post till then. */
  | {
      readonly kind: 'retry'
      /** null: the platform named no time; `publish.ts` lets its waits grow. */
      readonly notBefore: Date | null
      readonly scope: 'delivery' | 'lane'
      readonly reason: string
    }
  /** Certainly not published; the account cannot post now (rights, credit, credentials, API version). */
  | { readonly kind: 'blocked'; readonly reason: string }
  /** Certainly not published; this content never will be. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody knows. `evidence.remoteId` names a post that may be ours. */
  | {
      readonly kind: 'unknown'
      readonly reason: string
      readonly evidence?: { readonly remoteId?: string }
      /** The platform asked for this pause of the lane (LinkedIn's 429); absent: the usual growing wait. */
      readonly pauseUntil?: Date
    }

/** What reading back came to. `looked` says in words what was looked at; it is kept and shown to staff. */
export type FindResult =
  | {
      readonly kind: 'found'
      readonly remoteId: string
      readonly url: string | undefined
      readonly looked: string
    }
  | { readonly kind: 'absent'; readonly looked: string }
  | { readonly kind: 'cannot-tell'; readonly looked: string }

/** What a harmless read call came to: may this account post again? */
export type ProbeResult =
  | { readonly kind: 'ok' }
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string }

/** A teaser made ready for its one posting request. */
export interface Prepared {
  /** As it will be sent, which is what is stored: without its picture and with a warning where that could not be had. */
  readonly teaser: Teaser
  /** Absent: the post has none. */
  readonly media?: Media
}

/** A picture on its way: the bytes for the posting request itself, or what the platform calls its own copy. */
export type Media =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'uploaded'; readonly id: string }

/** What a reader-back may use: which posts of this lane are known, so that the gap can be judged. */
export interface FindContext {
  /** When the unconfirmed attempt began. */
  readonly since: Date
  /** An id that an answer named as possibly ours (X and LinkedIn duplicates, a 201 that broke off). */
  readonly evidence: string | null
  /** This lane's posts known to be ours, oldest first. */
  readonly known: readonly KnownPost[]
}

/**
 * A post known to be ours. Both times are needed: one confirmed late (found, or named by staff) may be older than
 * an attempt that began in between, so its confirmation says nothing about which of the two came first.
 */
export interface KnownPost {
  readonly remoteId: string
  /** When its posting request began. */
  readonly begun: Date
  /** When it was confirmed. */
  readonly at: Date
}

export interface Channel {
  readonly id: string
  readonly platform: Platform
  /** The account's queue; two channels on one account have the same. Holds no secret. */
  readonly lane: string
  /** Uploads what the post needs; invisible to followers and repeatable. Never rejects: what fails is left out. */
  prepare(teaser: Teaser, signal: AbortSignal): Promise<Prepared>
  /** Exactly one posting request. Rejects only on a bug; the caller records that as `unknown`. */
  send(prepared: Prepared, signal: AbortSignal): Promise<SendOutcome>
  /** Reads back; never posts. Rejects only on a bug. */
  find(teaser: Teaser, context: FindContext, signal: AbortSignal): Promise<FindResult>
  /** One harmless read call (getMe, users/me, organizationAcls). */
  probe(signal: AbortSignal): Promise<ProbeResult>
}
