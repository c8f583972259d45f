/**
 * What a person can decide: the same functions for the command line and, later, the desk. Every decision is an audit
 * row, written in the transaction that carries it out.
 */
import type { ArticleContent } from '../article/article.ts'
import type { ArticleRecord, AuditEntry, Store } from '../store/store.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'
import type { Delivery } from './delivery.ts'
import { step } from './step.ts'

/** Queues (or holds for approval) what first sight left out. Resolves with the ids; doing it again does nothing. */
export async function postSkipped(
  store: Store,
  articles: readonly ArticleRecord[],
  channelIds: readonly string[],
  compose: (content: ArticleContent, platform: Platform) => Teaser,
  who: string,
  now: Date,
): Promise<readonly string[]> {
  const posted: string[] = []
  for (const article of articles) {
    for (const before of await store.deliveries({ articleIds: [article.id], states: ['skipped'] })) {
      if (!channelIds.includes(before.channelId) || !before.reason?.startsWith('baseline')) continue
      const teaser = compose(article.content, before.platform)
      const next = step(before, { kind: 'post', teaser }, now)
      if (next.kind === 'impossible') continue
      const audit = auditOf(who, 'backfill', before, next.delivery, now)
      if (await store.save(before, next.delivery, { audit })) posted.push(before.id)
    }
  }
  return posted
}

/** The audit row of a decision about one delivery. */
export function auditOf(who: string, what: string, before: Delivery, after: Delivery, at: Date): AuditEntry {
  const shown = ({ state, reason, remoteId }: Delivery) => ({ state, reason, remoteId })
  return { at, who, what, subject: before.id, before: shown(before), after: shown(after) }
}
