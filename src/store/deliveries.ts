/**
 * Deliveries, the stop flag and who is alive. Every change is a compare-and-swap; a claim checks lane and delivery together.
 */
import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import { tolerableSkewMs } from '../clock.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { Lane } from '../delivery/lane.ts'
import type { CountVerbs } from './counts.ts'
import type { FeedVerbs } from './feeds.ts'
import { applyLane, type LaneVerbs, lockedLane, writeAudit } from './lanes.ts'
import type { Engine } from './migrations.ts'
import { deliveryOf, deliveryRow } from './rows.ts'
import type { DeliveryFilter, SaveExtras, Store } from './store.ts'
import type { Tables } from './tables.ts'

type DeliveryVerbs = Omit<Store, keyof FeedVerbs | keyof LaneVerbs | keyof CountVerbs | 'close'>

export function createDeliveryVerbs(db: Kysely<Tables>, engine: Engine): DeliveryVerbs {
  return {
    async delivery(id) {
      const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : deliveryOf(row)
    },
    deliveries: (filter) => findDeliveries(db, filter),
    async nextQueued(lane, channelIds, now) {
      if (channelIds.length === 0) return null
      const row = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('state', '=', 'queued')
        .where('lane', '=', lane)
        .where('channel_id', 'in', channelIds)
        .where((is) =>
          is.or([
            is('not_before', 'is', null),
            is('not_before', '<=', now.getTime()),
            // Told to wait while the clock was ahead, perhaps for years.
            is('updated_at', '>', now.getTime() + tolerableSkewMs),
          ]),
        )
        .orderBy('position')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : deliveryOf(row)
    },
    async nextWake() {
      const row = await db
        .selectFrom('deliveries')
        .select((pick) => pick.fn.min('not_before').as('at'))
        .where('state', 'in', ['queued', 'held'])
        .executeTakeFirst()
      return row?.at === null || row?.at === undefined ? null : new Date(Number(row.at))
    },
    claim: (before, after, mayPost) => claim(db, before, after, mayPost),
    save: (before, after, extras) => save(db, before, after, extras ?? {}),
    orphans: (owner, goneAfterMs) => orphans(db, engine, owner, goneAfterMs),
    async postTimes(channelId, count) {
      const rows = await db
        .selectFrom('deliveries')
        .select(['sent_at', 'ended_at'])
        .where('channel_id', '=', channelId)
        .where(postedAt, '>', 0)
        // Wrapped, so that SQLite takes the index that has them in order, not the one of states.
        .where(sql<string>`coalesce(state, '')`, 'in', ['sent', 'deleted', 'unconfirmed'])
        .orderBy(postedAt, 'desc')
        .limit(count)
        .execute()
      return rows
        .map((row) => new Date(row.sent_at ?? row.ended_at ?? 0))
        .sort((a, b) => a.getTime() - b.getTime())
    },
    async knownPosts(lane, count) {
      const rows = await db
        .selectFrom('deliveries')
        .select(['remote_id', 'begun_at', 'sent_at'])
        .where('lane', '=', lane)
        .where('state', '=', 'sent')
        .where('remote_id', 'is not', null)
        .where('begun_at', 'is not', null)
        .orderBy('sent_at', 'desc')
        .limit(count)
        .execute()
      return rows.reverse().map((row) => ({
        remoteId: row.remote_id ?? '',
        begun: new Date(row.begun_at ?? 0),
        at: new Date(row.sent_at ?? 0),
      }))
    },
    stopped: () => isStopped(db),
    async setStopped(stopped, audit) {
      await db.transaction().execute(async (transaction) => {
        const value = stopped ? 'yes' : 'no'
        await transaction
          .insertInto('meta')
          .values({ key: 'stopped', value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
          .execute()
        await writeAudit(transaction, audit)
      })
    },
    async beat(owner) {
      const beatAt = databaseNow(engine)
      await db
        .insertInto('workers')
        .values({ owner, beat_at: beatAt })
        .onConflict((conflict) => conflict.column('owner').doUpdateSet({ beat_at: beatAt }))
        .execute()
    },
    async othersAlive(owner, goneAfterMs) {
      const row = await db
        .selectFrom('workers')
        .select('owner')
        .where('owner', '!=', owner)
        .where('beat_at', '>=', sql<number>`${databaseNow(engine)} - ${sql.lit(goneAfterMs)}`)
        .executeTakeFirst()
      return row !== undefined
    },
    async leave(owner) {
      await db.deleteFrom('workers').where('owner', '=', owner).execute()
    },
  }
}

async function findDeliveries(db: Kysely<Tables>, filter: DeliveryFilter): Promise<readonly Delivery[]> {
  const isEmpty = [filter.states, filter.articleIds, filter.ids].some((list) => list?.length === 0)
  if (isEmpty) return [] // PostgreSQL has no `in ()`.
  let query = db.selectFrom('deliveries').selectAll()
  if (filter.states !== undefined) query = query.where('state', 'in', filter.states)
  if (filter.channelId !== undefined) query = query.where('channel_id', '=', filter.channelId)
  if (filter.lane !== undefined) query = query.where('lane', '=', filter.lane)
  if (filter.articleIds !== undefined) query = query.where('article_id', 'in', filter.articleIds)
  if (filter.ids !== undefined) query = query.where('id', 'in', filter.ids)
  if (filter.changedSince !== undefined)
    query = query.where('updated_at', '>=', filter.changedSince.getTime())
  if (filter.isTimed === true) query = query.where('not_before', 'is not', null)
  query =
    filter.newest === undefined
      ? query.orderBy('position')
      : query.orderBy('updated_at', 'desc').orderBy('position', 'desc').limit(filter.newest)
  const rows = await query.execute()
  return rows.map(deliveryOf)
}

async function isStopped(db: Kysely<Tables>): Promise<boolean> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'stopped').executeTakeFirst()
  return row?.value === 'yes'
}

