/**
 * The port to the database: business verbs, each one transaction. What it holds, it holds for ever.
 * Writers say what they saw (`before`) and what they want (`after`); whoever saw an older state writes nothing.
 */
import type { ArticleContent, Removal } from '../article/article.ts'
import type { Enrichment } from '../article/enrichment.ts'
import type { KnownPost } from '../channels/channel.ts'
import type { Delivery, DeliveryState } from '../delivery/delivery.ts'
import type { Lane } from '../delivery/lane.ts'
import type { Platform } from '../teaser/teaser.ts'

export type PollResult = 'baseline' | 'new' | 'unchanged' | 'not-modified' | 'error'

/** What is remembered of a feed between two polls. */
export interface FeedRecord {
  readonly id: string
  /** As it was configured; what was learnt about another address does not count. */
  readonly url: string
  /** Of the last answer whose every item was stored; null: ask without conditions. */
  readonly etag: string | null
  readonly lastModified: string | null
  /** Conditional polls since the last unconditional one. */
  readonly conditionalPolls: number
  readonly lastPolledAt: Date | null
  readonly lastResult: PollResult | null
  readonly newItems: number
  readonly error: string | null
  /** Failures in a row. */
  readonly failures: number
  /** Not polled before this (failures, Retry-After). */
  readonly backoffUntil: Date | null
  /** Where a permanent redirect on the same host led. */
  readonly movedTo: string | null
  /** Articles of the last document that was read, in its order. */
  readonly document: readonly string[]
}

/** An article as it is stored: content may be revised, identity and first sight never change. */
export interface ArticleRecord {
  readonly id: string
  readonly edition: string
  /** The feed that brought it first; only this one may revise it. */
  readonly feedId: string
  readonly firstSeenAt: Date
  /** With what the site added. */
  readonly content: ArticleContent
  /** What the site added at first sight, so that a revision adds the same; null: nothing was asked. */
  readonly enrichment: Enrichment | null
  readonly warnings: readonly string[]
  readonly removed: readonly Removal[]
  /** Normalised headline, and headline with lead: for recognising an article whose guid and link changed. */
  readonly titleKey: string
  readonly textKey: string
  readonly revision: number
}

/** When a channel first saw a feed. */
export interface FirstSight {
  readonly channelId: string
  readonly at: Date
  /** Of the items there at first sight; null: the feed was empty, or none had a date. */
  readonly oldestPublishedAt: Date | null
  readonly empty: boolean
}

/** What is known of the articles that a document may speak of. */
export interface Knowledge {
  /** Of the edition; whoever saves a poll must have seen the newest. */
  readonly version: number
  readonly articleByKey: ReadonlyMap<string, string>
  /** By id: those known by key, and those in `sameTitle`. */
  readonly articles: ReadonlyMap<string, ArticleRecord>
  /** Articles of the edition with one of the headlines asked for. */
  readonly sameTitle: readonly ArticleRecord[]
  readonly firstSights: readonly FirstSight[]
  /** Of all these articles, on any channel. */
  readonly deliveries: readonly Delivery[]
}

export interface KnowledgeQuery {
  readonly edition: string
  readonly feedId: string
  readonly keys: readonly string[]
  readonly titleKeys: readonly string[]
}

/** Everything one poll writes, in one transaction. */
export interface PollChange {
  readonly edition: string
  readonly seenVersion: number
  readonly feed: FeedRecord
  readonly newArticles: readonly ArticleRecord[]
  readonly revisedArticles: readonly ArticleRecord[]
  readonly newKeys: readonly { readonly key: string; readonly articleId: string }[]
  readonly firstSights: readonly FirstSight[]
  readonly newDeliveries: readonly Delivery[]
  /** Those that moved on meanwhile (being sent) are left alone. */
  readonly movedDeliveries: readonly { readonly before: Delivery; readonly after: Delivery }[]
}

/** Who decided what: `before` and `after` are what changed, as JSON. */
export interface AuditEntry {
  readonly at: Date
  readonly who: string
  readonly what: string
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
}

export interface SkippedByRules {
  readonly rule: number
  readonly category: number
}

