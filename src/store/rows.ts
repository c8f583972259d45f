/**
 * Rows of the database to the words of the domain and back. JSON columns go through zod: a row that does not fit
 * is damage, and is said so, not guessed around.
 */
import { z } from 'zod'
import { type ArticleContent, languages } from '../article/article.ts'
import type { Enrichment } from '../article/enrichment.ts'
import {
  type Attempt,
  type Delivery,
  type DeliveryState,
  deliveryStates,
  type Settling,
} from '../delivery/delivery.ts'
import type { Lane } from '../delivery/lane.ts'
import { type Platform, platforms, type Teaser } from '../teaser/teaser.ts'
import type { ArticleRecord, FeedRecord } from './store.ts'
import type { ArticleRow, DeliveryRow, LaneRow } from './tables.ts'

const moment = z.coerce.date()
const image = z
  .object({ url: z.string(), alt: z.string().nullable(), credit: z.string().nullable() })
  .nullable()

const teaserBase = {
  text: z.string(),
  link: z.string(),
  length: z.number(),
  limit: z.number(),
  // Teasers stored before there were uploads have none.
  image: image
    .unwrap()
    .extend({ upload: z.boolean().default(false) })
    .nullable(),
  warnings: z.array(z.string()),
}
const teaserJson: z.ZodType<Teaser> = z.discriminatedUnion('platform', [
  z.object({ platform: z.literal('telegram'), ...teaserBase }),
  z.object({ platform: z.literal('x'), ...teaserBase }),
  z.object({
    platform: z.literal('linkedin'),
    ...teaserBase,
    card: z.object({ title: z.string(), description: z.string() }),
  }),
])

const settlingJson: z.ZodType<Settling> = z.object({
  nextLookAt: moment,
  absences: z.number(),
  evidence: z.string().nullable(),
  looks: z.array(z.object({ at: moment, said: z.string() })),
})

const contentJson: z.ZodType<ArticleContent> = z.object({
  url: z.string(),
  title: z.string(),
  kicker: z.string().nullable(),
  lead: z.string(),
  body: z.array(z.string()),
  authors: z.array(z.string()),
  categories: z.array(z.string()),
  sections: z.array(z.string()).nullable().default(null),
  language: z.enum(languages),
  publishedAt: moment.nullable(),
  image,
  credit: z.string().nullable(),
})

const enrichmentJson: z.ZodType<Enrichment> = z.object({
  image,
  authors: z.array(z.string()),
  sections: z.array(z.string()).nullable(),
  warnings: z.array(z.string()),
})

const notesJson = z.object({
  enrichment: enrichmentJson.nullable().default(null),
  warnings: z.array(z.string()),
  removed: z.array(z.object({ rule: z.string(), text: z.string() })),
})

const feedJson: z.ZodType<FeedRecord> = z.object({
  id: z.string(),
  url: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  conditionalPolls: z.number(),
  lastPolledAt: moment.nullable(),
  lastResult: z.enum(['baseline', 'new', 'unchanged', 'not-modified', 'error']).nullable(),
  newItems: z.number(),
  error: z.string().nullable(),
  failures: z.number(),
  backoffUntil: moment.nullable(),
  movedTo: z.string().nullable(),
  document: z.array(z.string()),
})

export function feedOf(record: string): FeedRecord {
  return feedJson.parse(JSON.parse(record))
}

export function articleOf(row: ArticleRow): ArticleRecord {
  const { enrichment, warnings, removed } = notesJson.parse(JSON.parse(row.notes))
  return {
    id: row.id,
    edition: row.edition,
    feedId: row.feed_id,
    firstSeenAt: new Date(row.first_seen_at),
    content: contentJson.parse(JSON.parse(row.content)),
    enrichment,
    warnings,
    removed,
    titleKey: row.title_key,
    textKey: row.text_key,
    revision: row.revision,
  }
}

