/**
 * The tables as Kysely sees them. The newest shape only; how it came about stands in `migrations.ts`.
 * Moments are milliseconds since 1970, flags 0 or 1, JSON is text: so both engines hold the same.
 */
import type { ColumnType } from 'kysely'

export interface Tables {
  meta: { key: string; value: string }
  feeds: { id: string; record: string }
  editions: { id: string; version: number }
  articles: ArticleRow
  article_keys: { edition: string; key: string; article_id: string }
  first_sights: {
    feed_id: string
    channel_id: string
    at: number
    oldest_published_at: number | null
    empty: number
  }
  deliveries: DeliveryRow
  lanes: LaneRow
  channels: { id: string; platform: string; lane: string }
  workers: { owner: string; beat_at: number }
  audits: AuditRow
}

export interface ArticleRow {
  id: string
  edition: string
  feed_id: string
  first_seen_at: number
  sorted_at: number
  title_key: string
  text_key: string
  content: string
  notes: string
  revision: number
}

export interface DeliveryRow {
  article_id: string
  channel_id: string
  id: string
  platform: string
  lane: string
  state: string
  reason: string | null
  version: number
  teaser: string | null
  edited: number
  approval: string
  attempts: number
  attempt_id: string | null
  owner: string | null
  claimed_at: number | null
  begun_at: number | null
  ended_at: number | null
  settling: string | null
  not_before: number | null
  due_at: number | null
  sent_at: number | null
  remote_id: string | null
  remote_url: string | null
  position: number
  created_at: number
  updated_at: number
}

export interface LaneRow {
  id: string
  state: string
  until: number | null
  reason: string | null
  needs_probe: number
  streak: number
  paused: number
  paused_until: number | null
  last_sent_at: number | null
}

export interface AuditRow {
  id: ColumnType<number, never, never>
  at: number
  who: string
  what: string
  subject: string
  before: string
  after: string
}
