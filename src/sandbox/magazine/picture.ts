/**
 * Pictures that the project makes itself: a landscape drawn from a seed and a mood, as an SVG of 1200 × 675.
 * The same seed and mood give the same bytes; nothing outside the file is needed to show it.
 */

import { type Canvas, desert, lake, mountains, oasis, pass, steppe } from './drawing/country.ts'
import { type Hour, palettes } from './drawing/palette.ts'
import { train } from './drawing/railway.ts'
import { createRandom } from './drawing/random.ts'
import { sky } from './drawing/sky.ts'
import { height, width } from './drawing/terrain.ts'
import { bazaar, city, oldTown } from './drawing/town.ts'

interface Scene {
  readonly draw: (canvas: Canvas) => string
  readonly horizon: number
  /** The light that suits it. */
  readonly hours: readonly [Hour, ...Hour[]]
}

const scenes = {
  steppe: { draw: steppe, horizon: 430, hours: ['gold', 'dawn', 'spring', 'noon', 'night'] },
  mountains: { draw: mountains, horizon: 400, hours: ['noon', 'dawn', 'gold', 'dusk'] },
  lake: { draw: lake, horizon: 428, hours: ['dawn', 'dusk', 'noon'] },
  city: { draw: city, horizon: 430, hours: ['winter', 'dusk', 'noon', 'night'] },
  'old town': { draw: oldTown, horizon: 470, hours: ['gold', 'noon', 'dusk'] },
  bazaar: { draw: bazaar, horizon: 400, hours: ['gold', 'noon', 'dawn', 'winter'] },
  'night train': { draw: train, horizon: 460, hours: ['night', 'dawn', 'dusk', 'night'] },
  desert: { draw: desert, horizon: 430, hours: ['gold', 'noon', 'dawn'] },
  oasis: { draw: oasis, horizon: 450, hours: ['spring', 'gold', 'dawn'] },
  pass: { draw: pass, horizon: 400, hours: ['noon', 'spring', 'gold', 'dusk'] },
} as const satisfies Readonly<Record<string, Scene>>

export type Mood = keyof typeof scenes

export const moods = Object.keys(scenes) as readonly Mood[]

/** Draws one picture. */
export function picture(seed: string, mood: Mood): string {
  const scene: Scene = scenes[mood]
  const random = createRandom(`${mood}/${seed}`)
  const palette = palettes[random.pick(scene.hours)]
  const above = sky(random, palette, scene.horizon)
  const below = scene.draw({ random, palette, lightX: above.lightX, lightFromLeft: above.lightFromLeft })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
    `${above.svg}${below}${vignette(palette.dark)}</svg>\n`
  )
}

function vignette(dark: string): string {
  return (
    `<defs><radialGradient id="edge" cy=".45" r=".75"><stop offset=".62" stop-color="${dark}" stop-opacity="0"/>` +
    `<stop offset="1" stop-color="${dark}" stop-opacity=".32"/></radialGradient></defs><rect width="${width}" height="${height}" fill="url(#edge)"/>`
  )
}
