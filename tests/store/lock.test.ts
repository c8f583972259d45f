import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type LockResult, lockDatabase } from '../../src/store/lock.ts'
import { noon } from '../setup/builders.ts'
import { newSqlite, openedStore, temporaryFolder } from '../setup/databases.ts'

async function lock(path: string, command = 'start'): Promise<LockResult> {
  const result = await lockDatabase(path, command, 4711, noon)
  if (result.kind === 'locked') onTestFinished(result.release)
  return result
}

test('a second lock is refused and says who holds the first', async () => {
  const path = await newSqlite()
  expect((await lock(path)).kind).toBe('locked')
  const second = await lock(path, 'once')
  expect(second).toEqual({
    kind: 'taken',
    holder: expect.stringMatching(/^process 4711 on \S+, "start", since 2026-11-23T11:00:00.000Z$/),
  })
})

test('a released lock can be taken again, and says its new holder', async () => {
  const path = await newSqlite()
  const first = await lock(path)
  if (first.kind === 'locked') first.release()
  expect((await lock(path, 'once')).kind).toBe('locked')
  expect(await lock(path)).toMatchObject({ holder: expect.stringContaining('"once"') })
})

test('two databases in one folder do not lock each other out', async () => {
  const folder = temporaryFolder()
  expect((await lock(join(folder, 'a.db'))).kind).toBe('locked')
  expect((await lock(join(folder, 'b.db'))).kind).toBe('locked')
})

test('two ways to write one path meet at one lock', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'data'))
  symlinkSync(join(folder, 'data'), join(folder, 'linked'))
  await openedStore(join(folder, 'data', 'chapar.db'))
  symlinkSync(join(folder, 'data', 'chapar.db'), join(folder, 'link.db'))
  expect((await lock(join(folder, 'data', 'chapar.db'))).kind).toBe('locked')
  for (const other of ['linked/chapar.db', 'data/../data/./chapar.db', 'link.db']) {
    expect((await lock(join(folder, other))).kind).toBe('taken')
  }
})

test('a lock file that is no database is an error, not a holder', async () => {
  const path = await newSqlite()
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(`${path}.lock`, 'this is no database, though it is long enough to be taken for one')
  await expect(lock(path)).rejects.toThrow(/not a database/)
})

test('a lock is free as soon as its holder is killed', async () => {
  const path = await newSqlite()
  const holder = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { lockDatabase } from ${JSON.stringify(import.meta.resolve('../../src/store/lock.ts'))}
      const lock = await lockDatabase(${JSON.stringify(path)}, 'start', process.pid, new Date())
      process.stdout.write(lock.kind)
      setInterval(() => lock, 1000)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void holder.kill('SIGKILL'))
  const [said] = await once(holder.stdout, 'data')
  expect(String(said)).toBe('locked')
  expect(await lock(path)).toMatchObject({ kind: 'taken', holder: expect.stringContaining(`${holder.pid}`) })
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect((await lock(path)).kind).toBe('locked')
})
