/** The short run of `npm run faults -- --kills 200`. */
import { expect, test } from 'vitest'
import { runKills } from './kills.ts'

test('start, killed four times at random moments under random faults, posts six articles once on each channel', {
  timeout: 120_000,
}, async () => {
  const result = await runKills({ kills: 4, articles: 6, seed: 4, tell: () => {} })
  expect(result.postedTwice).toEqual([])
  expect(result.lost).toEqual([])
  expect([result.pairs, result.accounted]).toEqual([18, 18])
  expect(result.waiting).toEqual([])
  expect(result.posted).toBe(18)
})
