/** What a `status` fault answers: as ordered, and where nothing was ordered, as the platform words such a status. */
import { STATUS_CODES } from 'node:http'
import type { Platform } from '../teaser/teaser.ts'
import { type Answer, json } from './answer.ts'
import type { Fault } from './faults.ts'

const defaultRetrySeconds = 5

/** `real`: what the platform would have answered, when it accepted the post. */
export function faultAnswer(fault: Fault, real: Answer | undefined, now: Date): Answer {
  const status = fault.status ?? real?.status ?? 500
  if (fault.status === undefined && fault.body === undefined && real !== undefined) {
    return { ...real, headers: { ...real.headers, ...lowerCase(fault.headers) } }
  }
  const usual = usualAnswer(fault.platform, status, now)
  const body = fault.body === undefined ? usual.body : written(fault.body)
  const type = fault.body === undefined ? usual.headers['content-type'] : typeOf(fault.body)
  const contentType = type === undefined ? {} : { 'content-type': type }
  return { status, headers: { ...usual.headers, ...contentType, ...lowerCase(fault.headers) }, body }
}

function written(body: unknown): string {
  if (body === null) return ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}

function typeOf(body: unknown): string {
  if (typeof body !== 'string' || /^\s*[[{]/.test(body)) return 'application/json'
  return /^\s*</.test(body) ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8'
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  const framing = ['content-length', 'transfer-encoding', 'connection']
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ])
  return Object.fromEntries(entries.filter(([name]) => !framing.includes(name)))
}

/** The platform's own shape of an error: platforms.md §1 Call, §2 Errors and Rate limits, §3 Errors. */
function usualAnswer(platform: Platform, status: number, now: Date): Answer {
  const words = STATUS_CODES[status] ?? 'Unknown'
  const limited = status === 429
  switch (platform) {
    case 'telegram': {
      const parameters = limited ? { parameters: { retry_after: defaultRetrySeconds } } : {}
      const description = limited ? `${words}: retry after ${defaultRetrySeconds}` : words
      const headers: Record<string, string> = limited ? { 'retry-after': `${defaultRetrySeconds}` } : {}
      return json(status, { ok: false, error_code: status, description, ...parameters }, headers)
    }
    case 'x': {
      const reset = Math.ceil(now.getTime() / 1000) + defaultRetrySeconds
      const limits = {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': `${reset}`,
      }
      const problem = { title: words, detail: words, type: 'about:blank', status }
      return json(status, problem, {
        'content-type': 'application/problem+json',
        ...(limited ? limits : {}),
      })
    }
    case 'linkedin':
      return json(status, { status, code: words.toUpperCase().replaceAll(' ', '_'), message: words }, {})
  }
}
