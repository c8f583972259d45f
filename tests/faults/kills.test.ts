/** The short run of `npm run faults -- --kills 200`. */
import { expect, test } from 'vitest'
import { runKills } from './kills.ts'

test('start, killed six times at random moments under random faults, posts eight articles once on each channel', {
  timeout: 120_000,
}, async () => {
  const result = await runKills({ kills: 6, articles: 8, seed: 4, tell: () => {} })
  expect(result.postedTwice).toEqual([])
  expect(result.lost).toEqual([])
  expect([result.pairs, result.accounted]).toEqual([24, 24])
  expect(result.waiting).toEqual([])
  expect(result.posted).toBe(24)
})
