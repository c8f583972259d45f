/** What a changed item changes: the article as it is kept, and every delivery of it that has not gone out yet. Pure. */
import { isDeepStrictEqual } from 'node:util'
import type { ArticleContent } from '../article/article.ts'
import { canonicalLink } from '../article/identity.ts'
import type { Delivery, DeliveryEvent } from '../delivery/delivery.ts'
import { step } from '../delivery/step.ts'
import type { ArticleRecord, Knowledge, PollChange } from '../store/store.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'
import {
  articleRecord,
  contentOf,
  type Planned,
  type PlannedChannel,
  ruleAgainst,
  type SeenBy,
} from './planned-item.ts'

export interface RevisionInput extends SeenBy {
  readonly channels: readonly PlannedChannel[]
  readonly known: Knowledge
  compose(content: ArticleContent, platform: Platform, channelId: string): Teaser
}

/** Known articles whose content changed, and the deliveries not yet sent that follow them. */
export function revisions(
  input: RevisionInput,
  items: readonly Planned[],
): Pick<PollChange, 'revisedArticles' | 'movedDeliveries'> {
  const revisedArticles: ArticleRecord[] = []
  const movedDeliveries: { before: Delivery; after: Delivery }[] = []
  for (const planned of items) {
    const record = input.known.articles.get(planned.articleId)
    // An item that cannot be read today says nothing about the article that could.
    if (record === undefined || record.feedId !== input.feedId || planned.broken !== null) continue
    const content = contentOf(planned.extracted)
    if (isDeepStrictEqual(comparable(content), comparable(record.content))) continue
    const next = {
      ...articleRecord(planned, input),
      firstSeenAt: record.firstSeenAt,
      revision: record.revision + 1,
    }
    revisedArticles.push(next)
    for (const before of input.known.deliveries) {
      if (before.articleId !== planned.articleId) continue
      const channel = input.channels.find(({ id }) => id === before.channelId)
      const event = channel === undefined ? null : revisionEvent(before, planned, channel, input)
      const moved = event === null ? null : step(before, event, input.now)
      if (moved?.kind === 'moved') movedDeliveries.push({ before, after: moved.delivery })
    }
  }
  return { revisedArticles, movedDeliveries }
}

function revisionEvent(
  before: Delivery,
  { extracted }: Planned,
  channel: PlannedChannel,
  input: RevisionInput,
): DeliveryEvent | null {
  const rule = ruleAgainst(extracted, channel)
  const isOpen = before.state === 'held' || before.state === 'queued'
  if (before.edited) return null
  if (rule !== null) return isOpen ? rule : null
  if (!isOpen && before.state !== 'skipped') return null
  try {
    const teaser = input.compose(contentOf(extracted), channel.platform, channel.id)
    if (before.state === 'skipped') return { kind: 'unskip', teaser }
    return isDeepStrictEqual(teaser, before.teaser) ? null : { kind: 'revise', teaser }
  } catch {
    return null
  }
}

/** What counts as a change: never a date, never a tracking parameter. */
function comparable(content: ArticleContent): object {
  const { publishedAt: _, url, image, ...rest } = content
  return { ...rest, url: canonicalLink(url) ?? url, image: image?.url.split('?')[0] ?? null }
}
