/**
 * Fetches a feed over HTTP: conditionally, within limits of time, size and redirects, and never from a private
 * address that somebody else's answer led to. Every way it can go wrong is a result in words for staff.
 */

import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher, request as send } from 'undici'
import { guardedLookup, isPrivateAddress, isPrivateHost } from './address.ts'
import { readBody } from './body.ts'
import { readDate } from './date.ts'
import { connectionReason, htmlReason, privateReason, statusReason } from './reasons.ts'
import { redirectFrom, withoutCredentials } from './redirect.ts'
import { readRetryAfter } from './retry-after.ts'
import { sniff } from './sniff.ts'

/** What to fetch, and how far to go for it. */
export interface FeedRequest {
  readonly url: string
  /** Validators of the last document that was stored whole. */
  readonly etag: string | null
  readonly lastModified: string | null
  /** Of the edition (`de`), for Accept-Language. */
  readonly language: string
  /** For the whole answer with all its redirects, in milliseconds. */
  readonly timeoutMs: number
  /** Of the decoded document, in bytes. */
  readonly maxBytes: number
  /** A page is welcome too (for previews of one article); else it is the error that it mostly is. */
  readonly pages: boolean
  /** Lets redirects lead to private addresses; `url` itself always may. */
  readonly allowPrivate: boolean
}

export type FetchResult =
  | {
      readonly kind: 'document'
      readonly bytes: Uint8Array
      readonly contentType: string | null
      readonly etag: string | null
      readonly lastModified: string | null
      readonly finalUrl: string
      /** The new URL when all redirects were permanent and stayed on the same host. */
      readonly movedTo: string | null
      readonly serverDate: Date | null
    }
  | { readonly kind: 'not-modified'; readonly serverDate: Date | null }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfter: Date | null }

/** How names become addresses, and which addresses are private; tests bring their own. */
export interface Network {
  readonly lookup: LookupFunction
  readonly isPrivate: (address: string) => boolean
}

/** How Chapar names itself to the sites that it reads; robots.txt knows it as `Chapar`. */
export const USER_AGENT = 'Chapar/0.1 (+https://github.com/novastan/chapar)'
const ACCEPT = 'application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1'
const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Fetches the feed over the machine's own network. Never rejects. */
export function fetchFeed(request: FeedRequest, now: () => Date, signal: AbortSignal): Promise<FetchResult> {
  return fetchFeedOver({ lookup, isPrivate: isPrivateAddress }, request, now, signal)
}

/** Fetches the feed over `network`. Never rejects. */
export async function fetchFeedOver(
  network: Network,
  request: FeedRequest,
  now: () => Date,
  signal: AbortSignal,
): Promise<FetchResult> {
  const start = withoutCredentials(URL.parse(request.url))
  if (start === null || !/^https?:$/.test(start.protocol)) {
    return failed(`"${request.url}" is not an http or https address: correct the feed's url.`)
  }
  const deadline = AbortSignal.timeout(request.timeoutMs)
  const context = { network, request, now, start, signal: AbortSignal.any([signal, deadline]) }
  let url = start
  let isMoved = true
  const seen = new Set<string>()
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    seen.add(url.href)
    const answer = await getOnce(context, url, isMoved && hop > 0)
    if (answer.kind !== 'redirect') return answer
    const next = redirectFrom({ start, url, status: answer.status, location: answer.location, seen })
    if (next.kind === 'failed') return failed(next.reason)
    url = next.url
    isMoved &&= next.isPermanent
  }
  return failed(`${start.href} redirects more than ${MOST_REDIRECTS} times: correct the feed's url.`)
}

interface Context {
  readonly network: Network
  readonly request: FeedRequest
  readonly now: () => Date
  readonly start: URL
  readonly signal: AbortSignal
}

interface Redirect {
  readonly kind: 'redirect'
  readonly status: number
  readonly location: string | null
}

