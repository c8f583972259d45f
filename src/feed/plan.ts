/**
 * What a document means: which items are new, what each channel gets of them, what a revision changes. Pure.
 * Every (article, channel) pair of the document ends up with a delivery that says why it is what it is.
 */
import type { ArticleContent } from '../article/article.ts'
import {
  type Candidate,
  filedUnder,
  identify,
  identityKeys,
  keysOfNew,
  newArticleId,
  textKey,
  titleKey,
} from '../article/identity.ts'
import type { FeedConfig } from '../config.ts'
import { type PlannedFor, planDelivery } from '../delivery/planned.ts'
import type { FirstSight, Knowledge, PollChange } from '../store/store.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'
import type { FeedItem } from './item.ts'
import {
  articleRecord,
  contentOf,
  enriched,
  type Planned,
  type PlannedChannel,
  type ReadItem,
  ruleAgainst,
} from './planned-item.ts'
import { revisions } from './revise.ts'

export interface PlanInput {
  readonly feed: FeedConfig
  readonly edition: string
  readonly channels: readonly PlannedChannel[]
  /** In document order. */
  readonly items: readonly ReadItem[]
  /** The previous document's articles. */
  readonly previous: readonly string[]
  readonly known: Knowledge
  readonly now: Date
  /** May throw: that delivery is then `failed`, and no other. */
  compose(content: ArticleContent, platform: Platform, channelId: string): Teaser
}

/** The poll's change without the feed's own record, and what staff and logs are told. */
export interface Plan {
  readonly change: Omit<PollChange, 'feed' | 'edition' | 'seenVersion'>
  /** Articles of this document, in its order. */
  readonly document: readonly string[]
  readonly newItems: number
  readonly fuse: boolean
  /** Items of new articles that some channel will post, in document order: the site is asked about these. */
  readonly toEnrich: readonly FeedItem[]
}

/** Decides everything one document brings. */
export function planPoll(input: PlanInput): Plan {
  const items = assignArticles(input)
  const seen = { edition: input.edition, feedId: input.feed.id, now: input.now }
  const sights = firstSights(input)
  const fresh = items.filter(({ articleId }) => !input.known.articles.has(articleId))
  const wanted = wantedDeliveries(input, items, sights)
  const newItems = new Set(
    wanted.filter((one) => one.isNew && one.post.kind === 'post').map((one) => one.articleId),
  ).size
  const fuse = isFuseTripped(input, newItems, items.length)
  return {
    change: {
      newArticles: fresh.map((planned) => articleRecord(planned, seen)),
      newKeys: items.flatMap((planned) => newKeys(planned, input)),
      firstSights: sights,
      newDeliveries: inOrder(wanted).map((one, index) =>
        planDelivery(fuse ? withFuse(one) : one, input.now, index),
      ),
      ...revisions({ ...input, ...seen }, items),
    },
    document: items.map(({ articleId }) => articleId),
    newItems,
    fuse,
    toEnrich: fuse ? [] : toEnrich(fresh, wanted),
  }
}

function toEnrich(fresh: readonly Planned[], wanted: readonly PlannedFor[]): readonly FeedItem[] {
  const posted = new Set(wanted.flatMap(({ articleId, post }) => (post.kind === 'skip' ? [] : [articleId])))
  return fresh
    .filter(({ articleId, broken }) => posted.has(articleId) && broken === null)
    .map(({ item }) => item)
}

/** Exact repeats of an item collapse; every other one gets the article it is. */
function assignArticles(input: PlanInput): readonly Planned[] {
  const items = withoutRepeats(input.items)
  const keys = identityKeys(items.map(({ item }) => item))
  const candidates = items.map(({ extracted }, index): Candidate => {
    const { title, lead } = contentOf(extracted)
    const own = keys[index] ?? { guid: null, link: null }
    return { keys: own, titleKey: titleKey(title), textKey: textKey(title, lead) }
  })
  const found = identify(candidates, {
    articleByKey: input.known.articleByKey,
    namesakes: input.known.sameTitle,
    previous: input.previous,
  })
  const taken = new Set<string>()
  return items.flatMap((read, index) => {
    const candidate = candidates[index]
    const identified = found[index]
    if (candidate === undefined || identified === undefined) return []
    const articleId =
      identified.kind === 'known'
        ? identified.articleId
        : newArticleId(input.edition, keysOfNew(candidate, input.known.articleByKey))
    if (taken.has(articleId)) return []
    taken.add(articleId)
    // What the site once said of a known article stays: it is not asked again, and a revision must not see it gone.
    const enrichment = input.known.articles.get(articleId)?.enrichment ?? read.enrichment
    return [{ ...enriched(read, enrichment), candidate, identified, articleId }]
  })
}

function withoutRepeats(items: readonly ReadItem[]): readonly ReadItem[] {
  const seen = new Set<string>()
  return items.filter(({ item, extracted }) => {
    const { title, lead } = contentOf(extracted)
    const whole = JSON.stringify([item.guid, item.link, title, lead])
    if (seen.has(whole)) return false
    seen.add(whole)
    return true
  })
}

