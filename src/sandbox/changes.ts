/** What a page that shows the sandbox live has to hear of. */
import type { Platform } from '../teaser/teaser.ts'
import type { Fault } from './faults.ts'
import type { Post } from './state.ts'

export type Change =
  | { readonly kind: 'post'; readonly post: Post }
  | { readonly kind: 'edit'; readonly post: Post }
  | { readonly kind: 'removal'; readonly platform: Platform; readonly account: string; readonly id: string }
  /** All posts are gone. */
  | { readonly kind: 'cleared' }
  /** A posting request has met this fault. */
  | { readonly kind: 'fault'; readonly platform: Platform; readonly fault: Fault; readonly at: Date }

export type ChangeListener = (change: Change) => void

export interface Changes {
  tell(change: Change): void
  /** Returns what ends the subscription. A listener that throws is a bug: it breaks the request that it heard of. */
  listen(listener: ChangeListener): () => void
}

export function createChanges(): Changes {
  const listeners = new Set<ChangeListener>()
  return {
    tell(change) {
      for (const listener of listeners) listener(change)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
