/**
 * What the adapters share: one HTTP request on a connection of its own, and what is certain when no answer came.
 * The one fact everything rests on: a request whose connection never opened was read by nobody.
 */
import type { RequestInit, Response } from 'undici'
import type { SendOutcome } from './channel.ts'

/** What one request came to, as plain data, before anyone judges it. */
export type Observed = Answer | NoAnswer

/** A whole answer. `body` is parsed JSON, the bare text where it is not JSON, `null` where there is none. */
export interface Answer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** No answer, or only a part of one. `never`: no connection opened, so nobody has read the request. */
export interface NoAnswer {
  readonly kind: 'no-answer'
  readonly connected: 'never' | 'perhaps'
  /** A system's error code, `TIMEOUT` or `ABORTED`; never a message, since those may hold a token. */
  readonly code: string
  /** What came before it broke off. It decides nothing, but may name the post. */
  readonly partial?: Answer
}

/** What an adapter is given besides its settings. */
export interface Surroundings {
  readonly now: () => Date
  readonly sendTimeoutMs: number
  /** Pictures may lie at private addresses. */
  readonly allowPrivate: boolean
}

/** How long one request may take, and who may break it off. */
export interface Limits {
  readonly signal: AbortSignal
  readonly timeoutMs: number
}

/** What became of the only connection of one request. */
export interface Wire {
  /** Both limits in one; the request runs under it. */
  readonly signal: AbortSignal
  readonly callerSignal: AbortSignal
  asked: boolean
  opened: boolean
}

export function newWire(limits: Limits): Wire {
  const signal = AbortSignal.any([limits.signal, AbortSignal.timeout(limits.timeoutMs)])
  return { signal, callerSignal: limits.signal, asked: false, opened: false }
}

/** One request through `fetch`: for an SDK that takes a `fetch`, or alone through `request`. */
export interface Line {
  fetch(url: string, init: RequestInit): Promise<Response>
  /** The answer that came, whatever an SDK made of it; else what the error says. */
  observed(error: unknown): Observed
  close(): Promise<void>
}

/** undici is loaded here, so that reading a configuration does not cost its memory. */
export async function openLine(limits: Limits): Promise<Line> {
  const { Agent, buildConnector, fetch, Response } = await import('undici')
  const wire = newWire(limits)
  // HTTP/1.1 only: an HTTP/2 connection that says GOAWAY makes undici send the request again on another one.
  const connect = buildConnector({ allowH2: false })
  const agent = new Agent({
    pipelining: 0,
    connect(options, callback) {
      if (wire.asked) return callback(new Error('one request, one connection'), null)
      wire.asked = true
      connect(options, (...[error, socket]: Parameters<typeof callback>) => {
        if (error !== null) return callback(error, null)
        wire.opened = true
        callback(null, socket)
      })
    },
  })
  let answer: Answer | undefined
  let partial: Answer | undefined
  return {
    async fetch(url, init) {
      const signal = init.signal ? AbortSignal.any([init.signal, wire.signal]) : wire.signal
      // A redirect is an answer like any other: following a 307 would be a second posting request.
      const response = await fetch(url, { ...init, redirect: 'manual', dispatcher: agent, signal })
      const { status } = response
      const decoder = new TextDecoder()
      let text = ''
      partial = { kind: 'answer', status, headers: Object.fromEntries(response.headers), body: text }
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true })
        partial = { ...partial, body: text }
      }
      answer = { ...partial, body: readBody(text) }
      const bodiless = status === 204 || status === 205 || status === 304
      return new Response(bodiless ? null : text, { status })
    },
    observed: (error) => answer ?? noAnswer(error, wire, partial),
    close: () => agent.destroy(),
  }
}

/** One request, one connection, no retry, no redirect. Never rejects. */
export async function request(url: string, init: RequestInit, limits: Limits): Promise<Observed> {
  const line = await openLine(limits)
  try {
    await line.fetch(url, init)
    return line.observed(undefined)
  } catch (error) {
    return line.observed(error)
  } finally {
    await line.close()
  }
}

