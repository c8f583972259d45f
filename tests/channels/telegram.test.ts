import { describe, expect, test } from 'vitest'
import type { FindContext } from '../../src/channels/channel.ts'
import { createChannel } from '../../src/channels/index.ts'
import { telegramOutcome } from '../../src/channels/telegram.ts'
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
  settingsFor,
  success,
  teasers,
} from './servers.ts'

const rows = rowsOf('telegram')
const { signal } = new AbortController()
const at = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000)
const nothingKnown: FindContext = { since: now, evidence: null, known: [] }

test.each(rows)('the answer "$name" is $outcome ($cite)', (row) => {
  expect(asRow(telegramOutcome(observed(row), now, '@novastan_de'), row)).toEqual(expected(row))
})

test.each(rows)('over HTTP, "$name" is $outcome after one request', async (row) => {
  const server = await serve((_seen, response) => answer(response, row))
  expect(asRow(await sendTo('telegram', server.url), row)).toEqual(expected(row))
  expect(server.seen).toHaveLength(1)
})

test('the request is sendMessage with the teaser as it is and the card of the article', async () => {
  const server = await serve((_seen, response) => answer(response, success('telegram')))
  await sendTo('telegram', server.url)
  expect(server.seen[0]?.path).toBe('/bot123456:SECRET-TELEGRAM-TOKEN/sendMessage')
  expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
    chat_id: '@Novastan_de',
    text: teasers.telegram.text,
    parse_mode: 'HTML',
    link_preview_options: { url: link, prefer_large_media: true, show_above_text: true },
  })
})

test('reasons say what staff can do', () => {
  const reason = (name: string): string => {
    const row = rows.find((candidate) => candidate.name === name)
    if (row === undefined) throw new Error(name)
    const outcome = telegramOutcome(observed(row), now, '@novastan_de')
    return outcome.kind === 'sent' ? '' : outcome.reason
  }
  expect(reason('rate limited')).toBe('rate-limit: Telegram asks to wait 43,000 s')
  expect(reason('bot kicked')).toMatch(
    /^rights: the bot may not post in @novastan_de; make it an administrator/,
  )
  expect(reason('group became a supergroup')).toContain('set chat: -1009876543210')
  expect(reason('bad markup')).toMatch(/^content: .*byte offset 12$/)
})

test('a request that nobody read is a wait, one that somebody may have read is unknown', () => {
  const never = { kind: 'no-answer', connected: 'never', code: 'ENOTFOUND' } as const
  expect(telegramOutcome(never, now, 1)).toMatchObject({ kind: 'retry', scope: 'lane' })
  expect(telegramOutcome({ ...never, connected: 'perhaps' }, now, 1)).toMatchObject({ kind: 'unknown' })
})

function page(...posts: { id: string; at: Date | string; href: string; more?: string }[]): string {
  const one = ({ id, at, href, more = '' }: (typeof posts)[number]): string => `
    <div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="${id}">
      ${more}<div class="tgme_widget_message_text js-message_text" dir="auto">Text <a href="${href}">Lesen</a></div>
      <a class="tgme_widget_message_date" href="https://t.me/${id}"><time
        datetime="${typeof at === 'string' ? at : at.toISOString()}" class="time">12:00</time></a></div></div>`
  return `<!DOCTYPE html><html><body><main>${posts.map(one).join('')}</main></body></html>`
}

async function findOn(html: string, context: FindContext) {
  const server = await serve((_seen, response) =>
    answer(response, { status: 200, headers: { 'content-type': 'text/html' }, body: html }),
  )
  const channel = await channelAt('telegram', `${server.url}/telegram`)
  return { server, result: await channel.find(teasers.telegram, context, signal) }
}

