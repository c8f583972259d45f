import { describe, expect, test } from 'vitest'
import type { FindContext, FindResult } from '../../src/channels/channel.ts'
import { xOutcome } from '../../src/channels/x.ts'
import {
  answer,
  asRow,
  channelAt,
  expected,
  link,
  now,
  observed,
  rowsOf,
  type Seen,
  sendTo,
  serve,
  success,
  teasers,
} from './servers.ts'

const rows = rowsOf('x')
const { signal } = new AbortController()
const since: FindContext = { since: now, evidence: null, known: [] }
const later = '2026-11-23T12:00:05.000Z'

test.each(rows)('the answer "$name" is $outcome ($cite)', (row) => {
  const parsed =
    row.name === 'a 201 that cannot be parsed' ? { ...observed(row), body: String(row.body) } : observed(row)
  expect(asRow(xOutcome(parsed, now), row)).toEqual(expected(row))
})

test.each(rows)('over HTTP, "$name" is $outcome after one request', async (row) => {
  const server = await serve((_seen, response) => answer(response, row))
  expect(asRow(await sendTo('x', server.url), row)).toEqual(expected(row))
  expect(server.seen).toHaveLength(1)
})

test('the request is the text alone, signed with OAuth 1.0a', async () => {
  const server = await serve((_seen, response) => answer(response, success('x')))
  await sendTo('x', `${server.url}/x`)
  const [seen] = server.seen
  expect(`${seen?.method} ${seen?.path}`).toBe('POST /x/2/tweets')
  expect(JSON.parse(seen?.body ?? '')).toEqual({ text: teasers.x.text })
  expect(seen?.headers.authorization).toMatch(/^OAuth .*oauth_token="4242-SECRET-ACCESS-TOKEN"/)
})

test('a 403 without words about text or duplicates stops the lane, so that no article is lost', () => {
  for (const detail of [
    'You are not permitted to perform this action.',
    'Your account is locked.',
    'Something new.',
  ]) {
    const body = { title: 'Forbidden', detail, status: 403, type: 'about:blank' }
    const outcome = xOutcome({ kind: 'answer', status: 403, headers: {}, body }, now)
    expect(outcome).toMatchObject({ kind: 'blocked', reason: expect.stringContaining(detail) })
  }
})

interface Post {
  readonly id: string
  readonly text: string
  readonly author_id?: string
  readonly created_at?: string
  readonly entities?: unknown
}

const shortened = 'Ein &amp; Artikel\n\nhttps://t.co/abc'
const linked = (id: string, to = link, created = later): Post => ({
  id,
  text: shortened,
  author_id: '4242',
  created_at: created,
  entities: { urls: [{ url: 'https://t.co/abc', expanded_url: to }] },
})

/** An X that knows `pages` of posts of account 4242, and single posts by id. */
async function findWith(
  pages: readonly unknown[],
  context = since,
  single: Readonly<Record<string, unknown>> = {},
) {
  const respond = (seen: Seen): unknown => {
    const url = new URL(seen.path, 'http://x')
    if (url.pathname === '/2/users/me') return { data: { id: '4242', name: 'N', username: 'n' } }
    if (url.pathname !== '/2/users/4242/tweets') return single[url.pathname.replace('/2/tweets/', '')]
    return pages[Number(url.searchParams.get('pagination_token') ?? '0')]
  }
  const server = await serve((seen, response) => {
    const body = respond(seen)
    answer(response, {
      status: body === undefined ? 404 : 200,
      headers: { 'content-type': 'application/json' },
      body: body ?? {},
    })
  })
  const channel = await channelAt('x', server.url)
  const result: FindResult = await channel.find(teasers.x, context, signal)
  return { server, result }
}

const pageOf = (posts: readonly Post[], next?: string): unknown => ({
  ...(posts.length > 0 && { data: posts }),
  meta: { result_count: posts.length, ...(next !== undefined && { next_token: next }) },
})

