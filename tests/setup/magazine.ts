/** A small magazine for tests: its feed as text, in Novastan's shapes, on a real web server. */
import { createServer } from 'node:http'

export interface SampleItem {
  readonly number: number
  readonly title: string
  readonly lead: string
  readonly categories?: readonly string[]
  readonly date?: string
  readonly slug?: string
}

/** One RSS item as WordPress writes it. */
export function rssItem(item: SampleItem): string {
  const link = `https://magazin.example.org/de/${item.slug ?? `artikel-${item.number}`}/`
  const categories = (item.categories ?? ['Kirgistan']).map(
    (name) => `<category><![CDATA[${name}]]></category>`,
  )
  return `<item><title>${item.title}</title><link>${link}</link>
<dc:creator><![CDATA[Die Redaktion]]></dc:creator>
<pubDate>${item.date ?? 'Mon, 23 Nov 2026 05:00:00 +0000'}</pubDate>${categories.join('')}
<guid isPermaLink="false">https://magazin.example.org/de/?p=${item.number}</guid>
<description><![CDATA[<p><a href="${link}">${item.title}</a></p><p>${item.lead}</p>]]></description></item>`
}

/** The whole document, items as given (newest first). */
export function rssFeed(items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Magazin</title><link>https://magazin.example.org/de/</link><description>x</description>
${items.join('\n')}</channel></rss>`
}

export interface FeedServer {
  readonly url: string
  /** What the next request gets; a number is a bare status. */
  body: string | number
  requests: number
  close(): Promise<void>
}

/** Serves `body` at `/feed/` until closed. */
export async function serveFeed(body: string): Promise<FeedServer> {
  const server = createServer((_request, response) => {
    feed.requests++
    if (typeof feed.body === 'number') {
      response.statusCode = feed.body
      response.end('trouble')
      return
    }
    response.setHeader('content-type', 'application/rss+xml; charset=UTF-8')
    response.end(feed.body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const feed: FeedServer = {
    url: `http://127.0.0.1:${port}/feed/`,
    body,
    requests: 0,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  return feed
}
