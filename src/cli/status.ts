/** `status`: reads the database beside whatever runs, and needs no secrets. */
import { deliveryStates } from '../delivery/delivery.ts'
import { databaseExists } from '../store/database.ts'
import type { DeliveryFilter } from '../store/store.ts'
import { chooseFrom } from './choose.ts'
import { configFile, loadConfig } from './load-config.ts'
import type { CommonOptions } from './program.ts'
import { emptyReport, needsPerson, type Report, reportOn } from './report.ts'
import { describeReport } from './report-text.ts'
import type { CliSurroundings } from './surroundings.ts'
import { openOrThrow } from './workshop.ts'

type StatusOptions = CommonOptions & { all?: boolean; state?: string; channel?: string }

const shown = 200

export async function status(options: StatusOptions, cli: CliSurroundings): Promise<number> {
  const { config } = loadConfig(configFile(options.config, cli), false, cli)
  const filter: DeliveryFilter = {
    ...(options.all ? {} : { newest: shown }),
    ...(options.state === undefined ? {} : { states: [chooseFrom(deliveryStates, options.state, 'state')] }),
    ...(options.channel === undefined
      ? {}
      : {
          channelId: chooseFrom(
            config.channels.map(({ id }) => id),
            options.channel,
            'channel',
          ),
        }),
  }
  const print = (report: Report, needed: boolean) =>
    cli.out(`${options.json ? JSON.stringify(report) : describeReport(report, needed, config.timezone)}\n`)
  if (!databaseExists(config.database)) {
    print(emptyReport(config, cli.now()), false)
    return 0
  }
  const store = await openOrThrow(config.database, false)
  try {
    const report = await reportOn(store, config, filter, cli.now())
    const needed = await needsPerson(store, report)
    print(report, needed)
    return needed ? 1 : 0
  } finally {
    await store.close()
  }
}
