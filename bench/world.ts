/**
 * The world of a measurement, in a process of its own: feeds with ETags, and the least that Telegram, X and LinkedIn
 * must answer. Not the sandbox: that keeps everything on disk and would be measured with it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** Asked over IPC: serve this as the feed's document from now on. */
export interface Publish {
  readonly feed: string
  readonly body: string
}

/** Told over IPC; `at` in milliseconds since the epoch, with fractions. */
export type Told =
  | { readonly kind: 'listening'; readonly url: string }
  /** The first answer that held the newest document of the feed has left. */
  | { readonly kind: 'served'; readonly feed: string; readonly at: number }
  | { readonly kind: 'posted'; readonly platform: string; readonly at: number }

interface Document {
  readonly body: string
  readonly etag: string
  served: boolean
}

/** `/feed/NAME-7` is served the document of NAME: many feeds, one text. */
const documents = new Map<string, Document>()
let revision = 0
let requests = 0
let notModified = 0
let messages = 0

process.on('message', ({ feed, body }: Publish) => {
  documents.set(feed, { body, etag: `"${++revision}"`, served: false })
})
process.on('disconnect', () => process.exit(0))

const server = createServer((request, response) => {
  const [, place = '', rest = ''] = /^\/([^/?]*)\/?(.*)$/.exec(request.url ?? '') ?? []
  if (place === 'feed') return serveFeed(rest, request, response)
  if (place === 'counts') return void response.end(JSON.stringify({ requests, notModified }))
  request.resume().on('end', () => answerPost(place, request, response))
})
// Room for the bench that opens thousands of connections in a row.
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  tell({ kind: 'listening', url: `http://127.0.0.1:${port}` })
})

function serveFeed(feed: string, request: IncomingMessage, response: ServerResponse): void {
  const document = documents.get(feed.replace(/-\d+$/, ''))
  if (document === undefined) return void response.writeHead(404).end()
  requests++
  if (request.headers['if-none-match'] === document.etag) {
    notModified++
    return void response.writeHead(304).end()
  }
  response.writeHead(200, { 'content-type': 'application/rss+xml; charset=UTF-8', etag: document.etag })
  response.end(document.body)
  if (document.served) return
  document.served = true
  tell({ kind: 'served', feed, at: now() })
}

function answerPost(platform: string, request: IncomingMessage, response: ServerResponse): void {
  const id = ++messages
  switch (platform) {
    case 'telegram': {
      const result = { message_id: id, chat: { id: -1001, username: 'magazine' } }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ ok: true, result }))
      break
    }
    case 'x':
      response.writeHead(201, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ data: { id: String(id), text: '' } }))
      break
    case 'linkedin':
      response.writeHead(201, { 'x-restli-id': `urn:li:share:${id}` }).end()
      break
    default:
      response.writeHead(404).end()
      return
  }
  if (request.method === 'POST') tell({ kind: 'posted', platform, at: now() })
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

function tell(told: Told): void {
  process.send?.(told)
}
