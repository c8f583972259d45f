/**
 * `npm run faults`: the matrix of faults and crashes as a table. `npm run faults -- --kills 200 [--articles N] [--seed N]`: the
 * real process, killed so often at random moments. Exit 1 when anything is posted twice, lost or unaccounted.
 */
import { parseArgs } from 'node:util'
import { createWorld } from '../tests/faults/harness.ts'
import { type KillResult, runKills } from '../tests/faults/kills.ts'
import { playCell } from '../tests/faults/matrix-cell.ts'
import { type Column, columns, type ExpectedRow, expectedOf } from '../tests/faults/matrix-table.ts'
import { crashPoints } from '../tests/faults/mortal.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    articles: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
})
const say = (line: string) => void process.stdout.write(`${line}\n`)

process.exitCode = values.kills === undefined ? await printMatrix() : await printKills(Number(values.kills))

/** A cell that is not as written down shows both words. */
async function printMatrix(): Promise<number> {
  const totals = { cells: 0, twice: 0, lost: 0, otherwise: 0 }
  for (const column of columns) {
    const world = await createWorld()
    say(`\n${column}\n${line('', crashPoints)}`)
    for (const row of expectedOf(column)) say(line(row.fault, await playRow(world, column, row, totals)))
    await world.close()
  }
  say(
    `\n${totals.cells} cells: ${totals.twice} posted twice, ${totals.lost} lost, ${totals.otherwise} otherwise than written down`,
  )
  return totals.twice + totals.lost + totals.otherwise === 0 ? 0 : 1
}

async function playRow(
  world: Awaited<ReturnType<typeof createWorld>>,
  column: Column,
  { fault, endings }: ExpectedRow,
  totals: { cells: number; twice: number; lost: number; otherwise: number },
): Promise<readonly string[]> {
  const shown: string[] = []
  for (const [index, expected] of endings.entries()) {
    const point = crashPoints[index]
    if (expected === '-' || point === undefined) {
      shown.push('-')
      continue
    }
    const { ending, posts, said } = await playCell(world, column, fault, point)
    totals.cells++
    totals.twice += posts.filter((count) => count > 1).length
    totals.lost += posts.filter((count) => count === 0).length - (ending === 'failed' ? 1 : 0)
    if (ending !== expected) {
      totals.otherwise++
      say(`${fault}, ${point}: ${said}`)
    }
    shown.push(ending === expected ? `${ending} ${posts[1]}` : `${ending} (not ${expected})`)
  }
  return shown
}

function line(first: string, cells: readonly string[]): string {
  return [first.padEnd(23), ...cells.map((cell) => cell.padEnd(13))].join(' ')
}

async function printKills(kills: number): Promise<number> {
  const articles = Number(values.articles)
  const result = await runKills({ kills, articles, seed: Number(values.seed), tell: say })
  say(describeKills(kills, articles, result))
  const wrong = result.postedTwice.length + result.lost.length + (result.pairs - result.accounted)
  return wrong === 0 && result.posted >= 0.95 * result.pairs ? 0 : 1
}

function describeKills(kills: number, articles: number, result: KillResult): string {
  const share = ((100 * result.posted) / result.pairs).toFixed(1)
  return [
    `${kills} kills of the real process (seed ${values.seed}), ${articles} articles to 3 channels, ${result.faults} faults, ${result.seconds} s`,
    `posted twice: ${result.postedTwice.length} ${result.postedTwice.join(', ')}`,
    `lost: ${result.lost.length} ${result.lost.join(', ')}`,
    `pairs accounted for by status: ${result.accounted} of ${result.pairs}`,
    `posted without a person: ${result.posted} of ${result.pairs} (${share} %); unknown outcomes on the way: ${result.orphaned}`,
    ...result.waiting.map((one) => `waits: ${one}`),
  ].join('\n')
}