export function articleRow(article: ArticleRecord): ArticleRow {
  const notes = { enrichment: article.enrichment, warnings: article.warnings, removed: article.removed }
  return {
    id: article.id,
    edition: article.edition,
    feed_id: article.feedId,
    first_seen_at: article.firstSeenAt.getTime(),
    sorted_at: (article.content.publishedAt ?? article.firstSeenAt).getTime(),
    title_key: article.titleKey,
    text_key: article.textKey,
    content: JSON.stringify(article.content),
    notes: JSON.stringify(notes),
    revision: article.revision,
  }
}

export function deliveryOf(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    articleId: row.article_id,
    channelId: row.channel_id,
    platform: z.enum(platforms).parse(row.platform) satisfies Platform,
    lane: row.lane,
    state: z.enum(deliveryStates).parse(row.state) satisfies DeliveryState,
    reason: row.reason,
    version: row.version,
    teaser: row.teaser === null ? null : teaserJson.parse(JSON.parse(row.teaser)),
    edited: row.edited === 1,
    approval: z.enum(['none', 'asked', 'given']).parse(row.approval),
    attempts: row.attempts,
    attempt: attemptOf(row),
    settling: row.settling === null ? null : settlingJson.parse(JSON.parse(row.settling)),
    notBefore: dateOf(row.not_before),
    dueAt: dateOf(row.due_at),
    sentAt: dateOf(row.sent_at),
    remoteId: row.remote_id,
    remoteUrl: row.remote_url,
    position: row.position,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}

function attemptOf(row: DeliveryRow): Attempt | null {
  if (row.attempt_id === null || row.owner === null || row.claimed_at === null) return null
  return {
    id: row.attempt_id,
    owner: row.owner,
    claimedAt: new Date(row.claimed_at),
    begunAt: dateOf(row.begun_at),
    endedAt: dateOf(row.ended_at),
  }
}

export function deliveryRow(delivery: Delivery): DeliveryRow {
  return {
    article_id: delivery.articleId,
    channel_id: delivery.channelId,
    id: delivery.id,
    platform: delivery.platform,
    lane: delivery.lane,
    state: delivery.state,
    reason: delivery.reason,
    version: delivery.version,
    teaser: delivery.teaser === null ? null : JSON.stringify(delivery.teaser),
    edited: delivery.edited ? 1 : 0,
    approval: delivery.approval,
    attempts: delivery.attempts,
    attempt_id: delivery.attempt?.id ?? null,
    owner: delivery.attempt?.owner ?? null,
    claimed_at: delivery.attempt?.claimedAt.getTime() ?? null,
    begun_at: delivery.attempt?.begunAt?.getTime() ?? null,
    ended_at: delivery.attempt?.endedAt?.getTime() ?? null,
    settling: delivery.settling === null ? null : JSON.stringify(delivery.settling),
    not_before: delivery.notBefore?.getTime() ?? null,
    due_at: delivery.dueAt?.getTime() ?? null,
    sent_at: delivery.sentAt?.getTime() ?? null,
    remote_id: delivery.remoteId,
    remote_url: delivery.remoteUrl,
    position: delivery.position,
    created_at: delivery.createdAt.getTime(),
    updated_at: delivery.updatedAt.getTime(),
  }
}

export function laneFrom(row: LaneRow): Lane {
  return {
    id: row.id,
    state: z.enum(['open', 'waiting', 'blocked']).parse(row.state),
    until: dateOf(row.until),
    reason: row.reason,
    needsProbe: row.needs_probe === 1,
    streak: row.streak,
    paused: row.paused === 1,
    pausedUntil: dateOf(row.paused_until),
    lastSentAt: dateOf(row.last_sent_at),
  }
}

export function laneRow(lane: Lane): LaneRow {
  return {
    id: lane.id,
    state: lane.state,
    until: lane.until?.getTime() ?? null,
    reason: lane.reason,
    needs_probe: lane.needsProbe ? 1 : 0,
    streak: lane.streak,
    paused: lane.paused ? 1 : 0,
    paused_until: lane.pausedUntil?.getTime() ?? null,
    last_sent_at: lane.lastSentAt?.getTime() ?? null,
  }
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms)
}
