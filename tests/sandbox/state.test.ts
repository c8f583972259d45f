import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { call, linkedinHeaders, posting, start } from './http.ts'

const folders: string[] = []
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'chapar-sandbox-'))
  folders.push(path)
  return path
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

test('posts, message ids and duplicates survive a restart', async () => {
  const place = folder()
  const before = await start(place)
  for (const platform of ['telegram', 'x', 'linkedin'] as const) await posting[platform](before, 'one')
  const posts = (await before.call('GET', '/api/posts')).body
  await before.sandbox.close()

  const after = await start(place)
  expect((await after.call('GET', '/api/posts')).body).toEqual(posts)
  expect((await posting.telegram(after, 'two')).body).toMatchObject({ result: { message_id: 2 } })
  expect((await posting.x(after, 'one')).status).toBe(403)
  expect((await posting.linkedin(after, 'one')).status).toBe(422)
})

test('a post that was answered is not lost when the process is killed', async () => {
  const place = folder()
  const module = new URL('../../src/sandbox/sandbox.ts', import.meta.url).href
  const script = `
    import { startSandbox } from ${JSON.stringify(module)}
    const sandbox = await startSandbox({ port: 0, folder: ${JSON.stringify(place)}, now: () => new Date() })
    console.log(sandbox.url)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const url = String(line).trim()
  for (let index = 1; index <= 5; index++) {
    const reply = await call(`${url}/telegram/bot1:t/sendMessage`, 'POST', {
      body: { chat_id: 7, text: `${index}` },
    })
    expect(reply.body).toMatchObject({ result: { message_id: index } })
  }
  child.kill('SIGKILL')
  await once(child, 'exit')

  const after = await start(place)
  const { body } = await after.call('GET', '/api/posts')
  expect(body).toMatchObject([{ text: '1' }, { text: '2' }, { text: '3' }, { text: '4' }, { text: '5' }])
})

test('deleting all posts forgets duplicates but never repeats an id', async () => {
  const run = await start()
  await posting.telegram(run, 'one')
  const first = (await posting.x(run, 'one')).body
  expect((await run.call('DELETE', '/api/posts')).status).toBe(204)
  expect((await run.call('GET', '/api/posts')).body).toEqual([])
  expect((await posting.telegram(run, 'one')).body).toMatchObject({ result: { message_id: 2 } })
  const second = await posting.x(run, 'one')
  expect(second.status).toBe(201)
  expect(second.body).not.toEqual(first)
})

test('posts are listed oldest first, with the request that made them and no secret in it', async () => {
  const run = await start()
  await run.call('POST', '/telegram/bot77:SECRET/sendMessage', {
    body: { chat_id: '@novastan_de', text: '<b>Hi</b> &amp; bye', parse_mode: 'HTML' },
  })
  await posting.x(run, 'second')
  await posting.linkedin(run, 'third \\(with escapes\\) cut ( here')
  const { body, text } = await run.call('GET', '/api/posts')
  expect(body).toMatchObject([
    {
      platform: 'telegram',
      id: '1',
      text: 'Hi & bye',
      raw: { method: 'POST', path: '/telegram/bot***/sendMessage', body: { parse_mode: 'HTML' } },
      at: '2026-11-23T12:00:00.000Z',
    },
    { platform: 'x', text: 'second', raw: { path: '/x/2/tweets', body: { text: 'second' } } },
    { platform: 'linkedin', text: 'third (with escapes) cut ' },
  ])
  for (const secret of ['SECRET', '4242-token', linkedinHeaders.authorization])
    expect(text).not.toContain(secret)
})
