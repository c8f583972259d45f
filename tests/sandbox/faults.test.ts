import { Agent } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/sandbox/changes.ts'
import { codeOf, posting, type Running, start } from './http.ts'

const platforms = ['telegram', 'x', 'linkedin'] as const

const order = async (run: Running, fault: object): Promise<void> => {
  const reply = await run.call('POST', '/api/faults', { body: fault })
  expect(reply.status, reply.text).toBe(201)
}
const postCount = async (run: Running): Promise<number> => {
  const { body } = await run.call('GET', '/api/posts')
  return Array.isArray(body) ? body.length : -1
}

describe.each(platforms)('faults of %s', (platform) => {
  test('reset breaks the connection and accepts nothing', async () => {
    const run = await start()
    await order(run, { platform, kind: 'reset' })
    expect(await codeOf(posting[platform](run, 'one'))).toBe('ECONNRESET')
    expect(await postCount(run)).toBe(0)
    expect((await posting[platform](run, 'one')).status).toBeLessThan(300)
  })

  test('reset-after-accept breaks the connection, but the post stands', async () => {
    const run = await start()
    await order(run, { platform, kind: 'reset-after-accept' })
    expect(await codeOf(posting[platform](run, 'one'))).toBe('ECONNRESET')
    expect(await postCount(run)).toBe(1)
  })

  test('half-answer accepts, and the answer breaks off', async () => {
    const run = await start()
    await order(run, { platform, kind: 'half-answer' })
    expect(await codeOf(posting[platform](run, 'one'))).toBe('ECONNRESET')
    expect(await postCount(run)).toBe(1)
  })

  test('hang-after-accept never answers, and closing the sandbox does not wait for it', async () => {
    const run = await start()
    await order(run, { platform, kind: 'hang-after-accept' })
    const accepted = new Promise<Change>((resolve) => {
      run.sandbox.onChange((change) => change.kind === 'post' && resolve(change))
    })
    const reply = codeOf(posting[platform](run, 'one'))
    await accepted
    expect(await postCount(run)).toBe(1)
    await run.sandbox.close()
    expect(await reply).toBe('ECONNRESET')
  })

  test('status answers what was ordered and accepts nothing, unless it is told to', async () => {
    const run = await start()
    await order(run, {
      platform,
      kind: 'status',
      status: 503,
      body: '<html>down</html>',
      headers: { 'X-Why': 'test' },
    })
    await order(run, { platform, kind: 'status', status: 500, accepted: true })
    const refused = await posting[platform](run, 'one')
    expect(refused).toMatchObject({ status: 503, text: '<html>down</html>' })
    expect(refused.headers).toMatchObject({ 'x-why': 'test', 'content-type': 'text/html; charset=utf-8' })
    expect(await postCount(run)).toBe(0)
    expect((await posting[platform](run, 'one')).status).toBe(500)
    expect(await postCount(run)).toBe(1)
  })

  test('a status without a body is worded as the platform words it', async () => {
    const run = await start()
    await order(run, { platform, kind: 'status', status: 429 })
    const { status, body } = await posting[platform](run, 'one')
    expect({ status, body }).toMatchObject({ status: 429, body: expect.any(Object) })
  })

  test('faults are met in order, each as often as ordered, and then no more', async () => {
    const run = await start()
    await order(run, { platform, kind: 'status', status: 500, times: 2 })
    await order(run, { platform, kind: 'status', status: 418 })
    const statuses = []
    for (let index = 0; index < 4; index++) statuses.push((await posting[platform](run, 'one')).status)
    expect(statuses).toEqual([500, 500, 418, platform === 'telegram' ? 200 : 201])
  })

  test('reading is never met by a fault, and other platforms are not either', async () => {
    const run = await start()
    await order(run, { platform, kind: 'reset' })
    for (const other of platforms.filter((name) => name !== platform)) {
      expect((await posting[other](run, 'one')).status).toBeLessThan(300)
    }
    expect((await run.call('GET', '/telegram/bot1:t/getMe')).status).toBe(200)
    const pending = await run.call('GET', '/api/faults')
    expect(pending.body).toEqual([
      { platform, kind: 'reset', headers: {}, accepted: false, delayMs: 0, times: 1 },
    ])
  })
})

test('an accepting status fault without a status tells the truth, only later', async () => {
  const run = await start()
  await order(run, { platform: 'x', kind: 'status', accepted: true, delayMs: 30 })
  const before = performance.now()
  expect((await posting.x(run, 'one')).status).toBe(201)
  expect(performance.now() - before).toBeGreaterThanOrEqual(25)
})

