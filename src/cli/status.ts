/** `status`: reads the database beside whatever runs, and needs no secrets. */
import { deliveryStates } from '../delivery/delivery.ts'
import { databaseExists } from '../store/database.ts'
import type { DeliveryFilter } from '../store/store.ts'
import { chooseFrom } from './choose.ts'
import { configFile, loadConfig } from './load-config.ts'
import type { CommonOptions } from './program.ts'
import { describeReport, emptyReport, needsPerson, reportOn } from './report.ts'
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
  const print = (report: Awaited<ReturnType<typeof reportOn>>) =>
    cli.out(options.json ? `${JSON.stringify(report)}\n` : `${describeReport(report)}\n`)
  if (!databaseExists(config.database)) {
    print(emptyReport(config, cli.now()))
    return 0
  }
  const store = await openOrThrow(config.database, false)
  try {
    const report = await reportOn(store, config, filter, cli.now())
    print(report)
    return (await needsPerson(store, report)) ? 1 : 0
  } finally {
    await store.close()
  }
}
