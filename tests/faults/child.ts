/**
 * The real program as a process of its own, to be killed: a folder, a feed and the sandbox here, `node bin/chapar.js`
 * there. No test framework in here: the script uses it too.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { openStore } from '../../src/store/create.ts'
import type { Store } from '../../src/store/store.ts'
import { type FeedServer, rssFeed, serveFeed } from '../setup/magazine.ts'
import { newFolder } from './folder.ts'
import { articleItem } from './harness.ts'

export interface Installation {
  readonly folder: string
  readonly database: string
  readonly sandbox: Sandbox
  /** The platforms go down and come back at the same address with all their posts. */
  restartSandbox(): Promise<void>
  readonly feed: FeedServer
  /** The feed shows these articles from now on; oldest first. */
  show(...articles: readonly number[]): void
  launch(...argv: readonly string[]): Child
  /** Runs a command to its end. */
  run(...argv: readonly string[]): Promise<Ended>
  close(): Promise<void>
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Child {
  readonly process: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves when the log has said `message` so often; rejects when the process ends before. */
  says(message: string, times?: number): Promise<void>
  /** Where it serves HTTP; of `start`, once it has started. */
  address(): string
  kill(signal?: NodeJS.Signals): Promise<Ended>
}

const program = process.env['CHAPAR_PROGRAM'] ?? join(import.meta.dirname, '../../bin/chapar.js')
/** Compiled once for all the children. */
const compileCache = join(tmpdir(), 'chapar-compile-cache')

export interface InstallOptions {
  /** A `postgres://` address; else a SQLite file in the folder. */
  readonly database?: string
  /** More YAML at the top level. */
  readonly extra?: string
  readonly fuse?: string
}

/** A fresh installation: three channels on one feed that is looked at each second. */
export async function installForFaults(options: InstallOptions = {}): Promise<Installation> {
  const folder = newFolder('chapar-kill-')
  const feed = await serveFeed(rssFeed([]))
  const openSandbox = (port: number) =>
    startSandbox({ port, folder: join(folder, 'sandbox'), now: () => new Date() })
  let sandbox = await openSandbox(0)
  const configFile = join(folder, 'chapar.yaml')
  writeFileSync(configFile, configText(feed.url, sandbox.url, options))
  const database = options.database ?? join(folder, 'chapar.db')
  const launch = (...argv: readonly string[]) =>
    launchChild(folder, [...argv, '--config', configFile], options.database)
  return {
    folder,
    database,
    get sandbox() {
      return sandbox
    },
    async restartSandbox() {
      await sandbox.close()
      sandbox = await openSandbox(sandbox.port)
    },
    feed,
    show(...articles) {
      feed.body = rssFeed([...articles].reverse().map(articleItem))
    },
    launch,
    run: (...argv) => launch(...argv).ended,
    async close() {
      await feed.close()
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function launchChild(folder: string, argv: readonly string[], database: string | undefined): Child {
  const child = spawn(process.execPath, [program, ...argv], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: compileCache,
      PORT: '0',
      TOKEN: 'a-secret-token',
      X_ACCESS: '4242-x-secret-value',
      ...(database === undefined ? {} : { CHAPAR_DATABASE_URL: database }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  const hear = (name: 'stdout' | 'stderr') => (chunk: Buffer) => {
    output[name] += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', hear('stdout'))
  child.stderr.on('data', hear('stderr'))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...output })))
  const count = (message: string) => output.stderr.split(`"msg":"${message}"`).length - 1
  return {
    process: child,
    ended,
    says(message, times = 1) {
      const said = new Promise<void>((resolve) => {
        const listen = () => {
          if (count(message) >= times) resolve()
        }
        listeners.add(listen)
        listen()
      })
      const over = ended.then(({ code, stderr }) => {
        if (count(message) < times)
          throw new Error(`it ended (${code}) before it said "${message}":\n${stderr}`)
      })
      return Promise.race([said, over])
    },
    address: () => /"address":"([^"]+)"/.exec(output.stderr)?.[1] ?? '',
    async kill(signal = 'SIGKILL') {
      child.kill(signal)
      return ended
    },
  }
}

function configText(
  feedUrl: string,
  sandboxUrl: string,
  { database, extra = '', fuse }: InstallOptions,
): string {
  return `
${database === undefined ? 'database: ./chapar.db' : ''}
settle: { first: 1s, again: 1s, absentAfter: 1s }
retry: { first: 1s, max: 2s }
feeds:
  - { id: de, url: "${feedUrl}", poll: "* * * * * *", language: de, channels: [telegram, x, linkedin], fuse: ${fuse ?? '{ newAtOnce: 1000, share: 1 }'} }
channels:
  - { id: telegram, platform: telegram, chat: "@magazin", token: "\${TOKEN}", apiUrl: "${sandboxUrl}/telegram" }
  - { id: x, platform: x, appKey: "\${TOKEN}", appSecret: "\${TOKEN}", accessToken: "\${X_ACCESS}", accessSecret: "\${TOKEN}", apiUrl: "${sandboxUrl}/x" }
  - { id: linkedin, platform: linkedin, organization: "1234567", token: "\${TOKEN}", apiVersion: "202609", apiUrl: "${sandboxUrl}/linkedin" }
${extra}
`
}

/** Polls until `isSo`; rejects with `what` after `limitMs`. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  limitMs = 25_000,
): Promise<void> {
  for (const end = performance.now() + limitMs; !(await isSo()); await wait(50)) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain: ${what}`)
  }
}

/** Reads beside the running program, as `status` does. */
export async function reading<T>(database: string, read: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(database, { create: false })
  try {
    return await read(store)
  } finally {
    await store.close()
  }
}

/** `<article>@<channel> <state>` of the deliveries that are not baseline. */
export async function statesIn(database: string): Promise<readonly string[]> {
  return reading(database, async (store) =>
    (await store.deliveries({}))
      .filter(({ reason }) => reason !== 'baseline')
      .map(({ id, state }) => `${id.replace('de-', '')} ${state}`)
      .sort(),
  )
}

export const statusReport = z.object({
  deliveries: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      reason: z.string().nullable(),
      attempts: z.number(),
      article: z.object({ id: z.string() }),
      channel: z.string(),
    }),
  ),
})
