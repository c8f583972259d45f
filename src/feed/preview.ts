/** What every channel of a feed would get of a document's items, by the rules that planning uses. Pure. */
import type { ArticleContent, Removal } from '../article/article.ts'
import { identityKeys, keysOfNew, newArticleId, textKey, titleKey } from '../article/identity.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'
import { contentOf, type PlannedChannel, type ReadItem, ruleAgainst } from './planned-item.ts'

/** One item on one channel. */
export interface Previewed {
  readonly articleId: string
  readonly content: ArticleContent
  readonly channel: PlannedChannel
  /** null when the item is skipped; `warnings` says why. */
  readonly teaser: Teaser | null
  readonly warnings: readonly string[]
  readonly removed: readonly Removal[]
}

/** In document order, channels in the feed's order. A teaser that cannot be composed is a warning. */
export function previewItems(
  items: readonly ReadItem[],
  channels: readonly PlannedChannel[],
  edition: string,
  compose: (content: ArticleContent, platform: Platform, channelId: string) => Teaser,
): readonly Previewed[] {
  const keys = identityKeys(items.map(({ item }) => item))
  return items.flatMap((read, index) => {
    const content = contentOf(read.extracted)
    const own = keys[index] ?? { guid: null, link: null }
    const { title, lead } = content
    const candidate = { keys: own, titleKey: titleKey(title), textKey: textKey(title, lead) }
    const articleId = newArticleId(edition, keysOfNew(candidate, new Map()))
    return channels.map((channel) => ({ articleId, content, channel, ...previewOn(read, channel, compose) }))
  })
}

function previewOn(
  { extracted, broken, enrichment }: ReadItem,
  channel: PlannedChannel,
  compose: (content: ArticleContent, platform: Platform, channelId: string) => Teaser,
): Pick<Previewed, 'teaser' | 'warnings' | 'removed'> {
  const rule = ruleAgainst(extracted, channel)
  const removed = extracted.kind === 'article' ? extracted.removed : []
  if (rule !== null) {
    return { teaser: null, warnings: [`skipped: ${rule.reason}: ${rule.detail ?? ''}`], removed }
  }
  if (broken !== null) return { teaser: null, warnings: [broken], removed }
  const own = extracted.kind === 'article' ? extracted.warnings : []
  const warnings = [...own, ...(enrichment?.warnings ?? [])]
  try {
    const teaser = compose(contentOf(extracted), channel.platform, channel.id)
    return { teaser, warnings: [...warnings, ...teaser.warnings], removed }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return { teaser: null, warnings: [...warnings, `compose: ${said}`], removed }
  }
}
