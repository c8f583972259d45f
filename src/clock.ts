/**
 * Is our own clock to be trusted? Servers say theirs in every answer. Where all that were asked lately agree that ours
 * is far off, nothing is released or given up by the clock until it is right again.
 */

export interface ClockWatch {
  /** A server's `Date` header against our clock at that moment. `from`: which server. */
  observe(from: string, serverDate: Date): void
  /** false: every server heard within the hour differs by more than five minutes. */
  isTrusted(now: Date): boolean
  /** The smallest difference to a server's clock, in ms; 0 when none was heard lately. */
  skewMs(now: Date): number
}

/** Also what other rules take for the same moment: clocks are no better than that. */
export const tolerableSkewMs = 5 * 60_000
const latelyMs = 60 * 60_000

/**
 * Remembers each server's newest date and counts on from it by the monotonic clock: so a clock that is set, or a
 * computer that slept, is noticed at once, and believed again when the next server agrees.
 */
export function createClockWatch(monotonic: () => number): ClockWatch {
  const heard = new Map<string, { readonly at: number; readonly date: number }>()
  const skewMs = (now: Date) => {
    const recent = [...heard.values()].filter(({ at }) => monotonic() - at <= latelyMs)
    const skews = recent.map(({ at, date }) => date + (monotonic() - at) - now.getTime())
    return skews.reduce((least, skew) => (Math.abs(skew) < Math.abs(least) ? skew : least), skews[0] ?? 0)
  }
  return {
    observe(from, serverDate) {
      heard.set(from, { at: monotonic(), date: serverDate.getTime() })
    },
    isTrusted: (now) => Math.abs(skewMs(now)) <= tolerableSkewMs,
    skewMs,
  }
}
