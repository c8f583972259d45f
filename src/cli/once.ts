/** `once`: one pass, what became of each delivery, and an exit code that says whether a person is needed. */
import { createLog } from '../log.ts'
import { pass } from '../pass.ts'
import { configFile, loadConfig } from './load-config.ts'
import type { CommonOptions } from './program.ts'
import { needsPerson, reportOn } from './report.ts'
import { describeReport } from './report-text.ts'
import { stopSignals } from './stop-signals.ts'
import type { CliSurroundings } from './surroundings.ts'
import { lockOrThrow, openWorkshop, type Workshop } from './workshop.ts'

const recordPatienceMs = 30_000

export async function once(options: CommonOptions, cli: CliSurroundings): Promise<number> {
  const { config, secrets } = loadConfig(configFile(options.config, cli), true, cli)
  const log = await createLog({ readable: cli.stderrIsTerminal, secrets, out: cli.errStream, level: 'info' })
  const { stopping, cutOff } = stopSignals(cli, log)
  const release = await lockOrThrow(config.database, 'once', cli)
  try {
    return await onePass(
      await openWorkshop({ config, log, stopping, cutOff, recordPatienceMs }, cli),
      options,
      cli,
    )
  } finally {
    release()
  }
}

async function onePass(workshop: Workshop, options: CommonOptions, cli: CliSurroundings): Promise<number> {
  const { config } = workshop.surroundings
  try {
    const { store } = workshop.surroundings
    const began = cli.now()
    await pass(workshop.surroundings)
    const report = await reportOn(store, config, { changedSince: began }, cli.now())
    const needed = await needsPerson(store, report)
    const text = options.json ? JSON.stringify(report) : describeReport(report, needed, config.timezone)
    cli.out(`${text}\n`)
    return needed ? 1 : 0
  } finally {
    await workshop.close()
  }
}
