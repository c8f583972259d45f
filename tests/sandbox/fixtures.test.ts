/** What the sandbox really answers has the shape of the recorded answers that the adapters are tested with. */
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { Api, InputFile } from 'grammy'
import { TwitterApi } from 'twitter-api-v2'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { linkedinHeaders, linkedinPost, oauth, posting, type Reply, type Running, start } from './http.ts'

const fixture = z.object({
  name: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
})

function recorded(platform: string, name: string): z.infer<typeof fixture> {
  const file = new URL(`../fixtures/platforms/${platform}.json`, import.meta.url)
  const all = z.array(fixture).parse(JSON.parse(readFileSync(file, 'utf8')))
  const found = all.find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(`${platform}.json has no answer named "${name}"`)
  return found
}

/** The same keys at the top, and below it at least those that were recorded. */
function expectShape(reply: Reply, { status, headers, body }: z.infer<typeof fixture>): void {
  expect(reply.status).toBe(status)
  expect(Object.keys(reply.headers)).toEqual(expect.arrayContaining(Object.keys(headers)))
  // 'json' is within 'problem+json': the recorded answers are not that exact for 429.
  expect(reply.headers['content-type'] ?? '').toContain(
    headers['content-type']?.replace('application/', '') ?? '',
  )
  if (body === null) {
    expect(reply.text).toBe('')
    return
  }
  expect(Object.keys(Object(reply.body)).toSorted()).toEqual(Object.keys(Object(body)).toSorted())
  expect(reply.body).toMatchObject(Object(shapeOf(body)))
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return expect.any(Array)
  if (typeof value !== 'object' || value === null) return expect.anything()
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

const telegram =
  (body: object, token = '1:t') =>
  (run: Running): Promise<Reply> =>
    run.call('POST', `/telegram/bot${token}/sendMessage`, { body })
const x =
  (body: object, authorization = oauth()) =>
  (run: Running): Promise<Reply> =>
    run.call('POST', '/x/2/tweets', { headers: { authorization }, body })
const linkedin =
  (change: object, headers: object = {}) =>
  (run: Running): Promise<Reply> =>
    run.call('POST', '/linkedin/rest/posts', {
      headers: { ...linkedinHeaders, ...headers },
      body: linkedinPost('x', change),
    })

type Case = readonly [string, string, (run: Running) => Promise<Reply>]
const cases: readonly Case[] = [
  ['telegram', 'posted in a public channel', telegram({ chat_id: '@novastan_de', text: 'x' })],
  ['telegram', 'posted in a private channel', telegram({ chat_id: -1001234567890, text: 'x' })],
  ['telegram', 'posted in a small group, which has no addresses', telegram({ chat_id: -987654, text: 'x' })],
  ['telegram', 'token revoked', telegram({ chat_id: 1, text: 'x' }, 'revoked')],
  ['telegram', 'chat not found', telegram({ chat_id: 'x', text: 'x' })],
  ['telegram', 'chat id empty', telegram({ chat_id: '', text: 'x' })],
  ['telegram', 'bad markup', telegram({ chat_id: 1, text: '<br>', parse_mode: 'HTML' })],
  ['telegram', 'message too long', telegram({ chat_id: 1, text: 'x'.repeat(4097) })],
  ['telegram', 'message empty', telegram({ chat_id: 1, text: '' })],
  ['x', 'posted', x({ text: 'x' })],
  ['x', 'credentials revoked', x({ text: 'x' }, oauth('revoked'))],
  ['x', 'more than one cashtag', x({ text: '$TSLA $AAPL' })],
  ['x', 'invalid request', x({ text: 'x', colour: 'red' })],
  ['linkedin', 'posted', linkedin({})],
  ['linkedin', 'no access token', linkedin({}, { authorization: '' })],
  ['linkedin', 'token revoked', linkedin({}, { authorization: 'Bearer revoked' })],
  ['linkedin', 'API version retired', linkedin({}, { 'linkedin-version': '202511' })],
  ['linkedin', 'API version missing', linkedin({}, { 'linkedin-version': '' })],
  ['linkedin', 'organization is not one', linkedin({ author: 'urn:li:organization:abc' })],
  ['linkedin', 'text too long', linkedin({ commentary: 'x'.repeat(3001) })],
  ['linkedin', 'field missing', linkedin({ visibility: undefined })],
]

describe('recorded answers', () => {
  test.each(cases)('%s: %s', async (platform, name, ask) => {
    expectShape(await ask(await start()), recorded(platform, name))
  })

  test.each(['x', 'linkedin'] as const)('%s: duplicate', async (platform) => {
    const run = await start()
    await posting[platform](run, 'x')
    expectShape(await posting[platform](run, 'x'), recorded(platform, 'duplicate'))
  })

  test('linkedin: not found', async () => {
    const run = await start()
    const path = '/linkedin/rest/posts/urn%3Ali%3Ashare%3A1'
    expectShape(await run.call('GET', path, { headers: linkedinHeaders }), recorded('linkedin', 'not found'))
  })

  test.each(['telegram', 'x', 'linkedin'] as const)('%s: rate limited, by a fault', async (platform) => {
    const run = await start()
    await run.call('POST', '/api/faults', { body: { platform, kind: 'status', status: 429 } })
    expectShape(await posting[platform](run, 'x'), recorded(platform, 'rate limited'))
  })
})

test('grammY and twitter-api-v2 understand the sandbox', async () => {
  const { sandbox } = await start()
  const api = new Api('77:token', { apiRoot: `${sandbox.url}/telegram` })
  const message = await api.sendMessage('@novastan_de', '<b>x</b>', { parse_mode: 'HTML' })
  expect(message).toMatchObject({ message_id: 1, text: 'x', entities: [{ type: 'bold' }] })
  const png = new InputFile(new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'a.png')
  expect(await api.sendPhoto('@novastan_de', png, { caption: 'y' })).toMatchObject({
    message_id: 2,
    caption: 'y',
  })
  await expect(api.sendMessage(1, '<br>', { parse_mode: 'HTML' })).rejects.toMatchObject({ error_code: 400 })

  const tokens = { appKey: 'k', appSecret: 's', accessToken: '4242-t', accessSecret: 's' }
  const twitter = new TwitterApi(tokens, { httpAgent: new Agent() })
  // To any address but X's own the library sends forms, unless it is told not to.
  const options = { prefix: `${sandbox.url}/x/2/`, forceBodyMode: 'json' } as const
  const posted = await twitter.v2.post<{ data: { id: string } }>('tweets', { text: 'one' }, options)
  expect(posted.data.id).toMatch(/^\d+$/)
  await expect(twitter.v2.post('tweets', { text: 'one' }, options)).rejects.toMatchObject({ code: 403 })
})
