/** The whole way of a document without the network: bytes → items → articles → plan → SQLite, with the real teasers. */
import type { FeedConfig } from '../../src/config.ts'
import { parseFeed } from '../../src/feed/parse.ts'
import type { PlannedChannel } from '../../src/feed/planned-item.ts'
import { type Polled, pollFeed } from '../../src/feed/poll.ts'
import type { Store } from '../../src/store/store.ts'
import { composeTeaser } from '../../src/teaser/compose.ts'
import { channelWith, documentAnswer } from './newsroom.ts'
import { drivenClock } from './publishing.ts'

export interface Pipeline {
  readonly store: Store
  /** Polls `feed`, whose document is this text; five minutes pass. */
  poll(feed: FeedConfig, document: string | Uint8Array): Promise<Polled>
}

export function pipeline(store: Store, channels: readonly PlannedChannel[] = [channelWith()]): Pipeline {
  const clock = drivenClock()
  return {
    store,
    async poll(feed, document) {
      const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document
      const polled = await pollFeed(
        feed,
        {
          store,
          channels,
          retry: { first: 60_000, max: 3_600_000 },
          allowPrivate: false,
          now: clock.now,
          fetch: async () => documentAnswer({ bytes, finalUrl: feed.url }),
          parse: parseFeed,
          enrich: null,
          compose: composeTeaser,
        },
        new AbortController().signal,
      )
      clock.pass(5)
      return polled
    },
  }
}
