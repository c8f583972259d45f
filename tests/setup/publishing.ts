/** What publishing and settling need, with a clock that a test drives and channels that answer what it scripts. */
import type {
  Channel,
  FindContext,
  FindResult,
  ProbeResult,
  SendOutcome,
} from '../../src/channels/channel.ts'
import type { PublishSurroundings } from '../../src/delivery/publish.ts'
import type { SettleTimes } from '../../src/delivery/settle.ts'
import type { Store } from '../../src/store/store.ts'
import { keptLog, minutesLater, noon } from './builders.ts'

export const sent = (remoteId: string): SendOutcome => ({ kind: 'sent', remoteId, url: undefined })
export const unknown: SendOutcome = { kind: 'unknown', reason: 'timeout' }

/** A clock, wall and monotonic, that moves only when it is told to. */
export interface DrivenClock {
  now(): Date
  monotonic(): number
  /** Both go on. */
  pass(minutes: number): void
  /** Only one goes on: the computer slept (wall), or somebody set the wall clock. */
  jump(which: 'wall' | 'monotonic', minutes: number): void
}

export function drivenClock(): DrivenClock {
  const at = { wall: 0, monotonic: 0 }
  return {
    now: () => minutesLater(at.wall, noon),
    monotonic: () => at.monotonic * 60_000,
    pass(minutes) {
      at.wall += minutes
      at.monotonic += minutes
    },
    jump(which, minutes) {
      at[which] += minutes
    },
  }
}

export interface ScriptedChannel extends Channel {
  /** Texts that were sent, in order: one entry a posting request. */
  readonly calls: readonly string[]
  readonly probes: number
  readonly searches: readonly FindContext[]
}

export interface Script {
  readonly id?: string
  readonly lane?: string
  /** Called for each posting request; a rejection is an adapter's bug. */
  send?(text: string, call: number, signal: AbortSignal): SendOutcome | Promise<SendOutcome>
  probe?(call: number): ProbeResult
  find?(call: number): FindResult
  prepare?(): Promise<void>
}

/** A channel that follows a script; without one, every post goes out under the number of its call. */
export function scriptedChannel(script: Script = {}): ScriptedChannel {
  const calls: string[] = []
  const searches: FindContext[] = []
  let probes = 0
  return {
    id: script.id ?? 'telegram-en',
    platform: 'telegram',
    lane: script.lane ?? 'telegram:@en',
    calls,
    searches,
    get probes() {
      return probes
    },
    async prepare(teaser) {
      await script.prepare?.()
      return { teaser }
    },
    async send({ teaser }, signal) {
      calls.push(teaser.text)
      return script.send?.(teaser.text, calls.length, signal) ?? sent(`${calls.length}`)
    },
    async find(_, context) {
      searches.push(context)
      return script.find?.(searches.length) ?? { kind: 'cannot-tell', looked: 'nothing to look at' }
    },
    async probe() {
      probes++
      return script.probe?.(probes) ?? { kind: 'ok' }
    },
  }
}

export type Publishing = PublishSurroundings & { readonly settle: SettleTimes }

/** Surroundings of one process that is called `me`. */
export function publishing(
  store: Store,
  clock: DrivenClock,
  channels: readonly Channel[],
  change: Partial<Publishing> = {},
): Publishing {
  let attempts = 0
  const pace = { gap: undefined, perHour: undefined, quiet: undefined, timeZone: 'Europe/Berlin' }
  return {
    store,
    channels: channels.map((channel) => ({ channel, pace })),
    owner: 'me',
    log: keptLog(),
    retry: { first: 60_000, max: 3_600_000 },
    settleFirstMs: 5 * 60_000,
    settle: { first: 5 * 60_000, again: 15 * 60_000, absentAfter: 15 * 60_000 },
    staleAfterMs: 24 * 60 * 60_000,
    recordPatienceMs: 30_000,
    clockIsTrusted: () => true,
    stopping: new AbortController().signal,
    cutOff: new AbortController().signal,
    now: clock.now,
    monotonic: clock.monotonic,
    newAttemptId: () => `attempt-${++attempts}`,
    ...change,
  }
}
