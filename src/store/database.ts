/**
 * Opens SQLite (a file) or PostgreSQL (a `postgres://` address) behind one Kysely, brought to the newest shape.
 * A database that is damaged, newer than the program, or not to be opened is a `DatabaseProblem`, never a new start.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, statSync, unlinkSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Dialect, Driver } from 'kysely'
import { CompiledQuery, Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import { isPostgres } from '../config.ts'
import { type Engine, migrations } from './migrations.ts'
import type { Tables } from './tables.ts'

/** The database cannot serve; `message` names the place and the mend. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem'
}

export interface Database {
  readonly engine: Engine
  readonly db: Kysely<Tables>
  close(): Promise<void>
}

export interface OpenOptions {
  /** May a SQLite file that is not there be made? */
  readonly create: boolean
  /** Called after each COMMIT that took effect; a test that throws here has lost the COMMIT's answer. */
  readonly committed?: () => void
}

/** Opens, checks and migrates. Rejects with `DatabaseProblem`. */
export async function openDatabase(address: string, options: OpenOptions): Promise<Database> {
  const engine: Engine = isPostgres(address) ? 'postgres' : 'sqlite'
  const dialect =
    engine === 'postgres' ? await postgresDialect(address) : await sqliteDialect(address, options.create)
  const db = new Kysely<Tables>({ dialect: watched(dialect, engine, options.committed) })
  try {
    await migrate(db, engine, address)
  } catch (error) {
    await db.destroy().catch(() => undefined)
    throw error instanceof DatabaseProblem
      ? error
      : new DatabaseProblem(describeDatabaseError(error, address))
  }
  return { engine, db, close: () => db.destroy() }
}

/** Is there a database at all? PostgreSQL is asked when it is opened. */
export function databaseExists(address: string): boolean {
  return isPostgres(address) || existsSync(address)
}

async function sqliteDialect(path: string, create: boolean): Promise<Dialect> {
  if (!create && !existsSync(path)) {
    throw new DatabaseProblem(
      `there is no database at ${resolve(path)} yet: it is made by the first "start" or "once"`,
    )
  }
  try {
    // SQLite would take an emptied file for a new database, and what was posted would be forgotten.
    if (existsSync(path) && statSync(path).size === 0) throw new Error('the file is empty: not a database')
    const { DatabaseSync } = await import('node:sqlite')
    if (!existsSync(path) && path !== ':memory:') makeDatabase(resolve(path), DatabaseSync)
    const file = new DatabaseSync(path, { timeout: 5_000, enableForeignKeyConstraints: true })
    try {
      file.exec('pragma journal_mode = wal')
      file.exec('pragma synchronous = full')
      const [check] = file.prepare('pragma quick_check(1)').all()
      const verdict = Object.values(check ?? {})[0]
      if (verdict !== 'ok') throw new Error(`database disk image is malformed: ${String(verdict)}`)
    } catch (error) {
      file.close()
      throw error
    }
    return new SqliteDialect({ database: speaksLikeBetterSqlite(file) })
  } catch (error) {
    throw new DatabaseProblem(describeDatabaseError(error, path))
  }
}

/**
 * A new database appears whole, under its name, in one step: a process that is killed meanwhile, or another that opens
 * it at the same moment, never leaves or sees an empty file, which would count as damage.
 */
