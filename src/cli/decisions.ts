/** `deliver`, `lane`, `stop`, `resume`, `fuse`, `backfill`: what staff can decide without the desk, beside a running `start`. */
import { type Config, parseDuration } from '../config.ts'
import {
  backfillArticles,
  type DecisionSurroundings,
  decide,
  decisions,
  pauseLane,
  resumeLane,
  setStopped,
  settleFuse,
} from '../delivery/decide.ts'
import { chooseFrom } from './choose.ts'
import { configFile, loadConfig } from './load-config.ts'
import type { CommonOptions } from './program.ts'
import { CliProblem, type CliSurroundings } from './surroundings.ts'
import { composerOf, openOrThrow } from './workshop.ts'

/** `deliver ID approve|hold|skip|resend|sent [--remote-id R]` */
export async function deliver(
  id: string,
  word: string,
  options: CommonOptions & { remoteId?: string },
  cli: CliSurroundings,
): Promise<number> {
  const decision = chooseFrom(decisions, word, 'decision')
  return decided(options, cli, async (surroundings) => {
    const result = await decide(id, decision, options.remoteId ?? null, surroundings)
    if (result.kind === 'impossible') throw new CliProblem(`${id}: ${result.why}`, 1)
    const { state, reason, remoteId } = result.delivery
    return {
      json: { id, state, reason, remoteId },
      words: `${id} is ${state}${reason === null ? '' : ` (${reason})`}`,
    }
  })
}

/** `lane CHANNEL pause [DURATION]|resume` */
export async function lane(
  channel: string,
  word: string,
  duration: string | undefined,
  options: CommonOptions,
  cli: CliSurroundings,
): Promise<number> {
  const action = chooseFrom(['pause', 'resume'], word, 'lane action')
  const ms = duration === undefined ? null : parseDuration(duration)
  if (Number.isNaN(ms)) throw new CliProblem(`"${duration}" is no duration; write 30s, 15m, 2h or 1d`, 2)
  return decided(options, cli, async (surroundings, config) => {
    const id = chooseFrom(
      config.channels.map((one) => one.id),
      channel,
      'channel',
    )
    const laneId = (await surroundings.store.channelLanes()).get(id)
    if (laneId === undefined)
      throw new CliProblem(`${id} has not been used yet: run "once" or "start" first`, 1)
    const until = ms === null ? null : new Date(surroundings.now().getTime() + ms)
    if (action === 'pause') await pauseLane(laneId, until, surroundings)
    else await resumeLane(laneId, surroundings)
    const state = action === 'pause' ? 'paused' : 'open'
    const when = until === null ? '' : ` until ${until.toISOString()}`
    return {
      json: { channel: id, state, until: until?.toISOString() ?? null },
      words: `${id} is ${state}${when}`,
    }
  })
}

/** `stop` and `resume`: all posting, everywhere, through restarts. */
export async function stopOrResume(
  stopped: boolean,
  options: CommonOptions,
  cli: CliSurroundings,
): Promise<number> {
  return decided(options, cli, async (surroundings) => {
    await setStopped(stopped, surroundings)
    const words = stopped ? 'stopped: nothing is posted until "chapar resume"' : 'posting goes on'
    return { json: { stopped }, words }
  })
}

/** `fuse FEED release|skip` */
export async function fuse(
  feed: string,
  word: string,
  options: CommonOptions,
  cli: CliSurroundings,
): Promise<number> {
  const decision = chooseFrom(['release', 'skip'] as const, word, 'decision')
  return decided(options, cli, async (surroundings, config) => {
    const id = chooseFrom(
      config.feeds.map((one) => one.id),
      feed,
      'feed',
    )
    const deliveries = await settleFuse(id, decision, surroundings)
    return { json: { feed: id, deliveries }, words: listed(deliveries) }
  })
}

/** `backfill FEED --last N` */
export async function backfill(
  feed: string,
  options: CommonOptions & { last: string },
  cli: CliSurroundings,
): Promise<number> {
  const last = Number(options.last)
  if (!Number.isInteger(last) || last < 1)
    throw new CliProblem(`--last ${options.last}: write a whole number from 1`, 2)
  return decided(options, cli, async (surroundings, config) => {
    const id = chooseFrom(
      config.feeds.map((one) => one.id),
      feed,
      'feed',
    )
    const channels = config.feeds.find((one) => one.id === id)?.channels ?? []
    const articles = await surroundings.store.newestArticles(id, last)
    const deliveries = await backfillArticles(articles, channels, surroundings)
    return { json: { feed: id, deliveries }, words: listed(deliveries) }
  })
}

async function decided(
  options: CommonOptions,
  cli: CliSurroundings,
  work: (surroundings: DecisionSurroundings, config: Config) => Promise<{ json: object; words: string }>,
): Promise<number> {
  const { config } = loadConfig(configFile(options.config, cli), false, cli)
  const store = await openOrThrow(config.database, false)
  try {
    const surroundings = { store, who: cli.user, now: cli.now, compose: composerOf(config) }
    const { json, words } = await work(surroundings, config)
    cli.out(options.json ? `${JSON.stringify(json)}\n` : `${words}\n`)
    return 0
  } finally {
    await store.close()
  }
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? 'nothing to do' : ids.join('\n')
}
