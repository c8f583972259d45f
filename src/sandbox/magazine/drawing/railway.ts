/** A train with lit windows on its way through open land. */
import { box } from './buildings.ts'
import type { Canvas } from './country.ts'
import { mix, type Palette } from './palette.ts'
import { grass } from './plants.ts'
import type { Random } from './random.ts'
import { height, hills, land, point, ranges, round, width } from './terrain.ts'

export function train({ random, palette, lightFromLeft }: Canvas): string {
  const track = 560
  const ground = mix(mix('#a58f55', palette.green, 0.5), palette.ridge, palette.night ? 0.8 : 0.2)
  const direction = random.chance(0.5) ? 1 : -1
  const coaches = [0, 1, 2, 3, 4].map((i) => coach(random, 850 - i * 262, track - 14, i === 0, palette))
  const flip = direction === 1 ? '' : ` transform="translate(${width} 0) scale(-1 1)"`
  return [
    ranges(
      random,
      palette,
      [
        { base: 450, rise: 190, wave: 400 },
        { base: 468, rise: 110, wave: 320 },
      ],
      lightFromLeft,
    ),
    land(hills(random, { base: 520, rise: 40, wave: 560 }), mix(ground, palette.haze, 0.25)),
    `<rect y="${track - 22}" width="${width}" height="200" fill="${ground}"/>`,
    wires(palette, track),
    `<g${flip}>${coaches.join('')}</g>`,
    box(0, track + 8, width, 5, mix(palette.dark, palette.haze, 0.25)),
    `<path d="${Array.from({ length: 50 }, (_, i) => `M${i * 24 + 4},${track + 13}h13v6h-13Z`).join('')}" fill="${palette.dark}"/>`,
    land(hills(random, { base: 668, rise: 62, wave: 640 }), mix(ground, palette.dark, 0.5)),
    grass(random, 610, height + 8, mix(ground, palette.light, 0.2)),
  ].join('')
}

function coach(random: Random, x: number, foot: number, isEngine: boolean, palette: Palette): string {
  const long = 252
  const paint = mix(isEngine ? palette.accent : palette.tile, palette.dark, palette.night ? 0.35 : 0.15)
  const pane = palette.lamp === '' ? mix(palette.sky[1], palette.dark, 0.35) : palette.lamp
  const windows = Array.from({ length: isEngine ? 3 : 8 }, (_, i) => {
    const lit = palette.lamp === '' || random.chance(0.72)
    const colour = lit ? pane : mix(paint, palette.dark, 0.6)
    return `<rect x="${round(x + 24 + i * (isEngine ? 66 : 27))}" y="${foot - 66}" width="17" height="22" rx="3" fill="${colour}"/>`
  })
  const wheels = [34, 62, long - 62, long - 34].map(
    (at) => `<circle cx="${round(x + at)}" cy="${foot + 12}" r="11"/>`,
  )
  const front = isEngine ? `q34,4 44,66q4,26 -10,28` : 'v84q0,10 -8,10'
  const beam =
    isEngine && palette.lamp !== ''
      ? `<path d="M${point(x + long + 30, foot - 20)}L1240,${foot - 70}V${foot + 30}Z" fill="${palette.lamp}" opacity=".22"/>`
      : ''
  return [
    beam,
    `<g fill="${palette.dark}">${wheels.join('')}</g>`,
    `<path d="M${point(x, foot)}v-84q0,-10 10,-10H${round(x + long - (isEngine ? 4 : 10))}${front}H${round(x)}Z" fill="${paint}"/>`,
    `<path d="M${point(x + 1, foot - 32)}h${long - 4}v6h${-(long - 4)}Z" fill="${mix(palette.snow, paint, 0.35)}"/>`,
    ...windows,
    isEngine ? `<circle cx="${round(x + long + 26)}" cy="${foot - 20}" r="6" fill="${palette.light}"/>` : '',
    box(x - 11, foot - 14, 12, 6, palette.dark),
  ].join('')
}

function wires(palette: Palette, track: number): string {
  const poles = [90, 430, 770, 1110]
  const lines = poles.map(
    (x) => `M${x},${track}V${track - 232}M${x - 22},${track - 214}h44M${x - 16},${track - 192}h32`,
  )
  const sag = [-214, -192].flatMap((y) => [-250, ...poles].map((x) => `M${x},${track + y}q170,36 340,0`))
  return (
    `<path d="${lines.join('')}" fill="none" stroke="${palette.dark}" stroke-width="5"/>` +
    `<path d="${sag.join('')}" fill="none" stroke="${palette.dark}" stroke-width="1.3" opacity=".7"/>`
  )
}
