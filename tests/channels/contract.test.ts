import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { platforms } from '../../src/teaser/teaser.ts'
import { selfSigned } from './certificate.ts'
import {
  answer,
  channelAt,
  link,
  now,
  rowsOf,
  secretsOf,
  sendTo,
  serve,
  settingsFor,
  success,
  teasers,
} from './servers.ts'

/** A server below HTTP; answers with its port. */
async function raw(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    onConnection(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A port that nobody listens on. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return `http://127.0.0.1:${port}`
}

describe.each(platforms)('the channel contract on %s', (platform) => {
  const ok = success(platform)

  test('one send is one posting request, and a sent post has an id and an address', async () => {
    const server = await serve((_seen, response) => answer(response, ok))
    const outcome = await sendTo(platform, server.url)
    expect(outcome).toEqual({ kind: 'sent', remoteId: ok.remoteId, url: ok.url })
    expect(server.seen.map(({ method }) => method)).toEqual(['POST'])
  })

  test('every send has a connection of its own, also when the server would keep it', async () => {
    const server = await serve((_seen, response) => answer(response, ok))
    const channel = await channelAt(platform, server.url)
    const { signal } = new AbortController()
    for (let n = 0; n < 3; n++) await channel.send({ teaser: teasers[platform] }, signal)
    expect(new Set(server.seen.map(({ socket }) => socket)).size).toBe(3)
    expect(server.seen.map(({ headers }) => headers.connection?.toLowerCase())).toEqual([
      'close',
      'close',
      'close',
    ])
  })

  test('a server that drops idle connections right after answering makes no false unknown in 80 sends', async () => {
    const server = await serve(({ socket }, response) => {
      response.setHeader('connection', 'keep-alive')
      response.on('finish', () => setImmediate(() => socket.destroySoon()))
      answer(response, ok)
    })
    const channel = await channelAt(platform, server.url)
    const { signal } = new AbortController()
    const kinds: string[] = []
    for (let n = 0; n < 80; n++) kinds.push((await channel.send({ teaser: teasers[platform] }, signal)).kind)
    expect(kinds.filter((kind) => kind !== 'sent')).toEqual([])
    expect(server.seen).toHaveLength(80)
  })

  test('an API address may have a path and a trailing slash', async () => {
    const server = await serve((_seen, response) => answer(response, ok))
    expect((await sendTo(platform, `${server.url}/some/place/`)).kind).toBe('sent')
    expect(server.seen[0]?.path).toMatch(/^\/some\/place\/(bot|2\/|rest\/)/)
    const bare = await serve((_seen, response) => answer(response, ok))
    await sendTo(platform, `${bare.url}/`)
    expect(bare.seen[0]?.path).toMatch(/^\/(bot|2\/|rest\/)/)
    expect(server.seen[0]?.body).toBe(bare.seen[0]?.body)
    expect(server.seen[0]?.headers['content-type']).toMatch(/^application\/json/)
  })

  test('an account in the API address is neither sent nor shown', async () => {
    const settings = settingsFor(platform, 'https://user:hunter2@example.org/x?key=hunter2')
    const { laneOf } = await import('../../src/channels/index.ts')
    expect(laneOf(settings)).not.toContain('hunter2')
  })

  test('a refused connection is a wait of the lane', async () => {
    const outcome = await sendTo(platform, await closedPort())
    expect(outcome).toMatchObject({
      kind: 'retry',
      scope: 'lane',
      reason: expect.stringContaining('ECONNREFUSED'),
    })
    expect(outcome).toHaveProperty('notBefore', null)
  })

  test('a name that does not exist is a wait of the lane', async () => {
    expect(await sendTo(platform, 'http://chapar.invalid')).toMatchObject({ kind: 'retry', scope: 'lane' })
  })

  test('a certificate that nobody has signed is a wait of the lane, and no request is made', async () => {
    const server = await serve((_seen, response) => answer(response, ok), selfSigned)
    const outcome = await sendTo(platform, server.url)
    expect(outcome).toMatchObject({
      kind: 'retry',
      scope: 'lane',
      reason: expect.stringContaining('SELF_SIGNED'),
    })
    expect(server.seen).toEqual([])
  })

  test('with a trusted certificate a post goes out, and a reset after it is unknown', async () => {
    const before = getCACertificates('default')
    setDefaultCACertificates([selfSigned.cert])
    onTestFinished(() => setDefaultCACertificates(before))
    const server = await serve((_seen, response) => answer(response, ok), selfSigned)
    expect((await sendTo(platform, server.url)).kind).toBe('sent')
    const resetting = await serve(({ socket }) => socket.destroy(), selfSigned)
    expect((await sendTo(platform, resetting.url)).kind).toBe('unknown')
    expect(resetting.seen).toHaveLength(1)
  })

  test('a server that hangs up instead of a TLS handshake is a wait of the lane', async () => {
    const port = await raw((socket) => socket.destroy())
    expect(await sendTo(platform, `https://127.0.0.1:${port}`)).toMatchObject({
      kind: 'retry',
      scope: 'lane',
    })
  })

  test('a time-out before the connection is open is a wait of the lane', async () => {
    const port = await raw(() => {})
    // TCP opens, TLS never does.
    const outcome = await sendTo(platform, `https://127.0.0.1:${port}`, { sendTimeoutMs: 150 })
    expect(outcome).toMatchObject({
      kind: 'retry',
      scope: 'lane',
      reason: expect.stringContaining('TIMEOUT'),
    })
  })

  test('a reset after the request is unknown', async () => {
    const server = await serve(({ socket }) => socket.resetAndDestroy())
    const outcome = await sendTo(platform, server.url)
    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/^no-answer: /) })
    expect(server.seen).toHaveLength(1)
  })

  test('a reset at the first byte of the request is unknown', async () => {
    const port = await raw((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect((await sendTo(platform, `http://127.0.0.1:${port}`)).kind).toBe('unknown')
  })

  test('silence until the time-out is unknown', async () => {
    const server = await serve(() => {})
    const outcome = await sendTo(platform, server.url, { sendTimeoutMs: 150 })
    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('TIMEOUT') })
    expect(server.seen).toHaveLength(1)
  })

  test('an answer that stops in the middle until the time-out is unknown', async () => {
    const server = await serve((_seen, response) => {
      response.writeHead(ok.status, { 'content-type': 'application/json', 'content-length': '500' })
      response.write('{"ok":true,')
    })
    const outcome = await sendTo(platform, server.url, { sendTimeoutMs: 300 })
    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('TIMEOUT') })
    expect(server.seen).toHaveLength(1)
  })

  test.each(['identity', 'gzip', 'br'])('an answer (%s) that is cut is unknown', async (encoding) => {
    for (const status of [ok.status, 400, 401, 403, 429]) {
      const server = await serve(({ socket }, response) => {
        const headers = {
          'content-type': 'application/json',
          'content-encoding': encoding,
          'content-length': '500',
        }
        response.writeHead(status, headers)
        response.write('{"title":"Forbidden"}', () => socket.destroySoon())
      })
      expect([status, (await sendTo(platform, server.url)).kind]).toEqual([status, 'unknown'])
      expect(server.seen).toHaveLength(1)
    }
  })

  test('a success that is cut is unknown, with the id that came through as evidence', async () => {
    const server = await serve(({ socket }, response) => {
      response.writeHead(ok.status, { ...ok.headers, 'content-length': '5000' })
      response.write(ok.body === null ? ' ' : JSON.stringify(ok.body), () => socket.destroySoon())
    })
    const outcome = await sendTo(platform, server.url)
    expect(outcome).toMatchObject({ kind: 'unknown', evidence: { remoteId: ok.remoteId } })
  })

  test('an answer that is no HTTP is unknown', async () => {
    const port = await raw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    expect((await sendTo(platform, `http://127.0.0.1:${port}`)).kind).toBe('unknown')
  })

  test.each([301, 302, 303, 307, 308])('a redirect (%i) is unknown and is not followed', async (status) => {
    const server = await serve((_seen, response) => response.writeHead(status, { location: '/other' }).end())
    expect((await sendTo(platform, server.url)).kind).toBe('unknown')
    expect(server.seen).toHaveLength(1)
  })

  test('breaking off before the call makes no request and is certainly not posted', async () => {
    const server = await serve((_seen, response) => answer(response, ok))
    const outcome = await sendTo(platform, server.url, { signal: AbortSignal.abort() })
    expect(outcome).toMatchObject({ kind: 'retry', scope: 'lane' })
    expect(server.seen).toEqual([])
  })

  test('breaking off while the server thinks is unknown, at once', async () => {
    const controller = new AbortController()
    const server = await serve(() => controller.abort())
    const outcome = await sendTo(platform, server.url, { signal: controller.signal })
    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('ABORTED') })
    expect(server.seen).toHaveLength(1)
  })

  test('a teaser of another platform is a bug, and nothing is sent', async () => {
    const server = await serve((_seen, response) => answer(response, ok))
    const channel = await channelAt(platform, server.url)
    const other = platform === 'x' ? teasers.linkedin : teasers.x
    await expect(channel.send({ teaser: other }, new AbortController().signal)).rejects.toThrow(/teaser/)
    expect(server.seen).toEqual([])
  })

  test('prepare makes no request', async () => {
    const server = await serve((_seen, response) => answer(response, ok))
    const channel = await channelAt(platform, server.url)
    const prepared = await channel.prepare(teasers[platform], new AbortController().signal)
    expect(prepared.teaser).toBe(teasers[platform])
    expect(server.seen).toEqual([])
  })

  test('a find or a probe that fails is never absent and never ok', async () => {
    const { signal } = new AbortController()
    const context = { since: now, evidence: null, known: [] }
    for (const status of [204, 302, 404, 429, 500]) {
      const server = await serve((_seen, response) => response.writeHead(status, { location: '/' }).end())
      const channel = await channelAt(platform, server.url)
      expect((await channel.find(teasers[platform], context, signal)).kind).toBe('cannot-tell')
      if (status !== 404) expect((await channel.probe(signal)).kind).toBe('unreachable')
      expect(server.seen.map(({ method }) => method).filter((method) => method === 'POST').length).toBe(
        platform === 'telegram' && status !== 404 ? 1 : 0,
      )
    }
    const nobody = await channelAt(platform, await closedPort())
    expect((await nobody.find(teasers[platform], context, signal)).kind).toBe('cannot-tell')
    expect((await nobody.probe(signal)).kind).toBe('unreachable')
  })

  test('a probe names revoked credentials as blocked', async () => {
    for (const status of [401, 402, 426]) {
      const server = await serve((_seen, response) => response.writeHead(status).end())
      const channel = await channelAt(platform, server.url)
      expect((await channel.probe(new AbortController().signal)).kind).toBe('blocked')
    }
  })

  test('no secret is in any outcome, even when the platform repeats it', async () => {
    const kept: unknown[] = []
    const secrets = secretsOf[platform]
    const { signal } = new AbortController()
    const echo = secrets.join(' ')
    for (const status of [200, 201, 400, 401, 402, 403, 404, 409, 422, 426, 429, 500]) {
      const body = {
        ...{ ok: false, error_code: status, description: `Bad Request: ${echo}` },
        ...{ title: echo, detail: echo, code: echo, message: echo },
      }
      const server = await serve((_seen, response) => answer(response, { status, headers: {}, body }))
      const channel = await channelAt(platform, server.url)
      kept.push(await channel.send({ teaser: teasers[platform] }, signal), await channel.probe(signal))
      kept.push(await channel.find(teasers[platform], { since: now, evidence: null, known: [] }, signal))
    }
    for (const row of rowsOf(platform)) {
      const server = await serve((_seen, response) => answer(response, row))
      kept.push(await sendTo(platform, server.url))
    }
    kept.push(await sendTo(platform, await closedPort()))
    kept.push(await sendTo(platform, (await serve(() => {})).url, { sendTimeoutMs: 100 }))
    kept.push(await sendTo(platform, (await serve(({ socket }) => socket.destroy())).url))
    expect(kept.length).toBeGreaterThan(60)
    const all = JSON.stringify(kept)
    expect(all).toContain('***')
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([])
  })
})

test('the teasers of these tests carry their link, and the port helper finds closed ports', async () => {
  expect(teasers.x.text).toContain(link)
  const socket = connect(Number(new URL(await closedPort()).port), '127.0.0.1')
  await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
