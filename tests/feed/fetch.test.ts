import type { ServerResponse } from 'node:http'
import { createServer as createTcpServer, type LookupFunction } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isPrivateAddress } from '../../src/feed/address.ts'
import {
  type FeedRequest,
  type FetchResult,
  fetchFeed,
  fetchFeedOver,
  type Network,
} from '../../src/feed/fetch.ts'
import { serve } from './serve.ts'

const FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Karawane</title></channel></rss>'
const NOW = new Date('2026-11-23T12:00:00Z')
const now = (): Date => NOW

function ask(url: string, changes: Partial<FeedRequest> = {}): FeedRequest {
  const limits = { timeoutMs: 5_000, maxBytes: 10_000_000, allowPrivate: false, pages: false }
  return { url, etag: null, lastModified: null, language: 'de', ...limits, ...changes }
}

function get(url: string, changes: Partial<FeedRequest> = {}): Promise<FetchResult> {
  return fetchFeed(ask(url, changes), now, new AbortController().signal)
}

/** Every name leads to 127.0.0.1; whether that is private is the test's choice. */
function network(isPrivate: Network['isPrivate']): Network {
  const lookup: LookupFunction = (_name, options, callback) => {
    if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }])
    else callback(null, '127.0.0.1', 4)
  }
  return { lookup, isPrivate }
}

function getOver(isPrivate: Network['isPrivate'], url: string): Promise<FetchResult> {
  return fetchFeedOver(network(isPrivate), ask(url), now, new AbortController().signal)
}

function reasonOf(result: FetchResult): string {
  expect(result.kind).toBe('failed')
  return result.kind === 'failed' ? result.reason : ''
}

function textOf(result: FetchResult): string {
  expect(result).toMatchObject({ kind: 'document' })
  return result.kind === 'document' ? Buffer.from(result.bytes).toString() : ''
}

function redirect(response: ServerResponse, status: number, location?: string): void {
  response.writeHead(status, location === undefined ? {} : { location }).end()
}

describe('an answer', () => {
  test('gives the bytes, the validators, the type and the date of the server', async () => {
    const { url, requests } = await serve((_request, response) => {
      response.setHeader('Content-Type', 'application/rss+xml; charset=UTF-8')
      response.setHeader('ETag', 'W/"abc"')
      response.setHeader('Last-Modified', 'Mon, 23 Nov 2026 10:00:00 GMT')
      response.setHeader('Date', 'Mon, 23 Nov 2026 11:59:00 GMT')
      response.end(FEED)
    })
    const result = await get(`${url}/feed/`)
    expect(textOf(result)).toBe(FEED)
    expect(result).toMatchObject({
      contentType: 'application/rss+xml; charset=UTF-8',
      etag: 'W/"abc"',
      lastModified: 'Mon, 23 Nov 2026 10:00:00 GMT',
      finalUrl: `${url}/feed/`,
      movedTo: null,
      serverDate: new Date('2026-11-23T11:59:00Z'),
    })
    expect(requests[0]?.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^Chapar\/\d/),
      'accept-language': 'de-DE,de;q=0.9',
      'accept-encoding': 'gzip, br',
      accept: expect.stringContaining('application/atom+xml'),
    })
    expect(requests[0]?.headers).not.toHaveProperty('if-none-match')
    expect(requests[0]?.headers).not.toHaveProperty('if-modified-since')
  })

  test.each([
    ['gzip', gzipSync(FEED)],
    ['x-gzip', gzipSync(FEED)],
    ['br', brotliCompressSync(FEED)],
    ['deflate', deflateSync(FEED)],
    ['deflate', deflateRawSync(FEED)],
    ['identity', Buffer.from(FEED)],
    ['gzip, br', brotliCompressSync(gzipSync(FEED))],
  ])('compressed with %s is the same document', async (encoding, body) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body)
    })
    expect(textOf(await get(url))).toBe(FEED)
  })

  test.each([
    ['with an unknown compression', 'zstd', Buffer.from(FEED), /"zstd".*only gzip, br and deflate/],
    ['with three compressions', 'gzip, gzip, gzip', gzipSync(FEED), /only gzip/],
    ['that is not the gzip it says', 'gzip', Buffer.from(FEED), /damaged/],
    ['that is not the brotli it says', 'br', Buffer.from(FEED), /damaged/],
    ['whose gzip ends early', 'gzip', gzipSync(FEED).subarray(0, 40), /was cut/],
    ['whose brotli ends early', 'br', brotliCompressSync(FEED).subarray(0, 40), /was cut/],
  ])('%s is an error', async (_name, encoding, body, reason) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body)
    })
    expect(reasonOf(await get(url))).toMatch(reason)
  })

  test('that is empty is an error', async () => {
    const { url } = await serve((_request, response) => response.end())
    expect(reasonOf(await get(url))).toContain('empty page')
  })

  test.each([
    ['text/html; charset=UTF-8', '<p>Just a moment…</p>'],
    ['application/rss+xml', '<!DOCTYPE html><html lang="de"><body>Kein Feed</body></html>'],
    ['text/xml', '\uFEFF\n<!-- cached --><HTML><body>no</body></HTML>'],
    ['text/xml', '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="z"/>'],
  ])('with an HTML page (%s) is an error that says so', async (type, page) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': type }).end(page)
    })
    expect(reasonOf(await get(url))).toContain('answers with an HTML page, not a feed')
  })

  test('with a feed that the server calls HTML is a feed', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<br /><b>Warning</b>: oops\n${FEED}`)
    })
    expect(textOf(await get(url))).toContain(FEED)
  })
})

describe('validators', () => {
  test('are sent back, and 304 is not-modified with the date of the server', async () => {
    const { url, requests } = await serve((_request, response) => {
      response.writeHead(304, { date: 'Mon, 23 Nov 2026 11:59:00 GMT' }).end()
    })
    const result = await get(url, { etag: 'W/"abc"', lastModified: 'Mon, 23 Nov 2026 10:00:00 GMT' })
    expect(result).toEqual({ kind: 'not-modified', serverDate: new Date('2026-11-23T11:59:00Z') })
    expect(requests[0]?.headers).toMatchObject({
      'if-none-match': 'W/"abc"',
      'if-modified-since': 'Mon, 23 Nov 2026 10:00:00 GMT',
    })
  })

  test('304 without having asked conditionally is an error: nothing would ever be read', async () => {
    const { url } = await serve((_request, response) => response.writeHead(304).end())
    expect(reasonOf(await get(url))).toContain('304')
  })

  test('go along with a redirect on the same host, not to another', async () => {
    const { url, port, requests } = await serve((request, response) => {
      if (request.url === '/a') redirect(response, 302, '/b')
      else if (request.url === '/b') redirect(response, 302, `http://other.example:${port}/c`)
      else response.end(FEED)
    })
    const asked = ask(`${url}/a`, { etag: '"1"' })
    const result = await fetchFeedOver(
      network(() => false),
      asked,
      now,
      new AbortController().signal,
    )
    textOf(result)
    expect(requests.map((request) => request.headers['if-none-match'])).toEqual(['"1"', '"1"', undefined])
  })
})

