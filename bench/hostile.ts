/**
 * Figures for hostile input: `npm exec -c "node bench/hostile.ts"`. Each case from its server to planned deliveries in a
 * database: how it ends, how long it takes, and how much memory it takes at its highest.
 */
import { createServer, type RequestListener } from 'node:http'
import { performance } from 'node:perf_hooks'
import { createGzip, gzipSync } from 'node:zlib'
import { fetchFeed } from '../src/feed/fetch.ts'
import { parseFeed } from '../src/feed/parse.ts'
import { pollFeed } from '../src/feed/poll.ts'
import { openStore } from '../src/store/create.ts'
import { composeTeaser } from '../src/teaser/compose.ts'

const channels = (['telegram', 'x', 'linkedin'] as const).map((platform) => ({
  id: platform,
  platform,
  lane: platform,
  approve: { kind: 'auto' } as const,
  only: undefined,
  except: undefined,
}))

function documentOf(items: string, doctype = ''): string {
  return `<?xml version="1.0"?>${doctype}<rss version="2.0"><channel><title>M</title>${items}</channel></rss>`
}

function itemOf(title: string, text: string): string {
  return `<item><title>${title}</title><link>https://magazine.org/a/</link><guid>a</guid><description>${text}</description></item>`
}

const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
const megabyte = 'Kilometres of headline '.repeat(45_000)
/** A thousand gzip members of 10 MB each. */
const bomb = gzipSync(Buffer.alloc(10_000_000, ' '))

const bodies: Readonly<Record<string, string>> = {
  'billion laughs': documentOf(itemOf('&l9;', '&l9;'), `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]>`),
  'external entity': documentOf(
    itemOf('&f;', '&f;'),
    '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
  ),
  'title and text of 1 MB': documentOf(itemOf(megabyte, megabyte)),
  'title of 1 MB without a space': documentOf(itemOf('a.'.repeat(500_000), 'x'.repeat(1_000_000))),
  'a million elements in each other': documentOf(
    `<item>${'<a>'.repeat(1_000_000)}</item>${itemOf('A', 'B')}`,
  ),
  'CDATA that never ends, 9 MB': documentOf(`<item><title><![CDATA[${'x'.repeat(9_000_000)}`),
  'a million items': documentOf('<item/>'.repeat(1_000_000)),
  '9 MB of "<"': `<rss><channel>${'<'.repeat(9_000_000)}`,
}

const servers: Readonly<Record<string, RequestListener>> = {
  'gzip bomb of 10 GB': (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    let left = 1_000
    const send = () => {
      while (left-- > 0) if (!response.write(bomb)) return void response.once('drain', send)
      response.end()
    }
    send()
  },
  'endless body': (_, response) => {
    const block = Buffer.alloc(65_536, '<item>')
    const send = () => {
      while (!response.destroyed) if (!response.write(block)) return void response.once('drain', send)
    }
    send()
  },
  'endless gzip of nothing': (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    const gzip = createGzip({ level: 0 })
    gzip.pipe(response)
    const block = Buffer.alloc(65_536)
    const send = () => {
      while (!response.destroyed) if (!gzip.write(block)) return void gzip.once('drain', send)
      gzip.destroy()
    }
    send()
  },
  'slow drip, 100 bytes a second': (_, response) => {
    const drip = setInterval(() => response.write(' '.repeat(10)), 100)
    response.on('close', () => clearInterval(drip))
  },
  'redirect loop': (request, response) => {
    response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end()
  },
  'redirect for good to another host': (_, response) => {
    response.writeHead(301, { location: 'https://other.example/feed/' }).end()
  },
  'redirect to a private address': (_, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
  },
}

async function measure(name: string, listener: RequestListener): Promise<void> {
  const server = createServer((request, response) => {
    response.on('error', () => {})
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/feed/`
  const store = await openStore(':memory:', { create: true })
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let highest = before
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss())
  }, 5)
  const began = performance.now()
  const polled = await pollFeed(
    {
      id: 'en',
      url,
      language: 'en',
      poll: '*/5 * * * *',
      maxSize: 10_000_000,
      enrich: false,
      channels: channels.map(({ id }) => id),
      skip: { titles: [], categories: [] },
      fuse: { newAtOnce: 10, share: 0.8 },
    },
    {
      store,
      channels,
      retry: { first: 1, max: 1 },
      allowPrivate: false,
      enrich: null,
      now: () => new Date(),
      fetch: fetchFeed,
      parse: parseFeed,
      compose: composeTeaser,
    },
    new AbortController().signal,
  )
  const seconds = (performance.now() - began) / 1000
  clearInterval(watch)
  highest = Math.max(highest, process.memoryUsage.rss())
  server.closeAllConnections()
  server.close()
  await store.close()
  const end = polled.error ?? `${polled.result}${polled.warnings.length > 0 ? `, ${polled.warnings[0]}` : ''}`
  const grown = (highest - before) / 1e6
  console.log(`${name}: ${seconds.toFixed(2)} s, +${grown.toFixed(0)} MB: ${end.slice(0, 150)}`)
}

for (const [name, body] of Object.entries(bodies)) {
  await measure(name, (_, response) => void response.end(body))
}
for (const [name, listener] of Object.entries(servers)) await measure(name, listener)
