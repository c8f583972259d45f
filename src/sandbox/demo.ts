/**
 * What `npm start` shows without a configuration: a small invented magazine whose articles come one by one, and three
 * stand-in platforms for each of its editions. Chapar itself runs on it as it would on the real thing.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { parseConfig } from '../config-reading.ts'
import { createDoor } from './door.ts'
import {
  articleById,
  articleUrl,
  editions,
  type Published,
  pictureUrl,
  type SampleArticle,
} from './magazine/article.ts'
import { createMagazine } from './magazine/magazine.ts'
import { nextArticle } from './magazine/running-order.ts'
import { wordings } from './magazine/wording.ts'
import { pageRoutes } from './page.ts'
import { createSandboxApp } from './sandbox.ts'

export interface DemoOptions {
  /** Where `server` is reached: `http://127.0.0.1:8080`. */
  readonly address: string
  readonly server: Server
  /** Keeps posts and what the magazine has published. */
  readonly folder: string
  readonly database: string
  now(): Date
}

export interface Demo {
  readonly config: Config
  /** `status`: the JSON of the command, for the page's panel. */
  routes(status: () => Promise<unknown>): Hono
  /** Articles begin to come. */
  begin(stopping: AbortSignal): void
  close(): void
}

/** Posts carry public-looking addresses, as real ones do: X counts an address of this machine as plain text. */
const publicAddress = 'https://jibekstan.example.org'
const firstArticleMs = 1_500
const betweenArticlesMs = 12_000

export async function createDemo({ address, server, folder, database, now }: DemoOptions): Promise<Demo> {
  const door = createDoor(server)
  const sandbox = await createSandboxApp({ folder, now, door })
  const issue = keepIssue(join(folder, 'magazine.json'), now)
  const published = issue.published
  const feeds = createMagazine({ baseUrl: publicAddress, published, now })
  const site = createMagazine({ baseUrl: `${address}/magazine`, published, now })
  return {
    config: demoConfig(address, database, now()),
    routes(status) {
      const app = new Hono()
      app.route(
        '/',
        pageRoutes({
          sandbox,
          status,
          card: (url) => cardOf(url, published()),
          nextArticle: issue.publishNext,
        }),
      )
      app.get('/magazine/:edition/feed/', (context) => feeds.fetch(context.req.raw))
      app.route('/', site)
      app.route('/', sandbox.app)
      return app
    },
    begin(stopping) {
      let timer = setTimeout(come, published().length === 0 ? firstArticleMs : betweenArticlesMs)
      function come(): void {
        issue.publishNext()
        timer = setTimeout(come, betweenArticlesMs)
      }
      stopping.addEventListener('abort', () => clearTimeout(timer))
    },
    close() {
      door.lock()
      sandbox.close()
    },
  }
}

const issueFile = z.array(z.object({ id: z.string(), publishedAt: z.coerce.date() }))

/** What the magazine has published so far, kept in a small file. */
function keepIssue(file: string, now: () => Date) {
  let entries = readIssue(file)
  return {
    published: (): readonly Published[] =>
      entries.flatMap(({ id, publishedAt }) => {
        const article = articleById(id)
        return article === undefined ? [] : [{ article, publishedAt }]
      }),
    publishNext(): void {
      const next = nextArticle(entries.map(({ id }) => id))
      if (next === null) return
      entries = [...entries, { id: next.id, publishedAt: now() }]
      writeFileSync(`${file}.new`, JSON.stringify(entries))
      renameSync(`${file}.new`, file)
    },
  }
}

function readIssue(file: string): z.infer<typeof issueFile> {
  try {
    return issueFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

function cardOf(url: string, published: readonly Published[]) {
  const found = published.find(({ article }) => articleUrl(article, publicAddress) === url)?.article
  return found === undefined ? null : cardFor(found)
}

function cardFor(article: SampleArticle) {
  return {
    title: article.title,
    description: article.lead,
    image: pictureUrl(article, '/magazine'),
    alt: article.picture.alt,
    site: wordings[article.edition].siteName,
    href: articleUrl(article, '/magazine'),
  }
}

/** A configuration as an operator would write it; short waits, so that a visitor sees how troubles end. */
function demoConfig(address: string, database: string, now: Date): Config {
  const feeds = editions.map((edition) => ({
    id: edition,
    url: `${address}/magazine/${edition}/feed/`,
    language: edition,
    poll: '*/2 * * * * *',
    channels: [`telegram-${edition}`, `x-${edition}`, `linkedin-${edition}`],
  }))
  const secret = '${SANDBOX}'
  const channels = editions.flatMap((edition, index) => [
    {
      id: `telegram-${edition}`,
      platform: 'telegram',
      chat: `@jibekstan_${edition}`,
      token: secret,
      apiUrl: `${address}/telegram`,
    },
    {
      id: `x-${edition}`,
      platform: 'x',
      appKey: secret,
      appSecret: secret,
      accessToken: `\${SANDBOX_${edition}}`,
      accessSecret: secret,
      apiUrl: `${address}/x`,
    },
    {
      id: `linkedin-${edition}`,
      platform: 'linkedin',
      organization: String(1001 + index),
      token: secret,
      apiVersion: liveApiVersion(now),
      apiUrl: `${address}/linkedin`,
    },
  ])
  const settings = {
    database,
    settle: { first: '3s', again: '5s', absentAfter: '5s' },
    retry: { first: '2s', max: '20s' },
    feeds,
    channels,
  }
  const parsed = parseConfig(JSON.stringify(settings), (name) => sandboxSecret(name))
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems))
  return parsed.config
}

/** X tells accounts apart by the number before the hyphen. */
function sandboxSecret(name: string): string {
  const edition = editions.findIndex((one) => name === `SANDBOX_${one}`)
  return edition === -1 ? 'any-credentials-work' : `${7001 + edition}-any-credentials-work`
}

/** LinkedIn's versions live about a year (platforms.md §3). */
function liveApiVersion(now: Date): string {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 1))
  return month.toISOString().slice(0, 7).replace('-', '')
}
