/** The matrix as tests, for some of its columns; two files share it, so that two cores do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, type World } from './harness.ts'
import { playCell } from './matrix-cell.ts'
import { type Column, type Ending, expectedOf } from './matrix-table.ts'
import { crashPoints } from './mortal.ts'

const isPosted: Readonly<Record<Ending, number>> = {
  sent: 1,
  later: 1,
  found: 1,
  again: 1,
  person: 1,
  failed: 0,
  '-': 0,
}

/** Every fault with every point of death: counted at the platform, each article is there once, or waits and says why. */
export function describeMatrix(columns: readonly Column[]): void {
  describe.each(columns)('%s', (column) => {
    let world: World
    beforeAll(async () => {
      world = await createWorld()
    })
    afterAll(() => world.close())

    for (const { fault, endings } of expectedOf(column)) {
      const cells = endings.flatMap((ending, index) => {
        const point = crashPoints[index]
        return ending === '-' || point === undefined ? [] : [{ ending, point }]
      })
      if (cells.length === 0) continue
      test(`${fault}: ${cells.map(({ ending }) => ending).join(' ')}`, async () => {
        for (const { ending, point } of cells) {
          const result = await playCell(world, column, fault, point)
          expect(result, `${fault}, ${point}: ${result.said}`).toMatchObject({
            ending,
            posts: [1, isPosted[ending], 1],
          })
        }
      })
    }
  })
}
