/**
 * Claim, send, record: the only caller of `Channel.send`, and the only owner of retries.
 * What is about to happen is on disk before it happens. What it came to is recorded whatever else goes wrong.
 */
import type { Channel, Prepared, SendOutcome } from '../channels/channel.ts'
import type { Teaser } from '../teaser/teaser.ts'
import type { Delivery, DeliveryEvent } from './delivery.ts'
import { afterProbe, type Lane, verdictOn } from './lane.ts'
import { earliestPost, isStale, type PaceRules } from './pace.ts'
import { giveBack, type RecordSurroundings, recordOutcome } from './record.ts'
import { step } from './step.ts'

/** A channel with the rules that staff gave it. */
export interface PacedChannel {
  readonly channel: Channel
  readonly pace: PaceRules
}

export interface PublishSurroundings extends RecordSurroundings {
  readonly channels: readonly PacedChannel[]
  /** This process, in the eyes of the others. */
  readonly owner: string
  readonly staleAfterMs: number
  /** Aborted: no new call begins. */
  readonly stopping: AbortSignal
  newAttemptId(): string
  /** false: our clock is far off, or was set just now; what looks stale by it is neither held nor posted. */
  clockIsTrusted(): boolean
}

/** A call must begin this soon after its claim: a process that slept in between must not post. */
const claimValidMs = 5_000

/** Why a lane's turn ended, for the one who waits for the next. */
export interface LaneTurn {
  /** Ids of deliveries that were touched. */
  readonly touched: readonly string[]
  /** When the lane may have something to do again; null: when something new happens. */
  readonly again: Date | null
}

/** Publishes what is due on a lane now, one after the other, each delivery at most once in a turn. */
export async function publishLane(lane: string, surroundings: PublishSurroundings): Promise<LaneTurn> {
  const { store, now, stopping } = surroundings
  const touched = new Set<string>()
  const waiting = new Map<string, Date>()
  while (!stopping.aborted) {
    const closed = await whyClosed(lane, surroundings)
    if (closed !== null) return { touched: [...touched], again: closed.until }
    const open = channelsOf(lane, surroundings).filter(({ channel }) => !waiting.has(channel.id))
    const ids = open.map(({ channel }) => channel.id)
    const next = await store.nextQueued(lane, ids, now())
    const paced = open.find(({ channel }) => channel.id === next?.channelId)
    if (next === null || paced === undefined || touched.has(next.id)) break
    const earliest = await earliestFor(paced, surroundings)
    if (earliest > now()) {
      waiting.set(next.channelId, earliest)
      continue
    }
    touched.add(next.id)
    if (await holdIfStale(next, paced, surroundings)) continue
    if (!(await publishOne(next, paced.channel, surroundings))) break
  }
  const times = [...waiting.values()].map((at) => at.getTime())
  return { touched: [...touched], again: times.length === 0 ? null : new Date(Math.min(...times)) }
}

function channelsOf(lane: string, { channels }: PublishSurroundings): readonly PacedChannel[] {
  return channels.filter(({ channel }) => channel.lane === lane)
}

/** Asks the platform harmlessly where that is due; null: the lane may post. */
async function whyClosed(
  id: string,
  surroundings: PublishSurroundings,
): Promise<{ readonly until: Date | null } | null> {
  const { store, now, retry, log, cutOff } = surroundings
  if (await store.stopped()) return { until: null }
  const verdict = verdictOn(await store.lane(id), now())
  if (verdict.kind === 'open') return null
  if (verdict.kind === 'closed') return { until: verdict.until }
  const [first] = channelsOf(id, surroundings)
  if (first === undefined) return { until: null }
  const probe = await first.channel.probe(cutOff)
  const change = (lane: Lane) => afterProbe(lane, probe, now(), retry)
  const lane = await store.changeLane({ id, change })
  const reason = probe.kind === 'ok' ? null : probe.reason
  log.info('asked whether a lane may post again', { lane: id, answer: probe.kind, reason })
  return verdictOn(lane, now()).kind === 'open' ? null : { until: lane.until }
}

async function earliestFor(
  { channel, pace }: PacedChannel,
  { store, now }: PublishSurroundings,
): Promise<Date> {
  const isPaced = pace.gap !== undefined || pace.perHour !== undefined
  const sent = isPaced ? await store.postTimes(channel.id, pace.perHour ?? 1) : []
  return earliestPost(pace, sent, now())
}

