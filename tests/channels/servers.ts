/**
 * Small real servers on 127.0.0.1 for the adapters, and what the three adapters have in common in tests.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Channel, SendOutcome } from '../../src/channels/channel.ts'
import { type ChannelSettings, createChannel } from '../../src/channels/index.ts'
import type { Platform, Teaser } from '../../src/teaser/teaser.ts'

export const now = new Date('2026-11-23T12:00:00Z')
export const link = 'https://novastan.org/de/kasachstan/ein-artikel/'

/** One request as the server saw it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly socket: Socket
}

export interface TestServer {
  readonly url: string
  readonly seen: Seen[]
}

type Respond = (seen: Seen, response: ServerResponse) => void

/** A server that records every request and answers by `respond`; gone when the test ends. */
export async function serve(respond: Respond, tls?: { key: string; cert: string }): Promise<TestServer> {
  const seen: Seen[] = []
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers, socket } = request
      const one = { method, path: url, headers, body: Buffer.concat(chunks).toString(), socket }
      seen.push(one)
      respond(one, response)
    })
  }
  const server = tls ? createSecureServer(tls, listener) : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`, seen }
}

/** An answer as the fixtures have it. */
export interface Row {
  readonly name: string
  readonly cite: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly outcome: 'sent' | 'retry/lane' | 'blocked' | 'refused' | 'unknown'
  readonly remoteId?: string
  readonly url?: string | null
  readonly waitSeconds?: number
  readonly pauseUntil?: string
  readonly evidence?: string | null
}

export function rowsOf(platform: Platform): Row[] {
  const file = new URL(`../fixtures/platforms/${platform}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as Row[]
}

/** Sends a fixture's answer. A string goes out as it is, `null` as nothing. */
export function answer(response: ServerResponse, row: Pick<Row, 'status' | 'headers' | 'body'>): void {
  const text = typeof row.body === 'string' ? row.body : row.body === null ? '' : JSON.stringify(row.body)
  response
    .writeHead(row.status, { ...row.headers, 'content-length': String(Buffer.byteLength(text)) })
    .end(text)
}

/** The answer of `row` as an adapter observes it. */
export function observed(row: Row): {
  kind: 'answer'
  status: number
  headers: Row['headers']
  body: unknown
} {
  return { kind: 'answer', status: row.status, headers: row.headers, body: row.body }
}

function waitOf(notBefore: Date | null): number | undefined {
  return notBefore === null ? undefined : (notBefore.getTime() - now.getTime()) / 1000
}

/** An outcome in the words of a fixture row, with everything that the row says about it. */
export function asRow(outcome: SendOutcome, row: Row): Partial<Row> {
  const kind = outcome.kind === 'retry' ? `${outcome.kind}/${outcome.scope}` : outcome.kind
  const told = {
    outcome: kind,
    remoteId: outcome.kind === 'sent' ? outcome.remoteId : undefined,
    url: outcome.kind === 'sent' ? (outcome.url ?? null) : undefined,
    waitSeconds: outcome.kind === 'retry' ? waitOf(outcome.notBefore) : undefined,
    pauseUntil: outcome.kind === 'unknown' ? outcome.pauseUntil?.toISOString() : undefined,
    evidence:
      outcome.kind === 'unknown' && outcome.evidence ? (outcome.evidence.remoteId ?? null) : undefined,
  }
  const keys = ['outcome', 'remoteId', 'url', 'waitSeconds', 'pauseUntil', 'evidence'] as const
  return Object.fromEntries(
    keys.filter((key) => told[key] !== undefined || key in row).map((key) => [key, told[key]]),
  )
}

/** What a row expects, in the form of `asRow`. */
export function expected(row: Row): Partial<Row> {
  const { name: _name, cite: _cite, status: _status, headers: _headers, body: _body, ...rest } = row
  return rest
}

const common = { link, length: 20, limit: 280, image: null, warnings: [] }

export const teasers: { readonly [P in Platform]: Extract<Teaser, { platform: P }> } = {
  telegram: {
    ...common,
    platform: 'telegram',
    text: `<b>Ein &amp; Artikel</b>\n\n<a href="${link}">Lesen</a>`,
  },
  x: { ...common, platform: 'x', text: `Ein & Artikel\n\n${link}` },
  linkedin: {
    ...common,
    platform: 'linkedin',
    text: 'Ein & Artikel \\(mit Klammern\\)',
    card: { title: 'Ein & Artikel', description: 'Worum es geht.' },
  },
}

/** Tokens that a test can find again wherever they leak. */
export const secretsOf: { readonly [P in Platform]: readonly string[] } = {
  telegram: ['123456:SECRET-TELEGRAM-TOKEN'],
  x: ['SECRET-APP-KEY', 'SECRET-APP-SECRET', '4242-SECRET-ACCESS-TOKEN', 'SECRET-ACCESS-SECRET'],
  linkedin: ['SECRET-LINKEDIN-TOKEN'],
}

export function settingsFor(platform: Platform, apiUrl: string): ChannelSettings {
  const id = `${platform}-de`
  switch (platform) {
    case 'telegram':
      return { platform, id, chat: '@Novastan_de', token: '123456:SECRET-TELEGRAM-TOKEN', apiUrl }
    case 'x': {
      const app = { appKey: 'SECRET-APP-KEY', appSecret: 'SECRET-APP-SECRET' }
      const access = { accessToken: '4242-SECRET-ACCESS-TOKEN', accessSecret: 'SECRET-ACCESS-SECRET' }
      return { platform, id, ...app, ...access, apiUrl }
    }
    case 'linkedin':
      return {
        platform,
        id,
        organization: '1234567',
        token: 'SECRET-LINKEDIN-TOKEN',
        apiVersion: '202609',
        apiUrl,
      }
  }
}

export function channelAt(platform: Platform, apiUrl: string, sendTimeoutMs = 10_000): Promise<Channel> {
  return createChannel(settingsFor(platform, apiUrl), { now: () => now, sendTimeoutMs, allowPrivate: true })
}

/** Sends the platform's teaser through a channel at `apiUrl`. */
export async function sendTo(
  platform: Platform,
  apiUrl: string,
  { sendTimeoutMs = 10_000, signal = new AbortController().signal } = {},
): Promise<SendOutcome> {
  const channel = await channelAt(platform, apiUrl, sendTimeoutMs)
  return channel.send(await channel.prepare(teasers[platform], signal), signal)
}

/** The answer that posts, of each platform. */
export function success(platform: Platform): Row {
  const row = rowsOf(platform).find(({ outcome }) => outcome === 'sent')
  if (row === undefined) throw new Error(`no success among the fixtures of ${platform}`)
  return row
}