/** What can be said when a request failed without a whole answer. */
export function noAnswer(error: unknown, wire: Wire, partial: Answer | undefined): NoAnswer {
  const connected = wire.opened ? 'perhaps' : 'never'
  const limit = wire.callerSignal.aborted ? 'ABORTED' : 'TIMEOUT'
  const code = wire.signal.aborted ? limit : (errorCode(error) ?? 'BROKEN')
  return { kind: 'no-answer', connected, code, ...(partial && { partial }) }
}

/** The first system code in an error and what it wraps. Looks at codes only. */
function errorCode(error: unknown): string | undefined {
  const wrappers = ['cause', 'error', '_options', 'errors', '0']
  let level: unknown[] = [error]
  for (let depth = 0; depth < 6; depth++) {
    const objects = level.filter((value) => typeof value === 'object' && value !== null)
    for (const value of objects) {
      const code: unknown = Reflect.get(value, 'code')
      if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code
    }
    level = objects.flatMap((value) => wrappers.map((key): unknown => Reflect.get(value, key)))
  }
  return undefined
}

export function readBody(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/**
 * The rows of design.md's table that no platform differs in: nothing whole came back. `named` finds the id of a post
 * in the part that came, which is evidence and no more.
 */
export function withoutAnswer(
  platform: string,
  observed: NoAnswer,
  named: (partial: Answer) => string | undefined,
): SendOutcome {
  switch (observed.connected) {
    case 'never': {
      const reason = `no-connection: ${platform} could not be reached (${observed.code}); nothing was sent`
      return { kind: 'retry', notBefore: null, scope: 'lane', reason }
    }
    case 'perhaps': {
      const reason = `no-answer: ${platform} was reached, but did not answer in full (${observed.code}); perhaps it is posted`
      const id = observed.partial && named(observed.partial)
      return { kind: 'unknown', reason, ...(id !== undefined && { evidence: { remoteId: id } }) }
    }
  }
}

/** An answer that proves nothing: 5xx, redirects, pages of somebody else's, statuses no documentation names. */
export function notUnderstood(platform: string, answer: Answer): SendOutcome {
  const code = answer.status >= 500 ? 'server' : 'not-understood'
  const reason = `${code}: ${platform} answered ${answer.status}, which says neither posted nor refused; perhaps it is posted`
  return { kind: 'unknown', reason }
}

export function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}

const longestWaitSeconds = 7 * 86_400

/** Seconds to wait if that is what `value` says; `undefined` for nonsense (negative, not a number, over a week). */
export function waitSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= longestWaitSeconds)) return undefined
  return Math.max(1, Math.ceil(seconds))
}

/** A platform's own words, short and on one line, for a reason that staff read. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 200)}…` : line
}

/** A platform's words may repeat what we sent: no secret leaves an adapter, whatever the answer was. */
export function withoutSecrets<T extends object>(result: T, secrets: readonly string[]): T {
  // A shorter one is a placeholder of the sandbox, and hiding it would hide words.
  const given = secrets.filter((secret) => secret.length >= 6)
  const hidden = (value: string): string =>
    given.reduce((text, secret) => text.replaceAll(secret, '***'), value)
  return {
    ...result,
    ...('reason' in result && { reason: hidden(String(result.reason)) }),
    ...('looked' in result && { looked: hidden(String(result.looked)) }),
  }
}

/** `apiUrl` without its trailing slash, credentials, query and fragment. */
export function apiBase(apiUrl: string): string {
  const { origin, pathname } = new URL(apiUrl)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

const tracking = /^(utm_.*|fbclid|noredirect)$/

/** Whether two addresses lead to the same page: protocol, `www.`, trailing slash, tracking and fragment aside. */
export function sameLink(one: string, other: string): boolean {
  const first = comparable(one)
  return first !== undefined && first === comparable(other)
}

function comparable(address: string): string | undefined {
  const url = URL.parse(address)
  if (url === null) return undefined
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name)
  url.searchParams.sort()
  const path = url.pathname.replace(/\/+$/, '')
  return `${url.host.replace(/^www\./, '')}${path}?${url.searchParams}`
}

/** Clocks differ: a post this much older than our attempt by the platform's clock may still be it. */
export const clockSkewMs = 120_000
