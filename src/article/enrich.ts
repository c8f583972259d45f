/**
 * Asks the magazine's own site for what its feed leaves out: WordPress's REST API by the number in the guid, else the
 * article's page. Only on the feed's own host, one request at a time, within limits, as robots.txt allows; whatever
 * goes wrong is a warning, and the post goes out without.
 */
import { lookup } from 'node:dns'
import { isPrivateAddress } from '../feed/address.ts'
import { decodeText } from '../feed/charset.ts'
import type { Network } from '../feed/fetch.ts'
import { languageOfPath } from '../feed/redirect.ts'
import { type Visited, visit } from '../feed/visit.ts'
import type { ArticleContent } from './article.ts'
import { type Enrichment, isComplete, joined, noFacts, type SiteFacts, withEnrichment } from './enrichment.ts'
import { readPageFacts } from './page.ts'
import { type AskRobots, createRobots } from './robots.ts'
import { readWordPressPost, restAddress } from './wordpress.ts'

/** An article whose feed says too little. */
export interface EnrichRequest {
  readonly guid: string | null
  readonly content: ArticleContent
  readonly feed: { readonly url: string; readonly language: string; readonly enrich: boolean }
}

/** null: the site is not asked about this one, or the program is stopping. Never rejects. */
export type Enrich = (request: EnrichRequest, signal: AbortSignal) => Promise<Enrichment | null>

export interface EnrichSettings {
  readonly network: Network
  readonly allowPrivate: boolean
  /** For all requests about one article, in ms. */
  readonly timeMs: number
  /** Of one answer, in bytes. */
  readonly maxBytes: number
  readonly now: () => Date
}

const usual = { timeMs: 10_000, maxBytes: 2_000_000 }

/** Over the machine's own network, with the usual limits. */
export function createEnricher(allowPrivate: boolean, now: () => Date): Enrich {
  return createEnricherWith({
    network: { lookup, isPrivate: isPrivateAddress },
    allowPrivate,
    now,
    ...usual,
  })
}

/** How long an answer is kept for a second feed of the same edition that has the article too. */
const keptMs = 3_600_000
const mostKept = 500

export function createEnricherWith(settings: EnrichSettings): Enrich {
  const { now } = settings
  const inTurn = createTurns()
  const get = getter(settings)
  const site: Site = { get, robots: createRobots((url, max, signal) => get(url, '*/*', max, signal), now) }
  const kept = new Map<string, { readonly at: number; readonly enrichment: Enrichment }>()
  return async (request, signal) => {
    const { content, feed } = request
    if (!feed.enrich || !isOwnHost(content.url, feed.url)) return null
    return inTurn(new URL(content.url).host, async () => {
      const known = kept.get(content.url)
      if (known !== undefined && now().getTime() - known.at < keptMs) return known.enrichment
      if (signal.aborted) return null
      const limited = AbortSignal.any([signal, AbortSignal.timeout(settings.timeMs)])
      const enrichment = await ask(request, site, settings.maxBytes, limited).catch(() => unreadable)
      if (signal.aborted) return null
      if (kept.size >= mostKept) kept.clear()
      kept.set(content.url, { at: now().getTime(), enrichment })
      return enrichment
    })
  }
}

/** A page that a reader stumbles over must not cost the post. */
const unreadable: Enrichment = { ...noFacts, warnings: ['no picture: what the site answers cannot be read'] }

/** `www.` or not is the same site; another port is another one. */
function isOwnHost(link: string, feedUrl: string): boolean {
  const [one, other] = [URL.parse(link), URL.parse(feedUrl)]
  if (one === null || other === null || !/^https?:$/.test(one.protocol)) return false
  const bare = (url: URL) => `${url.hostname.replace(/^www\./, '')}:${url.port}`
  return bare(one) === bare(other)
}

/** One after the other for each host. */
function createTurns(): <T>(host: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return (host, work) => {
    const turn = (last.get(host) ?? Promise.resolve()).then(work)
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (last.get(host) === settled) last.delete(host)
      })
    last.set(host, settled)
    return turn
  }
}

type Get = (
  url: string,
  accept: string,
  maxBytes: number,
  signal: AbortSignal,
  language?: string,
) => Promise<Visited>

function getter({ network, allowPrivate }: EnrichSettings): Get {
  return (url, accept, maxBytes, signal, language) => {
    const mayFollow = (next: URL) => isOwnHost(next.href, url)
    const request = { url, accept, language: language ?? null, maxBytes, allowPrivate, mayFollow }
    return visit(network, request, signal)
  }
}

interface Site {
  readonly get: Get
  readonly robots: AskRobots
}

/** What came of one source. */
type Asked =
  | { readonly kind: 'facts'; readonly facts: SiteFacts }
  | { readonly kind: 'nothing'; readonly reason: string }

async function ask(
  { guid, content, feed }: EnrichRequest,
  site: Site,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Enrichment> {
  const { url, language } = content
  const read = async (
    address: string,
    accept: string,
    reader: (text: string, finalUrl: string) => SiteFacts | null,
  ): Promise<Asked> => {
    const permission = await site.robots(address, signal)
    if (permission !== 'allowed') return { kind: 'nothing', reason: refusals[permission] }
    const visited = await site.get(address, accept, maxBytes, signal, feed.language)
    if (visited.kind !== 'body') return { kind: 'nothing', reason: visited.reason }
    if (isElsewhere(address, visited.url)) return { kind: 'nothing', reason: `it leads to ${visited.url}` }
    const facts = reader(decodeText(visited.bytes, visited.contentType).text, visited.url)
    return facts === null
      ? { kind: 'nothing', reason: 'it says nothing about this article' }
      : { kind: 'facts', facts }
  }
  const rest = restAddress(guid, url)
  const post =
    rest === null
      ? null
      : await read(rest, 'application/json', (text) => readWordPressPost(text, url, language))
  const fromPost = post?.kind === 'facts' ? post.facts : noFacts
  if (isComplete(withEnrichment(content, fromPost))) return { ...fromPost, warnings: [] }
  const page = await read(url, 'text/html,*/*;q=0.1', (text, at) => readPageFacts(text, at, language))
  const facts = joined(fromPost, page.kind === 'facts' ? page.facts : noFacts)
  return { ...facts, warnings: warningsAbout(content, facts, page) }
}

const refusals = {
  forbidden: 'the robots.txt of the site forbids it',
  unknown: 'the robots.txt of the site cannot be read',
} as const

/** A removed article leads to the front page, a redirect by language to another edition: both have other pictures. */
function isElsewhere(asked: string, got: string): boolean {
  const [from, to] = [new URL(asked).pathname, new URL(got).pathname]
  const isFront = (path: string) => /^\/(?:[a-z]{2}\/?)?$/.test(path)
  return (isFront(to) && !isFront(from)) || languageOfPath(asked) !== languageOfPath(got)
}

/** A closed REST API is no trouble while the page answers. */
function warningsAbout(content: ArticleContent, facts: SiteFacts, page: Asked): readonly string[] {
  if (withEnrichment(content, facts).image !== null) return []
  if (page.kind === 'nothing') return [`no picture: ${content.url} could not be read: ${page.reason}`]
  return [`no picture: neither the feed nor ${content.url} names one`]
}