export interface DeliveryFilter {
  readonly states?: readonly DeliveryState[]
  readonly channelId?: string
  readonly lane?: string
  readonly articleIds?: readonly string[]
  readonly ids?: readonly string[]
  readonly changedSince?: Date
  /** Only those that wait for a moment. */
  readonly isTimed?: boolean
  /** Newest changed first; without it all, oldest article first. */
  readonly newest?: number
}

/** A change to the lane as it is at that moment; pure, since it runs inside the transaction. */
export interface LaneChange {
  readonly id: string
  change(lane: Lane): Lane
}

/** What is written together with a delivery's move. */
export interface SaveExtras {
  readonly lane?: LaneChange
  readonly audit?: AuditEntry
}

export interface Store {
  /** null when this feed was never polled. */
  feed(id: string): Promise<FeedRecord | null>
  /** For polls that bring no document (errors, 304). */
  saveFeed(feed: FeedRecord): Promise<void>
  knowledge(query: KnowledgeQuery): Promise<Knowledge>
  /** `conflict`: another poll of the edition came between; read again and decide again. */
  savePoll(change: PollChange): Promise<'saved' | 'conflict'>
  article(id: string): Promise<ArticleRecord | null>
  articles(ids: readonly string[]): Promise<ReadonlyMap<string, ArticleRecord>>
  /** Newest first by date of publication, else of first sight. */
  newestArticles(feedId: string, count: number): Promise<readonly ArticleRecord[]>

  delivery(id: string): Promise<Delivery | null>
  deliveries(filter: DeliveryFilter): Promise<readonly Delivery[]>
  /** The oldest delivery of these channels that is queued and not told to wait; null: nothing is due. */
  nextQueued(lane: string, channelIds: readonly string[], now: Date): Promise<Delivery | null>
  /** The moment at which the next delivery stops waiting (queued for a time, held for `hold`); null: none waits. */
  nextWake(): Promise<Date | null>
  /** Takes a delivery for sending: only while nothing is stopped, its lane may post, and nothing else of it is being sent. */
  claim(before: Delivery, after: Delivery, mayPost: (lane: Lane) => boolean): Promise<boolean>
  /** Compare-and-swap; false: somebody else moved it. True also when only the answer to our own COMMIT was lost. */
  save(before: Delivery, after: Delivery, extras?: SaveExtras): Promise<boolean>
  /** `sending` rows of owners that are gone. */
  orphans(owner: string, goneAfterMs: number): Promise<readonly Delivery[]>
  /** When the channel's newest posts went out, or may have; oldest first, at most the newest `count`. */
  postTimes(channelId: string, count: number): Promise<readonly Date[]>
  /** Confirmed posts of the lane, oldest first, at most the newest `count`. */
  knownPosts(lane: string, count: number): Promise<readonly KnownPost[]>

  /** A lane nobody has used is `newLane`. */
  lane(id: string): Promise<Lane>
  /** Resolves with the lane as it is now. */
  changeLane(change: LaneChange, audit?: AuditEntry): Promise<Lane>
  /** Remembers which lane a channel posts on, so that `status` needs no secrets; what still waits moves to it. */
  registerChannels(
    channels: readonly { readonly id: string; readonly platform: Platform; readonly lane: string }[],
  ): Promise<void>
  channelLanes(): Promise<ReadonlyMap<string, string>>

  stopped(): Promise<boolean>
  setStopped(stopped: boolean, audit: AuditEntry): Promise<void>
  /** "I am alive", by the database's clock. */
  beat(owner: string): Promise<void>
  /** Has another process said so within `goneAfterMs`? */
  othersAlive(owner: string, goneAfterMs: number): Promise<boolean>
  /** Forgets an owner that ends in order. */
  leave(owner: string): Promise<void>
  audits(newest: number): Promise<readonly AuditEntry[]>
  /** Counts of deliveries by state; cheap. */
  counts(): Promise<Readonly<Record<DeliveryState, number>>>
  /** How many articles of each feed a rule of the feed (`rule`) or a channel's sections (`category`) kept back. */
  skippedByRules(): Promise<ReadonlyMap<string, SkippedByRules>>
  /** How many deliveries wait for a person: failed, unconfirmed, or held for anything but `hold` and `approval`. */
  waitingForPerson(): Promise<number>
  close(): Promise<void>
}
