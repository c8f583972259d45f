/** A sandbox in memory and plain HTTP against it; the clock stands still until a test moves it. */
import { type Agent, request as httpRequest } from 'node:http'
import { afterEach } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly text: string
}

export interface Running {
  readonly sandbox: Sandbox
  readonly clock: { now: Date }
  call(method: string, path: string, options?: CallOptions): Promise<Reply>
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Objects are sent as JSON. */
  readonly body?: object | string
  readonly agent?: Agent
}

const running: Sandbox[] = []
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close()
})

export async function start(folder: string | null = null): Promise<Running> {
  const clock = { now: new Date('2026-11-23T12:00:00Z') }
  const sandbox = await startSandbox({ port: 0, folder, now: () => clock.now })
  running.push(sandbox)
  return { sandbox, clock, call: (method, path, options) => call(sandbox.url + path, method, options) }
}

/** One request on a connection of its own, unless an agent is given. Rejects when the answer breaks off. */
export function call(url: string, method: string, options: CallOptions = {}): Promise<Reply> {
  const body = typeof options.body === 'object' ? JSON.stringify(options.body) : options.body
  const type = typeof options.body === 'object' ? { 'content-type': 'application/json' } : {}
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method, headers: { ...type, ...options.headers }, agent: options.agent ?? false },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const headers = Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          )
          resolve({ status: response.statusCode ?? 0, headers, body: parsed(text), text })
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The system's code of a request that broke. */
export async function codeOf(reply: Promise<unknown>): Promise<string> {
  try {
    await reply
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
  return 'answered'
}

export const oauth = (token = '4242-token', key = 'key'): string =>
  `OAuth oauth_consumer_key="${key}", oauth_nonce="n", oauth_signature="s%3D", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1", oauth_token="${token}", oauth_version="1.0"`

export const linkedinHeaders = {
  authorization: 'Bearer li-token',
  'linkedin-version': '202609',
  'x-restli-protocol-version': '2.0.0',
}

export const linkedinPost = (commentary: string, more: object = {}): object => ({
  author: 'urn:li:organization:1234567',
  commentary,
  visibility: 'PUBLIC',
  distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
  content: { article: { source: 'https://novastan.org/de/a/', title: 'A title', description: '' } },
  lifecycleState: 'PUBLISHED',
  isReshareDisabledByAuthor: false,
  ...more,
})

/** One posting request of each platform. */
export const posting = {
  telegram: (run: Running, text: string, options: CallOptions = {}): Promise<Reply> =>
    run.call('POST', '/telegram/bot1:t/sendMessage', { body: { chat_id: '@novastan_de', text }, ...options }),
  x: (run: Running, text: string, options: CallOptions = {}): Promise<Reply> =>
    run.call('POST', '/x/2/tweets', { headers: { authorization: oauth() }, body: { text }, ...options }),
  linkedin: (run: Running, text: string, options: CallOptions = {}): Promise<Reply> =>
    run.call('POST', '/linkedin/rest/posts', {
      headers: linkedinHeaders,
      body: linkedinPost(text),
      ...options,
    }),
} as const
