/** `start`: everything, until a signal ends it. With `--or-sandbox` and no configuration: the sandbox inside. */
import { existsSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { createHttpListener } from '../http.ts'
import { createLog, type Log } from '../log.ts'
import { type Running, run } from '../run.ts'
import type { Demo } from '../sandbox/demo.ts'
import { configFile, loadConfig } from './load-config.ts'
import type { CommonOptions } from './program.ts'
import { type Report, reportOn } from './report.ts'
import { stopSignals } from './stop-signals.ts'
import { CliProblem, type CliSurroundings } from './surroundings.ts'
import { lockOrThrow, openWorkshop, type Workshop } from './workshop.ts'

type StartOptions = CommonOptions & { orSandbox?: boolean }

/** What the sandbox keeps, beside what it posts: a configuration of one's own never meets this database. */
const sandboxFolder = 'data/sandbox'

export async function start(options: StartOptions, cli: CliSurroundings): Promise<number> {
  const sandboxed = options.orSandbox === true && isWithoutConfig(options, cli)
  const { config, secrets } = sandboxed
    ? { config: null, secrets: [] }
    : loadConfig(configFile(options.config, cli), true, cli)
  const readable = sandboxed || (cli.stderrIsTerminal && options.json !== true)
  const log = await createLog({ readable, secrets, out: cli.errStream, level: sandboxed ? 'error' : 'info' })
  const database = config?.database ?? resolve(cli.folder, sandboxFolder, 'chapar.db')
  const release = await lockOrThrow(database, 'start', cli)
  try {
    const server = createServer()
    const address = await listen(server, cli)
    try {
      return await (config === null
        ? serveSandbox(database, server, address, log, cli)
        : serve(config, server, address, log, cli, null))
    } finally {
      server.close()
      server.closeAllConnections()
    }
  } finally {
    release()
  }
}

/** A configuration that was named but is not there is a mistake, never a reason to play. */
function isWithoutConfig(options: StartOptions, cli: CliSurroundings): boolean {
  return options.config === undefined && !cli.env['CHAPAR_CONFIG'] && !existsSync(configFile(undefined, cli))
}

async function serveSandbox(
  database: string,
  server: Server,
  address: string,
  log: Log,
  cli: CliSurroundings,
): Promise<number> {
  const { createDemo } = await import('../sandbox/demo.ts')
  const folder = resolve(cli.folder, sandboxFolder)
  const demo = await createDemo({ address, server, folder, database, now: cli.now })
  cli.out(
    [
      '',
      '  Chapar runs in its sandbox: nothing leaves this machine.',
      `  Open ${address}/ and watch the posts arrive.`,
      '',
      '  To go live: copy config/chapar.example.yaml to config/chapar.yaml (README, "Going live").',
      '  Ctrl-C ends it; everything is kept in data/sandbox.',
      '',
      '',
    ].join('\n'),
  )
  try {
    return await serve(demo.config, server, address, log, cli, demo)
  } finally {
    demo.close()
  }
}

async function serve(
  config: Config,
  server: Server,
  address: string,
  log: Log,
  cli: CliSurroundings,
  demo: Demo | null,
): Promise<number> {
  const { stopping, cutOff, stop } = stopSignals(cli, log)
  const workshop = await openWorkshop({ config, log, stopping, cutOff, recordPatienceMs: Infinity }, cli)
  try {
    const running = await startRunning(workshop, server, config, cli, demo)
    log.info('started', { address, feeds: config.feeds.length, channels: config.channels.length })
    await running.ended
    log.info('stopped', {})
    return 0
  } finally {
    stop()
    await workshop.close()
  }
}

/** The stand-ins answer before the first post is made, so the routes come first. */
async function startRunning(
  workshop: Workshop,
  server: Server,
  config: Config,
  cli: CliSurroundings,
  demo: Demo | null,
): Promise<Running> {
  const { surroundings } = workshop
  const { store } = surroundings
  const status = () => reportOn(store, config, { newest: 200 }, cli.now())
  const vitals = { feedDueAt: new Map<string, Date>(), loopAt: new Map<string, Date>() }
  const { now, residentBytes } = cli
  const others = demo === null ? null : await demoListener(demo, status)
  server.on('request', createHttpListener({ store, vitals, startedAt: now(), now, residentBytes }, others))
  const running = run(surroundings, vitals)
  demo?.begin(surroundings.stopping)
  return running
}

/** hono is for the sandbox alone, and loaded with it. */
async function demoListener(demo: Demo, status: () => Promise<Report>): Promise<RequestListener> {
  const { getRequestListener } = await import('@hono/node-server')
  return getRequestListener(demo.routes(status).fetch, { overrideGlobalObjects: false })
}

async function listen(server: Server, { env }: CliSurroundings): Promise<string> {
  const host = env['HOST'] || '127.0.0.1'
  const wanted = env['PORT'] || '8080'
  const port = Number(wanted)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CliProblem(`PORT=${wanted}: write a number from 0 (any free port) to 65535`, 2)
  }
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(new CliProblem(listenProblem(error, host, port), 1)))
    server.listen(port, host, done)
  })
  const bound = server.address()
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${typeof bound === 'object' ? bound?.port : port}`
}

function listenProblem(error: Error, host: string, port: number): string {
  const taken = 'code' in error && error.code === 'EADDRINUSE'
  const why = taken ? 'something else listens there' : error.message
  return `cannot listen on ${host}:${port}: ${why}. Set PORT to another port (0: any free one).`
}
