/**
 * One GET of an address that is somebody else's word (an item's link, a picture): within limits of size and redirects,
 * and never into a private network, whatever a redirect or a name server says. The caller's signal limits the time.
 */
import { Agent, request as send } from 'undici'
import { guardedLookup, isPrivateHost, PRIVATE_ADDRESS } from './address.ts'
import { readBody } from './body.ts'
import { acceptLanguage, type Network, USER_AGENT } from './fetch.ts'

export interface VisitRequest {
  readonly url: string
  /** The `Accept` header. */
  readonly accept: string
  /** Of the edition; null: pictures have none. */
  readonly language: string | null
  /** Of the decoded body, in bytes. */
  readonly maxBytes: number
  readonly allowPrivate: boolean
  /** Whether a redirect may lead there; else the visit fails. */
  readonly mayFollow: (url: URL) => boolean
}

export type Visited =
  | {
      readonly kind: 'body'
      readonly bytes: Uint8Array
      readonly contentType: string | null
      readonly url: string
    }
  /** Any answer but 200; `reason` continues a sentence. */
  | { readonly kind: 'status'; readonly status: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Never rejects. Every hop has a connection of its own, which is closed whatever comes. */
export async function visit(network: Network, request: VisitRequest, signal: AbortSignal): Promise<Visited> {
  let url = webAddress(request.url, undefined)
  if (url === null) return { kind: 'failed', reason: 'it is no web address' }
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const answer = await getOnce(network, request, url, signal)
    if (answer.kind !== 'redirect') return answer
    const next = webAddress(answer.location, url)
    if (next === null) return { kind: 'failed', reason: 'it redirects to what is no web address' }
    if (!request.mayFollow(next))
      return { kind: 'failed', reason: `it redirects to another site, ${next.host}` }
    url = next
  }
  return { kind: 'failed', reason: `it redirects more than ${MOST_REDIRECTS} times` }
}

/** Absolute, http or https, without a user name or password that would be sent along. */
function webAddress(address: string, base: URL | undefined): URL | null {
  const url = URL.parse(address, base)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  url.username = ''
  url.password = ''
  url.hash = ''
  return url
}

async function getOnce(
  network: Network,
  request: VisitRequest,
  url: URL,
  signal: AbortSignal,
): Promise<Visited | { readonly kind: 'redirect'; readonly location: string }> {
  const mustBePublic = !request.allowPrivate
  if (mustBePublic && isPrivateHost(url.hostname, network.isPrivate)) return refused
  const lookup = mustBePublic ? guardedLookup(network.lookup, network.isPrivate) : network.lookup
  // Time is the signal's alone; a connection that never opens ends with the agent.
  const agent = new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { lookup, timeout: 0 },
  })
  try {
    const headers: Record<string, string> = {
      'user-agent': USER_AGENT,
      accept: request.accept,
      'accept-encoding': 'gzip, br',
    }
    if (request.language !== null) headers['accept-language'] = acceptLanguage(request.language)
    const sent = send(url, { dispatcher: agent, signal, headers })
    // undici does not heed the signal while it connects.
    const answer = await Promise.race([sent, whenAborted(signal)])
    answer.body.on('error', () => {})
    const { statusCode: status } = answer
    const header = (name: string): string | null => [answer.headers[name]].flat()[0] ?? null
    const location = header('location')
    if (REDIRECTS.has(status) && location !== null) return { kind: 'redirect', location }
    if (status !== 200) return { kind: 'status', status, reason: `it answers ${status}` }
    const declared = Number(header('content-length') ?? 0)
    if (declared > request.maxBytes) return { kind: 'failed', reason: tooLong(request.maxBytes) }
    const body = await readBody(answer.body, header('content-encoding'), request.maxBytes, signal)
    if (body.kind === 'failed') return { kind: 'failed', reason: `the answer ${body.problem}` }
    return { kind: 'body', bytes: body.bytes, contentType: header('content-type'), url: url.href }
  } catch (error) {
    return failure(error, signal)
  } finally {
    agent.destroy().catch(() => {})
  }
}

const refused: Visited = {
  kind: 'failed',
  reason: 'it leads to a private address: set network.allowPrivate to true if that is right',
}

function tooLong(maxBytes: number): string {
  return `the answer is longer than ${Math.round(maxBytes / 1_000_000) || 1} MB`
}

function failure(error: unknown, signal: AbortSignal): Visited {
  if (signal.aborted) {
    const isTimeout = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
    return { kind: 'failed', reason: isTimeout ? 'it did not answer in time' : 'the program is stopping' }
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === PRIVATE_ADDRESS) return refused
  return { kind: 'failed', reason: `it cannot be reached${code === '' ? '' : ` (${code})`}` }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
