import { describe, expect, test } from 'vitest'
import type { FindContext } from '../../src/channels/channel.ts'
import { linkedinOutcome } from '../../src/channels/linkedin.ts'
import {
  answer,
  asRow,
  channelAt,
  expected,
  link,
  now,
  observed,
  rowsOf,
  sendTo,
  serve,
  success,
  teasers,
} from './servers.ts'

const rows = rowsOf('linkedin')
const { signal } = new AbortController()
const since: FindContext = { since: now, evidence: null, known: [] }
const author = 'urn:li:organization:1234567'

test.each(rows)('the answer "$name" is $outcome ($cite)', (row) => {
  expect(asRow(linkedinOutcome(observed(row), now), row)).toEqual(expected(row))
})

test.each(rows)('over HTTP, "$name" is $outcome after one request', async (row) => {
  const server = await serve((_seen, response) => answer(response, row))
  expect(asRow(await sendTo('linkedin', server.url), row)).toEqual(expected(row))
  expect(server.seen).toHaveLength(1)
})

test('the request is the post of platforms.md §3, with its headers and without the address in the text', async () => {
  const server = await serve((_seen, response) => answer(response, success('linkedin')))
  await sendTo('linkedin', `${server.url}/linkedin`)
  const [seen] = server.seen
  expect(`${seen?.method} ${seen?.path}`).toBe('POST /linkedin/rest/posts')
  expect(seen?.headers).toMatchObject({
    authorization: 'Bearer SECRET-LINKEDIN-TOKEN',
    'linkedin-version': '202609',
    'x-restli-protocol-version': '2.0.0',
    'content-type': 'application/json',
  })
  expect(JSON.parse(seen?.body ?? '')).toEqual({
    author,
    commentary: teasers.linkedin.text,
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    content: { article: { source: link, title: 'Ein & Artikel', description: 'Worum es geht.' } },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
  })
})

test('a created post without its id is told as posted', () => {
  const outcome = linkedinOutcome({ kind: 'answer', status: 201, headers: {}, body: null }, now)
  expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/^no-id: .*posted/) })
})

const urn = (n: number): string => `urn:li:share:${n}`
const old = now.getTime() - 86_400_000
const post = (n: number, source: string, at = now.getTime() + 1000, more: object = {}): object => ({
  id: urn(n),
  author,
  lifecycleState: 'PUBLISHED',
  createdAt: at,
  publishedAt: at,
  lastModifiedAt: at,
  content: { article: { source } },
  ...more,
})

/** A LinkedIn with `posts` in the organization's list, and single posts by URN. */
async function findWith(
  posts: readonly object[] | number,
  context = since,
  single: Record<string, unknown> = {},
) {
  const server = await serve(({ path, headers }, response) => {
    const url = new URL(path, 'http://l')
    const named = single[decodeURIComponent(url.pathname.replace('/rest/posts/', ''))]
    if (named !== undefined) return answer(response, { status: 200, headers: {}, body: named })
    const finder = url.pathname === '/rest/posts' && headers['x-restli-method'] === 'FINDER'
    if (!finder) return answer(response, { status: 404, headers: {}, body: { status: 404, message: 'none' } })
    if (typeof posts === 'number')
      return answer(response, { status: posts, headers: {}, body: { status: posts, message: 'no' } })
    const start = Number(url.searchParams.get('start'))
    const elements = posts.slice(start, start + Number(url.searchParams.get('count')))
    answer(response, {
      status: 200,
      headers: {},
      body: { paging: { start, count: 50, links: [] }, elements },
    })
  })
  const channel = await channelAt('linkedin', server.url)
  return { server, result: await channel.find(teasers.linkedin, context, signal) }
}