describe('find', () => {
  test('the newest posts since the attempt are read, and the link is found', async () => {
    const { server, result } = await findWith([
      pageOf([linked('2', 'https://novastan.org/de/anderes/'), linked('3', `${link}?utm_medium=x`)]),
    ])
    expect(result).toMatchObject({ kind: 'found', remoteId: '3', url: 'https://x.com/i/web/status/3' })
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET'])
    const { pathname, searchParams } = new URL(server.seen[1]?.path ?? '', 'http://x')
    expect(pathname).toBe('/2/users/4242/tweets')
    expect(searchParams.get('max_results')).toBe('100')
    expect(searchParams.get('start_time')).toBe('2026-11-23T11:58:00Z')
    expect(searchParams.get('tweet.fields')?.split(',')).toEqual(
      expect.arrayContaining(['created_at', 'entities']),
    )
  })

  test('the same text is found when X names no link', async () => {
    const same = { id: '3', text: teasers.x.text.replace('&', '&amp;'), created_at: later }
    expect((await findWith([pageOf([same])])).result).toMatchObject({ kind: 'found', remoteId: '3' })
  })

  test('a complete list without the post is absent', async () => {
    expect((await findWith([pageOf([])])).result.kind).toBe('absent')
    expect((await findWith([pageOf([linked('2', 'https://novastan.org/de/anderes/')])])).result.kind).toBe(
      'absent',
    )
  })

  test('further pages are read before anything is called absent', async () => {
    const pages = [pageOf([linked('9', 'https://novastan.org/a/')], '1'), pageOf([linked('8')])]
    expect((await findWith(pages)).result).toMatchObject({ kind: 'found', remoteId: '8' })
    const { result, server } = await findWith([pages[0], pageOf([])])
    expect(result.kind).toBe('absent')
    expect(server.seen).toHaveLength(3)
  })

  test('a list that never ends is not called absent', async () => {
    expect((await findWith([pageOf([linked('9', 'https://novastan.org/a/')], '0')])).result.kind).toBe(
      'cannot-tell',
    )
  })

  test.each([
    ['fewer posts than counted', { data: [linked('2', 'https://a.org')], meta: { result_count: 2 } }],
    ['errors beside the posts', { meta: { result_count: 0 }, errors: [{ title: 'Not Found' }] }],
    ['no count', { data: [] }],
    ['something else', { ok: true }],
    ['posts without a date', pageOf([{ id: '2', text: 'x' }])],
    ['a missing page', undefined],
  ])('%s: cannot tell', async (_name, page) => {
    expect((await findWith([page])).result.kind).toBe('cannot-tell')
  })

  test.each([
    ['a repost', { ...linked('3'), text: 'RT @someone: Ein' }],
    ['a post from before the attempt', linked('3', link, '2026-11-23T11:00:00.000Z')],
  ])('%s is not it', async (_name, post) => {
    expect((await findWith([pageOf([post])])).result.kind).toBe('absent')
  })

  test('a post that is known to be another delivery is not it', async () => {
    const known = [{ remoteId: '3', begun: now, at: now }]
    expect((await findWith([pageOf([linked('3')])], { ...since, known })).result.kind).toBe('absent')
  })

  test('an id that an answer named is believed once a GET confirms it as ours', async () => {
    const context = { ...since, evidence: '77' }
    const ours = await findWith([pageOf([])], context, { '77': { data: linked('77') } })
    expect(ours.result).toMatchObject({ kind: 'found', remoteId: '77' })
    const theirs = await findWith([pageOf([])], context, {
      '77': { data: { ...linked('77'), author_id: '1' } },
    })
    expect(theirs.result.kind).toBe('absent')
    expect((await findWith([undefined], context)).result.kind).toBe('cannot-tell')
  })
})

test.each([
  [200, { data: { id: '4242', name: 'N', username: 'n' } }, 'ok'],
  [200, '<html>Welcome to the hotel</html>', 'unreachable'],
  [403, { title: 'Forbidden', detail: 'Your account is suspended.' }, 'blocked'],
  [429, { title: 'Too Many Requests' }, 'unreachable'],
  [503, '', 'unreachable'],
] as const)('a users/me answered with %i %j is %s', async (status, body, kind) => {
  const server = await serve((_seen, response) => answer(response, { status, headers: {}, body }))
  expect((await (await channelAt('x', server.url)).probe(signal)).kind).toBe(kind)
  expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /2/users/me'])
})
