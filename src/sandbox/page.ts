/**
 * The sandbox's page: its files, what it shows, and the stream that keeps it live. The files lie in `page/` beside
 * this one, also beside a bundle; the page loads nothing from anywhere else and runs no script but its own.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { createLive, type LiveOptions } from './page-live.ts'
import type { Card } from './page-view.ts'

export interface PageOptions {
  /** What `createSandboxApp` made. */
  readonly sandbox: LiveOptions['sandbox']
  /** Chapar's own state (the JSON of `status --json`); null when the sandbox runs alone. */
  readonly status: (() => Promise<unknown>) | null
  /** What a link card shows for an address; null: unknown, the card shows the domain only. */
  readonly card: (url: string) => Card | null
  /** "Next article now"; null when the sandbox runs alone. */
  readonly nextArticle: (() => void) | null
}

/** Mount before `/api` of the sandbox: it takes four addresses there. */
export function pageRoutes(options: PageOptions): Hono {
  const { status, nextArticle } = options
  const live = createLive(options)
  const assets = createAssets()
  const app = new Hono()
  app.get('/', policy, (c) => assets(c, 'index.html'))
  app.get('/page/fonts/emoji.woff2', emojiFont)
  app.get('/page/:name{[a-z-]+\\.(?:css|js)}', policy, (c) => assets(c, c.req.param('name')))
  app.get('/api/feed', (c) => c.json(live.feed(), 200, { 'cache-control': 'no-store' }))
  // Hono answers HEAD through GET and drops the body: a stream would never end.
  app.get('/api/events', (c) => (c.req.method === 'HEAD' ? c.body(null) : live.stream()))
  if (status !== null) {
    app.get('/api/status', async (c) => c.json(await status(), 200, { 'cache-control': 'no-store' }))
  }
  if (nextArticle !== null) {
    app.post('/api/next-article', (c) => {
      nextArticle()
      return c.body(null, 204)
    })
  }
  return app
}

const policy = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false,
})

interface Asset {
  readonly body: string
  readonly etag: string
}
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
}
type ServeAsset = (c: Context, name: string) => Promise<Response>

/** Each file is read once, when first asked for. */
function createAssets(): ServeAsset {
  const known = new Map<string, Promise<Asset | null>>()
  return async (c, name) => {
    const reading = known.get(name) ?? readAsset(name)
    known.set(name, reading)
    const found = await reading
    if (found === null) return c.notFound()
    const headers = { 'cache-control': 'no-cache', etag: found.etag }
    if (c.req.header('if-none-match') === found.etag) return c.body(null, 304, headers)
    const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain'
    return c.body(found.body, 200, { ...headers, 'content-type': type })
  }
}

async function readAsset(name: string): Promise<Asset | null> {
  const body = await readFile(new URL(`./page/${name}`, import.meta.url), 'utf8').catch(() => null)
  if (body === null) return null
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"` }
}

/** For machines that have no colour emoji. Not kept in memory: it is large, and browsers keep it. */
async function emojiFont(c: Context): Promise<Response> {
  const name = '@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2'
  try {
    const font = await readFile(createRequire(import.meta.url).resolve(name))
    return c.body(new Uint8Array(font), 200, {
      'content-type': 'font/woff2',
      'cache-control': 'public, max-age=604800',
    })
  } catch {
    return c.notFound()
  }
}
