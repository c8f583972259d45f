/** The command line: which commands there are, their options, and how a failure becomes an exit code. */
import { Command, CommanderError } from 'commander'
import { DatabaseProblem, isDamage, isDatabaseError } from '../store/database.ts'
import { CliProblem, type CliSurroundings } from './surroundings.ts'

/** What every command takes. */
export interface CommonOptions {
  readonly config?: string
  readonly json?: boolean
}

/** Runs the command that `argv` names (without node and script). Resolves with the exit code of the contract. */
export async function runCli(argv: readonly string[], cli: CliSurroundings): Promise<number> {
  let exitCode = 0
  const program = new Command('chapar')
  program
    .description('Carries every article of a news magazine to Telegram, X and LinkedIn, once.')
    .exitOverride()
    .configureOutput({ writeOut: cli.out, writeErr: cli.err })
    .showHelpAfterError('See "chapar --help".')
  for (const add of [addStart, addOnce, addPreview, addStatus, addDecisions, addSandbox]) {
    add(program, cli, (code) => {
      exitCode = code
    })
  }
  try {
    if (argv.length === 0) {
      cli.err(program.helpInformation())
      return 2
    }
    await program.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    return failed(error, argv.includes('--json'), cli)
  }
}

function failed(error: unknown, json: boolean, cli: CliSurroundings): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    if (json) cli.out(`${JSON.stringify({ error: error.message })}\n`)
    return 2
  }
  const { message, exitCode } = problemOf(error)
  if (json) cli.out(`${JSON.stringify({ error: message })}\n`)
  cli.err(`${message}\n`)
  return exitCode
}

function problemOf(error: unknown): { readonly message: string; readonly exitCode: 1 | 2 } {
  if (error instanceof CliProblem) return error
  if (error instanceof DatabaseProblem) return { message: error.message, exitCode: 2 }
  if (isDamage(error)) return { message: `the database is damaged: ${error.message}`, exitCode: 2 }
  if (isDatabaseError(error)) {
    const mend =
      'Is the disk full or read-only? Nothing was posted that is not written down; run it again afterwards.'
    return { message: `the database could not be written: ${error.message}. ${mend}`, exitCode: 1 }
  }
  throw error
}

type Add = (program: Command, cli: CliSurroundings, done: (exitCode: number) => void) => void

/** A command with the options that all of them take. */
function command(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option('--config <file>', 'configuration (else CHAPAR_CONFIG, else config/chapar.yaml)')
    .option('--json', 'one JSON document on stdout, logs on stderr')
    .exitOverride()
}

const addStart: Add = (program, cli, done) => {
  command(
    program,
    'start',
    'Polls on schedule and publishes, until a signal ends it; serves /healthz and /metrics',
  )
    .option(
      '--or-sandbox',
      'without a configuration of your own: run in the sandbox, nothing leaves this machine',
    )
    .action(async (options: CommonOptions & { orSandbox?: boolean }) => {
      const { start } = await import('./start.ts')
      done(await start(options, cli))
    })
}

const addOnce: Add = (program, cli, done) => {
  command(program, 'once', 'One pass: polls, settles, publishes what is due now, and exits').action(
    async (options: CommonOptions) => {
      const { once } = await import('./once.ts')
      done(await once(options, cli))
    },
  )
}

const addPreview: Add = (program, cli, done) => {
  command(program, 'preview', 'The exact text each channel would get; sends and stores nothing')
    .argument('[what]', 'a feed id, a URL or a file (feed or article); all feeds when nothing is named')
    .option('--feed <id>', 'whose language, rules and channels apply to a URL or file')
    .action(async (what: string | undefined, options: CommonOptions & { feed?: string }) => {
      const { preview } = await import('./preview.ts')
      done(await preview(what, options, cli))
    })
}

const addStatus: Add = (program, cli, done) => {
  command(program, 'status', 'Feeds, lanes and deliveries (the newest 200)')
    .option('--all', 'every delivery')
    .option('--state <state>', 'only deliveries in this state')
    .option('--channel <id>', 'only deliveries of this channel')
    .action(async (options: CommonOptions & { all?: boolean; state?: string; channel?: string }) => {
      const { status } = await import('./status.ts')
      done(await status(options, cli))
    })
}

const addDecisions: Add = (program, cli, done) => {
  command(program, 'deliver', 'Decides about one delivery: approve, hold, skip, resend, or "it was sent"')
    .argument('<id>', 'as "status" shows it, e.g. de-29870@telegram-de')
    .argument('<decision>', 'approve | hold | skip | resend | sent')
    .option('--remote-id <id>', "with sent: the post's id on the platform")
    .action(async (id: string, word: string, options: CommonOptions & { remoteId?: string }) => {
      const { deliver } = await import('./decisions.ts')
      done(await deliver(id, word, options, cli))
    })
  command(program, 'lane', 'Pauses the queue of one account, or lets it go on')
    .argument('<channel>', 'id of the channel')
    .argument('<action>', 'pause | resume')
    .argument('[duration]', 'with pause: 30s, 15m, 2h, 1d; without it until "resume"')
    .action(async (channel: string, word: string, duration: string | undefined, options: CommonOptions) => {
      const { lane } = await import('./decisions.ts')
      done(await lane(channel, word, duration, options, cli))
    })
  command(program, 'stop', 'Stops all posting at once, everywhere, through restarts').action(
    async (options: CommonOptions) => {
      const { stopOrResume } = await import('./decisions.ts')
      done(await stopOrResume(true, options, cli))
    },
  )
  command(program, 'resume', 'Lets posting go on after "stop"').action(async (options: CommonOptions) => {
    const { stopOrResume } = await import('./decisions.ts')
    done(await stopOrResume(false, options, cli))
  })
  command(program, 'fuse', 'Posts or skips what a tripped fuse holds')
    .argument('<feed>', 'id of the feed')
    .argument('<decision>', 'release | skip')
    .action(async (feed: string, word: string, options: CommonOptions) => {
      const { fuse } = await import('./decisions.ts')
      done(await fuse(feed, word, options, cli))
    })
  command(program, 'backfill', 'Posts the newest N articles of a feed that first sight left out')
    .argument('<feed>', 'id of the feed')
    .requiredOption('--last <n>', 'how many of the newest articles')
    .action(async (feed: string, options: CommonOptions & { last: string }) => {
      const { backfill } = await import('./decisions.ts')
      done(await backfill(feed, options, cli))
    })
}

const addSandbox: Add = (program, cli, done) => {
  command(program, 'sandbox', 'Stand-ins for the platforms on this machine; nothing leaves it')
    .option('--port <port>', 'port to listen on', '9090')
    .action(async (options: CommonOptions & { port: string }) => {
      const { sandbox } = await import('./sandbox.ts')
      done(await sandbox(options, cli))
    })
}
