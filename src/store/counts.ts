/** Numbers about deliveries, for `status`, metrics and exit codes. */
import type { Kysely } from 'kysely'
import { type DeliveryState, deliveryStates } from '../delivery/delivery.ts'
import type { SkippedByRules, Store } from './store.ts'
import type { Tables } from './tables.ts'

export type CountVerbs = Pick<Store, 'counts' | 'skippedByRules' | 'waitingForPerson'>

export function createCountVerbs(db: Kysely<Tables>): CountVerbs {
  return {
    counts: () => counts(db),
    skippedByRules: () => skippedByRules(db),
    async waitingForPerson() {
      const row = await db
        .selectFrom('deliveries')
        .select((pick) => pick.fn.countAll().as('count'))
        .where((is) =>
          is.or([
            is('state', 'in', ['failed', 'unconfirmed']),
            is.and([
              is('state', '=', 'held'),
              is('reason', 'not like', 'hold%'),
              is('reason', 'not like', 'approval%'),
            ]),
          ]),
        )
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
  }
}

async function counts(db: Kysely<Tables>): Promise<Readonly<Record<DeliveryState, number>>> {
  const rows = await db
    .selectFrom('deliveries')
    .select((pick) => ['state', pick.fn.countAll().as('count')])
    .groupBy('state')
    .execute()
  const byState = new Map(rows.map((row) => [row.state, Number(row.count)]))
  return Object.fromEntries(deliveryStates.map((state) => [state, byState.get(state) ?? 0])) as Record<
    DeliveryState,
    number
  >
}

async function skippedByRules(db: Kysely<Tables>): Promise<ReadonlyMap<string, SkippedByRules>> {
  const found = new Map<string, SkippedByRules>()
  for (const code of ['rule', 'category'] as const) {
    const rows = await db
      .selectFrom('deliveries')
      .innerJoin('articles', 'articles.id', 'deliveries.article_id')
      .select((pick) => ['feed_id', pick.fn.count('article_id').distinct().as('count')])
      .where('state', '=', 'skipped')
      .where('reason', 'like', `${code}%`)
      .groupBy('feed_id')
      .execute()
    for (const { feed_id, count } of rows) {
      found.set(feed_id, { rule: 0, category: 0, ...found.get(feed_id), [code]: Number(count) })
    }
  }
  return found
}
