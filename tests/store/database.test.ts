/** Opening: what is damaged, newer, missing or out of reach is said in words, and never replaced by a new start. */

import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../src/store/create.ts'
import { DatabaseProblem, databaseExists, place } from '../../src/store/database.ts'
import { migrations } from '../../src/store/migrations.ts'
import { articleWith, deliveryWith, pollChange, storeDeliveries } from '../setup/builders.ts'
import { engines, newSqlite, openedStore, runSql, temporaryFolder } from '../setup/databases.ts'

async function problemOf(address: string, create = true): Promise<string> {
  const opened = openStore(address, { create })
  await expect(opened).rejects.toBeInstanceOf(DatabaseProblem)
  return opened.then(
    () => '',
    (error: Error) => error.message,
  )
}

/** A closed SQLite database with some articles in it. */
async function filledSqlite(): Promise<string> {
  const path = await newSqlite()
  const store = await openStore(path, { create: true })
  const newArticles = Array.from({ length: 300 }, (_, n) => articleWith(`en-${n}`))
  await store.savePoll(pollChange({ newArticles }))
  await store.close()
  return path
}

describe.each(engines)('a database on $engine', ({ newDatabase, missing }) => {
  test.skipIf(missing)('opens again and again without change', async () => {
    const address = await newDatabase()
    await storeDeliveries(await openedStore(address), deliveryWith())
    for (let times = 0; times < 3; times++) {
      const store = await openStore(address, { create: false })
      expect((await store.counts()).queued).toBe(1)
      await store.close()
    }
  })

  test.skipIf(missing)('written by a newer Chapar is refused and left as it is', async () => {
    const address = await newDatabase()
    await storeDeliveries(await openedStore(address), deliveryWith())
    await runSql(address, `update schema_version set version = ${migrations.length + 1}`)
    const problem = await problemOf(address)
    expect(problem).toContain('was written by a newer Chapar')
    expect(problem).toContain('update the program')
    await runSql(address, `update schema_version set version = ${migrations.length}`)
    expect((await (await openedStore(address)).counts()).queued).toBe(1)
  })

  test.skipIf(missing)('that lost the number of its shape is refused, not begun anew', async () => {
    const address = await newDatabase()
    await storeDeliveries(await openedStore(address), deliveryWith())
    await runSql(address, 'delete from schema_version')
    expect(await problemOf(address)).toContain('cannot be opened')
    await runSql(address, `insert into schema_version (version) values (${migrations.length})`)
    expect((await (await openedStore(address)).counts()).queued).toBe(1)
  })
})

describe('a SQLite file', () => {
  test('that is not there is made only where that is allowed', async () => {
    const path = await newSqlite()
    expect(databaseExists(path)).toBe(false)
    expect(await problemOf(path, false)).toContain(`there is no database at ${path} yet`)
    expect(databaseExists(path)).toBe(false)
    await openedStore(path)
    expect(databaseExists(path)).toBe(true)
  })

  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ['with an overwritten header', (path) => overwrite(path, 0, 'this is no database at all')],
    ['with garbage in its middle', (path) => overwrite(path, 4096, 'garbage'.repeat(2000))],
    ['cut in half', (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2 / 4096) * 4096)],
    ['cut in the middle of a page', (path) => truncateSync(path, readFileSync(path).length - 1000)],
    ['that somebody emptied', (path) => truncateSync(path, 0)],
  ]
  test.each(damages)('%s is damaged: said so, with the mend, and not touched', async (_, damage) => {
    const path = await filledSqlite()
    damage(path)
    const before = readFileSync(path)
    const problem = await problemOf(path)
    expect(problem).toContain(path)
    expect(problem).toContain('is damaged')
    expect(problem).toContain('backup')
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('in a place that is no folder is a problem in words', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), 'not a folder')
    expect(await problemOf(join(folder, 'file', 'chapar.db'))).toContain('cannot be opened')
    expect(await problemOf(folder)).toContain('cannot be opened')
  })
})

function overwrite(path: string, at: number, text: string): void {
  const bytes = readFileSync(path)
  bytes.write(text, at)
  writeFileSync(path, bytes)
}

describe('a PostgreSQL address', () => {
  const secret = 'S3cr3t-of-the-database'

  test('out of reach is a problem that names the place and not the password', async () => {
    const closed = await closedPort()
    for (const host of ['127.0.0.1', 'localhost']) {
      const problem = await problemOf(`postgres://chapar:${secret}@${host}:${closed}/magazine`)
      expect(problem).toContain(`${host}:${closed}/magazine`)
      expect(problem).toMatch(/cannot be opened: .*ECONNREFUSED/)
      expect(problem).not.toContain(secret)
      expect(problem).not.toContain('damaged')
    }
  })

  test.each([
    `postgres://chapar:${secret}@db.test:5432/magazine?sslmode=require&password=${secret}`,
    `postgresql://${secret}:${secret}@db.test:5432/magazine#${secret}`,
  ])('is shown by host, port and name alone', (address) => {
    expect(place(address)).toBe('db.test:5432/magazine')
  })

  test.each([`postgres://chapar:${secret}/1@db.test/m`, `postgres://chapar:${secret}#@db.test/m`])(
    'that is not well-formed is a problem without the password',
    async (address) => {
      expect(place(address)).not.toContain(secret)
      const problem = await problemOf(address)
      expect(problem).not.toContain(secret)
      expect(problem).not.toContain('damaged')
    },
  )
})

/** A port of 127.0.0.1 on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  onTestFinished(() => void server.close())
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
  return port
}
