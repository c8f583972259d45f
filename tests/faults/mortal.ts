/**
 * Death of a process, inside one: from a chosen moment on, nothing that the dying program awaits ever comes back, so
 * that none of its code runs on. What it has written until then is in the file, what it has not is not.
 */
import type { Channel } from '../../src/channels/channel.ts'
import type { Store } from '../../src/store/store.ts'

export const crashPoints = [
  'no crash',
  'before claim',
  'after claim',
  'after begin',
  'in the call',
  'before record',
  'after record',
] as const
export type CrashPoint = (typeof crashPoints)[number]

export interface Life {
  readonly crashAt: CrashPoint
  /** Resolves when the process is dead. */
  readonly died: Promise<void>
  readonly isDead: () => boolean
  /** Never resolves. */
  die(): Promise<never>
}

export function createLife(crashAt: CrashPoint): Life {
  const death = Promise.withResolvers<void>()
  let dead = false
  return {
    crashAt,
    died: death.promise,
    isDead: () => dead,
    die() {
      dead = true
      death.resolve()
      return never()
    },
  }
}

/** The store of a process that dies at `life.crashAt`. */
export function mortalStore(store: Store, life: Life): Store {
  const dieAt = async (point: CrashPoint) => {
    if (life.isDead()) return never()
    if (life.crashAt === point) return life.die()
  }
  const verbs: Store = {
    ...store,
    async claim(before, after, mayPost) {
      await dieAt('before claim')
      const claimed = await store.claim(before, after, mayPost)
      if (claimed) await dieAt('after claim')
      return claimed
    },
    async save(before, after, extras) {
      const begins = before.state === 'sending' && after.state === 'sending'
      const records = before.state === 'sending' && after.state !== 'sending'
      if (records) await dieAt('before record')
      const saved = await store.save(before, after, extras)
      if (saved && begins) await dieAt('after begin')
      if (saved && records) await dieAt('after record')
      return saved
    },
  }
  return Object.fromEntries(
    Object.entries(verbs).map(([name, verb]) => [
      name,
      async (...given: readonly unknown[]) => {
        if (life.isDead()) return never()
        const result: unknown = await Reflect.apply(verb, undefined, given)
        return life.isDead() ? never() : result
      },
    ]),
  ) as unknown as Store
}

/**
 * The channel of a process that dies during the call, once the platform has the request. `reached` resolves then.
 * The connection ends with the process, the request does not.
 */
export function mortalChannel(channel: Channel, life: Life, reached: () => Promise<void>): Channel {
  if (life.crashAt !== 'in the call') return channel
  return {
    ...channel,
    async send(prepared, signal) {
      const end = new AbortController()
      const read = reached()
      await Promise.race([read, channel.send(prepared, AbortSignal.any([signal, end.signal]))])
      const dead = life.die()
      end.abort()
      return dead
    },
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}
