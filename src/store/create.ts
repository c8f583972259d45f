/** The store on whatever database the address names. */
import { createCountVerbs } from './counts.ts'
import { type OpenOptions, openDatabase } from './database.ts'
import { createDeliveryVerbs } from './deliveries.ts'
import { createFeedVerbs } from './feeds.ts'
import { createLaneVerbs } from './lanes.ts'
import type { Store } from './store.ts'

/** Opens the database and brings it to the newest shape. Rejects with `DatabaseProblem`. */
export async function openStore(address: string, options: OpenOptions): Promise<Store> {
  const database = await openDatabase(address, options)
  return {
    ...createFeedVerbs(database.db),
    ...createDeliveryVerbs(database.db, database.engine),
    ...createLaneVerbs(database.db),
    ...createCountVerbs(database.db),
    close: database.close,
  }
}
