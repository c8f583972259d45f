/** A feed whose items are cut out but not read yet: what the readers of XML and of JSON have in common. */

import type { FeedItem } from './item.ts'

export interface OpenedFeed {
  readonly kind: 'opened'
  readonly title: string
  readonly language: string | null
  /** Who wrote the items that name nobody. */
  readonly creators: readonly string[]
  /** The source of each item, in document order. */
  readonly items: readonly string[]
  /** The document has its end: no item can be missing behind it. */
  readonly isWhole: boolean
  readonly warnings: readonly string[]
  /** Reads a slice that has `before` items before it; an item that cannot be read is null and told in `notes`. */
  readonly read: (
    slice: readonly string[],
    before: number,
    notes: string[],
  ) => Promise<readonly (FeedItem | null)[]>
}

export interface NotOpened {
  readonly kind: 'failed'
  readonly reason: string
}