test('half an answer is half: what came before the break can be read', async () => {
  const run = await start()
  await order(run, { platform: 'telegram', kind: 'half-answer' })
  const response = await fetch(`${run.sandbox.url}/telegram/bot1:t/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: 1, text: 'x' }),
  })
  expect(response.status).toBe(200)
  const reader = response.body?.getReader()
  const first = new TextDecoder().decode((await reader?.read())?.value)
  expect(first.startsWith('{"ok":true')).toBe(true)
  expect(first.length).toBe(Math.ceil(Number(response.headers.get('content-length')) / 2))
  await expect(reader?.read()).rejects.toThrow()
})

test('a 201 of LinkedIn that breaks off has shown its id', async () => {
  const run = await start()
  await order(run, { platform: 'linkedin', kind: 'half-answer' })
  const { linkedinHeaders, linkedinPost } = await import('./http.ts')
  const response = await fetch(`${run.sandbox.url}/linkedin/rest/posts`, {
    method: 'POST',
    headers: { ...linkedinHeaders, 'content-type': 'application/json' },
    body: JSON.stringify(linkedinPost('x')),
  })
  expect(response.headers.get('x-restli-id')).toMatch(/^urn:li:share:\d+$/)
  await expect(response.text()).rejects.toThrow()
})

describe('refuse', () => {
  test('shuts the port at once and opens the same one again', async () => {
    const run = await start()
    const reply = await run.call('POST', '/api/faults', {
      body: { platform: 'x', kind: 'refuse', delayMs: 40, times: 2 },
    })
    expect(reply.body).toMatchObject({ note: expect.stringContaining('80 ms') })
    expect(await codeOf(posting.x(run, 'one'))).toBe('ECONNREFUSED')
    await expect.poll(() => codeOf(run.call('GET', '/api/posts')), { interval: 5 }).toBe('answered')
    expect((await posting.x(run, 'one')).status).toBe(201)
  })

  test('leaves open connections alone, and DELETE /api/faults opens at once', async () => {
    const run = await start()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    await run.call('GET', '/api/posts', { agent })
    await run.call('POST', '/api/faults', { body: { platform: 'x', kind: 'refuse', delayMs: 60_000 } })
    expect(await codeOf(run.call('GET', '/api/posts'))).toBe('ECONNREFUSED')
    expect((await run.call('GET', '/api/posts', { agent })).status).toBe(200)
    expect((await run.call('DELETE', '/api/faults', { agent })).status).toBe(204)
    await expect.poll(() => codeOf(run.call('GET', '/api/posts')), { interval: 5 }).toBe('answered')
    agent.destroy()
  })

  test('does not keep the sandbox from closing', async () => {
    const run = await start()
    await run.call('POST', '/api/faults', { body: { platform: 'x', kind: 'refuse', delayMs: 60_000 } })
    await run.sandbox.close()
    expect(await codeOf(run.call('GET', '/api/posts'))).toBe('ECONNREFUSED')
  })
})

test.each([
  [{ kind: 'reset' }, 'platform: must be one of telegram, x, linkedin'],
  [{ platform: 'y', kind: 'reset' }, 'platform: must be one of telegram, x, linkedin'],
  [{ platform: 'x', kind: 'explode' }, 'kind: must be one of refuse, reset, reset-after-accept'],
  [{ platform: 'x', kind: 'status' }, 'status: must be a whole number from 200 to 599'],
  [{ platform: 'x', kind: 'status', status: 42 }, 'status: must be a whole number from 200 to 599'],
  [{ platform: 'x', kind: 'reset', times: 0 }, 'times: must be a whole number from 1 to 1000'],
  [{ platform: 'x', kind: 'reset', delayMs: -1 }, 'delayMs: must be'],
  [{ platform: 'x', kind: 'reset', accepted: true }, 'accepted: must be false'],
  [{ platform: 'x', kind: 'reset', delay: 1 }, 'delay: unknown; allowed fields are platform, kind'],
  [{ platform: 'x', kind: 'status', status: 500, headers: { a: [] } }, 'headers: must be'],
  ['no json', 'must be a JSON object'],
])('a fault that is none is answered with what is wrong: %j', async (fault, words) => {
  const run = await start()
  const reply = await run.call('POST', '/api/faults', { body: fault })
  expect(reply.status).toBe(400)
  expect(reply.body).toMatchObject({ error: expect.stringContaining(words) })
})

test('posting requests and the connections that carried them are counted', async () => {
  const run = await start()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  await order(run, { platform: 'telegram', kind: 'reset' })
  await codeOf(posting.telegram(run, 'one'))
  await posting.telegram(run, 'one')
  await posting.x(run, 'one', { agent })
  await posting.x(run, 'two', { agent })
  await run.call('GET', '/telegram/bot1:t/getMe')
  expect((await run.call('GET', '/api/requests')).body).toEqual({
    telegram: { requests: 2, connections: 2 },
    x: { requests: 2, connections: 1 },
    linkedin: { requests: 0, connections: 0 },
  })
  agent.destroy()
})

test('listeners hear of posts and of the faults that were met', async () => {
  const run = await start()
  const heard: string[] = []
  const stop = run.sandbox.onChange(({ kind }) => heard.push(kind))
  await order(run, { platform: 'x', kind: 'reset-after-accept' })
  await codeOf(posting.x(run, 'one'))
  stop()
  await posting.x(run, 'two')
  expect(heard).toEqual(['fault', 'post'])
})
