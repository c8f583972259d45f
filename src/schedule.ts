/** When feeds are looked at: node-cron's expressions, in a zone in which no daylight-saving switch loses a tick. */
import { createTask } from 'node-cron'

/** The next tick of `expression`, but not before a feed's own wait is over. */
export function nextPoll(
  expression: string,
  timeZone: string,
  backoffUntil: Date | null,
  now: Date,
): Date | null {
  if (backoffUntil !== null && backoffUntil > now) return backoffUntil
  return createTask(expression, () => undefined, {
    timezone: scheduleZone(expression, timeZone),
  }).getNextRun()
}

/**
 * Intervals within the hour run in UTC: in a zone, node-cron skips an hour of them at the autumn switch (measured,
 * toolchain.md). Only an expression that names hours means the operator's clock.
 */
export function scheduleZone(expression: string, timeZone: string): string {
  const hours = expression.trim().split(/\s+/).at(-4)
  return hours === '*' ? 'Etc/UTC' : timeZone
}
