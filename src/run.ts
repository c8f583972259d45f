/**
 * The life of `start`: feeds are looked at on schedule, each lane publishes in its own time, and one housekeeper
 * settles, releases and takes over. No part waits for another; each says when it was last well.
 */
import { schedule } from 'node-cron'
import { tolerableSkewMs } from './clock.ts'
import type { FeedConfig } from './config.ts'
import { releaseHolds } from './delivery/holds.ts'
import { publishLane } from './delivery/publish.ts'
import { adoptOrphans, settleDue } from './delivery/settle.ts'
import { type PassSurroundings, pollOne } from './pass.ts'
import { nextPoll, scheduleZone } from './schedule.ts'
import { DatabaseProblem, describeDatabaseError, isDamage } from './store/database.ts'

/** Facts about the running program, for `/healthz` and `/metrics`. */
export interface Vitals {
  /** When each feed must have been looked at again, at the latest. */
  readonly feedDueAt: Map<string, Date>
  /** When each loop last came round. */
  readonly loopAt: Map<string, Date>
}

export interface Running {
  /** Something may be due now: a poll brought articles, a person decided. */
  wake(): void
  /** Resolves when every loop has ended after `stopping`; rejects with `DatabaseProblem` when the database is damaged. */
  readonly ended: Promise<void>
}

/** A decision made by another process is seen at the latest after this. */
const longestSleepMs = 2_000
const housekeepingMs = 1_000
/** node-cron drops a run when the loop was busy at its moment; up to a minute late is still a run (toolchain.md). */
const missedToleranceMs = 59_000
const pollGraceMs = 120_000
/** A tick that node-cron has not run by then never comes: the computer slept, or spring left its time out. */
const missedAfterMs = 60_000
const pollsAtOnce = 8

/** Starts everything and keeps `vitals` true; returns at once. */
export function run(surroundings: PassSurroundings, { feedDueAt, loopAt }: Vitals): Running {
  const { config, channels, stopping, now } = surroundings
  const bell = createBell(stopping)
  const polls = createPolls(surroundings, feedDueAt, bell.ring)
  const lanes = [...new Set(channels.map(({ channel }) => channel.lane))]
  const tasks = config.feeds.map((feed) =>
    schedule(feed.poll, () => polls.poll(feed), {
      timezone: scheduleZone(feed.poll, config.timezone),
      noOverlap: true,
      missedExecutionTolerance: missedToleranceMs,
      suppressMissedWarning: true,
      logger: silent,
    }),
  )
  stopping.addEventListener('abort', () => {
    for (const task of tasks) void task.stop()
  })
  const loops = [
    polls.all(),
    loop('housekeeping', async () => {
      polls.missed()
      await keepHouse(surroundings)
      return housekeepingMs
    }),
    ...lanes.map((lane) =>
      loop(lane, async () => {
        const { again } = await publishLane(lane, surroundings)
        return again === null ? longestSleepMs : again.getTime() - now().getTime()
      }),
    ),
  ]

  /** Repeats `turn`, which says in how many ms it wants the next; a failing turn is told and tried again. */
  async function loop(name: string, turn: () => Promise<number>): Promise<void> {
    for (let failures = 0; !stopping.aborted; ) {
      let sleepMs = longestSleepMs
      try {
        sleepMs = await turn()
        failures = 0
        loopAt.set(name, now())
      } catch (error) {
        if (isDamage(error)) {
          throw new DatabaseProblem(describeDatabaseError(error, config.database))
        }
        failures++
        sleepMs = Math.min(1_000 * 2 ** failures, 30_000)
        surroundings.log.error('something went wrong; trying again', { part: name, error: describe(error) })
      }
      await bell.wait(Math.max(10, failures > 0 ? sleepMs : Math.min(sleepMs, longestSleepMs)))
    }
  }

  const ended = Promise.all(loops).then(() => polls.ended())
  return { wake: bell.ring, ended }
}

async function keepHouse(surroundings: PassSurroundings): Promise<void> {
  const { store, owner, now, ownerGoneAfterMs, clockIsTrusted } = surroundings
  await store.beat(owner)
  await adoptOrphans(owner, ownerGoneAfterMs, surroundings)
  await releaseHolds(store, now(), clockIsTrusted)
  await settleDue(surroundings)
}

/** Looks at feeds, each by one look at a time; a slow magazine holds up nobody else. */
function createPolls(surroundings: PassSurroundings, feedDueAt: Map<string, Date>, done: () => void) {
  const { config, stopping, now, log } = surroundings
  const busy = new Map<string, Promise<void>>()
  /** When `feedDueAt` was worked out. */
  const expectedAt = new Map<string, number>()
  const expect = (feed: FeedConfig) => {
    expectedAt.set(feed.id, now().getTime())
    const next = nextPoll(feed.poll, config.timezone, null, now())
    if (next !== null) feedDueAt.set(feed.id, new Date(next.getTime() + pollGraceMs))
  }
  async function look(feed: FeedConfig): Promise<void> {
    try {
      const { result } = await pollOne(feed, surroundings)
      if (result === 'new') done()
    } catch (error) {
      log.error('a feed was not looked at', { feed: feed.id, error: describe(error) })
    }
  }
  function poll(feed: FeedConfig): Promise<void> {
    expect(feed)
    const running = busy.get(feed.id)
    if (running !== undefined || stopping.aborted) return running ?? Promise.resolve()
    const looking = look(feed).finally(() => busy.delete(feed.id))
    busy.set(feed.id, looking)
    return looking
  }
  return {
    poll,
    /** Looks at feeds whose tick went by; a clock set back would let the next ones wait as long. */
    missed() {
      for (const feed of config.feeds) {
        const due = feedDueAt.get(feed.id)
        if (due === undefined) continue
        const tick = due.getTime() - pollGraceMs
        if (now().getTime() > tick + missedAfterMs) void poll(feed)
        else if (now().getTime() < (expectedAt.get(feed.id) ?? 0) - tolerableSkewMs) expect(feed)
      }
    },
    async all() {
      const queue = [...config.feeds]
      for (const feed of queue) expect(feed)
      const worker = async () => {
        for (let feed = queue.shift(); feed !== undefined; feed = queue.shift()) await poll(feed)
      }
      await Promise.all(Array.from({ length: pollsAtOnce }, worker))
    },
    async ended() {
      await Promise.all(busy.values())
    },
  }
}

/** Lets loops sleep until something happens: a time, a ring, or the end. */
function createBell(stopping: AbortSignal) {
  const sleepers = new Set<() => void>()
  const ring = () => {
    for (const wake of [...sleepers]) wake()
  }
  stopping.addEventListener('abort', ring)
  return {
    ring,
    wait(ms: number): Promise<void> {
      if (stopping.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          sleepers.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, ms)
        sleepers.add(wake)
      })
    },
  }
}

const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
