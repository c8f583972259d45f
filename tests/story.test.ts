/** The way of one article from feed to three channels, with an end and a new start between each two steps. */
import { PassThrough } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CliSurroundings } from '../src/cli/surroundings.ts'
import { openWorkshop } from '../src/cli/workshop.ts'
import { type Config, isPostgres } from '../src/config.ts'
import { parseConfig } from '../src/config-reading.ts'
import { publishLane } from '../src/delivery/publish.ts'
import { settleDue } from '../src/delivery/settle.ts'
import { type PassSurroundings, pass, pollOne } from '../src/pass.ts'
import { startSandbox } from '../src/sandbox/sandbox.ts'
import { engines } from './setup/databases.ts'
import { rssFeed, rssItem, serveFeed } from './setup/magazine.ts'

const old = rssItem({ number: 1, title: 'Der See im Winter', lead: 'Das Eis trägt wieder.' })
const news = rssItem({
  number: 2,
  title: 'Ein Markt am Pass',
  lead: 'Auf 3000 Metern handeln Hirten mit Tee.',
  date: 'Mon, 23 Nov 2026 06:00:00 +0000',
})

describe.each(engines)('on $engine', ({ newDatabase, missing }) => {
  test.skipIf(missing)(
    'an article reaches each of three channels once, though the program ends after each step',
    async () => {
      const sandbox = await startSandbox({ port: 0, folder: null, now: () => new Date() })
      const feed = await serveFeed(rssFeed([old]))
      onTestFinished(async () => {
        await sandbox.close()
        await feed.close()
      })
      const config = configFor(await newDatabase(), feed.url, sandbox.url)
      const states = async () =>
        inProgram(config, async ({ store }) =>
          (await store.deliveries({})).map(({ id, state, attempts }) => `${id} ${state} ${attempts}`),
        )

      await inProgram(config, pollFirst)
      feed.body = rssFeed([news, old])
      await inProgram(config, pollFirst)
      expect((await states()).slice(3)).toEqual([
        'de-2@telegram queued 0',
        'de-2@x queued 0',
        'de-2@linkedin queued 0',
      ])

      await inProgram(config, publishOn('telegram'))
      expect((await states()).slice(3)).toEqual([
        'de-2@telegram sent 1',
        'de-2@x queued 0',
        'de-2@linkedin queued 0',
      ])

      const fault = { platform: 'x', kind: 'reset-after-accept' }
      await fetch(`${sandbox.url}/api/faults`, { method: 'POST', body: JSON.stringify(fault) })
      await inProgram(config, publishOn('x'))
      expect((await states()).slice(3)).toEqual([
        'de-2@telegram sent 1',
        'de-2@x unconfirmed 1',
        'de-2@linkedin queued 0',
      ])

      await inProgram(config, settleDue)
      await inProgram(config, publishOn('linkedin'))
      await inProgram(config, pass)
      await inProgram(config, pass)
      expect(await states()).toEqual([
        'de-1@telegram skipped 0',
        'de-1@x skipped 0',
        'de-1@linkedin skipped 0',
        'de-2@telegram sent 1',
        'de-2@x sent 1',
        'de-2@linkedin sent 1',
      ])
      const posts: readonly { platform: string }[] = await (await fetch(`${sandbox.url}/api/posts`)).json()
      expect(posts.map(({ platform }) => platform)).toEqual(['telegram', 'x', 'linkedin'])
    },
  )
})

async function pollFirst(surroundings: PassSurroundings): Promise<void> {
  const [feed] = surroundings.config.feeds
  if (feed !== undefined) await pollOne(feed, surroundings)
}

function publishOn(channelId: string) {
  return async (surroundings: PassSurroundings): Promise<void> => {
    const paced = surroundings.channels.find(({ channel }) => channel.id === channelId)
    if (paced !== undefined) await publishLane(paced.channel.lane, surroundings)
  }
}

/** Starts the program on the database, does one thing, and ends it. */
async function inProgram<T>(
  config: Config,
  work: (surroundings: PassSurroundings) => Promise<T>,
): Promise<T> {
  const never = new AbortController().signal
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const workshop = await openWorkshop(
    { config, log, stopping: never, cutOff: never, recordPatienceMs: 0 },
    cli,
  )
  try {
    return await work(workshop.surroundings)
  } finally {
    await workshop.close()
  }
}

function configFor(database: string, feedUrl: string, sandboxUrl: string): Config {
  const parsed = parseConfig(
    `
database: ${isPostgres(database) ? '${DATABASE}' : database}
settle: { first: 0s, again: 0s, absentAfter: 0s }
retry: { first: 0s, max: 0s }
feeds: [{ id: de, url: "${feedUrl}", language: de, channels: [telegram, x, linkedin] }]
channels:
  - { id: telegram, platform: telegram, chat: "@magazin", token: "\${SECRET}", apiUrl: "${sandboxUrl}/telegram" }
  - { id: x, platform: x, appKey: "\${SECRET}", appSecret: "\${SECRET}", accessToken: "\${SECRET}", accessSecret: "\${SECRET}", apiUrl: "${sandboxUrl}/x" }
  - { id: linkedin, platform: linkedin, organization: "1", token: "\${SECRET}", apiVersion: "202609", apiUrl: "${sandboxUrl}/linkedin" }
`,
    (name) => (name === 'DATABASE' ? database : 'a-secret'),
  )
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems))
  return parsed.config
}

let ids = 0
const cli: CliSurroundings = {
  env: {},
  folder: '.',
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  width: 80,
  user: 'test',
  pid: 1,
  out: () => {},
  err: () => {},
  errStream: new PassThrough(),
  now: () => new Date(),
  monotonic: () => performance.now(),
  newId: () => `id-${ids++}`,
  residentBytes: () => 0,
  onStop: () => {},
}
