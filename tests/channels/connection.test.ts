import { expect, test } from 'vitest'
import {
  apiBase,
  noAnswer,
  openLine,
  quote,
  sameLink,
  waitSeconds,
  withoutAnswer,
} from '../../src/channels/connection.ts'
import { serve } from './servers.ts'

const { signal } = new AbortController()

test('a line makes one connection and no second one', async () => {
  const server = await serve((_seen, response) => response.end('{}'))
  const line = await openLine({ signal, timeoutMs: 5000 })
  await line.fetch(server.url, { method: 'POST' })
  await expect(line.fetch(server.url, { method: 'POST' })).rejects.toThrow()
  await line.close()
  expect(server.seen).toHaveLength(1)
})

test('an error that hides its code in causes and lists is told by its code, never by its message', () => {
  const wire = { signal, callerSignal: signal, asked: true, opened: false }
  const refused = Object.assign(new Error('secret'), { code: 'ECONNREFUSED' })
  for (const error of [
    refused,
    new TypeError('fetch failed', { cause: refused }),
    Object.assign(new Error('http'), { error: new TypeError('fetch failed', { cause: refused }) }),
    new AggregateError([refused, refused], 'secret'),
    new TypeError('fetch failed', { cause: new AggregateError([refused]) }),
  ]) {
    expect(noAnswer(error, wire, undefined)).toEqual({
      kind: 'no-answer',
      connected: 'never',
      code: 'ECONNREFUSED',
    })
  }
  for (const error of [undefined, null, 'secret', new Error('secret'), { code: 'a secret' }, { code: 20 }]) {
    expect(noAnswer(error, { ...wire, opened: true }, undefined)).toEqual({
      kind: 'no-answer',
      connected: 'perhaps',
      code: 'BROKEN',
    })
  }
})

test('whatever the code, only an unopened connection proves that nothing was sent', () => {
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'TIMEOUT', 'DEPTH_ZERO_SELF_SIGNED_CERT']) {
    const kindOf = (connected: 'never' | 'perhaps') =>
      withoutAnswer('X', { kind: 'no-answer', connected, code }, () => undefined).kind
    expect([kindOf('never'), kindOf('perhaps')]).toEqual(['retry', 'unknown'])
  }
})

test.each([
  ['https://novastan.org/de/a/', 'http://www.novastan.org/de/a', true],
  [
    'https://novastan.org/de/a/',
    'https://novastan.org/de/a/?utm_source=x&fbclid=1&noredirect=de_DE#top',
    true,
  ],
  ['https://novastan.org/?p=1&q=2', 'https://novastan.org/?q=2&p=1', true],
  ['https://novastan.org/?p=1', 'https://novastan.org/?p=2', false],
  ['https://novastan.org/de/a/', 'https://novastan.org/de/A/', false],
  ['https://novastan.org/de/a/', 'https://novastan.org/de/a/b/', false],
  ['no address', 'no address', false],
])('%s and %s: the same page is %s', (one, other, same) => {
  expect(sameLink(one, other)).toBe(same)
  expect(sameLink(other, one)).toBe(same)
})

test.each([
  [17, 17],
  ['17', 17],
  [0, 1],
  [0.2, 1],
  [604_800, 604_800],
  [604_801, undefined],
  [-1, undefined],
  ['', undefined],
  ['soon', undefined],
  [Number.NaN, undefined],
  [null, undefined],
])('a wait of %j is %j seconds', (value, seconds) => {
  expect(waitSeconds(value)).toBe(seconds)
})

test('an API address loses what does not belong to it', () => {
  expect(apiBase('https://user:secret@example.org/api//?a=b#c')).toBe('https://example.org/api')
  expect(apiBase('http://127.0.0.1:9090')).toBe('http://127.0.0.1:9090')
})

test('a quotation is one short line', () => {
  expect(quote(' a\n b ')).toBe('a b')
  expect(quote('x'.repeat(500))).toHaveLength(201)
})
