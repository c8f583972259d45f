/** Whatever happens in whatever order: at most one post a pair, nothing unaccounted, and every version only grows. */
import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisions } from '../../src/delivery/decide.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { createClock, hour, minute } from './clock.ts'
import { newFolder } from './folder.ts'
import { channelLine, createSite } from './harness.ts'
import { allDeliveries, comeToRest, createModel, type Model, type Operation, perform } from './model.ts'
import { crashPoints } from './mortal.ts'

const channels = ['one', 'two', 'other']
const worker = fc.nat(1)
const lane = fc.nat(1)
const callFault = fc.constantFrom(
  ...(['ok', 'lost before', 'lost after', 'refused', 'retry', 'limit', 'blocked', 'bug after'] as const),
)
const sight = fc.constantFrom(...(['honest', 'honest', 'cannot tell', 'bug'] as const))

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('article' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('poll' as const), worker }) },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('publish' as const),
      worker,
      lane,
      faults: fc.array(callFault, { maxLength: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('hang' as const), worker, lane, fault: callFault }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer' as const), worker }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('settle' as const), worker, sight }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('restart' as const),
      worker,
      crashAt: fc.constantFrom(...crashPoints),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('silence' as const), worker }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      ms: fc.constantFrom(11_000, 6 * minute, 20 * minute, 2 * hour),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('clock set' as const),
      ms: fc.integer({ min: -3 * hour, max: 3 * hour }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      decision: fc.constantFrom(...decisions),
      pick: fc.nat(40),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pause' as const),
      lane,
      minutes: fc.option(fc.integer({ min: 1, max: 90 }), { nil: null }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume' as const), lane }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const), stopped: fc.boolean() }) },
)

test('two workers, any faults, crashes, clock jumps and decisions: at most one post a pair, all accounted for', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 15, maxLength: 45 }), async (operations) => {
      const folder = newFolder('chapar-model-')
      const place = { folder, clock: createClock(new Date('2026-11-23T11:00:00.000Z')) }
      const sandbox = { url: 'http://127.0.0.1:9' }
      const model = await createModel(
        createSite(place, (account) =>
          [
            channelLine({ sandbox }, 'telegram', account, { id: 'one' }),
            channelLine({ sandbox }, 'telegram', account, { id: 'two' }),
            channelLine({ sandbox }, 'x', account, { id: 'other' }),
          ].join('\n'),
        ),
      )
      try {
        const versions = new Map<string, number>()
        for (const one of operations) {
          await perform(model, one)
          check(model, await allDeliveries(model), versions)
        }
        await comeToRest(model)
        check(model, await allDeliveries(model), versions)
        checkRest(model, await allDeliveries(model))
      } finally {
        for (const one of model.workers) await one.end()
        rmSync(folder, { recursive: true, force: true })
      }
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 60) },
  )
})

function check(model: Model, deliveries: readonly Delivery[], versions: Map<string, number>): void {
  for (const [pair, count] of model.posts) {
    expect(count, `${pair} is there ${count} times`).toBeLessThanOrEqual(1 + (model.ordered.get(pair) ?? 0))
  }
  const ids = new Set(deliveries.map(({ id }) => id))
  for (const article of model.polled) {
    for (const channel of channels) expect(ids).toContain(`de-${article}@${channel}`)
  }
  const sending = deliveries.filter(({ state }) => state === 'sending').map(({ lane }) => lane)
  expect(new Set(sending).size).toBe(sending.length)
  for (const { id, version } of deliveries) {
    expect(version).toBeGreaterThanOrEqual(versions.get(id) ?? 0)
    versions.set(id, version)
  }
}

/** Nothing is on its way any more, and what is said to be posted is there. */
function checkRest(model: Model, deliveries: readonly Delivery[]): void {
  for (const { id, state, reason } of deliveries) {
    expect(['sent', 'skipped', 'held', 'failed', 'unconfirmed'], `${id}: ${reason}`).toContain(state)
    if (state !== 'sent') expect(reason).not.toBeNull()
    if (state === 'sent' && !model.sworn.has(id)) expect(model.posts.get(id) ?? 0, id).toBeGreaterThan(0)
  }
}
