/** The command line: which commands there are, their options, and how a failure becomes an exit code. */
import { Command, CommanderError } from 'commander'
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
  for (const add of [addOnce, addPreview, addStatus, addBackfill, addSandbox]) {
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
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (!(error instanceof CliProblem)) throw error
  if (json) cli.out(`${JSON.stringify({ error: error.message })}\n`)
  cli.err(`${error.message}\n`)
  return error.exitCode
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

const addBackfill: Add = (program, cli, done) => {
  command(program, 'backfill', 'Posts the newest N articles of a feed that first sight left out')
    .argument('<feed>', 'id of the feed')
    .requiredOption('--last <n>', 'how many of the newest articles')
    .action(async (feed: string, options: CommonOptions & { last: string }) => {
      const { backfill } = await import('./backfill.ts')
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