function firstSights({ channels, items, known, now }: PlanInput): readonly FirstSight[] {
  const dates = items.flatMap(({ item }) => (item.publishedAt === null ? [] : [item.publishedAt.getTime()]))
  const oldestPublishedAt = dates.length === 0 ? null : new Date(Math.min(...dates))
  return channels
    .filter((channel) => !known.firstSights.some((sight) => sight.channelId === channel.id))
    .map((channel) => ({ channelId: channel.id, at: now, oldestPublishedAt, empty: items.length === 0 }))
}

function wantedDeliveries(
  input: PlanInput,
  items: readonly Planned[],
  newSights: readonly FirstSight[],
): PlannedFor[] {
  const existing = new Set(input.known.deliveries.map((delivery) => delivery.id))
  const firstSeenAt = (articleId: string) => input.known.articles.get(articleId)?.firstSeenAt ?? null
  const wanted: PlannedFor[] = []
  for (const planned of items) {
    for (const channel of input.channels) {
      if (existing.has(`${planned.articleId}@${channel.id}`)) continue
      const isFirst = newSights.some((sight) => sight.channelId === channel.id)
      const sight = input.known.firstSights.find((known) => known.channelId === channel.id)
      const post = isFirst ? baseline : decide(planned, channel, sight, firstSeenAt(planned.articleId))
      wanted.push({
        articleId: planned.articleId,
        isNew: !input.known.articles.has(planned.articleId),
        publishedAt: planned.item.publishedAt,
        channel,
        post,
        compose: () => composed(planned, channel, input),
      })
    }
  }
  return wanted
}

function composed(
  { broken, extracted }: Planned,
  { id, platform }: PlannedChannel,
  input: PlanInput,
): Teaser {
  if (broken !== null) throw new Error(broken)
  return input.compose(contentOf(extracted), platform, id)
}

const baseline: PlannedFor['post'] = { kind: 'skip', reason: 'baseline' }

/** What one channel does with one item it has not had, in the order of the reasons' weight. */
function decide(
  planned: Planned,
  channel: PlannedChannel,
  sight: FirstSight | undefined,
  knownSince: Date | null,
): PlannedFor['post'] {
  const { extracted, item, identified } = planned
  const { publishedAt } = item
  // It was away when the channel came, or stood in another feed: old all the same.
  if (sight !== undefined && knownSince !== null && knownSince < sight.at) return baseline
  if (sight?.empty && publishedAt !== null && publishedAt < wholeSecond(sight.at)) return baseline
  const rule = ruleAgainst(extracted, channel)
  if (rule !== null) return rule
  if (identified.kind === 'doubtful') return { kind: 'hold', reason: 'same-as', detail: identified.because }
  const oldest = sight?.oldestPublishedAt ?? null
  if (oldest !== null && publishedAt !== null && publishedAt < oldest) {
    return {
      kind: 'hold',
      reason: 'older-than-baseline',
      detail: `of ${publishedAt.toISOString().slice(0, 10)}`,
    }
  }
  return { kind: 'post' }
}

/** Feeds date to the second: what came in the very second of first sight came after it. */
function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000)
}

/**
 * Three posts are no flood: the share counts from four on, and only for a feed that had something before. A fuse that
 * holds articles of this feed already holds those that come behind them too, until a person decides: a flood may come
 * in two polls.
 */
function isFuseTripped({ feed, previous, known }: PlanInput, newItems: number, inDocument: number): boolean {
  if (newItems === 0) return false
  const isHolding = known.deliveries.some(
    ({ articleId, state, reason }) =>
      state === 'held' &&
      reason?.startsWith('fuse') === true &&
      known.articles.get(articleId)?.feedId === feed.id,
  )
  if (isHolding || newItems > feed.fuse.newAtOnce) return true
  return previous.length > 0 && newItems > 3 && newItems / inDocument >= feed.fuse.share
}

function withFuse(wanted: PlannedFor): PlannedFor {
  if (wanted.post.kind !== 'post' || !wanted.isNew) return wanted
  return { ...wanted, post: { kind: 'hold', reason: 'fuse', detail: 'too many new articles at once' } }
}

/** Oldest article first, its channels as configured; an undated item goes with its older neighbour. */
function inOrder(wanted: readonly PlannedFor[]): readonly PlannedFor[] {
  let last = Number.NEGATIVE_INFINITY
  const at = new Map<string, number>()
  for (const { articleId, publishedAt } of [...wanted].reverse()) {
    last = publishedAt?.getTime() ?? last
    at.set(articleId, last)
  }
  const oldestFirst = [...at.keys()].sort((a, b) => compare(at.get(a), at.get(b)))
  const rank = new Map(oldestFirst.map((id, index) => [id, index]))
  return [...wanted].sort((a, b) => compare(rank.get(a.articleId), rank.get(b.articleId)))
}

function compare(a = 0, b = 0): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function newKeys({ candidate, identified, articleId }: Planned, { known }: PlanInput) {
  const keys = identified.kind === 'known' ? filedUnder(candidate) : keysOfNew(candidate, known.articleByKey)
  return keys.filter((key) => !known.articleByKey.has(key)).map((key) => ({ key, articleId }))
}
