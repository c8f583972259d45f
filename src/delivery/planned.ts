/** The first state of a delivery: what planning decided, with its teaser composed once and for all. Pure. */
import type { Approve } from '../config.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'
import type { Delivery, HoldReason, SkipReason } from './delivery.ts'

/** One article on one channel, decided but not yet composed. */
export interface PlannedFor {
  readonly articleId: string
  /** The article itself was not known before this poll. */
  readonly isNew: boolean
  readonly publishedAt: Date | null
  readonly channel: {
    readonly id: string
    readonly platform: Platform
    readonly lane: string
    readonly approve: Approve
  }
  readonly post:
    | { readonly kind: 'post' }
    | { readonly kind: 'hold'; readonly reason: HoldReason; readonly detail: string }
    | { readonly kind: 'skip'; readonly reason: SkipReason; readonly detail?: string }
  compose(): Teaser
}

/** The new delivery. `index`: its place among those planned at `now`. A teaser that cannot be composed is `failed`. */
export function planDelivery(planned: PlannedFor, now: Date, index: number): Delivery {
  const { channel, post } = planned
  const blank: Delivery = {
    id: `${planned.articleId}@${channel.id}`,
    articleId: planned.articleId,
    channelId: channel.id,
    platform: channel.platform,
    lane: channel.lane,
    state: 'queued',
    reason: null,
    version: 1,
    teaser: null,
    edited: false,
    approval: channel.approve.kind === 'manual' ? 'asked' : 'none',
    attempts: 0,
    attempt: null,
    settling: null,
    notBefore: null,
    dueAt: now,
    sentAt: null,
    remoteId: null,
    remoteUrl: null,
    position: now.getTime() * 1000 + index,
    createdAt: now,
    updatedAt: now,
  }
  if (post.kind === 'skip') {
    const reason = post.detail === undefined ? post.reason : `${post.reason}: ${post.detail}`
    return { ...blank, state: 'skipped', reason }
  }
  try {
    const teaser = planned.compose()
    if (teaser.length > teaser.limit)
      throw new Error(`${teaser.length} of ${teaser.limit}: the address alone is too long`)
    const composed = { ...blank, teaser }
    if (post.kind === 'hold') return { ...composed, state: 'held', reason: `${post.reason}: ${post.detail}` }
    return asTheChannelAsks(composed, channel.approve, now)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return { ...blank, state: 'failed', reason: `compose: ${said}` }
  }
}

function asTheChannelAsks(delivery: Delivery, approve: Approve, now: Date): Delivery {
  switch (approve.kind) {
    case 'auto':
      return delivery
    case 'manual':
      return { ...delivery, state: 'held', reason: 'approval' }
    case 'hold':
      return {
        ...delivery,
        state: 'held',
        reason: 'hold',
        notBefore: new Date(now.getTime() + approve.forMs),
      }
  }
}
