/** Several workers on one database, and COMMITs whose answer gets lost on the way. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { step } from '../../src/delivery/step.ts'
import { deliveryWith, noon, storeDeliveries, storedDelivery } from '../setup/builders.ts'
import { engines, openedStore } from '../setup/databases.ts'
import type { Job } from '../setup/worker.ts'

const always = () => true

function moved(before: Delivery, event: Parameters<typeof step>[1]): Delivery {
  const next = step(before, event, noon)
  if (next.kind === 'impossible') throw new Error(next.why)
  return next.delivery
}

/** Runs one job in as many threads, each with a store of its own, as processes would. */
function inThreads(count: number, job: Job): Promise<readonly (readonly string[])[]> {
  const threads = Array.from({ length: count }, (_, n) => {
    const worker = new Worker(new URL('../setup/worker.ts', import.meta.url), {
      workerData: { ...job, owner: `worker-${n}` },
    })
    return once(worker, 'message').then(([said]) => said as readonly string[])
  })
  return Promise.all(threads)
}

describe.each(engines)('several workers on $engine', ({ newDatabase, missing }) => {
  test.skipIf(missing)('claim every delivery once, and never two of a lane at a time', async () => {
    const address = await newDatabase()
    const store = await openedStore(address)
    const lanes = ['lane-1', 'lane-2', 'lane-3']
    const deliveries = Array.from({ length: 60 }, (_, n) =>
      deliveryWith({ articleId: `en-${n}`, lane: `lane-${1 + (n % 3)}`, position: n }),
    )
    await storeDeliveries(store, ...deliveries)
    const claims = (await inThreads(3, { kind: 'publish', address, lanes, atOnce: 3 })).flat()
    expect(claims.sort()).toEqual(deliveries.map(({ id }) => id).sort())
    expect((await store.counts()).sent).toBe(60)
  })

  test.skipIf(missing)('open a new database at the same moment, and lose no change of a lane', async () => {
    const address = await newDatabase()
    await inThreads(3, { kind: 'count', address, times: 10 })
    expect((await (await openedStore(address)).lane('lane-1')).streak).toBe(30)
  })

  test.skipIf(missing)('of polls of one edition at the same moment one is saved', async () => {
    const address = await newDatabase()
    const said = (await inThreads(3, { kind: 'poll', address })).flat()
    expect(said.sort()).toEqual(['conflict', 'conflict', 'saved'])
  })
})

describe.each(engines)('a COMMIT whose answer is lost on $engine', ({ newDatabase, missing }) => {
  /** A store whose next COMMIT takes effect, but says that it failed. */
  async function losingStore() {
    let loses = false
    const store = await openedStore(await newDatabase(), {
      committed() {
        if (!loses) return
        loses = false
        throw new Error('connection reset')
      },
    })
    return {
      store,
      loseNext: () => {
        loses = true
      },
    }
  }

  test.skipIf(missing)('is still a claim of ours, once', async () => {
    const { store, loseNext } = await losingStore()
    const before = deliveryWith()
    await storeDeliveries(store, before)
    const after = moved(before, { kind: 'claim', attemptId: 'mine', owner: 'me' })
    loseNext()
    expect(await store.claim(before, after, always)).toBe(true)
    expect(await storedDelivery(store, before.id)).toEqual(after)
    const theirs = moved(before, { kind: 'claim', attemptId: 'theirs', owner: 'you' })
    expect(await store.claim(before, theirs, always)).toBe(false)
  })

  test.skipIf(missing)('is still saved', async () => {
    const { store, loseNext } = await losingStore()
    const before = deliveryWith()
    await storeDeliveries(store, before)
    const after = moved(before, { kind: 'skip', reason: 'staff' })
    loseNext()
    expect(await store.save(before, after)).toBe(true)
    expect(await storedDelivery(store, before.id)).toEqual(after)
  })

  test.skipIf(missing)('is an error where nothing was to be written, as for any other failure', async () => {
    const { store, loseNext } = await losingStore()
    const before = deliveryWith()
    await storeDeliveries(store, before)
    const first = moved(before, { kind: 'skip', reason: 'staff' })
    const second = moved(before, { kind: 'hold', reason: 'hold' })
    await store.save(before, first)
    loseNext()
    await expect(store.save(before, second)).rejects.toThrow('connection reset')
    expect(await storedDelivery(store, before.id)).toEqual(first)
  })
})
