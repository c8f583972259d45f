/**
 * An item once it is known which article it is, and the rules that staff wrote for its channels. Pure.
 */
import type { ArticleContent, Extracted, Language } from '../article/article.ts'
import { type Enrichment, withEnrichment } from '../article/enrichment.ts'
import type { Candidate, Identified } from '../article/identity.ts'
import type { Approve } from '../config.ts'
import type { PlannedFor } from '../delivery/planned.ts'
import type { ArticleRecord } from '../store/store.ts'
import type { Platform } from '../teaser/teaser.ts'
import type { FeedItem } from './item.ts'

/** A channel as planning sees it: no secret, no connection. */
export interface PlannedChannel {
  readonly id: string
  readonly platform: Platform
  readonly lane: string
  readonly approve: Approve
  readonly only: readonly string[] | undefined
  readonly except: readonly string[] | undefined
}

export interface ReadItem {
  readonly item: FeedItem
  readonly extracted: Extracted
  /** Why the item could not be read; its deliveries fail with it. null: it could. */
  readonly broken: string | null
  /** What the site added; of a known article what is stored. null: nothing was asked. */
  readonly enrichment: Enrichment | null
}

/** An item and the article it is. */
export interface Planned extends ReadItem {
  readonly candidate: Candidate
  readonly identified: Identified
  readonly articleId: string
}

/** A delivery that a rule ends before it began. */
export type Skip = Extract<PlannedFor['post'], { kind: 'skip' }>

/** The rule of the feed or the channel that speaks against this item; null: none does. */
export function ruleAgainst(extracted: Extracted, channel: PlannedChannel): Skip | null {
  if (extracted.kind === 'skip') {
    return { kind: 'skip', reason: 'rule', detail: extracted.reason.replace(/^rule: /, '') }
  }
  const categories = extracted.content.categories.map((category) => category.toLowerCase())
  const named = (list: readonly string[]) =>
    list.find((category) => categories.includes(category.toLowerCase()))
  const { only, except } = channel
  if (only !== undefined && named(only) === undefined) {
    return { kind: 'skip', reason: 'category', detail: `none of ${only.join(', ')}` }
  }
  const excepted = except === undefined ? undefined : named(except)
  return excepted === undefined ? null : { kind: 'skip', reason: 'category', detail: excepted }
}

/** Where and when an item was seen. */
export interface SeenBy {
  readonly edition: string
  readonly feedId: string
  readonly now: Date
}

/** The article as it is stored at first sight. */
export function articleRecord(planned: Planned, seen: SeenBy): ArticleRecord {
  const { extracted, candidate, articleId, enrichment } = planned
  return {
    id: articleId,
    edition: seen.edition,
    feedId: seen.feedId,
    firstSeenAt: seen.now,
    content: contentOf(extracted),
    enrichment,
    warnings: [
      ...(extracted.kind === 'article' ? extracted.warnings : []),
      ...(enrichment === null ? [] : enrichment.warnings),
    ],
    removed: extracted.kind === 'article' ? extracted.removed : [],
    titleKey: candidate.titleKey,
    textKey: candidate.textKey,
    revision: 0,
  }
}

/** What is stored of an item; of a skipped one its headline and address. */
export function contentOf(extracted: Extracted): ArticleContent {
  if (extracted.kind === 'article') return extracted.content
  return bareContent(extracted.title, extracted.url, extracted.language)
}

/** The item with what the site added; what the feed itself says stays. */
export function enriched(read: ReadItem, enrichment: Enrichment | null): ReadItem {
  const { extracted } = read
  if (enrichment === null || extracted.kind === 'skip') return { ...read, enrichment }
  return {
    ...read,
    enrichment,
    extracted: { ...extracted, content: withEnrichment(extracted.content, enrichment) },
  }
}

/** An article of which nothing but headline and address is known. */
export function bareContent(title: string, url: string, language: Language): ArticleContent {
  return {
    url,
    title,
    kicker: null,
    lead: '',
    body: [],
    authors: [],
    categories: [],
    sections: null,
    language,
    publishedAt: null,
    image: null,
    credit: null,
  }
}
