/** Plain objects of the domain with every field set; a test names only what it is about. */
import type { ArticleContent } from '../../src/article/article.ts'
import { textKey, titleKey } from '../../src/article/identity.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import type { FeedItem } from '../../src/feed/item.ts'
import type { Log, LogFields } from '../../src/log.ts'
import type { ArticleRecord, FeedRecord, PollChange, Store } from '../../src/store/store.ts'
import type { Platform, Teaser } from '../../src/teaser/teaser.ts'

/** Monday noon in Berlin. */
export const noon = new Date('2026-11-23T11:00:00.000Z')

/** `noon` and so many minutes. */
export function minutesLater(minutes: number, from: Date = noon): Date {
  return new Date(from.getTime() + minutes * 60_000)
}

export function teaserOf(text: string, platform: Platform = 'telegram'): Teaser {
  const base = {
    text,
    link: 'https://magazine.test/a',
    length: text.length,
    limit: 4096,
    image: null,
    warnings: [],
  }
  if (platform === 'linkedin') return { ...base, platform, card: { title: text, description: '' } }
  return { ...base, platform }
}

export function contentWith(change: Partial<ArticleContent> = {}): ArticleContent {
  return {
    url: 'https://magazine.test/a/',
    title: 'A bridge over the Syr Darya',
    kicker: null,
    lead: 'It took nine years.',
    body: [],
    authors: [],
    categories: [],
    sections: null,
    language: 'en',
    publishedAt: noon,
    image: null,
    credit: null,
    ...change,
  }
}

export function articleWith(id: string, change: Partial<ArticleRecord> = {}): ArticleRecord {
  const content = change.content ?? contentWith({ title: `Article ${id}` })
  return {
    id,
    edition: 'en',
    feedId: 'en',
    firstSeenAt: noon,
    enrichment: null,
    warnings: [],
    removed: [],
    titleKey: titleKey(content.title),
    textKey: textKey(content.title, content.lead),
    revision: 0,
    ...change,
    content,
  }
}

export function deliveryWith(change: Partial<Delivery> = {}): Delivery {
  const articleId = change.articleId ?? 'en-1'
  const channelId = change.channelId ?? 'telegram-en'
  return {
    id: `${articleId}@${channelId}`,
    articleId,
    channelId,
    platform: 'telegram',
    lane: 'telegram:@en',
    state: 'queued',
    reason: null,
    version: 1,
    teaser: teaserOf('A bridge'),
    edited: false,
    approval: 'none',
    attempts: 0,
    attempt: null,
    settling: null,
    notBefore: null,
    dueAt: noon,
    sentAt: null,
    remoteId: null,
    remoteUrl: null,
    position: noon.getTime() * 1000,
    createdAt: noon,
    updatedAt: noon,
    ...change,
  }
}

export function feedRecordWith(change: Partial<FeedRecord> = {}): FeedRecord {
  return {
    id: 'en',
    url: 'https://magazine.test/feed/',
    etag: null,
    lastModified: null,
    conditionalPolls: 0,
    lastPolledAt: noon,
    lastResult: 'new',
    newItems: 0,
    error: null,
    failures: 0,
    backoffUntil: null,
    movedTo: null,
    document: [],
    ...change,
  }
}

export function pollChange(change: Partial<PollChange> = {}): PollChange {
  return {
    edition: 'en',
    seenVersion: 0,
    feed: feedRecordWith(),
    newArticles: [],
    revisedArticles: [],
    newKeys: [],
    firstSights: [],
    newDeliveries: [],
    movedDeliveries: [],
    ...change,
  }
}

/** Stores deliveries, and the articles they need, in the edition `en`. */
export async function storeDeliveries(store: Store, ...deliveries: readonly Delivery[]): Promise<void> {
  const ids = [...new Set(deliveries.map((delivery) => delivery.articleId))]
  const known = await store.articles(ids)
  const newArticles = ids.filter((id) => !known.has(id)).map((id) => articleWith(id))
  const { version } = await store.knowledge({ edition: 'en', feedId: 'en', keys: [], titleKeys: [] })
  const saved = await store.savePoll(
    pollChange({ seenVersion: version, newArticles, newDeliveries: deliveries }),
  )
  if (saved !== 'saved') throw new Error('another poll came between')
}

/** The delivery as it is stored; fails the test when there is none. */
export async function storedDelivery(store: Store, id: string): Promise<Delivery> {
  const delivery = await store.delivery(id)
  if (delivery === null) throw new Error(`there is no delivery ${id}`)
  return delivery
}

export function itemWith(change: Partial<FeedItem> = {}): FeedItem {
  return {
    guid: 'https://magazine.test/?p=1',
    link: 'https://magazine.test/a/',
    title: 'A bridge over the Syr Darya',
    description: '<p>It took nine years. The river did not wait for it.</p>',
    content: null,
    creators: [],
    categories: [],
    publishedAt: noon,
    imageUrl: null,
    ...change,
  }
}

/** A log that keeps what it was told. */
export function keptLog(): Log & {
  readonly lines: readonly { readonly message: string; readonly fields: LogFields }[]
} {
  const lines: { message: string; fields: LogFields }[] = []
  const keep = (message: string, fields: LogFields = {}) => void lines.push({ message, fields })
  return { lines, info: keep, warn: keep, error: keep }
}
