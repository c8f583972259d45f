/**
 * `npm run bench`: figures of this machine, as a table, with `--json` as JSON. `--quick`: shorter and fewer.
 * `--only start,memory,posting,look,many,reading,known,claims` runs some of them. Missed goals are said to be missed.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { describeFigures, type Figure, figuresJson } from './figures.ts'
import { lookFigures, manyFeedsFigures } from './polling.ts'
import { postingFigures } from './posting.ts'
import { memoryFigures, startFigures } from './program.ts'
import { readingFigures } from './reading.ts'
import { buildBundle, type Program, startWorld, typescript, type World } from './setup.ts'
import { claimFigures, knownFigures } from './storing.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
const { quick, json } = options

type Measure = (bundle: Program, world: World) => Promise<readonly Figure[]>

/** In the order of the table. */
const measures: Readonly<Record<string, Measure>> = {
  start: async (bundle, world) => [
    ...(await startFigures(bundle, world, quick ? 5 : 15)),
    ...(await startFigures(typescript, world, quick ? 3 : 7)),
  ],
  memory: async (bundle, world) => [
    ...(await memoryFigures(bundle, world, quick ? 10 : 60)),
    ...(await memoryFigures(typescript, world, quick ? 10 : 60)),
  ],
  posting: (bundle, world) => postingFigures(bundle, world, quick ? 6 : 21),
  look: (bundle, world) => lookFigures(bundle, world, quick ? 10 : 30),
  many: (bundle, world) => manyFeedsFigures(bundle, world, quick ? 10 : 1),
  reading: () => readingFigures(quick ? 100 : 400),
  known: async () => [
    ...(await knownFigures(0)),
    ...(await knownFigures(1_000)),
    ...(await knownFigures(quick ? 10_000 : 100_000)),
  ],
  claims: () => claimFigures(quick ? 300 : 1_000),
}

const chosen = options.only?.split(',') ?? Object.keys(measures)
const figures: Figure[] = []
const world = await startWorld()
const bundle = buildBundle()
try {
  for (const name of chosen) {
    const measure = measures[name]
    if (measure === undefined)
      throw new Error(`--only ${name}: known are ${Object.keys(measures).join(', ')}`)
    process.stderr.write(`${name} …\n`)
    const found = await measure(bundle.program, world)
    // Told at once: the whole takes a quarter of an hour, and may be broken off.
    process.stderr.write(`${describeFigures(found)}\n\n`)
    figures.push(...found)
  }
} finally {
  bundle.remove()
  world.close()
}
const [cpu] = cpus()
const machine = `Node ${process.version}, ${cpus().length} × ${cpu?.model ?? 'unknown'}`
const report = json
  ? JSON.stringify({ machine, quick, figures: figuresJson(figures) }, null, 2)
  : `${machine}\n\n${describeFigures(figures)}`
process.stdout.write(`${report}\n`)
