/**
 * The model's platforms: they know what is on them, and a scripted adapter (an implementation of the port) speaks for
 * them. They are honest: what they accept is there at once, and they find what is there.
 */
import type { Channel, FindResult, SendOutcome } from '../../src/channels/channel.ts'
import { minute } from './clock.ts'

export type CallFault =
  | 'ok'
  | 'lost before'
  | 'lost after'
  | 'refused'
  | 'retry'
  | 'limit'
  | 'blocked'
  | 'bug after'
export type Sight = 'honest' | 'cannot tell' | 'bug'

export interface PlatformModel {
  /** Posts there are, by delivery. */
  readonly posts: Map<string, number>
  /** What the next calls meet; then all is well. */
  faults: CallFault[]
  sight: Sight
  /** The next call reaches the platform, and its answer waits for this. */
  hangNext: PromiseWithResolvers<void> | null
  entered: PromiseWithResolvers<void>
  ids: number
  now(): Date
}

/** Speaks for the platform; which article it is, the teaser's link says. */
export function scripted(model: PlatformModel, { id, platform, lane }: Channel): Channel {
  const pairOf = (link: string) => `de-${/artikel-(\d+)/.exec(link)?.[1]}@${id}`
  return {
    id,
    platform,
    lane,
    prepare: async (teaser) => ({ teaser }),
    async send({ teaser }) {
      const fault = model.faults.shift() ?? 'ok'
      const pair = pairOf(teaser.link)
      const accepted = fault === 'ok' || fault === 'lost after' || fault === 'bug after'
      if (accepted) model.posts.set(pair, (model.posts.get(pair) ?? 0) + 1)
      const gate = model.hangNext
      model.hangNext = null
      if (gate !== null) {
        model.entered.resolve()
        await gate.promise
      }
      return outcomeOf(fault, model)
    },
    async find(teaser): Promise<FindResult> {
      if (model.sight === 'bug') throw new Error('a bug in the adapter')
      if (model.sight === 'cannot tell') return { kind: 'cannot-tell', looked: 'nothing to see' }
      const there = (model.posts.get(pairOf(teaser.link)) ?? 0) > 0
      if (!there) return { kind: 'absent', looked: 'all posts' }
      return { kind: 'found', remoteId: `seen-${pairOf(teaser.link)}`, url: undefined, looked: 'all posts' }
    },
    probe: async () => ({ kind: 'ok' }),
  }
}

function outcomeOf(fault: CallFault, model: PlatformModel): SendOutcome {
  switch (fault) {
    case 'ok':
      return { kind: 'sent', remoteId: `${model.ids++}`, url: undefined }
    case 'lost before':
    case 'lost after':
      return { kind: 'unknown', reason: 'no-answer' }
    case 'refused':
      return { kind: 'refused', reason: 'content' }
    case 'retry':
      return { kind: 'retry', notBefore: null, scope: 'delivery', reason: 'again' }
    case 'limit': {
      const notBefore = new Date(model.now().getTime() + 10 * minute)
      return { kind: 'retry', notBefore, scope: 'lane', reason: 'rate-limit' }
    }
    case 'blocked':
      return { kind: 'blocked', reason: 'rights' }
    case 'bug after':
      throw new Error('a bug in the adapter')
  }
}