/** One request on a connection of its own, which is closed whatever comes. */
async function getOnce(context: Context, url: URL, isMoved: boolean): Promise<FetchResult | Redirect> {
  const { network, request, start, signal } = context
  const mustBePublic = !request.allowPrivate && !isSameServer(start, url)
  if (mustBePublic && isPrivateHost(url.hostname, network.isPrivate)) return failed(privateReason(start, url))
  const resolve = mustBePublic ? guardedLookup(network.lookup, network.isPrivate) : network.lookup
  const agent = new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { lookup: resolve, timeout: request.timeoutMs },
  })
  try {
    const sent = send(url, { dispatcher: agent, signal, headers: headersFor(context, url) })
    // undici does not heed the signal while it connects.
    const answer = await Promise.race([sent, whenAborted(signal)])
    answer.body.on('error', () => {})
    return await judge(context, url, isMoved, answer)
  } catch (error) {
    return failed(connectionReason(error, { start, url, signal, timeoutMs: request.timeoutMs }))
  } finally {
    agent.destroy().catch(() => {})
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** The same host and port, or the same host one step up from http to https. */
function isSameServer(one: URL, other: URL): boolean {
  return one.hostname === other.hostname && one.port === other.port
}

function headersFor({ request, start }: Context, url: URL): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': USER_AGENT,
    accept: ACCEPT,
    'accept-language': acceptLanguage(request.language),
    'accept-encoding': 'gzip, br',
  }
  if (url.hostname !== start.hostname) return headers
  if (request.etag !== null) headers['if-none-match'] = request.etag
  if (request.lastModified !== null) headers['if-modified-since'] = request.lastModified
  return headers
}

const REGIONS: Readonly<Record<string, string>> = { de: 'de-DE', fr: 'fr-FR', en: 'en-GB' }

/** Novastan's editions redirect by browser language (research/novastan.md §5). */
export function acceptLanguage(language: string): string {
  const primary = language.split(/[-_]/)[0] ?? language
  const regional = language === primary ? REGIONS[primary] : language.replace('_', '-')
  return regional === undefined ? language : `${regional},${primary};q=0.9`
}

async function judge(
  context: Context,
  url: URL,
  isMoved: boolean,
  answer: Dispatcher.ResponseData,
): Promise<FetchResult | Redirect> {
  const { statusCode: status, headers } = answer
  const { request, now, signal } = context
  const serverDate = serverDateOf(headers)
  if (REDIRECTS.has(status)) return { kind: 'redirect', status, location: first(headers['location']) }
  if (status === 304 && (request.etag !== null || request.lastModified !== null)) {
    return { kind: 'not-modified', serverDate }
  }
  if (status !== 200) {
    const isChallenge = first(headers['cf-mitigated']) === 'challenge'
    const retryAfter = readRetryAfter(first(headers['retry-after']), now())
    return { kind: 'failed', reason: statusReason(url, status, isChallenge), retryAfter }
  }
  const tooLong = Number(first(headers['content-length']) ?? 0) > request.maxBytes
  const body = tooLong
    ? {
        kind: 'failed' as const,
        problem: `is longer than ${Math.round(request.maxBytes / 1_000_000) || 1} MB`,
      }
    : await readBody(answer.body, first(headers['content-encoding']), request.maxBytes, signal)
  if (body.kind === 'failed') {
    const mend = /^is longer than/.test(body.problem) ? ' If that is right, raise maxSize of this feed.' : ''
    return failed(`${url.href}: the answer ${body.problem}.${mend}`)
  }
  const contentType = first(headers['content-type'])
  if (body.bytes.length === 0)
    return failed(`${url.href} answers with an empty page: look at it in a browser.`)
  if (!request.pages && isHtml(body.bytes, contentType)) return failed(htmlReason(url))
  return {
    kind: 'document',
    bytes: body.bytes,
    contentType,
    etag: first(headers['etag']),
    lastModified: first(headers['last-modified']),
    finalUrl: url.href,
    movedTo: isMoved ? url.href : null,
    serverDate,
  }
}

/** A cache passes on the date of the answer that it keeps, and says how old that is. */
function serverDateOf(headers: Dispatcher.ResponseData['headers']): Date | null {
  const date = readDate(first(headers['date']) ?? '')
  const age = /^\d{1,9}$/.exec(first(headers['age'])?.trim() ?? '')?.[0] ?? '0'
  return date === null ? null : new Date(date.getTime() + Number(age) * 1000)
}

/** A feed that a server calls HTML by mistake is still a feed. */
function isHtml(bytes: Uint8Array, contentType: string | null): boolean {
  const seen = sniff(bytes)
  return (
    seen === 'html' || (seen === 'other' && /^\s*(?:text\/html|application\/xhtml)/i.test(contentType ?? ''))
  )
}

function first(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}

function failed(reason: string): FetchResult & { kind: 'failed' } {
  return { kind: 'failed', reason, retryAfter: null }
}
