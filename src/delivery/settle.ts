/**
 * What became of an unknown outcome? Looks at the platform, believes "found" at once, and "absent" only when it was
 * looked for late enough and twice. What nobody can tell waits for a person, never for a timer.
 */
import type { FindResult } from '../channels/channel.ts'
import type { Delivery, DeliveryEvent } from './delivery.ts'
import { growing } from './lane.ts'
import type { PublishSurroundings } from './publish.ts'
import { step } from './step.ts'

export interface SettleTimes {
  readonly first: number
  readonly again: number
  /** ms after the attempt's end from which "absent" counts. */
  readonly absentAfter: number
}

type SettleSurroundings = Pick<PublishSurroundings, 'store' | 'channels' | 'log' | 'now' | 'stopping'> & {
  readonly settle: SettleTimes
}

const absencesNeeded = 2
const longestBetweenLooksMs = 6 * 60 * 60_000

/** `sending` deliveries whose process is gone: uncalled ones go back, called ones become unconfirmed. */
export async function adoptOrphans(
  owner: string,
  goneAfterMs: number,
  { store, log, now, settle, channels }: SettleSurroundings,
): Promise<readonly string[]> {
  const touched: string[] = []
  for (const orphan of await store.orphans(owner, goneAfterMs)) {
    const settleAt = new Date(now().getTime() + settle.first)
    const next = step(orphan, { kind: 'orphaned', settleAt }, now())
    if (next.kind === 'impossible') continue
    // Its account may be named otherwise than when it was claimed.
    const lane = channels.find(({ channel }) => channel.id === orphan.channelId)?.channel.lane ?? orphan.lane
    if (!(await store.save(orphan, { ...next.delivery, lane }))) continue
    log.warn('took over a delivery whose process ended', { delivery: orphan.id, state: next.delivery.state })
    touched.push(orphan.id)
  }
  return touched
}

/** Looks once for every unconfirmed delivery that is due for it. Resolves with the ids it touched. */
export async function settleDue(surroundings: SettleSurroundings): Promise<readonly string[]> {
  const { store, now, stopping } = surroundings
  const touched: string[] = []
  for (const delivery of await store.deliveries({ states: ['unconfirmed'] })) {
    if (stopping.aborted) break
    if (delivery.settling === null || delivery.settling.nextLookAt > now()) continue
    if (await lookFor(delivery, surroundings)) touched.push(delivery.id)
  }
  return touched
}

/** When the next look is due; null: nothing is unconfirmed. */
export async function nextLookAt({ store }: Pick<SettleSurroundings, 'store'>): Promise<Date | null> {
  const looks = (await store.deliveries({ states: ['unconfirmed'] })).flatMap(({ settling }) =>
    settling === null ? [] : [settling.nextLookAt.getTime()],
  )
  return looks.length === 0 ? null : new Date(Math.min(...looks))
}

async function lookFor(delivery: Delivery, surroundings: SettleSurroundings): Promise<boolean> {
  const { store, channels, log, now, stopping } = surroundings
  const channel = channels.find(({ channel }) => channel.id === delivery.channelId)?.channel
  if (channel === undefined || delivery.teaser === null || delivery.settling === null) return false
  const since = delivery.attempt?.begunAt ?? delivery.attempt?.claimedAt ?? delivery.updatedAt
  const known = await store.knownPosts(delivery.lane, 50)
  const context = { since, evidence: delivery.settling.evidence, known }
  const result = await channel
    .find(delivery.teaser, context, stopping)
    .catch((error: unknown): FindResult => {
      // One adapter's bug must not keep the others from being looked for; an SDK's message may hold a secret.
      const kind = error instanceof Error ? error.name : typeof error
      return { kind: 'cannot-tell', looked: `bug: the ${channel.platform} adapter threw ${kind}` }
    })
  const event = eventFor(result, delivery, surroundings)
  const next = step(delivery, event, now())
  if (next.kind === 'impossible' || !(await store.save(delivery, next.delivery))) return false
  log.info('looked for an unconfirmed post', {
    delivery: delivery.id,
    found: result.kind,
    looked: result.looked,
  })
  return true
}

function eventFor(
  result: FindResult,
  delivery: Delivery,
  { settle, now }: SettleSurroundings,
): DeliveryEvent {
  const at = now().getTime()
  const said = `${result.kind}: ${result.looked}`
  switch (result.kind) {
    case 'found':
      return { kind: 'found', remoteId: result.remoteId, url: result.url ?? null, said }
    case 'cannot-tell': {
      const looks = delivery.settling?.looks.length ?? 0
      const nextLook = new Date(at + growing(settle.again, longestBetweenLooksMs, looks))
      return { kind: 'looked', said, absent: false, nextLookAt: nextLook }
    }
    case 'absent': {
      const ended = delivery.attempt?.endedAt ?? delivery.updatedAt
      const countsFrom = ended.getTime() + settle.absentAfter
      if (at < countsFrom) {
        const nextLook = new Date(Math.max(countsFrom, at))
        return { kind: 'looked', said: `${said} (too early to count)`, absent: false, nextLookAt: nextLook }
      }
      const absences = (delivery.settling?.absences ?? 0) + 1
      if (absences >= absencesNeeded) return { kind: 'proven-absent', said }
      return { kind: 'looked', said, absent: true, nextLookAt: new Date(at + settle.again) }
    }
  }
}
