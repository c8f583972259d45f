/**
 * Deliveries of a channel that the configuration no longer names would wait for ever: they end as `channel-gone`.
 * Only where the configuration is surely meant for this database, for a wrong file must not end everything.
 */
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { type Delivery, deliveryStates } from './delivery.ts'
import { step } from './step.ts'

export interface GoneSurroundings {
  readonly store: Store
  /** Of the configuration. */
  readonly channelIds: readonly string[]
  readonly owner: string
  /** ms after which another process counts as gone. */
  readonly ownerGoneAfterMs: number
  readonly log: Log
  now(): Date
}

/** Skips what is held or queued for channels that are gone. Resolves with the ids. */
export async function skipGoneChannels(surroundings: GoneSurroundings): Promise<readonly string[]> {
  const { store, channelIds, owner, ownerGoneAfterMs, log, now } = surroundings
  const waiting = await store.deliveries({ states: ['held', 'queued'] })
  const gone = waiting.filter(({ channelId }) => !channelIds.includes(channelId))
  if (gone.length === 0) return []
  const channels = [...new Set(gone.map(({ channelId }) => channelId))]
  const fields = { channels, deliveries: gone.length }
  if (!(await haveWorkedHere(store, channelIds))) {
    const said = 'no channel of the configuration has posted from this database, and others have: wrong file?'
    log.error(`${said} What waits for those is left as it is`, fields)
    return []
  }
  // It may work from another configuration, and these may be its channels.
  if (await store.othersAlive(owner, ownerGoneAfterMs)) return []
  const skipped: string[] = []
  for (const before of gone) if (await skip(before, store, now())) skipped.push(before.id)
  log.warn('skipped what waited for channels that are no longer configured', fields)
  return skipped
}

/** Has any of these channels had more here than the baseline that any channel gets at first sight? */
async function haveWorkedHere(store: Store, channelIds: readonly string[]): Promise<boolean> {
  const states = deliveryStates.filter((state) => state !== 'skipped')
  for (const channelId of channelIds) {
    if ((await store.deliveries({ channelId, states, newest: 1 })).length > 0) return true
  }
  return false
}

async function skip(before: Delivery, store: Store, now: Date): Promise<boolean> {
  const next = step(before, { kind: 'skip', reason: 'channel-gone' }, now)
  if (next.kind === 'impossible') return false
  const shown = ({ state, reason }: Delivery) => ({ state, reason })
  const audit = {
    at: now,
    who: 'chapar',
    what: 'channel gone',
    subject: before.id,
    before: shown(before),
    after: shown(next.delivery),
  }
  return store.save(before, next.delivery, { audit })
}
