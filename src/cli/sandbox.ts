/** `sandbox`: the stand-in platforms alone, until a signal ends it. */
import { resolve } from 'node:path'
import { startSandbox } from '../sandbox/sandbox.ts'
import type { CommonOptions } from './program.ts'
import { CliProblem, type CliSurroundings } from './surroundings.ts'

export async function sandbox(
  options: CommonOptions & { port: string },
  cli: CliSurroundings,
): Promise<number> {
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CliProblem(`--port ${options.port}: write a number from 0 (any free port) to 65535`, 2)
  }
  const folder = resolve(cli.folder, 'data/sandbox')
  const running = await startSandbox({ port, folder, now: cli.now }).catch((error: unknown) => {
    const said = error instanceof Error ? error.message : String(error)
    throw new CliProblem(`the sandbox cannot listen on port ${port}: ${said}. Choose another with --port.`, 1)
  })
  if (options.json) cli.out(`${JSON.stringify({ url: running.url, port: running.port })}\n`)
  else {
    cli.out(
      [
        `The sandbox runs at ${running.url} (posts and faults: ${running.url}/api/posts, ${running.url}/api/faults).`,
        'Put these into the configuration:',
        `  telegram  apiUrl: ${running.url}/telegram`,
        `  x         apiUrl: ${running.url}/x`,
        `  linkedin  apiUrl: ${running.url}/linkedin`,
        'Ctrl-C ends it; what was posted stays in data/sandbox.',
        '',
      ].join('\n'),
    )
  }
  await new Promise<void>((stop) => cli.onStop(() => stop()))
  await running.close()
  return 0
}