describe('a status', () => {
  test.each([
    [204, /no content/],
    [206, /part of the document/],
    [400, /not understood/],
    [401, /wants a password/],
    [403, /Allow Chapar's user agent/],
    [404, /nothing at this address/],
    [410, /removed for good/],
    [418, /not understood/],
    [500, /the site has a problem/],
    [503, /the site has a problem/],
  ])('%i is told in a sentence with the address and the mend', async (status, sentence) => {
    const { url } = await serve((_request, response) => response.writeHead(status).end())
    const reason = reasonOf(await get(`${url}/feed/`))
    expect(reason).toMatch(sentence)
    expect(reason).toContain(`${url}/feed/ answers ${status}`)
  })

  test.each([429, 503, 403])('%i passes on how long to wait', async (status) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(status, { 'retry-after': '120' }).end('later')
    })
    expect(await get(url)).toMatchObject({ retryAfter: new Date('2026-11-23T12:02:00Z') })
  })

  test('403 by a Cloudflare check names Cloudflare', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(403, { 'cf-mitigated': 'challenge' }).end('<html>')
    })
    expect(reasonOf(await get(url))).toContain('Cloudflare')
  })
})

describe('a redirect', () => {
  test('that is permanent all the way and stays on the host gives the new address', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/old') redirect(response, 301, '/older?feed=rss2')
      else if (request.url === '/older?feed=rss2') redirect(response, 308, './new/#top')
      else response.end(FEED)
    })
    const result = await get(`${url}/old`)
    expect(result).toMatchObject({ kind: 'document', movedTo: `${url}/new/`, finalUrl: `${url}/new/` })
  })

  test.each([302, 303, 307])('%i is followed and not remembered', async (status) => {
    const { url } = await serve((request, response) => {
      if (request.url === '/old') redirect(response, 301, '/middle')
      else if (request.url === '/middle') redirect(response, status, '/new')
      else response.end(FEED)
    })
    expect(await get(`${url}/old`)).toMatchObject({ kind: 'document', movedTo: null, finalUrl: `${url}/new` })
  })

  test('for good to another host is an error with the line to write into the configuration', async () => {
    const { url, requests, port } = await serve((_request, response) => {
      redirect(response, 301, `http://grabber.example:${port}/feed`)
    })
    const reason = reasonOf(await getOver(() => false, `${url}/old`))
    expect(reason).toContain(`"url: http://grabber.example:${port}/feed"`)
    expect(requests).toHaveLength(1)
  })

  test('for good to another host is an error behind a temporary one, too', async () => {
    const { url, port } = await serve((request, response) => {
      if (request.url === '/old') redirect(response, 302, '/middle')
      else redirect(response, 301, `http://grabber.example:${port}/feed`)
    })
    expect(reasonOf(await getOver(() => false, `${url}/old`))).toContain('moved for good to another host')
  })

  test('for now to another host is followed', async () => {
    const { url, port } = await serve((request, response) => {
      if (request.headers.host?.startsWith('cdn.example') === true) response.end(FEED)
      else redirect(response, 302, `http://cdn.example:${port}/feed`)
    })
    const result = await getOver(() => false, url)
    expect(result).toMatchObject({ finalUrl: `http://cdn.example:${port}/feed`, movedTo: null })
  })

  test('in a loop is an error', async () => {
    const { url } = await serve((request, response) =>
      redirect(response, 302, request.url === '/a' ? '/b' : '/a'),
    )
    expect(reasonOf(await get(`${url}/a`))).toContain('in a loop')
  })

  test('is followed five times, not six', async () => {
    const { url, requests } = await serve((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) response.end(FEED)
      else redirect(response, 302, `/${left - 1}`)
    })
    textOf(await get(`${url}/5`))
    expect(reasonOf(await get(`${url}/6`))).toContain('more than 5 times')
    expect(requests).toHaveLength(6 + 6)
  })

  test.each([
    ['without Location', undefined, /without saying where/],
    ['to a file', 'file:///etc/passwd', /to file:, which is not followed/],
    ['to script', 'javascript:alert(1)', /javascript:/],
    ['to nonsense', 'http://[', /which is no address/],
  ])('%s is an error', async (_name, location, reason) => {
    const { url } = await serve((_request, response) => redirect(response, 302, location))
    expect(reasonOf(await get(url))).toMatch(reason)
  })
})

