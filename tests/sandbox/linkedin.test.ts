import { describe, expect, test } from 'vitest'
import { linkedinHeaders as headers, linkedinPost, posting, type Reply, type Running, start } from './http.ts'

const create = (run: Running, body: object, more: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  run.call('POST', '/linkedin/rest/posts', { headers: { ...headers, ...more }, body })
const get = (run: Running, path: string): Promise<Reply> =>
  run.call('GET', `/linkedin/rest/${path}`, { headers })
const author = encodeURIComponent('urn:li:organization:1234567')
const urnOf = ({ headers: answered }: Reply): string => answered['x-restli-id'] ?? ''

describe('a post', () => {
  test('is created with an empty answer that names it, and read back in little text', async () => {
    const run = await start()
    const reply = await posting.linkedin(run, 'A \\(text\\) #Asien')
    expect(reply).toMatchObject({ status: 201, text: '' })
    expect(urnOf(reply)).toMatch(/^urn:li:share:\d+$/)
    const expected = {
      id: urnOf(reply),
      author: 'urn:li:organization:1234567',
      commentary: 'A \\(text\\) #Asien',
      content: { article: { source: 'https://novastan.org/de/a/' } },
      lifecycleState: 'PUBLISHED',
      createdAt: Date.parse('2026-11-23T12:00:00Z'),
    }
    expect(
      (await get(run, `posts/${encodeURIComponent(urnOf(reply))}?viewContext=AUTHOR`)).body,
    ).toMatchObject(expected)
    const found = await get(run, `posts?q=author&author=${author}&count=10&sortBy=LAST_MODIFIED`)
    expect(found.body).toMatchObject({ paging: { start: 0, count: 10, links: [] }, elements: [expected] })
    expect((await run.call('GET', '/api/posts')).body).toMatchObject([{ text: 'A (text) #Asien' }])
  })

  test('is cut for followers at a reserved character, and nobody says so', async () => {
    const run = await start()
    expect((await posting.linkedin(run, 'Before (after)')).status).toBe(201)
    expect((await run.call('GET', '/api/posts')).body).toMatchObject([{ text: 'Before ' }])
  })

  test('that stands already is a duplicate, and the answer names the original', async () => {
    const run = await start()
    const urn = urnOf(await posting.linkedin(run, 'same'))
    const second = await posting.linkedin(run, 'same')
    expect(second).toMatchObject({
      status: 422,
      body: { status: 422, errorDetails: { inputErrors: [{ code: 'DUPLICATE_POST' }] } },
    })
    expect(second.text).toContain(urn)
    expect((await create(run, linkedinPost('same', { author: 'urn:li:organization:5' }))).status).toBe(201)
    expect((await posting.linkedin(run, 'other')).status).toBe(201)
  })

  test('is edited by PARTIAL_UPDATE and deleted as often as one likes', async () => {
    const run = await start()
    const path = `/linkedin/rest/posts/${encodeURIComponent(urnOf(await posting.linkedin(run, 'old')))}`
    const patch = { patch: { $set: { commentary: 'new' } } }
    expect((await run.call('POST', path, { headers, body: patch })).status).toBe(400)
    const partial = { ...headers, 'x-restli-method': 'PARTIAL_UPDATE' }
    expect((await run.call('POST', path, { headers: partial, body: patch })).status).toBe(204)
    const bad = { patch: { $set: { content: {} } } }
    expect((await run.call('POST', path, { headers: partial, body: bad })).status).toBe(400)
    expect((await run.call('GET', '/api/posts')).body).toMatchObject([{ text: 'new' }])
    expect((await run.call('DELETE', path, { headers })).status).toBe(204)
    expect((await run.call('DELETE', path, { headers })).status).toBe(204)
    expect((await run.call('GET', path, { headers })).status).toBe(404)
  })

  test.each([
    [{ author: 'urn:li:organization:abc' }, 'INVALID_URN_TYPE'],
    [{ author: undefined }, 'MISSING_FIELD'],
    [{ lifecycleState: 'DRAFT' }, 'INVALID_FIELD'],
    [{ colour: 'red' }, 'UNPERMITTED_FIELD'],
    [{ commentary: 'x'.repeat(3001) }, 'FIELD_LENGTH_TOO_LONG'],
    [{ content: { article: { source: 'https://a.de/' } } }, 'MISSING_FIELD'],
    [{ content: { article: { source: 'https://a.de/', title: 'x'.repeat(401) } } }, 'FIELD_LENGTH_TOO_LONG'],
    [{ content: { article: { source: 'https://a.de/', title: 'x', url: 'y' } } }, 'UNPERMITTED_FIELD'],
    [{ content: { media: { id: 'urn:li:image:none' } } }, 'INVALID_FIELD'],
  ])('with %j is refused', async (change, code) => {
    const run = await start()
    expect(await create(run, linkedinPost('x', change))).toMatchObject({
      status: 400,
      body: { status: 400, code },
    })
    expect((await run.call('GET', '/api/posts')).body).toEqual([])
  })
})

test.each([
  [{ authorization: '' }, 401, 'EMPTY_ACCESS_TOKEN'],
  [{ authorization: 'Bearer revoked-1' }, 401, 'REVOKED_ACCESS_TOKEN'],
  [{ 'linkedin-version': '' }, 400, 'VERSION_MISSING'],
  [{ 'linkedin-version': '202510' }, 426, 'NONEXISTENT_VERSION'],
  [{ 'linkedin-version': '202511' }, 426, 'NONEXISTENT_VERSION'],
  [{ 'linkedin-version': '202512' }, 426, 'NONEXISTENT_VERSION'],
  [{ 'linkedin-version': '202701' }, 426, 'NONEXISTENT_VERSION'],
  [{ 'linkedin-version': '2026-09' }, 426, 'NONEXISTENT_VERSION'],
  [{ 'x-restli-protocol-version': '1.0.0' }, 400, 'ILLEGAL_ARGUMENT'],
  [{ 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
])('headers %j are refused', async (change, status, code) => {
  const run = await start()
  expect(await create(run, linkedinPost('x'), change)).toMatchObject({ status, body: { status, code } })
})

test('a version works until the day of its sunset', async () => {
  const run = await start()
  run.clock.now = new Date('2027-09-14T23:00:00Z')
  expect((await posting.linkedin(run, 'one')).status).toBe(201)
  run.clock.now = new Date('2027-09-15T00:00:00Z')
  expect((await posting.linkedin(run, 'two')).status).toBe(426)
})

test('the finder gives pages, the newest change first', async () => {
  const run = await start()
  const urns: string[] = []
  for (const text of ['one', 'two', 'three']) urns.push(urnOf(await posting.linkedin(run, text)))
  const page = await get(run, `posts?q=author&author=${author}&count=2`)
  expect(page.body).toMatchObject({
    elements: [{ id: urns[2] }, { id: urns[1] }],
    paging: { total: 3, links: [{ rel: 'next', href: expect.stringContaining('start=2') }] },
  })
  expect((await get(run, `posts?q=author&author=${author}&count=2&start=2`)).body).toMatchObject({
    elements: [{ id: urns[0] }],
  })
  expect((await get(run, `posts?author=${author}`)).status).toBe(400)
})

test('an image has to be uploaded before a post may use it', async () => {
  const run = await start()
  const begin = await run.call('POST', '/linkedin/rest/images?action=initializeUpload', {
    headers,
    body: { initializeUploadRequest: { owner: 'urn:li:organization:1234567' } },
  })
  const { uploadUrl, image } = Object(Reflect.get(Object(begin.body), 'value'))
  const post = linkedinPost('x', {
    content: { article: { source: 'https://a.de/', title: 'x', thumbnail: image } },
  })
  const status = `images/${encodeURIComponent(image)}`
  expect((await get(run, status)).body).toMatchObject({ status: 'WAITING_UPLOAD' })
  expect((await create(run, post)).body).toMatchObject({ code: 'MEDIA_ASSET_WAITING_UPLOAD' })
  const put = (...bytes: number[]) =>
    fetch(uploadUrl, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: { authorization: headers.authorization },
    })
  expect((await put(1, 2)).status).toBe(201)
  expect((await get(run, status)).body, 'no picture').toMatchObject({ status: 'PROCESSING_FAILED' })
  expect((await create(run, post)).body).toMatchObject({ code: 'MEDIA_ASSET_PROCESSING_FAILED' })
  expect((await put(0xff, 0xd8, 0xff)).status).toBe(201)
  expect((await get(run, status)).body).toMatchObject({ status: 'AVAILABLE' })
  expect((await create(run, post)).status).toBe(201)
})

test('the token is an administrator of the organizations that posted', async () => {
  const run = await start()
  expect((await get(run, 'organizationAcls?q=roleAssignee&state=APPROVED')).body).toMatchObject({
    elements: [],
  })
  await posting.linkedin(run, 'x')
  expect((await get(run, 'organizationAcls?q=roleAssignee')).body).toMatchObject({
    elements: [{ role: 'ADMINISTRATOR', state: 'APPROVED', organization: 'urn:li:organization:1234567' }],
  })
  expect((await get(run, 'organizationAcls')).status).toBe(400)
})
