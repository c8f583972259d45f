/** A clock that goes only when it is told to: the wall's time and the monotonic one. */

export interface SimulatedClock {
  now(): Date
  monotonic(): number
  /** Time passes. */
  advance(ms: number): void
  /** Time passes until `at`; never back. */
  advanceTo(at: Date): void
  /** Somebody sets the wall clock; no time passes. */
  set(ms: number): void
}

export const minute = 60_000
export const hour = 60 * minute

export function createClock(start: Date): SimulatedClock {
  let wall = start.getTime()
  let monotonic = 0
  const advance = (ms: number) => {
    wall += ms
    monotonic += ms
  }
  return {
    now: () => new Date(wall),
    monotonic: () => monotonic,
    advance,
    advanceTo: (at) => advance(Math.max(0, at.getTime() - wall)),
    set(ms) {
      wall += ms
    },
  }
}
