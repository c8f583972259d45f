/** The model: two workers on one database, staff beside them, platforms that fail, and operations in any order. */
import { type Decision, decide, pauseLane, resumeLane, setStopped } from '../../src/delivery/decide.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { publishLane } from '../../src/delivery/publish.ts'
import { adoptOrphans, settleDue } from '../../src/delivery/settle.ts'
import { pollOne } from '../../src/pass.ts'
import { composeTeaser } from '../../src/teaser/compose.ts'
import { hour, minute } from './clock.ts'
import { openWorker, type Site, type Worker } from './harness.ts'
import { type CallFault, type PlatformModel, type Sight, scripted } from './model-platform.ts'
import type { CrashPoint } from './mortal.ts'

export type Operation =
  | { readonly kind: 'article' }
  | { readonly kind: 'poll'; readonly worker: number }
  | {
      readonly kind: 'publish'
      readonly worker: number
      readonly lane: number
      readonly faults: readonly CallFault[]
    }
  /** The call reaches the platform, and its answer waits for `answer`. */
  | { readonly kind: 'hang'; readonly worker: number; readonly lane: number; readonly fault: CallFault }
  | { readonly kind: 'answer'; readonly worker: number }
  | { readonly kind: 'settle'; readonly worker: number; readonly sight: Sight }
  /** A new process, which will die at this point of its next post. */
  | { readonly kind: 'restart'; readonly worker: number; readonly crashAt: CrashPoint }
  /** It lives, but was silent for so long that the others take over what it has in hand. */
  | { readonly kind: 'silence'; readonly worker: number }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'clock set'; readonly ms: number }
  | { readonly kind: 'decide'; readonly decision: Decision; readonly pick: number }
  | { readonly kind: 'pause'; readonly lane: number; readonly minutes: number | null }
  | { readonly kind: 'resume'; readonly lane: number }
  | { readonly kind: 'stop'; readonly stopped: boolean }

interface Hanging {
  readonly turn: Promise<unknown>
  answer(): void
}

export interface Model extends PlatformModel {
  readonly site: Site
  readonly workers: Worker[]
  /** Articles that a poll has brought. */
  readonly polled: Set<number>
  /** Second posts that a person ordered while one was there. */
  readonly ordered: Map<string, number>
  /** Said to be there by a person. */
  readonly sworn: Set<string>
  readonly hanging: (Hanging | undefined)[]
}

const goneAfterMs = hour

/** Two workers on the site's database. */
export async function createModel(site: Site): Promise<Model> {
  const model: Model = {
    site,
    workers: [],
    polled: new Set(),
    posts: new Map(),
    ordered: new Map(),
    sworn: new Set(),
    hanging: [],
    faults: [],
    sight: 'honest',
    hangNext: null,
    entered: Promise.withResolvers(),
    ids: 0,
    now: site.place.clock.now,
  }
  site.articles = [1]
  for (const index of [0, 1]) model.workers[index] = await open(model, 'no crash')
  await poll(model, 0)
  model.polled.clear()
  return model
}

function open(model: Model, crashAt: CrashPoint): Promise<Worker> {
  return openWorker(model.site, { crashAt, troubled: (channel) => scripted(model, channel) })
}

/** Does one operation to its end, as far as it has one. */
export async function perform(model: Model, operation: Operation): Promise<void> {
  const { clock } = model.site.place
  switch (operation.kind) {
    case 'article':
      model.site.articles = [...model.site.articles, model.site.articles.length + 1]
      return
    case 'poll':
      return poll(model, operation.worker)
    case 'publish':
      return publish(model, operation)
    case 'hang':
      return hang(model, operation)
    case 'answer':
      return answer(model, operation.worker)
    case 'settle':
      return settle(model, operation.worker, operation.sight)
    case 'restart':
      return restart(model, operation.worker, operation.crashAt)
    case 'silence': {
      const silent = model.workers[operation.worker]?.surroundings.owner ?? ''
      return living(model, operation.worker, ({ store }) => store.leave(silent))
    }
    case 'time':
      return clock.advance(operation.ms)
    case 'clock set':
      return clock.set(operation.ms)
    case 'decide':
      return decideOne(model, operation.decision, operation.pick)
    case 'pause': {
      const until =
        operation.minutes === null ? null : new Date(clock.now().getTime() + operation.minutes * minute)
      await pauseLane(laneOf(model, operation.lane), until, desk(model))
      return
    }
    case 'resume':
      await resumeLane(laneOf(model, operation.lane), desk(model))
      return
    case 'stop':
      return setStopped(operation.stopped, desk(model))
  }
}