describe('find on the public page', () => {
  test('a post with the link, sent since the attempt, is found', async () => {
    const { server, result } = await findOn(
      page(
        { id: 'novastan_de/122', at: at(-60), href: 'https://novastan.org/de/anderes/' },
        { id: 'novastan_de/123', at: at(1), href: `${link}?utm_source=x` },
      ),
      nothingKnown,
    )
    expect(result).toMatchObject({ kind: 'found', remoteId: '123', url: 'https://t.me/Novastan_de/123' })
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /telegram/s/Novastan_de',
    ])
  })

  test.each([
    ['an older post with the link', { id: 'novastan_de/123', at: at(-10), href: link }],
    ['a post without a time', { id: 'novastan_de/123', at: 'today', href: link }],
    ['a post of another channel', { id: 'someone/123', at: at(1), href: link }],
    ['a post with another link', { id: 'novastan_de/123', at: at(1), href: `${link}zwei/` }],
    ['a post without a number', { id: 'novastan_de/new', at: at(1), href: link }],
  ])('%s is not it, and that it is missing proves nothing', async (_name, post) => {
    const { result } = await findOn(page(post), nothingKnown)
    expect(result.kind).toBe('cannot-tell')
    expect(result.looked).toContain('/telegram/s/Novastan_de')
  })

  test('a post that is known to be another delivery is not it', async () => {
    const known = [{ remoteId: '123', begun: at(1), at: at(1) }]
    const { result } = await findOn(page({ id: 'novastan_de/123', at: at(1), href: link }), {
      ...nothingKnown,
      known,
    })
    expect(result.kind).toBe('cannot-tell')
  })

  test('the time of a forwarded original does not count', async () => {
    const more = `<div class="reply"><time datetime="${at(5).toISOString()}"></time></div>`
    const { result } = await findOn(
      page({ id: 'novastan_de/123', at: at(-90), href: link, more }),
      nothingKnown,
    )
    expect(result.kind).toBe('cannot-tell')
  })

  test('a chat without a public page is not looked for', async () => {
    const server = await serve((_seen, response) => response.end(page({ id: 'c/1', at: at(1), href: link })))
    const settings = { ...settingsFor('telegram', server.url), chat: -1001234567890 }
    const channel = await createChannel(settings, { now: () => now, sendTimeoutMs: 5000, allowPrivate: true })
    expect((await channel.find(teasers.telegram, nothingKnown, signal)).kind).toBe('cannot-tell')
    expect(server.seen).toEqual([])
  })
})

describe('find by the message ids', () => {
  const post = (id: number, begun: number, confirmed = begun) => ({
    remoteId: String(id),
    begun: at(begun),
    at: at(confirmed),
  })

  test.each([
    ['our next post follows the last one directly', [post(10, -5), post(11, 5)], 'absent'],
    ['all between are ours, confirmed late', [post(10, -5), post(11, -3, 4), post(12, 5)], 'absent'],
    ['one id between is nobody’s we know', [post(10, -5), post(12, 5)], 'cannot-tell'],
    ['nothing was posted since', [post(9, -6), post(10, -5)], 'cannot-tell'],
    ['nothing is known from before', [post(11, 5), post(12, 6)], 'cannot-tell'],
    ['nothing is known at all', [], 'cannot-tell'],
    // Tried before ours, found after it: ours may well be 12.
    ['the next post was begun before ours', [post(10, -5), post(11, -3, 5)], 'cannot-tell'],
    ['ids that are no numbers', [{ ...post(10, -5), remoteId: 'x' }, post(11, 5)], 'cannot-tell'],
  ])('%s', async (_name, known, kind) => {
    const { result } = await findOn(page(), { ...nothingKnown, known })
    expect(result.kind).toBe(kind)
  })

  test('what the page shows is believed before the ids', async () => {
    const html = page({ id: 'novastan_de/13', at: at(1), href: link })
    const { result } = await findOn(html, { ...nothingKnown, known: [post(10, -5), post(11, 5)] })
    expect(result).toMatchObject({ kind: 'found', remoteId: '13' })
  })
})

test.each([
  [200, { ok: true, result: { id: 1, is_bot: true, first_name: 'b' } }, 'ok'],
  [200, '<html>Welcome to the hotel</html>', 'unreachable'],
  [401, { ok: false, error_code: 401, description: 'Unauthorized' }, 'blocked'],
  [403, { ok: false, error_code: 403, description: 'Forbidden' }, 'blocked'],
  [404, { ok: false, error_code: 404, description: 'Not Found' }, 'blocked'],
  [429, { ok: false, error_code: 429, description: 'Too Many Requests' }, 'unreachable'],
  [502, '<html>502</html>', 'unreachable'],
] as const)('a getMe answered with %i %j is %s', async (status, body, kind) => {
  const server = await serve((_seen, response) => answer(response, { status, headers: {}, body }))
  expect((await (await channelAt('telegram', server.url)).probe(signal)).kind).toBe(kind)
  expect(server.seen.map(({ path }) => path)).toEqual(['/bot123456:SECRET-TELEGRAM-TOKEN/getMe'])
})
