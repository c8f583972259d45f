/** Composition root: the only place that reads the process. Everything else gets what it needs as arguments. */
import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { performance } from 'node:perf_hooks'
import { runCli } from './cli/program.ts'

// A library of grammY's looks for localStorage, and Node warns about its own when it is touched.
Reflect.deleteProperty(globalThis, 'localStorage')

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  stdoutIsTerminal: process.stdout.isTTY === true,
  stderrIsTerminal: process.stderr.isTTY === true,
  width: process.stdout.columns ?? 100,
  user: userInfo().username,
  pid: process.pid,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  errStream: process.stderr,
  now: () => new Date(),
  monotonic: () => performance.now(),
  newId: () => randomUUID(),
  residentBytes: () => process.memoryUsage.rss(),
  onStop(callback) {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => callback(signal))
  },
})
