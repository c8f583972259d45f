/**
 * Is our own clock to be trusted? Servers say theirs in every answer. Where all that were asked lately agree that ours
 * is far off, nothing is released or given up by the clock until it is right again.
 */

export interface ClockWatch {
  /** A server's `Date` header against our clock at that moment. `from`: which server. */
  observe(from: string, serverDate: Date, now: Date): void
  /** false: every server heard within the hour differs by more than five minutes. */
  isTrusted(now: Date): boolean
  /** The smallest difference that was heard lately, in ms; 0 when none was. */
  skewMs(now: Date): number
}

const tolerableMs = 5 * 60_000
const lately = 60 * 60_000

/** Remembers the newest difference for each server. */
export function createClockWatch(): ClockWatch {
  const heard = new Map<string, { readonly at: number; readonly skew: number }>()
  const skewMs = (now: Date) => {
    const recent = [...heard.values()].filter(({ at }) => Math.abs(now.getTime() - at) <= lately)
    return recent.reduce(
      (least, { skew }) => (Math.abs(skew) < Math.abs(least) ? skew : least),
      recent[0]?.skew ?? 0,
    )
  }
  return {
    observe(from, serverDate, now) {
      heard.set(from, { at: now.getTime(), skew: serverDate.getTime() - now.getTime() })
    },
    isTrusted: (now) => Math.abs(skewMs(now)) <= tolerableMs,
    skewMs,
  }
}
