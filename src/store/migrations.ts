/**
 * Every step the database's shape ever took. Append only: a step that has been released is never changed.
 * Moments are milliseconds since 1970 in bigint columns; JSON is text, read back through zod.
 */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export type Engine = 'sqlite' | 'postgres'

export interface Migration {
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: a migration speaks to the shape of its own time
  up(db: Kysely<any>, engine: Engine): Promise<void>
}

const first: Migration = {
  name: '1 articles, deliveries, lanes',
  async up(db, engine) {
    await db.schema
      .createTable('meta')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('feeds')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('record', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('editions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('articles')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('edition', 'text', (column) => column.notNull().references('editions.id'))
      .addColumn('feed_id', 'text', (column) => column.notNull())
      .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
      .addColumn('sorted_at', 'bigint', (column) => column.notNull())
      .addColumn('title_key', 'text', (column) => column.notNull())
      .addColumn('text_key', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('notes', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('articles_by_title')
      .on('articles')
      .columns(['edition', 'title_key'])
      .execute()
    await db.schema.createIndex('articles_by_age').on('articles').columns(['feed_id', 'sorted_at']).execute()
    await db.schema
      .createTable('article_keys')
      .addColumn('edition', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('article_id', 'text', (column) => column.notNull().references('articles.id'))
      .addPrimaryKeyConstraint('article_keys_pk', ['edition', 'key'])
      .execute()
    await db.schema
      .createTable('first_sights')
      .addColumn('feed_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('oldest_published_at', 'bigint')
      .addColumn('empty', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('first_sights_pk', ['feed_id', 'channel_id'])
      .execute()
    await createDeliveries(db)
    await createLanes(db)
    await createAudits(db, engine)
  },
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function createDeliveries(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('article_id', 'text', (column) => column.notNull().references('articles.id'))
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('teaser', 'text')
    .addColumn('edited', 'integer', (column) => column.notNull())
    .addColumn('approval', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('attempt_id', 'text')
    .addColumn('owner', 'text')
    .addColumn('claimed_at', 'bigint')
    .addColumn('begun_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('settling', 'text')
    .addColumn('not_before', 'bigint')
    .addColumn('due_at', 'bigint')
    .addColumn('sent_at', 'bigint')
    .addColumn('remote_id', 'text')
    .addColumn('remote_url', 'text')
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('deliveries_pk', ['article_id', 'channel_id'])
    .execute()
  await db.schema
    .createIndex('deliveries_by_state')
    .on('deliveries')
    .columns(['state', 'lane', 'position'])
    .execute()
  await db.schema.createIndex('deliveries_by_change').on('deliveries').column('updated_at').execute()
  await db.schema.createIndex('deliveries_by_sent').on('deliveries').columns(['lane', 'sent_at']).execute()
  // The database itself forbids two calls at once on one account.
  await sql`create unique index one_sending_per_lane on deliveries (lane) where state = 'sending'`.execute(db)
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function createLanes(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('lanes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('needs_probe', 'integer', (column) => column.notNull())
    .addColumn('streak', 'integer', (column) => column.notNull())
    .addColumn('paused', 'integer', (column) => column.notNull())
    .addColumn('paused_until', 'bigint')
    .addColumn('last_sent_at', 'bigint')
    .execute()
  await db.schema
    .createTable('channels')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('workers')
    .addColumn('owner', 'text', (column) => column.primaryKey())
    .addColumn('beat_at', 'bigint', (column) => column.notNull())
    .execute()
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function createAudits(db: Kysely<any>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('audits')
    .addColumn('id', engine === 'postgres' ? 'bigserial' : 'integer', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('before', 'text', (column) => column.notNull())
    .addColumn('after', 'text', (column) => column.notNull())
    .execute()
}

const second: Migration = {
  name: '2 indexes for many known articles',
  async up(db) {
    const index = (name: string) => db.schema.createIndex(name).on('deliveries')
    await index('deliveries_by_known').columns(['lane', 'state', 'sent_at']).execute()
    await index('deliveries_by_reason').columns(['state', 'reason']).execute()
    await index('deliveries_by_wait').columns(['state', 'not_before']).execute()
    const postedAt = sql`(coalesce(sent_at, ended_at, 0))`
    await sql`create index deliveries_by_post on deliveries (channel_id, ${postedAt})`.execute(db)
  },
}

export const migrations: readonly Migration[] = [first, second]
