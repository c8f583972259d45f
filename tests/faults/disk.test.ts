/** A disk that is full, a file that may not be written, a file that is damaged: nothing is posted that cannot be written down. */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, type TestContext, test } from 'vitest'
import { run } from '../../src/run.ts'
import { DatabaseProblem } from '../../src/store/database.ts'
import { platforms } from '../../src/teaser/teaser.ts'
import { countOf, orderFault, postsOn } from './at-platform.ts'
import { type Child, type Installation, installForFaults, statesIn, until } from './child.ts'
import { channelLine, createSite, createWorld, openWorker } from './harness.ts'

const canLimit = existsSync('/usr/bin/prlimit')
const allSent = ['2@linkedin sent', '2@telegram sent', '2@x sent']

describe.concurrent('a disk that is full', { timeout: 40_000 }, () => {
  test.skipIf(!canLimit)(
    'when the feed is looked at: nothing is posted, and all is when there is room',
    async (context) => {
      const site = await installed(context)
      const child = site.launch('start')
      await child.says('started')
      fillDisk(child)
      site.show(1, 2)
      await child.says('a feed was not looked at', 2)
      expect(await postsOn(site.sandbox.url)).toEqual([])
      await goesOn(site, child)
    },
  )

  test.skipIf(!canLimit)(
    'between the queue and the call: the call is not made, and is when there is room',
    async (context) => {
      const site = await installed(context)
      const child = site.launch('start')
      await child.says('started')
      await site.run('stop')
      site.show(1, 2)
      await until('three are queued', async () => (await statesIn(site.database)).length === 3)
      fillDisk(child)
      await site.run('resume')
      await child.says('something went wrong; trying again', 3)
      const requests = await (await fetch(`${site.sandbox.url}/api/requests`)).json()
      expect(requests).toMatchObject({
        telegram: { requests: 0 },
        x: { requests: 0 },
        linkedin: { requests: 0 },
      })
      await goesOn(site, child)
    },
  )

  test.skipIf(!canLimit)(
    'during the call: its outcome is kept, and written down when there is room',
    async (context) => {
      const site = await installed(context)
      for (const platform of platforms) {
        await orderFault(site.sandbox.url, { platform, kind: 'status', accepted: true, delayMs: 1_000 })
      }
      const child = site.launch('start')
      await child.says('started')
      site.show(1, 2)
      await until('all three are accepted', async () => (await postsOn(site.sandbox.url)).length === 3)
      fillDisk(child)
      await child.says('an outcome could not be written down yet', 3)
      await goesOn(site, child)
      expect((await child.ended).stderr).not.toContain('unconfirmed')
    },
  )
})

describe('a database that is no good', { timeout: 40_000 }, () => {
  test('damaged before the start: exit 2 with the mend, the file as it was, nothing posted', async (context) => {
    const site = await installed(context)
    for (const beside of ['-wal', '-shm']) rmSync(`${site.database}${beside}`, { force: true })
    const bytes = readFileSync(site.database)
    bytes.fill(0x5a, 4096, 4096 * 6)
    writeFileSync(site.database, bytes)
    site.show(1, 2)
    for (const command of ['start', 'once', 'status']) {
      const { code, stderr } = await site.run(command)
      expect([command, code]).toEqual([command, 2])
      expect(stderr).toContain('backup')
    }
    expect(readFileSync(site.database).equals(bytes)).toBe(true)
    expect(await postsOn(site.sandbox.url)).toEqual([])
  })

  test('not to be written: exit 2 says so, nothing posted', async (context) => {
    const site = await installed(context)
    site.show(1, 2)
    chmodSync(site.database, 0o444)
    chmodSync(site.folder, 0o555)
    const { code, stderr } = await runAsNobody(site, 'once')
    expect(code).toBe(2)
    expect(stderr).toContain('cannot be opened')
    expect(await postsOn(site.sandbox.url)).toEqual([])
    chmodSync(site.folder, 0o755)
  })

  test('damaged while it runs: the program ends and says so, instead of trying for ever', async () => {
    const world = await createWorld()
    const site = createSite(world, (account) => channelLine(world, 'x', account))
    const worker = await openWorker(site)
    const stopping = new AbortController()
    const damaged = () => Promise.reject(new Error('database disk image is malformed'))
    const store = { ...worker.surroundings.store, nextQueued: damaged }
    const running = run(
      { ...worker.surroundings, store, stopping: stopping.signal },
      { feedDueAt: new Map(), loopAt: new Map() },
    )
    await expect(running.ended).rejects.toThrow(DatabaseProblem)
    stopping.abort()
    await worker.end()
    await world.close()
  })
})

async function installed({ onTestFinished }: TestContext): Promise<Installation> {
  const site = await installForFaults()
  onTestFinished(() => site.close())
  site.show(1)
  expect((await site.run('once')).code).toBe(0)
  return site
}

/** From now on every write of the process fails, as on a full disk; others write on. */
function fillDisk({ process }: Child): void {
  execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=1:unlimited'])
}

/** There is room again: everything is posted once, without a restart. */
async function goesOn(site: Installation, child: Child): Promise<void> {
  execFileSync('prlimit', ['--pid', String(child.process.pid), '--fsize=unlimited:unlimited'])
  await until('all are sent', async () => String(await statesIn(site.database)) === String(allSent))
  expect((await child.kill('SIGTERM')).code).toBe(0)
  const posts = await postsOn(site.sandbox.url)
  expect(platforms.map((platform) => countOf(posts, platform, 2))).toEqual([1, 1, 1])
}

/** Root may write everything: as root the program runs as somebody else. */
function runAsNobody(site: Installation, command: string): Promise<{ code: number | null; stderr: string }> {
  const program = join(import.meta.dirname, '../../bin/chapar.js')
  const isRoot = process.getuid?.() === 0
  const child = spawn(process.execPath, [program, command, '--config', join(site.folder, 'chapar.yaml')], {
    cwd: site.folder,
    env: { TOKEN: 'a-secret-token', X_ACCESS: '4242-x-secret-value' },
    ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
  })
  expect(statSync(site.folder).mode & 0o777).toBe(0o555)
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })))
}
