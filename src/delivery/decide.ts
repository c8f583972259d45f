/**
 * What a person can decide: the same functions for the command line and, later, the desk. Every decision is an audit
 * row, written in the transaction that carries it out.
 */
import type { ArticleContent } from '../article/article.ts'
import type { ArticleRecord, AuditEntry, Store } from '../store/store.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'
import type { Delivery, DeliveryEvent } from './delivery.ts'
import { type Lane, pausedBy, resumed } from './lane.ts'
import { step } from './step.ts'

export const decisions = ['approve', 'hold', 'skip', 'resend', 'sent'] as const
export type Decision = (typeof decisions)[number]

export interface DecisionSurroundings {
  readonly store: Store
  /** The name that the audit shows. */
  readonly who: string
  now(): Date
  compose(content: ArticleContent, platform: Platform, channelId: string): Teaser
}

export type Decided =
  | { readonly kind: 'done'; readonly delivery: Delivery }
  /** In words for the one who decided. */
  | { readonly kind: 'impossible'; readonly why: string }

/** Carries out a decision on one delivery. `remoteId`: the post's id, for `sent`. */
export async function decide(
  id: string,
  decision: Decision,
  remoteId: string | null,
  surroundings: DecisionSurroundings,
): Promise<Decided> {
  const { store, who, now } = surroundings
  // A running `start` may move it at the same moment: look again then, a few times.
  for (let tries = 0; tries < 5; tries++) {
    const before = await store.delivery(id)
    if (before === null)
      return { kind: 'impossible', why: `there is no delivery "${id}"; "chapar status" lists them` }
    const event = await eventFor(before, decision, remoteId, surroundings)
    const next = step(before, event, now())
    if (next.kind === 'impossible') return next
    const audit = auditOf(who, decision, before, next.delivery, now())
    if (await store.save(before, next.delivery, { audit })) return { kind: 'done', delivery: next.delivery }
  }
  return { kind: 'impossible', why: 'it is being worked on right now, try again in a few seconds' }
}

async function eventFor(
  before: Delivery,
  decision: Decision,
  remoteId: string | null,
  { store, compose }: DecisionSurroundings,
): Promise<DeliveryEvent> {
  switch (decision) {
    case 'approve':
      return { kind: 'approve' }
    case 'hold':
      return { kind: 'hold', reason: 'hold', detail: 'by staff' }
    case 'skip':
      return { kind: 'skip', reason: 'staff' }
    case 'sent':
      return { kind: 'confirm', remoteId }
    case 'resend': {
      if (before.state !== 'skipped' && before.state !== 'deleted') return { kind: 'resend' }
      const article = await store.article(before.articleId)
      if (article === null) return { kind: 'resend' }
      return {
        kind: 'post',
        teaser: before.teaser ?? compose(article.content, before.platform, before.channelId),
      }
    }
  }
}

/** Queues (or holds for approval) what first sight left out. Resolves with the ids; doing it again does nothing. */
export async function backfillArticles(
  articles: readonly ArticleRecord[],
  channelIds: readonly string[],
  { store, who, now, compose }: DecisionSurroundings,
): Promise<readonly string[]> {
  const posted: string[] = []
  // Oldest first: a running `start` may post the first before the last is queued.
  for (const article of articles.toReversed()) {
    for (const before of await store.deliveries({ articleIds: [article.id], states: ['skipped'] })) {
      if (!channelIds.includes(before.channelId) || !before.reason?.startsWith('baseline')) continue
      const next = step(
        before,
        { kind: 'post', teaser: compose(article.content, before.platform, before.channelId) },
        now(),
      )
      if (next.kind === 'impossible') continue
      const audit = auditOf(who, 'backfill', before, next.delivery, now())
      if (await store.save(before, next.delivery, { audit })) posted.push(before.id)
    }
  }
  return posted
}

/** Posts or skips what the feed's fuse holds. Resolves with the ids. */
export async function settleFuse(
  feedId: string,
  decision: 'release' | 'skip',
  { store, who, now }: DecisionSurroundings,
): Promise<readonly string[]> {
  const event: DeliveryEvent =
    decision === 'release' ? { kind: 'release' } : { kind: 'skip', reason: 'staff' }
  const held = (await store.deliveries({ states: ['held'] })).filter(({ reason }) =>
    reason?.startsWith('fuse'),
  )
  const articles = await store.articles([...new Set(held.map(({ articleId }) => articleId))])
  const settled: string[] = []
  for (const before of held) {
    if (articles.get(before.articleId)?.feedId !== feedId) continue
    const next = step(before, event, now())
    if (next.kind === 'impossible') continue
    const audit = auditOf(who, `fuse ${decision}`, before, next.delivery, now())
    if (await store.save(before, next.delivery, { audit })) settled.push(before.id)
  }
  return settled
}

/** Pauses a lane (`until` null: until a person resumes it). */
export async function pauseLane(
  lane: string,
  until: Date | null,
  { store, who, now }: DecisionSurroundings,
): Promise<Lane> {
  const before = await store.lane(lane)
  const after = pausedBy(before, until)
  const audit = {
    at: now(),
    who,
    what: 'pause lane',
    subject: lane,
    before: laneShown(before),
    after: laneShown(after),
  }
  return store.changeLane({ id: lane, change: (now) => pausedBy(now, until) }, audit)
}

/** Ends a person's pause, and the program's own waits and blocks with it. */
export async function resumeLane(lane: string, { store, who, now }: DecisionSurroundings): Promise<Lane> {
  const before = await store.lane(lane)
  const after = laneShown(resumed(before))
  return store.changeLane(
    { id: lane, change: resumed },
    { at: now(), who, what: 'resume lane', subject: lane, before: laneShown(before), after },
  )
}

/** Stops all posting, everywhere and through restarts, or lets it go on. */
export async function setStopped(stopped: boolean, { store, who, now }: DecisionSurroundings): Promise<void> {
  const before = await store.stopped()
  const what = stopped ? 'stop' : 'resume'
  await store.setStopped(stopped, { at: now(), who, what, subject: 'everything', before, after: stopped })
}

function laneShown({ state, until, reason, paused, pausedUntil }: Lane): object {
  return { state, until, reason, paused, pausedUntil }
}

function auditOf(who: string, what: string, before: Delivery, after: Delivery, at: Date): AuditEntry {
  const shown = ({ state, reason, remoteId }: Delivery) => ({ state, reason, remoteId })
  return { at, who, what, subject: before.id, before: shown(before), after: shown(after) }
}
