/** The bundle as an operator gets it: in an empty folder, with Node alone, from `--help` to three posts. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { rssFeed, serveFeed } from './setup/magazine.ts'

const root = join(import.meta.dirname, '..')
const secret = '4711-not-a-real-secret'
let folder = ''
let program = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chapar-bundle-'))
  const built = join(folder, 'built')
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build.ts'), built])
  // Moved away from where it was built, so that no path of this machine can be needed.
  cpSync(built, join(folder, 'app'), { recursive: true })
  rmSync(built, { recursive: true })
  program = join(folder, 'app/chapar.js')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function begin(...argv: readonly string[]): ChildProcess {
  // No PATH, no HOME: nothing but Node and these files.
  return spawn(process.execPath, [program, ...argv], { cwd: folder, env: { SECRET: secret, PORT: '0' } })
}

async function chapar(...argv: readonly string[]): Promise<Ended> {
  const child = begin(...argv)
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => {
    said.stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    said.stderr += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...said }
}

/** One article; its page is on the feed's own server, so nothing looks for it elsewhere. */
function item(number: number, site: string): string {
  const link = new URL(`/de/artikel-${number}/`, site).href
  return `<item><title>Ein Markt am Pass, Teil ${number}</title><link>${link}</link>
<pubDate>Mon, 23 Nov 2026 0${number}:00:00 +0000</pubDate><guid isPermaLink="false">${site}?p=${number}</guid>
<description>Auf 3000 Metern handeln Hirten mit Tee.</description></item>`
}

function writeConfig(name: string, feedUrl: string, platforms: string): string {
  const file = join(folder, name)
  writeFileSync(
    file,
    `database: ./data/${name}.db
feeds: [{ id: de, url: '${feedUrl}', language: de, channels: [telegram, x, linkedin] }]
channels:
  - { id: telegram, platform: telegram, chat: '@magazine', token: '\${SECRET}', apiUrl: '${platforms}/telegram' }
  - { id: x, platform: x, appKey: '\${SECRET}', appSecret: '\${SECRET}', accessToken: '\${SECRET}', accessSecret: '\${SECRET}', apiUrl: '${platforms}/x' }
  - { id: linkedin, platform: linkedin, organization: '1234567', token: '\${SECRET}', apiVersion: '202609', apiUrl: '${platforms}/linkedin' }
`,
  )
  return file
}

/** The sandbox out of the bundle; ends with the test. */
async function beginSandbox(): Promise<string> {
  const child = begin('sandbox', '--port', '0', '--json')
  onTestFinished(() => void child.kill())
  const line = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (said) => resolve(`${said}`)),
  )
  return JSON.parse(line).url
}

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('the bundle', () => {
  test('holds its parts, the page, licences, an example, and no package but the one in machine code', () => {
    const files = readdirSync(join(folder, 'app')).filter((name) => name !== 'cache')
    const texts = ['LICENSE', 'THIRD-PARTY.txt', 'chapar.js', 'config', 'lib', 'node_modules', 'package.json']
    expect(files.toSorted()).toEqual(texts)
    expect(readdirSync(join(folder, 'app/lib/page'))).toContain('index.html')
    const packages = readdirSync(join(folder, 'app/node_modules'))
    expect(packages.toSorted()).toEqual(['@img', 'detect-libc', 'semver', 'sharp'])
    expect(readFileSync(join(folder, 'app/THIRD-PARTY.txt'), 'utf8')).toContain('grammy')
  })

  test('can make a picture ready', async () => {
    const script = `
      import { createRequire } from 'node:module'
      const sharp = createRequire(process.argv[1])('sharp')
      const blank = { width: 8, height: 8, channels: 3, background: '#fff' }
      const { format } = await sharp(await sharp({ create: blank }).jpeg().toBuffer()).metadata()
      process.stdout.write(format)`
    const argv = ['--input-type=module', '--eval', script, join(folder, 'app/lib/main.mjs')]
    const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: folder, env: {} })
    expect(stdout).toBe('jpeg')
  })

  test('says what it can do, and exits 2 for what it cannot', async () => {
    const [help, wrong, missing] = await Promise.all([
      chapar('--help'),
      chapar('fly'),
      chapar('once', '--config', 'none.yaml'),
    ])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toContain('Usage: chapar')
    expect(wrong.code).toBe(2)
    expect(missing).toMatchObject({ code: 2 })
  })

  test('carries an article from the feed to three posts of the sandbox, once', async () => {
    const [feed, sandbox] = await Promise.all([serveFeed(''), beginSandbox()])
    onTestFinished(feed.close)
    feed.body = rssFeed([item(1, feed.url)])
    const config = writeConfig('chapar.yaml', feed.url, sandbox)
    expect(await chapar('once', '--json', '--config', config)).toMatchObject({ code: 0 })
    feed.body = rssFeed([item(2, feed.url), item(1, feed.url)])
    const second = await chapar('once', '--json', '--config', config)
    expect(JSON.parse(second.stdout).deliveries.map(({ state }: { state: string }) => state)).toEqual([
      'sent',
      'sent',
      'sent',
    ])
    expect(second).toMatchObject({ code: 0 })
    expect(second.stderr).not.toContain(secret)
    const posts = await (await fetch(`${sandbox}/api/posts`)).json()
    expect(posts.map(({ platform }: { platform: string }) => platform).toSorted()).toEqual([
      'linkedin',
      'telegram',
      'x',
    ])
    const status = await chapar('status', '--json', '--config', config)
    expect(JSON.parse(status.stdout).deliveries).toHaveLength(6)
    expect(status).toMatchObject({ code: 0, stderr: '' })
  })

  test('previews a file without secrets, and keeps what no closed port took', async () => {
    const feed = await serveFeed('')
    onTestFinished(feed.close)
    const closed = `http://127.0.0.1:${await closedPort()}`
    const config = writeConfig('closed.yaml', feed.url, closed)
    const file = join(folder, 'feed.xml')
    feed.body = rssFeed([])
    writeFileSync(file, rssFeed([item(1, feed.url)]))
    const [preview, first] = await Promise.all([
      chapar('preview', file, '--json', '--feed', 'de', '--config', config),
      chapar('once', '--json', '--config', config),
    ])
    expect(preview).toMatchObject({ code: 0 })
    expect(JSON.parse(preview.stdout).map(({ platform }: { platform: string }) => platform)).toEqual([
      'telegram',
      'x',
      'linkedin',
    ])
    expect(first).toMatchObject({ code: 0 })
    feed.body = rssFeed([
      item(2, feed.url).replace(/<pubDate>.*?<\/pubDate>/, `<pubDate>${new Date().toUTCString()}</pubDate>`),
    ])
    const second = await chapar('once', '--json', '--config', config)
    expect(JSON.parse(second.stdout).deliveries.map(({ state }: { state: string }) => state)).toEqual([
      'queued',
      'queued',
      'queued',
    ])
  })
})
