/** The faults of the matrix: what the sandbox is told, or what the adapter meets instead of the sandbox. */
import type { Channel } from '../../src/channels/channel.ts'
import { createChannel } from '../../src/channels/index.ts'
import type { Config } from '../../src/config.ts'
import type { Platform } from '../../src/teaser/teaser.ts'

export interface FaultSpec {
  /** Ordered at the sandbox, without `platform`; null: the sandbox never hears of it. */
  readonly order: object | null
  /** Does the platform keep the post? */
  readonly accepted: boolean
  /** What the first request meets instead of the sandbox as it is. */
  readonly meets?: 'closed port' | 'no such host' | 'short time-out'
}

const longWait = 43_000

/** `now` is the sandbox's clock: X names moments. */
export function faultSpec(name: string, platform: Platform, now: Date): FaultSpec {
  const refused = (status: number, body?: unknown, headers = {}): FaultSpec => ({
    order: { kind: 'status', status, body, headers },
    accepted: false,
  })
  switch (name) {
    case 'no fault':
      return { order: null, accepted: true }
    case 'refused':
      return { order: null, accepted: false, meets: 'closed port' }
    case 'dns':
      return { order: null, accepted: false, meets: 'no such host' }
    case 'reset before read':
      return { order: { kind: 'reset' }, accepted: false }
    case 'reset after acceptance':
      return { order: { kind: 'reset-after-accept' }, accepted: true }
    case 'time-out':
      return { order: { kind: 'hang-after-accept' }, accepted: true, meets: 'short time-out' }
    case 'half an answer':
      return { order: { kind: 'half-answer' }, accepted: true }
    case '429 short':
      return rateLimit(platform, 3, now)
    case '429 long':
      return rateLimit(platform, longWait, now)
    case '500 not accepted':
      return refused(500)
    case '500 accepted':
      return { order: { kind: 'status', status: 500, accepted: true }, accepted: true }
    case '502 HTML page':
      return refused(502, '<html><body><h1>502 Bad Gateway</h1></body></html>')
    case '401':
    case '403':
    case '400':
      return refused(Number(name))
    case 'duplicate, not ours':
      return { order: duplicate(platform, false), accepted: false }
    case 'duplicate, ours':
      return { order: duplicate(platform, true), accepted: true }
  }
  throw new Error(`there is no fault "${name}"`)
}

function rateLimit(platform: Platform, seconds: number, now: Date): FaultSpec {
  const order = { kind: 'status', status: 429 }
  const reset = String(Math.ceil(now.getTime() / 1000) + seconds)
  switch (platform) {
    case 'telegram': {
      const description = `Too Many Requests: retry after ${seconds}`
      const body = { ok: false, error_code: 429, description, parameters: { retry_after: seconds } }
      return { order: { ...order, body }, accepted: false }
    }
    case 'x':
      return {
        order: { ...order, headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset } },
        accepted: false,
      }
    case 'linkedin':
      return { order: { ...order, headers: { 'retry-after': String(seconds) } }, accepted: false }
  }
}

/** The platform says "I have this already"; whether it was our own lost attempt, it does not know. */
function duplicate(platform: Platform, accepted: boolean): object {
  if (platform === 'x') {
    const detail = 'You are not allowed to create a Tweet with duplicate content.'
    return {
      kind: 'status',
      status: 403,
      accepted,
      body: { detail, title: 'Forbidden', type: 'about:blank', status: 403 },
    }
  }
  const ghost = 'urn:li:share:7000000000000000001'
  const body = {
    message: `Content is a duplicate of ${ghost}`,
    errorDetails: { inputErrors: [{ description: 'Duplicate post is detected', code: 'DUPLICATE_POST' }] },
    status: 422,
  }
  return { kind: 'status', status: 422, accepted, body }
}

/** The same channel, but its first posting request meets trouble. */
export async function troubledOnce(
  settings: Config['channels'][number],
  meets: NonNullable<FaultSpec['meets']>,
  now: () => Date,
): Promise<(channel: Channel) => Channel> {
  const elsewhere = { 'closed port': 'http://127.0.0.1:9', 'no such host': 'http://nothing.invalid' }
  const apiUrl = meets === 'short time-out' ? settings.apiUrl : elsewhere[meets]
  const sendTimeoutMs = meets === 'short time-out' ? 150 : 10_000
  const troubled = await createChannel({ ...settings, apiUrl }, { now, sendTimeoutMs, allowPrivate: true })
  let met = false
  return (channel) => ({
    ...channel,
    send(prepared, signal) {
      const via = met ? channel : troubled
      met = true
      return via.send(prepared, signal)
    },
  })
}
