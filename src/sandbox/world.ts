/** What the stand-in platforms share. */
import { createHash } from 'node:crypto'
import type { Changes } from './changes.ts'
import type { Posting } from './posting.ts'
import type { Post, State } from './state.ts'

export interface World {
  readonly state: State
  readonly changes: Changes
  readonly posting: Posting
  readonly now: () => Date
}

/** Puts a new post on disk, then tells whoever watches. */
export function publish({ state, changes }: World, post: Post): void {
  state.addPost(post)
  if (!post.forwarded) changes.tell({ kind: 'post', post })
}

export function amend({ state, changes }: World, post: Post): void {
  state.changePost(post)
  changes.tell({ kind: 'edit', post })
}

/** Whether there was such a post. */
export function retract({ state, changes }: World, { platform, account, id }: Post): boolean {
  const removed = state.removePost(platform, account, id)
  if (removed) changes.tell({ kind: 'removal', platform, account, id })
  return removed
}

/** Ten digits that are the same for the same name every time. */
export function stableNumber(name: string): number {
  const hex = createHash('sha256').update(name).digest('hex').slice(0, 12)
  return 1_000_000_000 + (Number.parseInt(hex, 16) % 9_000_000_000)
}

/** "Any credentials work except those that begin with `revoked`" (contract.md). */
export function isRevoked(credential: string): boolean {
  return credential.startsWith('revoked')
}
