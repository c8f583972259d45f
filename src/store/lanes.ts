/** Lanes, which channel posts on which, and the audit. */
import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import { type Lane, newLane } from '../delivery/lane.ts'
import { laneFrom, laneRow } from './rows.ts'
import type { AuditEntry, LaneChange, Store } from './store.ts'
import type { Tables } from './tables.ts'

export type LaneVerbs = Pick<Store, 'lane' | 'changeLane' | 'registerChannels' | 'channelLanes' | 'audits'>

export function createLaneVerbs(db: Kysely<Tables>): LaneVerbs {
  return {
    async lane(id) {
      const row = await db.selectFrom('lanes').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? newLane(id) : laneFrom(row)
    },
    changeLane: (change, audit) =>
      db.transaction().execute(async (transaction) => {
        const lane = await applyLane(transaction, change)
        if (audit !== undefined) await writeAudit(transaction, audit)
        return lane
      }),
    async registerChannels(channels) {
      for (const channel of channels) {
        const { platform, lane } = channel
        await db
          .insertInto('channels')
          .values({ id: channel.id, platform, lane })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ platform, lane }))
          .execute()
        // What still waits for an account that is named otherwise now would wait for ever.
        await db
          .updateTable('deliveries')
          .set({ lane, version: sql`version + 1` })
          .where('channel_id', '=', channel.id)
          .where('lane', '!=', lane)
          .where('state', 'not in', ['sending', 'sent'])
          .execute()
      }
    },
    async channelLanes() {
      const rows = await db.selectFrom('channels').select(['id', 'lane']).execute()
      return new Map(rows.map((row) => [row.id, row.lane]))
    },
    async audits(newest) {
      const rows = await db.selectFrom('audits').selectAll().orderBy('id', 'desc').limit(newest).execute()
      return rows.map((row) => ({
        at: new Date(row.at),
        who: row.who,
        what: row.what,
        subject: row.subject,
        before: JSON.parse(row.before),
        after: JSON.parse(row.after),
      }))
    },
  }
}

/** Changes the lane inside a transaction. */
export async function applyLane(db: Transaction<Tables>, { id, change }: LaneChange): Promise<Lane> {
  const after = change(await lockedLane(db, id))
  await db.updateTable('lanes').set(laneRow(after)).where('id', '=', id).execute()
  return after
}

/** The lane as it is, and as it stays until this transaction ends: writing its row makes all others wait. */
export async function lockedLane(db: Transaction<Tables>, id: string): Promise<Lane> {
  const row = await db
    .insertInto('lanes')
    .values(laneRow(newLane(id)))
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ id }))
    .returningAll()
    .executeTakeFirstOrThrow()
  return laneFrom(row)
}

/** Who decided what, inside the transaction that carries it out. */
export async function writeAudit(db: Transaction<Tables>, audit: AuditEntry): Promise<void> {
  await db
    .insertInto('audits')
    .values({
      at: audit.at.getTime(),
      who: audit.who,
      what: audit.what,
      subject: audit.subject,
      before: JSON.stringify(audit.before ?? null),
      after: JSON.stringify(audit.after ?? null),
    })
    .execute()
}
