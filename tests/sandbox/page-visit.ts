/** The sandbox and its page on a server, as Chapar mounts them, and a browser that visits it. */
import { createServer, type Server } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { createDoor } from '../../src/sandbox/door.ts'
import { type PageOptions, pageRoutes } from '../../src/sandbox/page.ts'
import { createSandboxApp } from '../../src/sandbox/sandbox.ts'
import { type CallOptions, call, linkedinHeaders, linkedinPost, oauth, type Reply } from './http.ts'

export interface Site {
  readonly url: string
  readonly server: Server
  readonly clock: { now: Date }
  call(method: string, path: string, options?: CallOptions): Promise<Reply>
  close(): Promise<void>
}

export async function openSite(options: Partial<Omit<PageOptions, 'sandbox'>> = {}): Promise<Site> {
  const server = createServer()
  const clock = { now: new Date() }
  const sandbox = await createSandboxApp({ folder: null, now: () => clock.now, door: createDoor(server) })
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.route('/', pageRoutes({ sandbox, status: null, card: () => null, nextArticle: null, ...options }))
  app.route('/', sandbox.app)
  server.on('request', getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return {
    url,
    server,
    clock,
    call: (method, path, more) => call(url + path, method, more),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      sandbox.close()
      await closed
    },
  }
}

export interface Visit {
  readonly page: Page
  /** Everything that must not happen: errors on the console, requests to elsewhere, failed requests. */
  readonly troubles: readonly string[]
}

export async function visit(
  browser: Browser,
  site: Site,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(8_000)
  const troubles: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') troubles.push(line.text())
  })
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(site.url) && !address.startsWith('data:')) troubles.push(`asked ${address}`)
  })
  page.on('response', (answer) => {
    if (answer.status() >= 400) troubles.push(`${answer.status()} ${answer.url()}`)
  })
  await page.goto(site.url)
  await page.waitForSelector('body[data-ready]')
  return { page, troubles }
}

export const articleUrl = (edition: string, slug: string): string =>
  `https://novastan.org/${edition}/politik/${slug}/`

export interface Words {
  readonly edition: string
  readonly slug: string
  readonly title: string
  readonly lead: string
}

/** The requests that Chapar's adapters make for one article. */
export async function postEverywhere(site: Site, words: Words): Promise<void> {
  for (const post of [postOnTelegram, postOnX, postOnLinkedIn]) await post(site, words)
}

export function postOnTelegram(site: Site, { edition, slug, title, lead }: Words): Promise<Reply> {
  const url = articleUrl(edition, slug)
  const body = {
    chat_id: `@novastan_${edition}`,
    text: `<b>${escaped(title)}</b>\n\n${escaped(lead)}\n\n<a href="${url}">Weiterlesen</a>\n\n#Kirgistan`,
    parse_mode: 'HTML',
    link_preview_options: { url, prefer_large_media: true, show_above_text: true },
  }
  return site.call('POST', '/telegram/bot1:t/sendMessage', { body })
}

export function postOnX(site: Site, { edition, slug, title }: Words): Promise<Reply> {
  const body = { text: `${title}\n\n${articleUrl(edition, slug)}` }
  const headers = { authorization: oauth(`${4242 + edition.charCodeAt(0)}-token`) }
  return site.call('POST', '/x/2/tweets', { headers, body })
}

export function postOnLinkedIn(site: Site, { edition, slug, title, lead }: Words): Promise<Reply> {
  const article = { source: articleUrl(edition, slug), title, description: '' }
  const commentary = `${lead.replaceAll(/[|{}@[\]()<>#\\*_~]/g, '\\$&')}\n\n{hashtag|\\#|Kirgistan}`
  const body = linkedinPost(commentary, { content: { article } })
  return site.call('POST', '/linkedin/rest/posts', { headers: linkedinHeaders, body })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
