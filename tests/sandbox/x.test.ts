import { describe, expect, test } from 'vitest'
import { oauth, posting, type Reply, type Running, start } from './http.ts'

const authorization = oauth()
const tweet = (run: Running, body: object, token = authorization): Promise<Reply> =>
  run.call('POST', '/x/2/tweets', { headers: { authorization: token }, body })
const get = (run: Running, path: string): Promise<Reply> =>
  run.call('GET', `/x/2/${path}`, { headers: { authorization } })

describe('a post', () => {
  test('is created, with its links shortened and read back with where they lead', async () => {
    const run = await start()
    const text = 'Überblick 😀 & mehr: https://novastan.org/de/a/ und Your.tj'
    const reply = await tweet(run, { text })
    expect(reply).toMatchObject({
      status: 201,
      headers: { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '99' },
    })
    expect(reply.body).toMatchObject({
      data: {
        id: expect.stringMatching(/^\d+$/),
        text: expect.stringMatching(/&amp; mehr: https:\/\/t\.co\/\w{10} und/),
      },
    })
    const { body } = await get(
      run,
      'users/4242/tweets?max_results=5&tweet.fields=created_at,entities,author_id',
    )
    expect(body).toMatchObject({
      data: [
        {
          author_id: '4242',
          created_at: '2026-11-23T12:00:00.000Z',
          entities: {
            urls: [{ expanded_url: 'https://novastan.org/de/a/' }, { expanded_url: 'http://Your.tj' }],
          },
        },
      ],
      meta: { result_count: 1 },
    })
    expect((await run.call('GET', '/api/posts')).body).toMatchObject([{ text }])
  })

  test.each([
    [{}, 400, 'One of `text` or `media` is required'],
    [{ text: 'x', colour: 'red' }, 400, 'colour'],
    [{ text: 'x', reply: { to: '1' } }, 400, 'reply'],
    [{ text: 7 }, 400, 'text'],
    [{ text: 'ä'.repeat(281) }, 400, 'too long'],
    [{ text: `${'€'.repeat(140)}a` }, 400, 'too long'],
    [{ text: 'a\ufffeb' }, 400, 'invalid characters'],
    [{ text: '$TSLA $AAPL' }, 403, 'cashtag'],
  ])('%j is refused', async (body, status, words) => {
    const run = await start()
    const reply = await tweet(run, body)
    expect(reply.status).toBe(status)
    expect(reply.headers['content-type']).toBe('application/problem+json')
    expect(reply.text).toContain(words)
    expect((await run.call('GET', '/api/posts')).body).toEqual([])
  })

  test('of 280 weighted characters passes: a link weighs 23', async () => {
    const run = await start()
    const text = `${'a'.repeat(256)} https://novastan.org/${'long-'.repeat(60)}`
    expect((await tweet(run, { text })).status).toBe(201)
  })

  test('with the same text is a duplicate for the same account only', async () => {
    const run = await start()
    await posting.x(run, 'one')
    expect(await posting.x(run, 'one')).toMatchObject({
      status: 403,
      body: {
        detail: 'You are not allowed to create a Tweet with duplicate content.',
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
      },
    })
    expect((await tweet(run, { text: 'one' }, oauth('5-other'))).status).toBe(201)
  })

  test('is deleted by its own account only', async () => {
    const run = await start()
    await posting.x(run, 'one')
    const [post] = [(await run.call('GET', '/api/posts')).body].flat()
    const path = `/x/2/tweets/${Reflect.get(Object(post), 'id')}`
    const foreign = await run.call('DELETE', path, { headers: { authorization: oauth('5-other') } })
    expect(foreign.status).toBe(403)
    expect(await run.call('DELETE', path, { headers: { authorization } })).toMatchObject({
      status: 200,
      body: { data: { deleted: true } },
    })
    expect((await get(run, path.replace('/x/2/', ''))).body).toMatchObject({
      errors: [{ title: 'Not Found Error' }],
    })
  })
})

describe('the timeline', () => {
  test('goes back page by page, newest first, and by since_id and start_time', async () => {
    const run = await start()
    const ids: string[] = []
    for (let index = 0; index < 7; index++) {
      run.clock.now = new Date(Date.parse('2026-11-23T12:00:00Z') + index * 60_000)
      const { body } = await posting.x(run, `post ${index}`)
      ids.push(String(Reflect.get(Object(Reflect.get(Object(body), 'data')), 'id')))
    }
    const first = await get(run, 'users/4242/tweets?max_results=5')
    expect(first.body).toMatchObject({
      data: ids
        .slice(2)
        .toReversed()
        .map((id) => ({ id })),
      meta: { result_count: 5, newest_id: ids[6], oldest_id: ids[2], next_token: ids[2] },
    })
    const second = await get(run, `users/4242/tweets?max_results=5&pagination_token=${ids[2]}`)
    expect(second.body).toMatchObject({ data: [{ id: ids[1] }, { id: ids[0] }], meta: { result_count: 2 } })
    expect((await get(run, `users/4242/tweets?since_id=${ids[5]}`)).body).toMatchObject({
      data: [{ id: ids[6] }],
    })
    const late = await get(run, 'users/4242/tweets?start_time=2026-11-23T12:06:00Z')
    expect(late.body).toMatchObject({ meta: { result_count: 1 } })
    expect((await get(run, 'users/1/tweets')).body).toEqual({ meta: { result_count: 0 } })
  })

  test.each(['max_results=4', 'max_results=101', 'since_id=x', 'start_time=yesterday', 'limit=5'])(
    'refuses %s',
    async (query) => {
      const run = await start()
      expect((await get(run, `users/4242/tweets?${query}`)).status).toBe(400)
    },
  )
})

test.each([
  undefined,
  'Basic eDp5',
  'OAuth oauth_token="1-a"',
  oauth('revoked'),
  oauth('1-a', 'revoked-key'),
  'Bearer revoked',
])('%j is unauthorized', async (value) => {
  const run = await start()
  const headers: Record<string, string> = value === undefined ? {} : { authorization: value }
  expect(await run.call('POST', '/x/2/tweets', { headers, body: { text: 'x' } })).toMatchObject({
    status: 401,
    headers: { 'content-type': 'application/problem+json' },
    body: { title: 'Unauthorized', status: 401 },
  })
})

test('users/me is the account of the token', async () => {
  const run = await start()
  expect((await get(run, 'users/me')).body).toMatchObject({ data: { id: '4242' } })
  const bearer = { headers: { authorization: 'Bearer abc' } }
  const one = (await run.call('GET', '/x/2/users/me', bearer)).body
  expect((await run.call('GET', '/x/2/users/me', bearer)).body).toEqual(one)
})

test('the 101st post of an account within 15 minutes is too many, the first after them is not', async () => {
  const run = await start()
  for (let index = 0; index < 100; index++) await posting.x(run, `post ${index}`)
  const over = await posting.x(run, 'over')
  const reset = Date.parse('2026-11-23T12:15:00Z') / 1000
  expect(over).toMatchObject({
    status: 429,
    headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': `${reset}` },
  })
  run.clock.now = new Date(reset * 1000)
  expect((await posting.x(run, 'over')).status).toBe(201)
})
