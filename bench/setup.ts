/** What the measurements share: the world in its own process, Chapar in its own, and a folder that goes away. */
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Publish, Told } from './world.ts'

const root = join(import.meta.dirname, '..')

/** How Chapar is started: the bundle, or the TypeScript as it is. */
export interface Program {
  readonly name: string
  readonly file: string
}

export const typescript: Program = { name: 'TypeScript', file: join(root, 'bin/chapar.js') }

/** Builds the bundle into a folder of its own; the caller removes it. */
export function buildBundle(): { readonly program: Program; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'chapar-bench-bundle-'))
  execFileSync(process.execPath, [join(root, 'scripts/build.ts'), folder])
  return {
    program: { name: 'bundle', file: join(folder, 'chapar.js') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export interface World {
  readonly url: string
  publish(change: Publish): void
  counts(): Promise<{ readonly requests: number; readonly notModified: number }>
  /** Calls back for everything the world tells from now on; returns what ends it. */
  listen(listener: (told: Told) => void): () => void
  close(): void
}

/** Starts feeds and platforms in a process of their own. */
export async function startWorld(): Promise<World> {
  const child = fork(join(import.meta.dirname, 'world.ts'))
  const listeners = new Set<(told: Told) => void>()
  child.on('message', (told: Told) => {
    for (const listener of [...listeners]) listener(told)
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the world of the bench ended')))
    listeners.add((told) => {
      if (told.kind === 'listening') resolve(told.url)
    })
  })
  return {
    url,
    publish: (change) => void child.send(change),
    counts: async () => (await fetch(`${url}/counts`)).json(),
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => child.disconnect(),
  }
}

export interface Started {
  readonly pid: number
  /** ms from the start of the process to the first healthy answer. */
  readonly healthyAfterMs: number
  /** Ends it; rejects when it does not end with 0. */
  stop(): Promise<void>
}

/** Starts `start` and waits until it is healthy, asking without a pause. */
export async function startChapar(program: Program, folder: string): Promise<Started> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [program.file, 'start', '--config', 'chapar.yaml'], {
    cwd: folder,
    // MALLOC_ARENA_MAX as in the Dockerfile and in the systemd unit of docs/operating.md.
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: String(port),
      SECRET: '4242-secret-value',
      MALLOC_ARENA_MAX: '1',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-2_000)
  })
  await healthy(`http://127.0.0.1:${port}/healthz`, child, () => said)
  const healthyAfterMs = performance.now() - began
  return { pid: child.pid ?? 0, healthyAfterMs, stop: () => stop(child, () => said) }
}

async function healthy(address: string, child: ChildProcess, said: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`chapar ended: ${said()}`)
    const answer = await fetch(address).catch(() => null)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

async function stop(child: ChildProcess, said: () => string): Promise<void> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const code = await ended
  if (code !== 0) throw new Error(`chapar ended with ${code}: ${said()}`)
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Runs `work` in a new folder with a configuration of these feeds and three channels. */
export async function inFolder<T>(
  { world, feeds, poll }: { world: World; feeds: readonly string[]; poll: string },
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'chapar-bench-'))
  try {
    writeFileSync(join(folder, 'chapar.yaml'), configText(world.url, feeds, poll))
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A configuration with three channels in this world. */
export function configText(url: string, feeds: readonly string[], poll: string): string {
  const secret = '${SECRET}'
  const written = feeds.map(
    (id) =>
      `  - { id: ${id}, edition: ${id}, url: '${url}/feed/${id}', language: de, poll: '${poll}', enrich: false, channels: [telegram, x, linkedin] }`,
  )
  return `feeds:
${written.join('\n')}
channels:
  - { id: telegram, platform: telegram, chat: '@magazine', token: '${secret}', apiUrl: '${url}/telegram' }
  - { id: x, platform: x, appKey: '${secret}', appSecret: '${secret}', accessToken: '${secret}', accessSecret: '${secret}', apiUrl: '${url}/x' }
  - { id: linkedin, platform: linkedin, organization: '1234567', token: '${secret}', apiVersion: '202609', apiUrl: '${url}/linkedin' }
`
}

/** Resident memory in MB, as the kernel counts it (`VmRSS`), with its parts. */
export function residentMb(pid: number): {
  readonly all: number
  readonly own: number
  readonly files: number
} {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { all: mb('VmRSS'), own: mb('RssAnon'), files: mb('RssFile') }
}

/** Processor time of a process so far, in ms (user and system, all threads). */
export function processorMs(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) /)
  const fields = rest.split(' ')
  const ticksPerSecond = 100
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
