/**
 * One Chapar a SQLite database. The lock is the operating system's, held through a small SQLite file beside the
 * database: it is free the moment its holder dies, however it dies. Who holds it stands in a text file next to it.
 */
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'

export type LockResult =
  | { readonly kind: 'locked'; release(): void }
  /** In words: `process 4711 on host, "start", since …`. */
  | { readonly kind: 'taken'; readonly holder: string }

/** Takes the lock beside the database at `path` at once, or says who has it. Rejects where no lock can be had at all. */
export async function lockDatabase(
  path: string,
  command: string,
  pid: number,
  now: Date,
): Promise<LockResult> {
  const { DatabaseSync } = await import('node:sqlite')
  const beside = besideOf(path)
  const file = new DatabaseSync(`${beside}.lock`, { timeout: 0 })
  try {
    file.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    file.close()
    if (!isBusy(error)) throw error
    return { kind: 'taken', holder: readHolder(beside) }
  }
  writeFileSync(
    `${beside}.holder`,
    `process ${pid} on ${hostname()}, "${command}", since ${now.toISOString()}\n`,
  )
  return {
    kind: 'locked',
    release() {
      if (file.isOpen) file.close()
    },
  }
}

/** Two ways to write one path must meet at one lock. */
function besideOf(path: string): string {
  if (existsSync(path)) return realpathSync(path)
  const folder = dirname(resolve(path))
  mkdirSync(folder, { recursive: true })
  return join(realpathSync(folder), basename(path))
}

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === sqliteBusy
}

function readHolder(beside: string): string {
  try {
    return readFileSync(`${beside}.holder`, 'utf8').trim()
  } catch {
    return 'another process'
  }
}
