/**
 * One pass over everything: what `once` does, and the parts that `start` does in its own time.
 * Nothing in here waits for a moment to come: what is not due stays where it is.
 */

import type { ClockWatch } from './clock.ts'
import type { Config, FeedConfig } from './config.ts'
import { releaseHolds } from './delivery/holds.ts'
import { type PublishSurroundings, publishLane } from './delivery/publish.ts'
import { adoptOrphans, type SettleTimes, settleDue } from './delivery/settle.ts'
import { type Polled, type PollSurroundings, pollFeed } from './feed/poll.ts'
import type { Log } from './log.ts'

export interface PassSurroundings extends PublishSurroundings {
  readonly config: Config
  readonly poll: Omit<PollSurroundings, 'store' | 'now'>
  readonly settle: SettleTimes
  /** ms after which another process counts as gone; on SQLite at once, since the lock is ours. */
  readonly ownerGoneAfterMs: number
  readonly clock: ClockWatch
}

/** Polls, settles, publishes; resolves when nothing more is due. */
export async function pass(surroundings: PassSurroundings): Promise<void> {
  await adoptOrphans(surroundings.owner, surroundings.ownerGoneAfterMs, surroundings)
  await inParallel(surroundings.config.feeds, 8, (feed) => pollOne(feed, surroundings))
  await settleDue(surroundings)
  await publishAll(surroundings)
}

/** Looks at one feed and tells the log what came of it. */
export async function pollOne(feed: FeedConfig, surroundings: PassSurroundings): Promise<Polled> {
  const { store, now, stopping, poll, log, clock } = surroundings
  const polled = await pollFeed(feed, { ...poll, store, now }, stopping)
  if (polled.serverDate !== null) clock.observe(new URL(feed.url).host, polled.serverDate)
  if (!clock.isTrusted(now())) {
    const seconds = Math.round(clock.skewMs(now()) / 1000)
    log.error('the clock of this computer is wrong: nothing is released or given up by it until it is set', {
      seconds,
    })
  }
  tellPolled(polled, log)
  return polled
}

/** Releases what was held for a time and publishes every lane; resolves with the next moment that is known. */
export async function publishAll(surroundings: PassSurroundings): Promise<Date | null> {
  const { store, now, channels, clockIsTrusted } = surroundings
  await releaseHolds(store, now(), clockIsTrusted)
  const lanes = [...new Set(channels.map(({ channel }) => channel.lane))]
  const turns = await Promise.all(lanes.map((lane) => publishLane(lane, surroundings)))
  const moments = [...turns.map((turn) => turn.again), await store.nextWake()]
  const known = moments.flatMap((moment) => (moment === null ? [] : [moment.getTime()]))
  return known.length === 0 ? null : new Date(Math.min(...known))
}

function tellPolled(polled: Polled, log: Log): void {
  const { feedId: feed, result, newItems, error, warnings, firstSights, fuse } = polled
  if (result === 'error') log.warn('a feed could not be read', { feed, error })
  if (firstSights.length > 0) {
    log.warn('first sight of a feed: what is in it now is not posted', { feed, channels: firstSights })
  }
  if (fuse) log.warn('too many new articles at once: held, a person decides', { feed, newItems })
  else if (result === 'new') log.info('new articles', { feed, newItems })
  if (warnings.length > 0) log.warn('a feed was repaired while reading', { feed, warnings })
}

async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