function makeDatabase(path: string, DatabaseSync: typeof import('node:sqlite').DatabaseSync): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.new-${randomUUID()}`
  const file = new DatabaseSync(draft)
  file.exec('create table schema_version (version integer not null)')
  file.close()
  try {
    linkSync(draft, path)
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isThere) throw error
  } finally {
    unlinkSync(draft)
  }
}

/** Prepared once and used again: preparing costs as much as running (measured). Lists of many lengths are many texts. */
const mostPrepared = 200

/** Kysely's SQLite driver expects better-sqlite3's statement shape. */
function speaksLikeBetterSqlite(file: import('node:sqlite').DatabaseSync) {
  const prepared = new Map<string, ReturnType<typeof prepare>>()
  function prepare(text: string) {
    const statement = file.prepare(text)
    const bind = (parameters: readonly unknown[]) => parameters as import('node:sqlite').SQLInputValue[]
    return {
      reader: statement.columns().length > 0,
      all: (parameters: readonly unknown[]) => statement.all(...bind(parameters)),
      run: (parameters: readonly unknown[]) => statement.run(...bind(parameters)),
      iterate: (parameters: readonly unknown[]) => statement.iterate(...bind(parameters)),
    }
  }
  return {
    close: () => file.close(),
    prepare(text: string) {
      const known = prepared.get(text)
      if (known !== undefined) return known
      if (prepared.size >= mostPrepared) prepared.clear()
      const statement = prepare(text)
      prepared.set(text, statement)
      return statement
    },
  }
}

async function postgresDialect(address: string): Promise<Dialect> {
  const { default: pg } = await import('pg')
  const bigint = 20
  const pool = new pg.Pool({
    connectionString: address,
    max: 5,
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: (type, format) => (type === bigint ? Number : pg.types.getTypeParser(type, format)),
    },
  })
  // Without a listener a connection that drops while idle would end the process.
  pool.on('error', () => undefined)
  return new PostgresDialect({ pool })
}

/** The engine's own dialect, but SQLite takes its write lock at once (a deferred one fails half-way, measured). */
function watched(dialect: Dialect, engine: Engine, committed: (() => void) | undefined): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver(): Driver {
      const driver = dialect.createDriver()
      if (engine === 'sqlite') {
        driver.beginTransaction = async (connection) => {
          await connection.executeQuery(CompiledQuery.raw('begin immediate'))
        }
        const rollback = driver.rollbackTransaction.bind(driver)
        // A full disk has rolled back already: that error says what happened, not "no transaction is active".
        driver.rollbackTransaction = (connection) => rollback(connection).catch(() => undefined)
      }
      const commit = driver.commitTransaction.bind(driver)
      driver.commitTransaction = async (connection) => {
        await commit(connection)
        committed?.()
      }
      return driver
    },
  }
}

async function migrate(db: Kysely<Tables>, engine: Engine, address: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // Two workers may start on one PostgreSQL at the same moment.
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(737468)`.execute(transaction)
    await sql`create table if not exists schema_version (version integer not null)`.execute(transaction)
    const { rows } = await sql<{ version: number }>`select version from schema_version`.execute(transaction)
    const version = rows[0]?.version ?? 0
    if (version > migrations.length) {
      throw new DatabaseProblem(
        `the database ${place(address)} was written by a newer Chapar (shape ${version}, this program knows ${migrations.length}): update the program`,
      )
    }
    for (const migration of migrations.slice(version)) await migration.up(transaction, engine)
    if (version === migrations.length) return
    await sql`delete from schema_version`.execute(transaction)
    await sql`insert into schema_version (version) values (${sql.lit(migrations.length)})`.execute(
      transaction,
    )
  })
}

/** Did a statement fail in the database itself (full disk, read-only, lost connection), not in our code? */
export function isDatabaseError(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === 'ERR_SQLITE_ERROR' || /^[0-9A-Z]{5}$/.test(String(error.code))
}

/** Is this error of a statement the sign of a damaged file, which no waiting mends? */
export function isDamage(error: unknown): error is Error {
  return error instanceof Error && /malformed|not a database|corrupt/i.test(error.message)
}

/** What is wrong with the database and how to mend it, for staff. */
export function describeDatabaseError(error: unknown, address: string): string {
  const said = messageOf(error)
  if (!isPostgres(address) && isDamage(error)) {
    return `the database ${place(address)} is damaged (${said}): stop everything that uses it, keep the file for inspection, and put the newest backup in its place`
  }
  return `the database ${place(address)} cannot be opened: ${said}`
}

/** A name with two addresses (localhost) fails with an error that has causes but no message. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/** Where the database is, without the password. */
export function place(address: string): string {
  if (!isPostgres(address)) return resolve(address)
  if (!URL.canParse(address)) return 'at the postgres:// address'
  const { hostname, port, pathname } = new URL(address)
  return `${hostname}${port === '' ? '' : `:${port}`}${pathname}`
}
