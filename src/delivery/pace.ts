/**
 * When a channel may post: quiet hours, gap and posts per hour. Pure; quiet hours are wall-clock times of a zone and
 * hold across daylight-saving switches. Pace only delays, it never drops.
 */

import { tolerableSkewMs } from '../clock.ts'

/** Minutes since midnight; `from` after `to` means overnight. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

export interface PaceRules {
  /** ms between two posts. */
  readonly gap: number | undefined
  readonly perHour: number | undefined
  readonly quiet: QuietHours | undefined
  readonly timeZone: string
}

const hourMs = 60 * 60_000

/**
 * The earliest moment, not before `now`, at which this channel may post; `posts`: its posts so far, oldest first.
 * One of the future was written while the clock was ahead: waiting for it could take years, so it does not count.
 */
export function earliestPost(rules: PaceRules, posts: readonly Date[], now: Date): Date {
  const sent = posts.filter((post) => post.getTime() <= now.getTime() + tolerableSkewMs)
  const last = sent.at(-1)
  const afterGap = last === undefined || rules.gap === undefined ? 0 : last.getTime() + rules.gap
  const afterHour = rules.perHour === undefined ? 0 : (sent.at(-rules.perHour)?.getTime() ?? -hourMs) + hourMs
  const paced = new Date(Math.max(now.getTime(), afterGap, afterHour))
  return rules.quiet === undefined ? paced : afterQuiet(rules.quiet, rules.timeZone, paced)
}

/** `at` itself, or the end of the quiet hours that it falls into. */
export function afterQuiet(quiet: QuietHours, timeZone: string, at: Date): Date {
  return isQuiet(quiet, minuteAt(at, timeZone)) ? nextSwitch(quiet, timeZone, at) : at
}

/**
 * When quiet hours next begin or end after `at`. Beside the two times on the clock, the clock itself may jump into
 * them or over their end (02:30 is there twice in autumn, and not at all in spring).
 */
function nextSwitch(quiet: QuietHours, timeZone: string, at: Date): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  const moments = [0, 1, 2].flatMap((days) =>
    [quiet.from, quiet.to].flatMap((minute) => {
      const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 })
      const day = local.toPlainDate().add({ days }).toPlainDateTime(plainTime)
      const bothTimes = ['earlier', 'later'] as const
      return bothTimes.map((which) => day.toZonedDateTime(timeZone, { disambiguation: which }))
    }),
  )
  const jump = local.getTimeZoneTransition('next')
  const wasQuiet = isQuiet(quiet, minuteAt(at, timeZone))
  const candidates = [...moments, ...(jump === null ? [] : [jump])]
    .map(({ epochMilliseconds }) => epochMilliseconds)
    .filter((ms) => ms > at.getTime() && isQuiet(quiet, minuteAt(new Date(ms), timeZone)) !== wasQuiet)
  return new Date(Math.min(...candidates))
}

function minuteAt(at: Date, timeZone: string): number {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  return hour * 60 + minute
}

function isQuiet({ from, to }: QuietHours, minute: number): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}

/**
 * Has a delivery waited too long to be posted as news? Time in quiet hours does not count, nor time in which the
 * lane was busy with older posts (`lastSentAt`): that is pace, not trouble.
 */
export function isStale(
  dueAt: Date | null,
  lastSentAt: Date | null,
  rules: Pick<PaceRules, 'quiet' | 'timeZone'>,
  staleAfterMs: number,
  now: Date,
): boolean {
  if (dueAt === null) return false
  const isBusy = lastSentAt !== null && lastSentAt > dueAt && lastSentAt <= now
  const from = isBusy ? lastSentAt : dueAt
  if (now.getTime() - from.getTime() <= staleAfterMs) return false
  return (
    rules.quiet === undefined || awakeMs(rules.quiet, rules.timeZone, from, now, staleAfterMs) > staleAfterMs
  )
}

/** ms outside quiet hours between `from` and `to`; counts no further than just above `enough`. */
function awakeMs(quiet: QuietHours, timeZone: string, from: Date, to: Date, enough: number): number {
  let awake = 0
  for (let at = afterQuiet(quiet, timeZone, from); at < to && awake <= enough; ) {
    const begins = quiet.from === quiet.to ? to : nextSwitch(quiet, timeZone, at)
    const until = begins < to ? begins : to
    awake += until.getTime() - at.getTime()
    at = begins < to ? afterQuiet(quiet, timeZone, begins) : to
  }
  return awake
}
