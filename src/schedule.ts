/**
 * When feeds are looked at: node-cron's expressions, in a zone in which no daylight-saving switch loses a tick.
 * node-cron fires the ticks; `nextTick` knows them by itself, for `status`, for health, and for those that were missed.
 */
import { createTask, parse } from 'node-cron'

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
  return hours === '*' && days.every((field) => field === '*') ? 'Etc/UTC' : timeZone
}

/**
 * The first tick after `after`. A time that spring leaves out comes an hour later; one that autumn has twice comes
 * once, unless the expression names the hour beside it too (`1-4`), for then it means an interval. null: never.
 */
export function nextTick(expression: string, timeZone: string, after: Date): Date | null {
  const zone = scheduleZone(expression, timeZone)
  const { second, minute, hour } = parse(expression)
  // Asked in UTC about the clock on the wall: whether a day counts has nothing to do with the zone.
  const wall = createTask(expression, () => undefined, { timezone: 'Etc/UTC' })
  const firstOfDay = ((hour[0] ?? 0) * 60 + (minute[0] ?? 0)) * 60_000 + (second[0] ?? 0) * 1000
  const local = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(zone)
  const today = Date.UTC(local.year, local.month - 1, local.day)
  for (let day = today - dayMs; day <= today + mostDays * dayMs; day += dayMs) {
    if (!wall.match(new Date(day + firstOfDay))) continue
    const tick = firstTickOf(day, { second, minute, hour }, zone, after.getTime())
    if (tick !== null) return new Date(tick)
  }
  return null
}

type TimesOfDay = Pick<ReturnType<typeof parse>, 'second' | 'minute' | 'hour'>

/** The clock on the wall jumps by no more than this. */
const longestJumpMs = 2 * 60 * 60_000

function firstTickOf(day: number, times: TimesOfDay, zone: string, after: number): number | null {
  const from = after + offsetMs(zone, after) - longestJumpMs
  let first: { readonly tick: number; readonly wall: number } | null = null
  for (const { wall, isInterval } of timesOn(day, times)) {
    if (wall < from) continue
    if (first !== null && wall > first.wall + longestJumpMs) break
    for (const tick of momentsOf(wall, zone, isInterval)) {
      if (tick > after && (first === null || tick < first.tick)) first = { tick, wall }
    }
  }
  return first?.tick ?? null
}

/** Every time of the day that is named, as the clock on the wall shows it. */
function* timesOn(day: number, { second, minute, hour }: TimesOfDay) {
  for (const h of hour) {
    const isInterval = hour.includes(h - 1) || hour.includes(h + 1)
    for (const m of minute)
      for (const s of second) yield { wall: day + ((h * 60 + m) * 60 + s) * 1000, isInterval }
  }
}

/** The moments at which the clock on the wall shows `wall` (written as if it were UTC). */
function momentsOf(wall: number, zone: string, both: boolean): readonly number[] {
  if (zone === 'Etc/UTC') return [wall]
  const plain = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime()
  const at = plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
  if (!both) return [at]
  const again = plain.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds
  return again === at ? [at] : [at, again]
}

function offsetMs(zone: string, at: number): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
}
