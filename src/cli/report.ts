/** What `status` and `once` say, in the shape of the contract. */

import type { Config, FeedConfig } from '../config.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { shownLane } from '../delivery/lane.ts'
import { nextPoll } from '../schedule.ts'
import type { ArticleRecord, DeliveryFilter, FeedRecord, SkippedByRules, Store } from '../store/store.ts'

export interface Report {
  readonly stopped: boolean
  readonly feeds: readonly FeedReport[]
  readonly lanes: readonly LaneReport[]
  readonly deliveries: readonly DeliveryReport[]
}

export interface FeedReport {
  readonly id: string
  readonly url: string
  readonly lastPolledAt: string | null
  readonly lastResult: string | null
  readonly newItems: number
  readonly error: string | null
  readonly nextPollAt: string | null
  /** Articles that rules kept back: `skip` of the feed, `only` and `except` of its channels. */
  readonly skipped: SkippedByRules
}

export interface LaneReport {
  readonly channel: string
  readonly state: 'open' | 'paused' | 'blocked'
  readonly until: string | null
  readonly reason: string | null
}

export interface DeliveryReport {
  readonly id: string
  readonly article: {
    readonly id: string
    readonly feed: string
    readonly url: string
    readonly title: string
    readonly publishedAt: string | null
  }
  readonly channel: string
  readonly platform: string
  readonly state: string
  readonly remoteId: string | null
  readonly remoteUrl: string | null
  readonly attempts: number
  readonly notBefore: string | null
  readonly reason: string | null
  readonly updatedAt: string
}

/** The state of everything that `config` names, with the deliveries that `filter` chooses. */
export async function reportOn(
  store: Store,
  config: Config,
  filter: DeliveryFilter,
  now: Date,
): Promise<Report> {
  const deliveries = await store.deliveries(filter)
  const articles = await store.articles([...new Set(deliveries.map(({ articleId }) => articleId))])
  const skipped = await store.skippedByRules()
  return {
    stopped: await store.stopped(),
    feeds: await Promise.all(
      config.feeds.map(async (feed) => ({
        ...feedReport(feed, config.timezone, await store.feed(feed.id), now),
        skipped: skipped.get(feed.id) ?? noneSkipped,
      })),
    ),
    lanes: await laneReports(store, config, now),
    deliveries: deliveries.map((delivery) => deliveryReport(delivery, articles.get(delivery.articleId))),
  }
}

/** Of a database that is not there yet. */
export function emptyReport(config: Config, now: Date): Report {
  return {
    stopped: false,
    feeds: config.feeds.map((feed) => ({
      ...feedReport(feed, config.timezone, null, now),
      skipped: noneSkipped,
    })),
    lanes: config.channels.map(({ id }) => ({ channel: id, state: 'open', until: null, reason: null })),
    deliveries: [],
  }
}

/** Does something need a person now (exit 1)? Old troubles count as well as new ones. */
export async function needsPerson(store: Store, report: Report): Promise<boolean> {
  if (report.feeds.some((feed) => feed.lastResult === 'error')) return true
  if (report.lanes.some((lane) => lane.state === 'blocked')) return true
  return (await store.waitingForPerson()) > 0
}

const noneSkipped: SkippedByRules = { rule: 0, category: 0 }

function feedReport(
  feed: FeedConfig,
  timeZone: string,
  record: FeedRecord | null,
  now: Date,
): Omit<FeedReport, 'skipped'> {
  return {
    id: feed.id,
    url: feed.url,
    lastPolledAt: iso(record?.lastPolledAt),
    lastResult: record?.lastResult ?? null,
    newItems: record?.newItems ?? 0,
    error: record?.error ?? null,
    nextPollAt: iso(nextPoll(feed.poll, timeZone, record?.backoffUntil ?? null, now)),
  }
}

async function laneReports(store: Store, config: Config, now: Date): Promise<readonly LaneReport[]> {
  const lanes = await store.channelLanes()
  return Promise.all(
    config.channels.map(async ({ id }) => {
      const lane = lanes.get(id)
      if (lane === undefined) return { channel: id, state: 'open' as const, until: null, reason: null }
      const shown = shownLane(await store.lane(lane), now)
      return { channel: id, state: shown.state, until: iso(shown.until), reason: shown.reason }
    }),
  )
}

function deliveryReport(delivery: Delivery, article: ArticleRecord | undefined): DeliveryReport {
  return {
    id: delivery.id,
    article: {
      id: delivery.articleId,
      feed: article?.feedId ?? '',
      url: article?.content.url ?? '',
      title: article?.content.title ?? '',
      publishedAt: iso(article?.content.publishedAt),
    },
    channel: delivery.channelId,
    platform: delivery.platform,
    state: delivery.state,
    remoteId: delivery.remoteId,
    remoteUrl: delivery.remoteUrl,
    attempts: delivery.attempts,
    notBefore: iso(delivery.notBefore),
    reason: delivery.reason,
    updatedAt: delivery.updatedAt.toISOString(),
  }
}

function iso(date: Date | null | undefined): string | null {
  return date?.toISOString() ?? null
}
