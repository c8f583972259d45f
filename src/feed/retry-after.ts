/** Reads the `Retry-After` header: pure, and never further ahead than a day, whatever a server says. */

import { readDate } from './date.ts'

/** The longest wait that is believed, in milliseconds. */
const LONGEST = 24 * 60 * 60 * 1000

/** The instant before which a server does not want to be asked again; null when it does not say, or says the past. */
export function readRetryAfter(header: string | null, now: Date): Date | null {
  if (header === null) return null
  const value = header.trim()
  const until = /^\d+$/.test(value)
    ? now.getTime() + Math.min(Number(value) * 1000, LONGEST)
    : (readDate(value)?.getTime() ?? Number.NaN)
  if (!(until > now.getTime())) return null
  return new Date(Math.min(until, now.getTime() + LONGEST))
}
