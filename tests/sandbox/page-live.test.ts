import type { Hono } from 'hono'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Change, ChangeListener } from '../../src/sandbox/changes.ts'
import { pageRoutes } from '../../src/sandbox/page.ts'
import { shownPost } from '../../src/sandbox/page-view.ts'
import type { Post } from '../../src/sandbox/state.ts'
import { writeXText } from '../../src/sandbox/x-text.ts'

beforeEach(
  () =>
    void vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
    }),
)
afterEach(() => void vi.useRealTimers())

const raw = { method: 'POST', path: '/', headers: {}, body: {} }
const at = new Date('2026-11-23T12:00:00Z')

function xPost(id: string, source: string, links: readonly string[]): Post {
  const found = links.map((url): { url: string; indices: [number, number] } => {
    const start = source.indexOf(url)
    return { url, indices: [start, start + url.length] }
  })
  const detail = { source, ...writeXText(source, found, id) }
  return { platform: 'x', account: '1', id, text: source, detail, raw, forwarded: false, at }
}

interface Setting {
  readonly app: Hono
  readonly status: ReturnType<typeof vi.fn<() => Promise<unknown>>>
  tell(change: Change): void
}

function setting(posts: readonly Post[] = []): Setting {
  const listeners = new Set<ChangeListener>()
  const onChange = (listener: ChangeListener): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const status = vi.fn<() => Promise<unknown>>(async () => ({ asked: performance.now() }))
  const sandbox = { posts: () => posts, onChange }
  return {
    app: pageRoutes({ sandbox, status, card: () => null, nextArticle: null }),
    status,
    tell(change) {
      for (const listener of listeners) listener(change)
    },
  }
}

async function reader(app: Hono): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const { body } = await app.request('/api/events')
  if (body === null) throw new Error('no stream')
  return body.getReader()
}

test('a page that connects is told everything first', async () => {
  const { app } = setting([xPost('1', 'Eins https://novastan.org/de/a/', ['https://novastan.org/de/a/'])])
  const stream = await reader(app)
  const text = async (): Promise<string> => new TextDecoder().decode((await stream.read()).value)
  expect(await text()).toBe('retry: 1000\n\n')
  expect(await text()).toMatch(/^event: feed\ndata: .*"once":1,"twice":0.*"headline":"Eins"/)
  await stream.cancel()
})

test('Chapar is asked every five seconds, and at most once a second when something happens', async () => {
  const { app, status, tell } = setting()
  const stream = await reader(app)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(status).toHaveBeenCalledTimes(1)
  for (let times = 0; times < 30; times++) {
    tell({ kind: 'cleared' })
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(status.mock.calls.length).toBeGreaterThan(3)
  expect(status.mock.calls.length).toBeLessThan(7)
  await stream.cancel()
})

test('nobody is asked once the last page is gone', async () => {
  const { app, status, tell } = setting()
  const [one, two] = [await reader(app), await reader(app)]
  await one.cancel()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(status).toHaveBeenCalledTimes(2)
  tell({ kind: 'cleared' })
  await two.cancel()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(status).toHaveBeenCalledTimes(2)
  expect(vi.getTimerCount()).toBe(0)
})

test('on X the link at the end becomes the card, one in the middle stays', () => {
  const link = 'https://novastan.org/fr/b/'
  const end = shownPost(xPost('1', `Ça & là #Naryn\n\n${link}`, [link]), () => null)
  expect(end.runs.map(({ text }) => text)).toEqual(['Ça & là ', '#Naryn'])
  expect(end).toMatchObject({
    edition: 'fr',
    link,
    card: { title: null, domain: 'novastan.org', href: link },
  })
  const middle = shownPost(xPost('2', `Lire ${link} demain`, [link]), () => null)
  expect(middle.runs.map(({ text }) => text)).toEqual(['Lire ', 'novastan.org/fr/b/', ' demain'])
})

test('Telegram texts become runs by their entities, and only web addresses become links', () => {
  const entities = [
    { type: 'bold', offset: 0, length: 5 },
    { type: 'text_link', offset: 6, length: 4, url: 'javascript:alert(1)' },
    { type: 'hashtag', offset: 11, length: 4 },
  ]
  const detail = { message_id: 1, date: 1, chat: { id: -1001 }, text: 'Titel hier #Tag', entities }
  const post: Post = {
    platform: 'telegram',
    account: '-1001',
    id: '1',
    text: detail.text,
    detail,
    raw,
    forwarded: false,
    at,
  }
  expect(shownPost(post, () => null).runs).toEqual([
    { text: 'Titel', styles: ['bold'], href: null },
    { text: ' ', styles: [], href: null },
    { text: 'hier', styles: [], href: null },
    { text: ' ', styles: [], href: null },
    { text: '#Tag', styles: ['tag'], href: null },
  ])
})
