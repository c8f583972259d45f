import { createServer, type Server } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { createDoor } from '../../src/sandbox/door.ts'
import { createSandboxApp } from '../../src/sandbox/sandbox.ts'
import { call, codeOf } from './http.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

async function mounted(withDoor: boolean): Promise<string> {
  const server = createServer()
  servers.push(server)
  const now = (): Date => new Date('2026-11-23T12:00:00Z')
  const sandbox = await createSandboxApp({ folder: null, now, door: withDoor ? createDoor(server) : null })
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('/healthz', (c) => c.text('well'))
  app.route('/', sandbox.app)
  // As the program's own server does: with @hono/node-server's replacements of Request and Response in force.
  server.on('request', getRequestListener(app.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

const post = (url: string, text: string): Promise<{ readonly status: number }> =>
  call(`${url}/telegram/bot1:t/sendMessage`, 'POST', { body: { chat_id: 1, text } })

test('mounted into another server, the faults of connections work as well', async () => {
  const url = await mounted(true)
  for (const kind of ['reset', 'reset-after-accept', 'half-answer']) {
    await call(`${url}/api/faults`, 'POST', { body: { platform: 'telegram', kind } })
    expect(await codeOf(post(url, kind)), kind).toBe('ECONNRESET')
  }
  expect((await post(url, 'last')).status).toBe(200)
  expect((await call(`${url}/api/posts`, 'GET')).body).toMatchObject([
    { text: 'reset-after-accept' },
    { text: 'half-answer' },
    { text: 'last' },
  ])
  expect((await call(`${url}/healthz`, 'GET')).text).toBe('well')
  await call(`${url}/api/faults`, 'POST', { body: { platform: 'x', kind: 'refuse', delayMs: 30 } })
  expect(await codeOf(post(url, 'x'))).toBe('ECONNREFUSED')
})

test('without a door, refuse is answered as impossible', async () => {
  const url = await mounted(false)
  const reply = await call(`${url}/api/faults`, 'POST', { body: { platform: 'x', kind: 'refuse' } })
  expect(reply.status).toBe(501)
})