async function poll(model: Model, index: number): Promise<void> {
  await living(model, index, async (surroundings) => {
    const [feed] = model.site.config.feeds
    if (feed !== undefined) await pollOne(feed, surroundings)
    for (const article of model.site.articles.slice(1)) model.polled.add(article)
  })
}

async function publish(model: Model, { worker, lane, faults }: Extract<Operation, { kind: 'publish' }>) {
  if (model.hanging[worker] !== undefined) return
  model.faults = [...faults]
  await living(model, worker, (surroundings) => publishLane(laneOf(model, lane), surroundings))
  model.faults = []
}

async function hang(model: Model, { worker, lane, fault }: Extract<Operation, { kind: 'hang' }>) {
  if (model.hanging[worker] !== undefined) return
  const gate = Promise.withResolvers<void>()
  model.hangNext = gate
  model.entered = Promise.withResolvers()
  model.faults = [fault]
  const turn = living(model, worker, (surroundings) => publishLane(laneOf(model, lane), surroundings))
  const entered = await Promise.race([model.entered.promise.then(() => true), turn.then(() => false)])
  model.hangNext = null
  model.faults = []
  if (entered) model.hanging[worker] = { turn, answer: gate.resolve }
}

async function answer(model: Model, worker: number): Promise<void> {
  const hanging = model.hanging[worker]
  model.hanging[worker] = undefined
  hanging?.answer()
  await hanging?.turn
}

async function settle(model: Model, worker: number, sight: Sight): Promise<void> {
  model.sight = sight
  await living(model, worker, async (surroundings) => {
    await surroundings.store.beat(surroundings.owner)
    await adoptOrphans(surroundings.owner, goneAfterMs, surroundings)
    await settleDue(surroundings)
  })
  model.sight = 'honest'
}

/** The old process is gone wherever it was; its heartbeat with it. */
async function restart(model: Model, index: number, crashAt: CrashPoint): Promise<void> {
  const old = model.workers[index]
  model.hanging[index] = undefined
  old?.kill()
  await old?.end()
  const worker = await open(model, crashAt)
  model.workers[index] = worker
  if (old !== undefined) await worker.surroundings.store.leave(old.surroundings.owner)
}

/** Runs `work` on a worker, or as much of it as the worker lives to see; the dead do nothing. */
async function living(
  model: Model,
  index: number,
  work: (surroundings: Worker['surroundings']) => Promise<unknown>,
): Promise<void> {
  const worker = model.workers[index]
  if (worker !== undefined && !worker.isDead()) await worker.live(() => work(worker.surroundings))
}

async function decideOne(model: Model, decision: Decision, pick: number): Promise<void> {
  const all = await allDeliveries(model)
  const chosen = all[pick % Math.max(1, all.length)]
  if (chosen === undefined || chosen.reason === 'baseline') return
  const decided = await decide(chosen.id, decision, null, desk(model))
  if (decided.kind === 'impossible') return
  if (decision === 'resend' && (model.posts.get(chosen.id) ?? 0) > 0) {
    model.ordered.set(chosen.id, (model.ordered.get(chosen.id) ?? 0) + 1)
  }
  if (decision === 'sent') model.sworn.add(chosen.id)
}

/** Staff's commands run in a process of their own. */
function desk(model: Model) {
  const store = model.workers.find((worker) => !worker.isDead())?.desk ?? model.workers[0]?.desk
  if (store === undefined) throw new Error('there is no database')
  return { store, who: 'Aigul', now: model.site.place.clock.now, compose: composeTeaser }
}

export async function allDeliveries(model: Model): Promise<readonly Delivery[]> {
  return desk(model).store.deliveries({})
}

function laneOf(model: Model, index: number): string {
  const lanes = [...new Set(model.workers[0]?.surroundings.channels.map(({ channel }) => channel.lane))]
  return lanes[index % lanes.length] ?? ''
}

/** Platforms are well, staff let everything go on, and days pass. */
export async function comeToRest(model: Model): Promise<void> {
  for (const index of [0, 1]) await restart(model, index, 'no crash')
  await setStopped(false, desk(model))
  for (const lane of [0, 1]) await resumeLane(laneOf(model, lane), desk(model))
  for (let round = 0; round < 12; round++) {
    await settle(model, round % 2, 'honest')
    for (const lane of [0, 1]) await publish(model, { kind: 'publish', worker: round % 2, lane, faults: [] })
    model.site.place.clock.advance(round < 8 ? 20 * minute : 7 * hour)
  }
}
