/**
 * The real program inside one process: real SQLite file, real adapters, the real sandbox over HTTP; only time and the
 * feed's document are given. Posts are counted at the platforms' side. No test framework in here: the script uses it too.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Channel } from '../../src/channels/channel.ts'
import { openWorkshop } from '../../src/cli/workshop.ts'
import type { Config } from '../../src/config.ts'
import { parseConfig } from '../../src/config-reading.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { nextLookAt } from '../../src/delivery/settle.ts'
import type { FetchResult } from '../../src/feed/fetch.ts'
import { type PassSurroundings, pass } from '../../src/pass.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import type { Store } from '../../src/store/store.ts'
import type { Platform } from '../../src/teaser/teaser.ts'
import { rssFeed, rssItem } from '../setup/magazine.ts'
import { createClock, hour, minute, type SimulatedClock } from './clock.ts'
import { newFolder } from './folder.ts'
import { type CrashPoint, createLife, mortalChannel, mortalStore } from './mortal.ts'

/** Where installations live. */
export interface Place {
  readonly clock: SimulatedClock
  readonly folder: string
}

export interface World extends Place {
  readonly sandbox: Sandbox
  close(): Promise<void>
}

/** Sandbox in memory, clock at Monday noon in Berlin. */
export async function createWorld(): Promise<World> {
  const clock = createClock(new Date('2026-11-23T11:00:00.000Z'))
  const folder = newFolder('chapar-faults-')
  const sandbox = await startSandbox({ port: 0, folder: null, now: clock.now })
  return {
    sandbox,
    clock,
    folder,
    async close() {
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One installation in a world: its database, its accounts, and what its feed shows now. */
export interface Site {
  readonly place: Place
  readonly config: Config
  /** Numbers of the articles in the feed, oldest first. */
  articles: readonly number[]
}

let sites = 0

/** A new installation. `channels` and `settings` are YAML; `account` in them is a number of its own. */
export function createSite(place: Place, channels: (account: number) => string, settings = ''): Site {
  const account = 1_000 + sites++
  const text = `
database: ${join(place.folder, `site-${account}.db`)}
${settings}
feeds: [{ id: de, url: "https://magazin.example.org/feed/", language: de, enrich: false, channels: [${idsIn(channels(account))}], fuse: { newAtOnce: 1000, share: 1 } }]
channels:
${channels(account)}
`
  const parsed = parseConfig(text, (name) => (name === 'X' ? `${account}-a-secret` : 'a-secret'))
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems))
  return { place, config: parsed.config, articles: [] }
}

function idsIn(channels: string): string {
  return [...channels.matchAll(/id: ([\w-]+)/g)].map(([, id]) => id).join(', ')
}

/** One line of YAML for a channel that posts to the sandbox. `extra` begins with a comma. */
export function channelLine(
  { sandbox }: { readonly sandbox: { readonly url: string } },
  platform: Platform,
  account: number,
  { id = platform, isPrivate = false, extra = '' }: { id?: string; isPrivate?: boolean; extra?: string } = {},
): string {
  const head = `  - { id: ${id}, platform: ${platform}, apiUrl: "${sandbox.url}/${platform}"${extra}`
  switch (platform) {
    case 'telegram':
      return `${head}, chat: ${isPrivate ? `"-100${account}"` : `"@magazin_${account}"`}, token: "\${T}" }`
    case 'x':
      return `${head}, appKey: "\${T}", appSecret: "\${T}", accessToken: "\${X}", accessSecret: "\${T}" }`
    case 'linkedin':
      return `${head}, organization: "${account}", token: "\${T}", apiVersion: "202609" }`
  }
}

export interface WorkerOptions {
  readonly crashAt?: CrashPoint
  /** Resolves when the platform has the request: for a crash in the call. */
  readonly reached?: () => Promise<void>
  /** What the adapters meet: another address, a shorter time-out. */
  readonly troubled?: (channel: Channel) => Channel
}

export interface Worker {
  readonly surroundings: PassSurroundings
  /** One pass, or as much of it as it lives to see. */
  pass(): Promise<void>
  /** Does `work`, or as much of it as it lives to see. */
  live(work: () => Promise<unknown>): Promise<void>
  isDead(): boolean
  /** Wherever it is: not a step further. */
  kill(): void
  /** The process is gone: its file is closed, and nothing is said to anybody. */
  end(): Promise<void>
  /** The same file for staff's commands, which do not die with it. */
  readonly desk: Store
}

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
let ids = 0

/** Opens the program on the site, as a new process would. */
export async function openWorker(site: Site, options: WorkerOptions = {}): Promise<Worker> {
  const { clock } = site.place
  const life = createLife(options.crashAt ?? 'no crash')
  const running = new AbortController().signal
  const { surroundings } = await openWorkshop(
    { config: site.config, log: quiet, stopping: running, cutOff: running, recordPatienceMs: Infinity },
    cliWith(clock),
  )
  const troubled = options.troubled ?? ((channel: Channel) => channel)
  const reached = options.reached ?? (async () => undefined)
  const mortal: PassSurroundings = {
    ...surroundings,
    store: mortalStore(surroundings.store, life),
    channels: surroundings.channels.map(({ channel, pace }) => ({
      channel: mortalChannel(troubled(channel), life, reached),
      pace,
    })),
    poll: { ...surroundings.poll, fetch: async () => documentOf(site) },
  }
  const live = async (work: () => Promise<unknown>) => {
    await Promise.race([work(), life.died])
  }
  return {
    surroundings: mortal,
    pass: () => live(() => pass(mortal)),
    live,
    isDead: life.isDead,
    kill: () => void life.die(),
    end: () => surroundings.store.close(),
    desk: surroundings.store,
  }
}

function cliWith(clock: SimulatedClock) {
  return {
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
    now: clock.now,
    monotonic: clock.monotonic,
    newId: () => `id-${ids++}`,
    residentBytes: () => 0,
    onStop: () => {},
  }
}

function documentOf({ articles }: Site): FetchResult {
  const items = [...articles].reverse().map((number) => articleItem(number))
  return {
    kind: 'document',
    bytes: new TextEncoder().encode(rssFeed(items)),
    contentType: 'application/rss+xml; charset=UTF-8',
    etag: null,
    lastModified: null,
    finalUrl: 'https://magazin.example.org/feed/',
    movedTo: null,
    serverDate: null,
  }
}

/** Later numbers are later articles. */
export function articleItem(number: number): string {
  const date = new Date(Date.UTC(2026, 10, 23, 5, number)).toUTCString()
  return rssItem({ number, title: `Artikel Nummer ${number}`, lead: `Das ist Artikel ${number}.`, date })
}

/** Lets time pass, from one moment at which something is due to the next, until nothing is or `limitMs` are over. */
export async function letTimePass(worker: Worker, clock: SimulatedClock, limitMs = 36 * hour): Promise<void> {
  const end = clock.now().getTime() + limitMs
  for (let rounds = 0; rounds < 500; rounds++) {
    const next = await nextMoment(worker.surroundings)
    if (next === null || next.getTime() > end) return
    clock.advanceTo(new Date(next.getTime() + 1_000))
    clock.advance(1_000)
    await worker.pass()
  }
  throw new Error('time passes and nothing comes to an end')
}

async function nextMoment({ store, channels }: PassSurroundings): Promise<Date | null> {
  const queued = await store.deliveries({ states: ['queued'] })
  const lanes = await Promise.all(
    [...new Set(queued.map(({ lane }) => lane))].map((lane) => store.lane(lane)),
  )
  const waits = lanes.map((lane) => (lane.paused ? lane.pausedUntil : (lane.until ?? new Date(0))))
  const looks = channels.length === 0 ? null : await nextLookAt({ store })
  const moments = [...waits, looks, await store.nextWake()].flatMap((at) =>
    at === null ? [] : [at.getTime()],
  )
  return moments.length === 0 ? null : new Date(Math.min(...moments))
}

/** The delivery of an article; fails when there is none. */
export async function deliveryOf(
  { surroundings }: Worker,
  article: number,
  channel: string,
): Promise<Delivery> {
  const delivery = await surroundings.store.delivery(`de-${article}@${channel}`)
  if (delivery === null) throw new Error(`article ${article} has no delivery on ${channel}`)
  return delivery
}

/** An installation whose baseline is over, and whose article 2 went out in peace; nothing else is on the platforms. */
export async function quietSite(world: World, channels: (account: number) => string): Promise<Site> {
  await fetch(`${world.sandbox.url}/api/posts`, { method: 'DELETE' })
  await fetch(`${world.sandbox.url}/api/faults`, { method: 'DELETE' })
  const site = createSite(world, channels)
  const worker = await openWorker(site)
  site.articles = [1]
  await worker.pass()
  site.articles = [1, 2]
  await worker.pass()
  await worker.end()
  world.clock.advance(minute)
  return site
}