/** True: it does not go out now. */
async function holdIfStale(
  delivery: Delivery,
  { pace }: PacedChannel,
  { store, now, staleAfterMs, log, clockIsTrusted }: PublishSurroundings,
): Promise<boolean> {
  const { lastSentAt } = await store.lane(delivery.lane)
  if (!isStale(delivery.dueAt, lastSentAt, pace, staleAfterMs, now())) return false
  if (!clockIsTrusted()) return true
  const detail = `due since ${delivery.dueAt?.toISOString()}, too old to be posted as news`
  const held = step(delivery, { kind: 'hold', reason: 'stale', detail }, now())
  if (held.kind === 'moved') await store.save(delivery, held.delivery)
  log.warn('held a delivery that could not go out in time', { delivery: delivery.id })
  return true
}

/** One claim, one call, one record. False: somebody else was quicker, or there is no time left. */
async function publishOne(
  queued: Delivery,
  channel: Channel,
  surroundings: PublishSurroundings,
): Promise<boolean> {
  const { now, monotonic, stopping, cutOff } = surroundings
  if (queued.teaser === null) throw new Error(`${queued.id} is queued without a teaser`)
  const prepared = await prepareOnce(queued.id, queued.teaser, channel, surroundings)
  if (stopping.aborted) return false
  const attemptId = surroundings.newAttemptId()
  const claimedAt = { wall: now().getTime(), monotonic: monotonic() }
  // Stored is what is sent: a picture that could not be had is gone from the teaser too.
  const ready = { ...queued, teaser: prepared.teaser }
  const begun = await claimAndBegin(ready, attemptId, surroundings)
  if (begun === null) return false
  const late = Math.max(monotonic() - claimedAt.monotonic, now().getTime() - claimedAt.wall) > claimValidMs
  if (late || stopping.aborted) {
    const reason = late ? 'late: the computer was busy or asleep between claim and call' : 'stopping'
    await giveBack(queued.id, attemptId, reason, surroundings)
    return false
  }
  const outcome = await callOnce(channel, prepared, cutOff)
  await recordOutcome(begun, attemptId, outcome, surroundings)
  return true
}

/** Pictures and the like, before the claim: what goes wrong here costs the post nothing but them. */
async function prepareOnce(
  id: string,
  teaser: Teaser,
  channel: Channel,
  { stopping, log }: PublishSurroundings,
): Promise<Prepared> {
  try {
    const prepared = await channel.prepare(teaser, stopping)
    for (const warning of prepared.teaser.warnings) {
      if (!teaser.warnings.includes(warning))
        log.warn('a post is not as it was planned', { delivery: id, warning })
    }
    return prepared
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error
    log.error('a post could not be prepared, it goes out bare', { delivery: id, error: kind })
    const { image } = teaser
    return { teaser: { ...teaser, image: image === null ? null : { ...image, upload: false } } }
  }
}

/** On disk before the call: who has it, and that the call is about to begin. null: it is not ours. */
async function claimAndBegin(
  queued: Delivery,
  attemptId: string,
  surroundings: PublishSurroundings,
): Promise<Delivery | null> {
  const { store, now, owner } = surroundings
  const mayPost = (lane: Lane) => verdictOn(lane, now()).kind === 'open'
  try {
    // Others take an owner for dead that was silent for longer than a call may last.
    await store.beat(owner)
    const claimed = moveOrThrow(queued, { kind: 'claim', attemptId, owner }, now())
    if (!(await store.claim(queued, claimed, mayPost))) return null
    const begun = moveOrThrow(claimed, { kind: 'begin', attemptId }, now())
    return (await store.save(claimed, begun)) ? begun : null
  } catch (error) {
    // It may be claimed all the same, and nobody else can know that it was never called.
    await giveBack(queued.id, attemptId, 'the database failed before the call', surroundings)
    throw error
  }
}

async function callOnce(
  channel: Channel,
  prepared: Parameters<Channel['send']>[0],
  cutOff: AbortSignal,
): Promise<SendOutcome> {
  try {
    return await channel.send(prepared, cutOff)
  } catch (error) {
    // The message may hold a secret of an SDK's request: only the kind of error is kept.
    const kind = error instanceof Error ? error.name : typeof error
    return { kind: 'unknown', reason: `bug: the ${channel.platform} adapter threw ${kind}` }
  }
}

function moveOrThrow(delivery: Delivery, event: DeliveryEvent, now: Date): Delivery {
  const next = step(delivery, event, now)
  if (next.kind === 'impossible') throw new Error(`${delivery.id}: ${next.why}`)
  return next.delivery
}