describe('private addresses', () => {
  test('the configured one may be private, and its redirects to itself too', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/a') redirect(response, 302, '/b')
      else response.end(FEED)
    })
    textOf(await get(`${url}/a`))
  })

  test.each([
    'http://127.0.0.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
  ])('a redirect to %s is refused before anything is sent', async (target) => {
    const inner = await serve((_request, response) => response.end(FEED))
    const outer = await serve((_request, response) => {
      redirect(response, 302, target.replace('PORT', String(inner.port)))
    })
    expect(reasonOf(await get(outer.url))).toContain('a private address: refused')
    expect(inner.requests).toHaveLength(0)
  })

  test('a redirect to a name that resolves to one is refused at connect time', async () => {
    const inner = await serve((_request, response) => response.end(FEED))
    const outer = await serve((_request, response) => {
      redirect(response, 302, `http://rebind.example:${inner.port}/`)
    })
    expect(reasonOf(await getOver(isPrivateAddress, outer.url))).toContain('a private address: refused')
    expect(inner.requests).toHaveLength(0)
  })

  test('one private address among public ones is enough to refuse', async () => {
    const { url } = await serve((_request, response) => redirect(response, 302, 'http://mixed.example/'))
    const lookup: LookupFunction = (_name, _options, callback) => {
      callback(null, [
        { address: '93.184.215.14', family: 4 },
        { address: 'fd00::1', family: 6 },
      ])
    }
    const asked = ask(url)
    const mixed = { lookup, isPrivate: isPrivateAddress }
    const result = await fetchFeedOver(mixed, asked, now, new AbortController().signal)
    expect(reasonOf(result)).toContain('a private address: refused')
  })

  test('allowPrivate lets redirects through', async () => {
    const inner = await serve((_request, response) => response.end(FEED))
    const outer = await serve((_request, response) => redirect(response, 302, inner.url))
    textOf(await get(outer.url, { allowPrivate: true }))
  })
})

