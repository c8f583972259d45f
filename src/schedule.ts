/**
 * When feeds are looked at: node-cron's expressions, in a zone in which no daylight-saving switch loses a tick.
 * node-cron fires the ticks; `nextTick` knows them by itself, for `status`, for health, and for those that were missed.
 */
import { createTask, parse } from 'node-cron'

const utc = 'Etc/UTC'
const dayMs = 24 * 60 * 60_000
/** Four years and a day: every 29 February that there is. */
const mostDays = 4 * 366 + 1

/** The next tick of `expression`, but not before a feed's own wait is over. */
export function nextPoll(
  expression: string,
  timeZone: string,
  backoffUntil: Date | null,
  now: Date,
): Date | null {
  const from = backoffUntil !== null && backoffUntil > now ? backoffUntil : now
  return from === now ? nextTick(expression, timeZone, now) : from
}

/**
 * Intervals within the hour run in UTC: in a zone, node-cron skips an hour of them at the autumn switch (measured,
 * toolchain.md). Only an expression that names hours or days means the operator's clock.
 */
export function scheduleZone(expression: string, timeZone: string): string {
  const [hours, ...days] = expression.trim().split(/\s+/).slice(-4)
  return hours === '*' && days.every((field) => field === '*') ? utc : timeZone
}

/** The first tick of `expression` after `after`; null: never again. */
export function nextTick(expression: string, timeZone: string, after: Date): Date | null {
  return createTicks(expression, timeZone)(after)
}

/** The clock on the wall jumps by no more than this. */
const longestJumpMs = 2 * 60 * 60_000

/**
 * The ticks of `expression`: resolves a moment to the first after it. A time that spring leaves out comes an hour
 * later; one that autumn has twice comes once, unless the expression names the hour beside it too (`1-4`), for then it
 * means an interval.
 */
export function createTicks(expression: string, timeZone: string): (after: Date) => Date | null {
  const zone = scheduleZone(expression, timeZone)
  const times = parse(expression)
  // Asked in UTC about the clock on the wall: whether a day counts has nothing to do with the zone.
  const wall = createTask(expression, () => undefined, { timezone: utc })
  const firstOfDay = timesFrom(0, times, 0).next().value?.wall ?? 0
  return (after) => {
    const from = after.getTime() + offsetMs(zone, after.getTime()) - longestJumpMs
    const today = Math.floor(from / dayMs) * dayMs
    for (let day = today; day <= today + mostDays * dayMs; day += dayMs) {
      if (!wall.match(new Date(day + firstOfDay))) continue
      const tick = firstTickOf(timesFrom(day, times, from), zone, after.getTime())
      if (tick !== null) return new Date(tick)
    }
    return null
  }
}

interface WallTime {
  /** What the clock on the wall shows, as ms, as if it were UTC. */
  readonly wall: number
  readonly isInterval: boolean
}

function firstTickOf(times: Iterable<WallTime>, zone: string, after: number): number | null {
  let first: number | null = null
  let lastWall = Number.POSITIVE_INFINITY
  for (const { wall, isInterval } of times) {
    if (wall > lastWall) break
    for (const tick of momentsOf(wall, zone, isInterval)) {
      if (tick <= after || (first !== null && tick >= first)) continue
      first = tick
      lastWall = zone === utc ? wall : wall + longestJumpMs
    }
  }
  return first
}

/** Every time of the day that is named and not before `from`. */
function* timesFrom(
  day: number,
  { second, minute, hour }: ReturnType<typeof parse>,
  from: number,
): Generator<WallTime, undefined> {
  for (const h of hour) {
    if (day + (h + 1) * 3_600_000 <= from) continue
    const isInterval = hour.includes(h - 1) || hour.includes(h + 1)
    for (const m of minute) {
      for (const s of second) {
        const wall = day + ((h * 60 + m) * 60 + s) * 1000
        if (wall >= from) yield { wall, isInterval }
      }
    }
  }
}

/** The moments at which the clock on the wall shows `wall`. */
function momentsOf(wall: number, zone: string, both: boolean): readonly number[] {
  if (zone === utc) return [wall]
  const plain = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime()
  const at = plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
  if (!both) return [at]
  const again = plain.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds
  return again === at ? [at] : [at, again]
}

function offsetMs(zone: string, at: number): number {
  if (zone === utc) return 0
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
}