describe('find', () => {
  test('a post with the article’s address is found', async () => {
    const { server, result } = await findWith([
      post(9, 'https://novastan.org/x/'),
      post(8, `${link}?utm_source=l`),
    ])
    expect(result).toMatchObject({
      kind: 'found',
      remoteId: urn(8),
      url: `https://www.linkedin.com/feed/update/${urn(8)}/`,
    })
    expect(server.seen[0]?.path).toContain(
      'q=author&author=urn%3Ali%3Aorganization%3A1234567&sortBy=LAST_MODIFIED',
    )
    expect(server.seen.every(({ method }) => method === 'GET')).toBe(true)
  })

  test('a list that is read to its end without the post is absent', async () => {
    expect((await findWith([])).result.kind).toBe('absent')
    expect((await findWith([post(9, 'https://novastan.org/x/')])).result.kind).toBe('absent')
  })

  test('a list is read until posts last changed before the attempt', async () => {
    const others = Array.from({ length: 60 }, (_, n) => post(n + 100, 'https://novastan.org/x/'))
    const deep = await findWith([...others, post(8, link)])
    expect(deep.result).toMatchObject({ kind: 'found', remoteId: urn(8) })
    expect(deep.server.seen).toHaveLength(2)
    const aged = Array.from({ length: 60 }, (_, n) => post(n + 100, 'https://novastan.org/x/', old))
    const shallow = await findWith(aged)
    expect(shallow.result.kind).toBe('absent')
    expect(shallow.server.seen).toHaveLength(1)
  })

  test('an older post with the address, changed since, is not it', async () => {
    const changed = post(8, link, old, { lastModifiedAt: now.getTime() + 5000 })
    expect((await findWith([changed])).result.kind).toBe('absent')
  })

  test('a post that is not published cannot be told', async () => {
    expect((await findWith([post(8, link, undefined, { lifecycleState: 'PROCESSING' })])).result.kind).toBe(
      'cannot-tell',
    )
  })

  test('a post that is known to be another delivery is not it', async () => {
    const known = [{ remoteId: urn(8), begun: now, at: now }]
    expect((await findWith([post(8, link)], { ...since, known })).result.kind).toBe('absent')
  })

  test('without the right to read nothing can be told, and the right is named', async () => {
    const { result } = await findWith(403)
    expect(result).toMatchObject({
      kind: 'cannot-tell',
      looked: expect.stringContaining('r_organization_social'),
    })
  })

  test('a list that never ends is not called absent', async () => {
    const endless = Array.from({ length: 600 }, (_, n) => post(n + 100, 'https://novastan.org/x/'))
    expect((await findWith(endless)).result.kind).toBe('cannot-tell')
  })

  test('elements that are not understood cannot be told', async () => {
    expect((await findWith([{ id: urn(1) }])).result.kind).toBe('cannot-tell')
  })

  test('a URN that a GET confirms is found without the list', async () => {
    const context = { ...since, evidence: urn(8) }
    const { result, server } = await findWith(403, context, { [urn(8)]: post(8, link, old) })
    expect(result).toMatchObject({ kind: 'found', remoteId: urn(8) })
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/rest/posts/urn%3Ali%3Ashare%3A8?viewContext=AUTHOR',
    ])
  })

  test.each([
    ['answers 404', {}],
    ['is of another author', { [urn(8)]: post(8, link, old, { author: 'urn:li:organization:1' }) }],
    ['carries another article', { [urn(8)]: post(8, 'https://novastan.org/x/', old) }],
    ['is not published', { [urn(8)]: post(8, link, old, { lifecycleState: 'DRAFT' }) }],
  ])('a URN that %s proves nothing: the list decides', async (_name, single) => {
    const context = { ...since, evidence: urn(8) }
    expect((await findWith(403, context, single)).result.kind).toBe('cannot-tell')
    expect((await findWith([], context, single)).result.kind).toBe('absent')
  })
})

test.each([
  [200, { elements: [] }, 'ok'],
  [200, '<html>Welcome to the hotel</html>', 'unreachable'],
  [401, { status: 401, code: 'REVOKED_ACCESS_TOKEN', message: 'revoked' }, 'blocked'],
  [403, { status: 403, code: 'ACCESS_DENIED', message: 'Not enough permissions' }, 'ok'],
  [403, '<html>Blocked by your network</html>', 'unreachable'],
  [426, { status: 426, code: 'NONEXISTENT_VERSION', message: 'no' }, 'blocked'],
  [500, {}, 'unreachable'],
] as const)('an organizationAcls answered with %i %j is %s', async (status, body, kind) => {
  const server = await serve((_seen, response) => answer(response, { status, headers: {}, body }))
  expect((await (await channelAt('linkedin', server.url)).probe(signal)).kind).toBe(kind)
  expect(server.seen.map(({ path }) => path)).toEqual([
    '/rest/organizationAcls?q=roleAssignee&state=APPROVED',
  ])
})