describe('limits', () => {
  /** 10 MB of zeros in 10 kB; a thousand of them in a row are one gzip stream of 10 GB. */
  test('a gzip bomb of 10 GB ends at the limit, in bounded memory', async () => {
    const member = gzipSync(Buffer.alloc(10_000_000))
    let sent = 0
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      const more = (): void => {
        while (sent < 1_000 && !response.destroyed) {
          sent++
          if (!response.write(member)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    })
    const before = process.memoryUsage().rss
    const result = await get(url, { maxBytes: 1_000_000 })
    expect(reasonOf(result)).toContain('longer than 1 MB')
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000)
    expect(sent).toBeLessThan(1_000)
  })

  test('an endless body ends at the limit', async () => {
    const { url } = await serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    expect(reasonOf(await get(url, { maxBytes: 1_000_000 }))).toContain('longer than 1 MB')
  })

  test('a length that is announced above the limit is not read at all', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '20000000' }).flushHeaders()
    })
    expect(reasonOf(await get(url))).toContain('longer than 10 MB')
  })

  test('a body of exactly the limit is read', async () => {
    const { url } = await serve((_request, response) => response.end(FEED))
    textOf(await get(url, { maxBytes: FEED.length }))
    expect(reasonOf(await get(url, { maxBytes: FEED.length - 1 }))).toContain('longer than')
  })

  test.each([
    ['says nothing', (): void => {}],
    [
      'never ends its headers',
      (response: ServerResponse): void => void response.socket?.write('HTTP/1.1 200 OK\r\nA: b\r\n'),
    ],
    ['never ends its body', (response: ServerResponse): void => void response.write(FEED)],
  ])('a server that %s is given up in time', async (_name, answer) => {
    const { url } = await serve((_request, response) => answer(response))
    expect(reasonOf(await get(url, { timeoutMs: 100 }))).toContain('did not answer completely within 0.1 s')
  })

  test('a slow drip is given up in time although something always comes', async () => {
    const { url } = await serve((_request, response) => {
      const drip = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(drip))
    })
    expect(reasonOf(await get(url, { timeoutMs: 150 }))).toContain('did not answer completely')
  })

  test('the time is for all redirects together', async () => {
    const { url } = await serve((request, response) => {
      setTimeout(() => redirect(response, 302, `${request.url}x`), 60)
    })
    expect(reasonOf(await get(`${url}/`, { timeoutMs: 150 }))).toContain('did not answer completely')
  })

  test('a look-up that never answers is given up in time', async () => {
    const dead = { lookup: (): void => {}, isPrivate: isPrivateAddress }
    const asked = ask('http://slow.example/', { timeoutMs: 100 })
    const result = await fetchFeedOver(dead, asked, now, new AbortController().signal)
    expect(reasonOf(result)).toContain('did not answer completely')
  })

  test('whoever called can stop it while it connects', { timeout: 2_000 }, async () => {
    const stop = new AbortController()
    const dead = { lookup: (): void => stop.abort(), isPrivate: isPrivateAddress }
    const result = await fetchFeedOver(dead, ask('http://slow.example/'), now, stop.signal)
    expect(reasonOf(result)).toContain('stopped')
  })

  test('whoever called can stop it', async () => {
    const stop = new AbortController()
    const { url } = await serve(() => stop.abort())
    expect(reasonOf(await fetchFeed(ask(url), now, stop.signal))).toContain('stopped')
    expect(reasonOf(await fetchFeed(ask(url), now, AbortSignal.abort()))).toContain('stopped')
  })
})

describe('a connection', () => {
  /** A server that answers every connection with these bytes and closes it. */
  async function raw(bytes: string): Promise<string> {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(bytes))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  test('that ends before Content-Length gives no half feed', async () => {
    const url = await raw(`HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${FEED}`)
    expect(reasonOf(await get(url))).toContain('cut off before its end')
  })

  test('that ends before the last chunk gives no half feed', async () => {
    const size = FEED.length.toString(16)
    const url = await raw(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n${FEED}\r\n`)
    expect(reasonOf(await get(url))).toContain('cut off before its end')
  })

  test('that does not speak HTTP is told apart', async () => {
    expect(reasonOf(await get(await raw('SSH-2.0-OpenSSH_9.9\r\n')))).toContain('not proper HTTP')
  })

  test('that is refused names host and port', async () => {
    const server = createTcpServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    await new Promise((resolve) => server.close(resolve))
    expect(reasonOf(await get(`http://127.0.0.1:${port}/`))).toContain(
      `127.0.0.1:${port} refuses connections`,
    )
  })

  test('to a name that does not exist says so', async () => {
    const lookup: LookupFunction = (_name, _options, callback) => {
      callback(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), '', 4)
    }
    const asked = ask('http://gone.example/feed')
    const lost = { lookup, isPrivate: isPrivateAddress }
    const result = await fetchFeedOver(lost, asked, now, new AbortController().signal)
    expect(reasonOf(result)).toContain('gone.example does not exist in DNS')
  })

  test('without TLS on the other side is told as such', async () => {
    const { url } = await serve((_request, response) => response.end(FEED))
    expect(reasonOf(await get(url.replace('http:', 'https:')))).toMatch(/certificate|TLS/)
  })
})

test.each(['ftp://example.org/feed', 'feed.xml', ''])('the address "%s" is refused', async (url) => {
  expect(reasonOf(await get(url))).toContain('is not an http or https address')
})

test('a password in an address is neither sent nor shown nor stored', async () => {
  const { url, requests } = await serve((_request, response) => response.end(FEED))
  const result = await get(url.replace('http://', 'http://user:geheim@'))
  expect(JSON.stringify(result)).not.toContain('geheim')
  expect(requests[0]?.headers).not.toHaveProperty('authorization')
})