async function claim(
  db: Kysely<Tables>,
  before: Delivery,
  after: Delivery,
  mayPost: (lane: Lane) => boolean,
): Promise<boolean> {
  try {
    return await db.transaction().execute(async (transaction) => {
      if (await isStopped(transaction)) return false
      if (!mayPost(await lockedLane(transaction, before.lane))) return false
      return swapDelivery(transaction, before, after)
    })
  } catch (error) {
    if (isUniqueViolation(error)) return false
    if (await isSaved(db, after).catch(() => false)) return true
    throw error
  }
}

async function save(
  db: Kysely<Tables>,
  before: Delivery,
  after: Delivery,
  extras: SaveExtras,
): Promise<boolean> {
  try {
    return await db.transaction().execute(async (transaction) => {
      if (!(await swapDelivery(transaction, before, after))) return false
      if (extras.lane !== undefined) await applyLane(transaction, extras.lane)
      if (extras.audit !== undefined) await writeAudit(transaction, extras.audit)
      return true
    })
  } catch (error) {
    // The answer to our own COMMIT may be all that was lost.
    if (await isSaved(db, after).catch(() => false)) return true
    throw error
  }
}

async function isSaved(db: Kysely<Tables>, after: Delivery): Promise<boolean> {
  const row = await db.selectFrom('deliveries').selectAll().where('id', '=', after.id).executeTakeFirst()
  if (row === undefined) return false
  const wanted = deliveryRow(after)
  return (
    row.version === wanted.version &&
    row.state === wanted.state &&
    row.attempt_id === wanted.attempt_id &&
    row.updated_at === wanted.updated_at
  )
}

async function swapDelivery(db: Transaction<Tables>, before: Delivery, after: Delivery): Promise<boolean> {
  const attemptId = before.attempt?.id ?? null
  const result = await db
    .updateTable('deliveries')
    .set(deliveryRow(after))
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .where('state', '=', before.state)
    .where('attempt_id', attemptId === null ? 'is' : '=', attemptId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

async function orphans(
  db: Kysely<Tables>,
  engine: Engine,
  owner: string,
  goneAfterMs: number,
): Promise<readonly Delivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .leftJoin('workers', 'workers.owner', 'deliveries.owner')
    .selectAll('deliveries')
    .where('deliveries.state', '=', 'sending')
    .where('deliveries.owner', '!=', owner)
    .where((is) =>
      is.or([
        is('workers.beat_at', 'is', null),
        is('workers.beat_at', '<', sql<number>`${databaseNow(engine)} - ${sql.lit(goneAfterMs)}`),
      ]),
    )
    .execute()
  return rows.map(deliveryOf)
}

/** When a post went out, or may have; written as in the index. */
const postedAt = sql<number>`(coalesce(sent_at, ended_at, 0))`

/** Milliseconds by the database's own clock: the only one that several workers share. */
function databaseNow(engine: Engine) {
  return engine === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
}

function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const sqliteUnique = 2067
  return ('code' in error && error.code === '23505') || ('errcode' in error && error.errcode === sqliteUnique)
}
