/** Databases for tests: a SQLite file in a temporary folder, or a database of its own on the real PostgreSQL. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { openStore } from '../../src/store/create.ts'
import type { OpenOptions } from '../../src/store/database.ts'
import type { Store } from '../../src/store/store.ts'

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chapar-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The address of a SQLite database that is not there yet. */
export async function newSqlite(): Promise<string> {
  return join(temporaryFolder(), 'data', 'chapar.db')
}

/** The address of a new, empty PostgreSQL database. */
export async function newPostgres(): Promise<string> {
  const server = inject('postgres')
  if (server === null) throw new Error('there is no PostgreSQL on this machine')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name}`)
  onTestFinished(() => onServer(server, `drop database if exists ${name} with (force)`))
  return `${server}/${name}`
}

/** The engines of this machine, by name, each with how to make an empty database. */
export const engines = [
  { engine: 'sqlite' as const, newDatabase: newSqlite, missing: false },
  { engine: 'postgres' as const, newDatabase: newPostgres, missing: inject('postgres') === null },
]

/** A store that closes with the test. */
export async function openedStore(address: string, options: Partial<OpenOptions> = {}): Promise<Store> {
  const store = await openStore(address, { create: true, ...options })
  onTestFinished(() => store.close().catch(() => undefined))
  return store
}

/** Runs statements past the store, as damage or another program would. */
export async function runSql(address: string, ...statements: readonly string[]): Promise<void> {
  if (address.startsWith('postgres')) {
    for (const statement of statements) await onServer(address, statement)
    return
  }
  const { DatabaseSync } = await import('node:sqlite')
  const file = new DatabaseSync(address, { timeout: 5_000, enableForeignKeyConstraints: true })
  try {
    for (const statement of statements) file.exec(statement)
  } finally {
    file.close()
  }
}

async function onServer(address: string, statement: string): Promise<void> {
  const withDatabase = new URL(address).pathname.length > 1 ? address : `${address}/postgres`
  const client = new pg.Client({ connectionString: withDatabase })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
