/**
 * Everything a working command needs, opened in the right order and closed in reverse: database, channels.
 */

import type { ArticleContent } from '../article/article.ts'
import { createEnricher } from '../article/enrich.ts'
import { createChannel, laneOf } from '../channels/index.ts'
import { createClockWatch } from '../clock.ts'
import { type ChannelConfig, type Config, isPostgres, uploadsOf } from '../config.ts'
import { skipGoneChannels } from '../delivery/gone.ts'
import type { PacedChannel } from '../delivery/publish.ts'
import { fetchFeed } from '../feed/fetch.ts'
import { parseFeed } from '../feed/parse.ts'
import type { PlannedChannel } from '../feed/planned-item.ts'
import type { Log } from '../log.ts'
import type { PassSurroundings } from '../pass.ts'
import { openStore } from '../store/create.ts'
import { DatabaseProblem, place } from '../store/database.ts'
import { lockDatabase } from '../store/lock.ts'
import type { Store } from '../store/store.ts'
import type { Platform, Teaser } from '../teaser/teaser.ts'
import { composeWithUploads } from '../teaser/upload.ts'
import { CliProblem, type CliSurroundings } from './surroundings.ts'

export interface Workshop {
  readonly surroundings: PassSurroundings
  close(): Promise<void>
}

export interface Workers {
  readonly config: Config
  readonly log: Log
  readonly stopping: AbortSignal
  readonly cutOff: AbortSignal
  /** See `RecordSurroundings`. */
  readonly recordPatienceMs: number
}

const sendTimeoutMs = 30_000
/** At least four times the send time-out (design.md): a slow call is not a dead process. */
const ownerGoneAfterMs = 4 * sendTimeoutMs + 30_000

/** Opens it all; the database is locked already. Throws `CliProblem` (2) when it is damaged. */
export async function openWorkshop(workers: Workers, cli: CliSurroundings): Promise<Workshop> {
  const { config, log } = workers
  const store = await openOrThrow(config.database, true)
  const clock = createClockWatch(cli.monotonic)
  const owner = `${cli.pid}-${cli.newId()}`
  const channels = await Promise.all(config.channels.map((channel) => pacedChannel(channel, config, cli)))
  const goneAfterMs = isPostgres(config.database) ? ownerGoneAfterMs : 0
  const channelIds = config.channels.map(({ id }) => id)
  await skipGoneChannels({ store, channelIds, owner, ownerGoneAfterMs: goneAfterMs, log, now: cli.now })
  await store.registerChannels(channels.map(({ channel }) => channel))
  await store.beat(owner)
  const surroundings: PassSurroundings = {
    config,
    store,
    channels,
    owner,
    log,
    retry: config.retry,
    settle: config.settle,
    settleFirstMs: config.settle.first,
    staleAfterMs: config.stale,
    ownerGoneAfterMs: goneAfterMs,
    stopping: workers.stopping,
    cutOff: workers.cutOff,
    recordPatienceMs: workers.recordPatienceMs,
    now: cli.now,
    monotonic: cli.monotonic,
    newAttemptId: cli.newId,
    clock,
    clockIsTrusted: () => clock.isTrusted(cli.now()),
    poll: {
      channels: config.channels.map(plannedChannel),
      retry: config.retry,
      allowPrivate: config.network.allowPrivate,
      fetch: fetchFeed,
      parse: parseFeed,
      enrich: createEnricher(config.network.allowPrivate, cli.now),
      compose: composerOf(config),
    },
  }
  return {
    surroundings,
    async close() {
      await store.leave(owner).catch(() => undefined)
      await store.close()
    },
  }
}

/** The store alone, for commands that work beside a running `start`. */
export async function openOrThrow(database: string, create: boolean): Promise<Store> {
  try {
    return await openStore(database, { create })
  } catch (error) {
    if (error instanceof DatabaseProblem) throw new CliProblem(error.message, 2)
    throw error
  }
}

/**
 * Takes the lock beside a SQLite database; resolves with what gives it back. Throws `CliProblem` (1) that names the
 * holder. On PostgreSQL many may work.
 */
export async function lockOrThrow(
  database: string,
  command: string,
  cli: CliSurroundings,
): Promise<() => void> {
  if (isPostgres(database)) return () => undefined
  const locked = await lockDatabase(database, command, cli.pid, cli.now()).catch((error: unknown) => {
    const said = error instanceof Error ? error.message : String(error)
    throw new CliProblem(`the database ${place(database)} cannot be opened: ${said}`, 2)
  })
  if (locked.kind === 'locked') return locked.release
  throw new CliProblem(
    `the database ${place(database)} is in use by ${locked.holder}: only one start or once may work on it. Wait for it, or stop it first.`,
    1,
  )
}

/** Composes for a channel as its configuration says. */
export function composerOf(
  config: Config,
): (content: ArticleContent, platform: Platform, channelId: string) => Teaser {
  const uploads = new Map(config.channels.map((channel) => [channel.id, uploadsOf(channel)]))
  return (content, platform, channelId) => composeWithUploads(content, platform, uploads.get(channelId) ?? [])
}

/** A channel as planning sees it. */
export function plannedChannel(channel: ChannelConfig): PlannedChannel {
  const { id, platform, approve, only, except } = channel
  return { id, platform, lane: laneOf(settingsOf(channel)), approve, only, except }
}

async function pacedChannel(
  channel: ChannelConfig,
  config: Config,
  cli: CliSurroundings,
): Promise<PacedChannel> {
  return {
    channel: await createChannel(settingsOf(channel), {
      now: cli.now,
      sendTimeoutMs,
      allowPrivate: config.network.allowPrivate,
    }),
    pace: {
      gap: channel.pace?.gap,
      perHour: channel.pace?.perHour,
      quiet: channel.quiet,
      timeZone: config.timezone,
    },
  }
}

function settingsOf(channel: ChannelConfig) {
  return { ...channel, apiUrl: channel.apiUrl }
}
