/** Teasers composed ahead of planning, which is pure and does not pause: a large feed must not hold up posting. */
import type { ArticleContent } from '../article/article.ts'
import { textKey } from '../article/identity.ts'
import type { Knowledge } from '../store/store.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'
import { inTurns } from './in-turns.ts'
import { contentOf, type PlannedChannel, type ReadItem } from './planned-item.ts'

type Compose = (content: ArticleContent, platform: Platform, channelId: string) => Teaser
type Composed = Teaser | { readonly thrown: unknown }

/** By content and channel; kept from one try to the next. */
export type ComposedTeasers = Map<ArticleContent, ReadonlyMap<string, Composed>>

/** So few are composed where they are needed. */
const fewItems = 20

/**
 * `compose`, but at once for what planning will most likely ask for: items whose text is not stored yet, on channels
 * that have seen the feed before. What it is asked for beyond that it composes then.
 */
export async function composedAhead(
  items: readonly ReadItem[],
  channels: readonly PlannedChannel[],
  known: Knowledge,
  compose: Compose,
  ready: ComposedTeasers,
): Promise<Compose> {
  const stored = new Set([...known.articles.values()].map((article) => article.textKey))
  const seen = channels.filter(({ id }) => known.firstSights.some((sight) => sight.channelId === id))
  const wanted = items.flatMap(({ extracted, broken }) => {
    const { title, lead } = contentOf(extracted)
    const isWanted = extracted.kind === 'article' && broken === null && !stored.has(textKey(title, lead))
    return isWanted && !ready.has(extracted.content) ? [extracted.content] : []
  })
  if (wanted.length > fewItems && seen.length > 0) {
    await inTurns(wanted, (content) => {
      const teasers = seen.map(({ id, platform }) => [id, attempted(compose, content, platform, id)] as const)
      ready.set(content, new Map(teasers))
    })
  }
  return (content, platform, channelId) => {
    const teaser = ready.get(content)?.get(channelId)
    if (teaser === undefined) return compose(content, platform, channelId)
    if ('thrown' in teaser) throw teaser.thrown
    return teaser
  }
}

function attempted(
  ...[compose, content, platform, id]: [Compose, ArticleContent, Platform, string]
): Composed {
  try {
    return compose(content, platform, id)
  } catch (thrown) {
    return { thrown }
  }
}
