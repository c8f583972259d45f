/**
 * When a channel may post: quiet hours, gap and posts per hour. Pure; quiet hours are wall-clock times of a zone and
 * hold across daylight-saving switches. Pace only delays, it never drops.
 */

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

/** The earliest moment, not before `now`, at which this channel may post; `sent`: its posts so far, oldest first. */
export function earliestPost(rules: PaceRules, sent: readonly Date[], now: Date): Date {
  const last = sent.at(-1)
  const afterGap = last === undefined || rules.gap === undefined ? 0 : last.getTime() + rules.gap
  const afterHour = rules.perHour === undefined ? 0 : (sent.at(-rules.perHour)?.getTime() ?? -hourMs) + hourMs
  const paced = new Date(Math.max(now.getTime(), afterGap, afterHour))
  return rules.quiet === undefined ? paced : afterQuiet(rules.quiet, rules.timeZone, paced)
}

/** `at` itself, or the end of the quiet hours that it falls into. */
export function afterQuiet(quiet: QuietHours, timeZone: string, at: Date): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  if (!isQuiet(quiet, local.hour * 60 + local.minute)) return at
  const end = Temporal.PlainTime.from({ hour: Math.floor(quiet.to / 60), minute: quiet.to % 60 })
  const today = local.toPlainDate().toZonedDateTime({ timeZone, plainTime: end })
  const next = today.epochMilliseconds > local.epochMilliseconds
  const day = next
    ? today
    : local.toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone, plainTime: end })
  return new Date(day.epochMilliseconds)
}

function isQuiet({ from, to }: QuietHours, minute: number): boolean {
  if (from === to) return false
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
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
  const due = rules.quiet === undefined ? dueAt : afterQuiet(rules.quiet, rules.timeZone, dueAt)
  return now.getTime() - Math.max(due.getTime(), lastSentAt?.getTime() ?? 0) > staleAfterMs
}
