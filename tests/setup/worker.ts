/**
 * Runs as a thread of its own: another worker on the same database. (Two SQLite connections in one thread would wait
 * for each other for ever, since waiting for a lock stops the thread.)
 */
import { parentPort, workerData } from 'node:worker_threads'
import { step } from '../../src/delivery/step.ts'
import { openStore } from '../../src/store/create.ts'
import type { Store } from '../../src/store/store.ts'
import { noon, pollChange } from './builders.ts'

export type Job =
  | {
      readonly kind: 'publish'
      readonly address: string
      readonly lanes: readonly string[]
      readonly atOnce: number
    }
  | { readonly kind: 'count'; readonly address: string; readonly times: number }
  | { readonly kind: 'poll'; readonly address: string }

const { owner, ...job } = workerData as Job & { readonly owner: string }
const store = await openStore(job.address, { create: true })
const said = await work(job as Job)
await store.close()
parentPort?.postMessage(said)

async function work(job: Job): Promise<readonly string[]> {
  switch (job.kind) {
    case 'publish': {
      const hands = job.lanes.flatMap((lane) => Array.from({ length: job.atOnce }, () => lane))
      return (await Promise.all(hands.map((lane) => publishAll(store, lane)))).flat()
    }
    case 'count':
      for (let times = 0; times < job.times; times++) {
        await store.changeLane({ id: 'lane-1', change: (lane) => ({ ...lane, streak: lane.streak + 1 }) })
      }
      return []
    case 'poll':
      return [await store.savePoll(pollChange())]
  }
}

/** Claims the oldest of the lane and ends it until nothing is queued; resolves with what it claimed. */
async function publishAll(store: Store, lane: string): Promise<readonly string[]> {
  const claims: string[] = []
  for (;;) {
    const before = await store.nextQueued(lane, ['telegram-en'], noon)
    if (before === null) return claims
    const attemptId = `${owner}/${Math.random()}`
    const after = step(before, { kind: 'claim', attemptId, owner }, noon)
    if (after.kind !== 'moved') throw new Error(after.why)
    if (!(await store.claim(before, after.delivery, () => true))) continue
    claims.push(before.id)
    const inHand = await store.deliveries({ states: ['sending'], lane })
    if (inHand.length !== 1) throw new Error(`${inHand.length} at once on ${lane}`)
    const outcome = { kind: 'sent', remoteId: before.id, url: undefined } as const
    const event = { kind: 'outcome', attemptId, outcome, retryAt: null, settleAt: noon } as const
    const sent = step(after.delivery, event, noon)
    if (sent.kind !== 'moved') throw new Error(sent.why)
    if (!(await store.save(after.delivery, sent.delivery))) throw new Error(`${owner} lost ${before.id}`)
  }
}
