/** The streams of events that keep open pages live. They end with their connections, and cost nothing while nobody looks. */
import type { ChangeListener } from './changes.ts'
import {
  type Counter,
  createCounter,
  type Feed,
  newestPosts,
  type PageEvent,
  shownOfEach,
} from './page-feed.ts'
import type { CardOf } from './page-view.ts'
import { type Watch, watchStatus } from './page-watch.ts'
import type { Post } from './state.ts'

export interface LiveOptions {
  readonly sandbox: {
    /** Oldest first. */
    posts(): readonly Post[]
    onChange(listener: ChangeListener): () => void
  }
  readonly status: (() => Promise<unknown>) | null
  readonly card: CardOf
  readonly nextArticle: (() => void) | null
}

export interface Live {
  feed(): Feed
  stream(): Response
}

const beatMs = 15_000
/** A reader that lets so many events lie is gone, or will do better connecting again. */
const mostWaiting = 500

type Tell = (event: PageEvent) => void

/** Nothing is counted or watched before the first page asks. */
export function createLive({ sandbox, card, status, nextArticle }: LiveOptions): Live {
  const readers = new Set<Tell>()
  let counter: Counter | undefined
  let watch: Watch | undefined
  let report: PageEvent | undefined
  const tellAll: Tell = (event) => {
    if (event.kind === 'status') report = event
    for (const tell of readers) tell(event)
  }
  const counted = (): Counter => {
    if (counter !== undefined) return counter
    const started = createCounter(sandbox.posts(), card)
    sandbox.onChange((change) => {
      const event = started.note(change)
      if (event !== null) tellAll(event)
      watch?.changed()
    })
    counter = started
    return started
  }
  const feed = (): Feed => ({
    tally: counted().tally,
    posts: newestPosts(sandbox.posts(), card),
    shownOfEach,
    hasStatus: status !== null,
    hasNextArticle: nextArticle !== null,
  })
  const join = (tell: Tell): void => {
    tell({ kind: 'feed', feed: feed() })
    if (report !== undefined) tell(report)
    readers.add(tell)
    if (status !== null) watch ??= watchStatus(status, (said) => tellAll({ kind: 'status', report: said }))
  }
  const leave = (tell: Tell): void => {
    readers.delete(tell)
    if (readers.size > 0) return
    watch?.stop()
    watch = undefined
    report = undefined
  }
  return { feed, stream: () => eventStream(join, leave) }
}

/** Ends with its connection: whoever closes the server closes its connections. */
function eventStream(join: (tell: Tell) => void, leave: (tell: Tell) => void): Response {
  const encoder = new TextEncoder()
  let end = (): void => undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string): void => controller.enqueue(encoder.encode(text))
        const tell: Tell = (event) => {
          write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`)
          if ((controller.desiredSize ?? 0) > -mostWaiting) return
          end()
          controller.close()
        }
        const beat = setInterval(() => write(': beat\n\n'), beatMs).unref()
        end = () => {
          clearInterval(beat)
          leave(tell)
        }
        write('retry: 1000\n\n')
        join(tell)
      },
      cancel: () => end(),
    },
    { highWaterMark: 1 },
  )
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}
