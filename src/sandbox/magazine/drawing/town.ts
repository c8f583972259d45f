/** Scenes where people live: city, old town, bazaar. */
import { arch, block, box, dome, gate, minaret } from './buildings.ts'
import type { Canvas } from './country.ts'
import { mix, type Palette } from './palette.ts'
import { poplar } from './plants.ts'
import type { Random } from './random.ts'
import { height, hills, land, point, ranges, round, width } from './terrain.ts'

export function city({ random, palette, lightFromLeft }: Canvas): string {
  const rows = [
    { foot: 520, low: 50, high: 130, share: 0.55 },
    { foot: 585, low: 60, high: 190, share: 0.24 },
  ]
  const houses = rows.flatMap(({ foot, low, high, share }) => {
    const row: string[] = []
    for (let x = random.between(-60, -10); x < width; ) {
      const wide = random.between(56, 124)
      const wall = mix(mix(palette.clay, palette.snow, random.between(0, 0.4)), palette.haze, share)
      row.push(
        block(
          random,
          x,
          foot,
          wide,
          random.between(low, high),
          mix(wall, palette.dark, palette.night ? 0.45 : 0.08),
          palette,
        ),
      )
      x += wide + random.between(-6, 22)
    }
    const street = mix(mix(palette.green, palette.dark, 0.42), palette.haze, share)
    return [box(0, foot - 30, width, 60, street), ...row, treeLine(random, palette, foot + 10, share)]
  })
  return [
    ranges(
      random,
      palette,
      [
        { base: 450, rise: 290, wave: 420 },
        { base: 470, rise: 180, wave: 320 },
      ],
      lightFromLeft,
    ),
    ...houses,
    land(hills(random, { base: 640, rise: 22, wave: 900 }), mix(palette.dark, palette.green, 0.3)),
    Array.from({ length: 9 }, (_, i) =>
      poplar(
        random,
        i * 145 + random.between(-40, 60),
        height + 10,
        random.between(120, 210),
        mix(palette.dark, palette.green, 0.18),
      ),
    ).join(''),
  ].join('')
}

export function oldTown({ random, palette, lightFromLeft }: Canvas): string {
  const foot = 560
  const side = random.chance(0.5) ? 1 : -1
  const at = (offset: number) => width / 2 + side * offset
  const hazy = {
    ...palette,
    clay: mix(palette.clay, palette.haze, 0.5),
    tile: mix(palette.tile, palette.haze, 0.5),
  }
  return [
    ranges(random, palette, [{ base: 470, rise: 110, wave: 360 }], lightFromLeft),
    dome(at(-380), foot - 40, 58, hazy),
    minaret(at(480), foot - 20, 30, 190, hazy),
    roofs(random, hazy, foot - 10, 60),
    minaret(at(-235), foot, 56, random.between(300, 350), palette),
    gate(at(40), foot, 270, random.between(215, 245), palette),
    dome(at(285), foot, 112, palette),
    dome(at(-70 - 350), foot + 6, 78, palette),
    roofs(random, palette, foot + 44, 74),
    `<rect y="${foot + 36}" width="${width}" height="${height - foot}" fill="${mix(palette.clay, palette.dark, 0.42)}"/>`,
    `<path d="M0,${foot + 36}H${width}v14H0Z" fill="${mix(palette.clay, palette.dark, 0.25)}"/>`,
    Array.from({ length: 5 }, () =>
      poplar(
        random,
        random.chance(0.5) ? random.between(10, 190) : random.between(1010, 1190),
        height,
        random.between(110, 190),
        palette.dark,
      ),
    ).join(''),
  ].join('')
}

export function bazaar({ random, palette, lightFromLeft }: Canvas): string {
  const foot = 470
  const wall = mix(palette.clay, palette.haze, 0.25)
  const domes = [130, 370, 600, 830, 1070].map((x, i) =>
    dome(x, foot - 118, 62 + (i % 2) * 20, {
      ...palette,
      clay: wall,
      tile: mix(palette.tile, palette.haze, 0.22),
    }),
  )
  const arches = Array.from({ length: 10 }, (_, i) =>
    arch(60 + i * 120, foot, 78, 92, mix(wall, palette.dark, 0.55)),
  )
  const stalls = [150, 450, 750, 1050].map((x) => stall(random, x + random.between(-14, 14), palette))
  return [
    ranges(random, palette, [{ base: 380, rise: 90, wave: 360 }], lightFromLeft),
    ...domes,
    box(0, foot - 122, width, 130, wall),
    box(0, foot - 122, width, 9, mix(palette.tile, palette.haze, 0.2)),
    ...arches,
    `<rect y="${foot}" width="${width}" height="${height - foot}" fill="${mix(palette.clay, palette.dark, 0.3)}"/>`,
    ...stalls,
    box(0, 656, width, 20, mix(palette.dark, palette.clay, 0.2)),
  ].join('')
}

function treeLine(random: Random, palette: Palette, foot: number, haze: number): string {
  const fill = mix(mix(palette.green, palette.dark, 0.42), palette.haze, haze * 0.6)
  const crowns = Array.from({ length: 44 }, () => {
    const radius = random.between(13, 30)
    return `<circle cx="${round(random.between(0, width))}" cy="${round(foot - radius * 0.3)}" r="${round(radius)}"/>`
  })
  return `<g fill="${fill}">${crowns.join('')}<rect y="${foot}" width="${width}" height="60"/></g>`
}

/** Flat roofs of clay houses, with their small windows. */
function roofs(random: Random, palette: Palette, foot: number, tall: number): string {
  const houses: string[] = []
  for (let x = -30; x < width; ) {
    const wide = random.between(70, 150)
    const rise = random.between(tall * 0.55, tall)
    const wall = mix(palette.clay, palette.dark, random.between(0.08, 0.26))
    houses.push(
      box(x, foot - rise, wide, rise + 20, wall),
      box(x, foot - rise, wide, 5, mix(wall, palette.light, 0.25)),
      box(
        x + wide * 0.3,
        foot - rise * 0.72,
        11,
        16,
        palette.lamp === '' ? mix(wall, palette.dark, 0.5) : palette.lamp,
      ),
      box(x + wide * 0.62, foot - rise * 0.72, 11, 16, mix(wall, palette.dark, 0.5)),
    )
    x += wide + random.between(-8, 14)
  }
  return houses.join('')
}

/** Posts, a striped awning, a table with heaps of fruit. */
function stall(random: Random, x: number, palette: Palette): string {
  const wide = 252
  const [top, table] = [408, 588]
  const cloth = random.pick([palette.accent, palette.tile, mix(palette.accent, '#e0a03c', 0.65)])
  const pale = mix(palette.snow, palette.clay, 0.25)
  const stripes = Array.from({ length: 9 }, (_, i) => {
    const [upper, lower] = [(wide - 40) / 9, wide / 9]
    const [a, b] = [x - wide / 2 + 20 + i * upper, x - wide / 2 + i * lower]
    return `<path d="M${point(a, top)}h${round(upper)}L${point(b + lower, top + 60)}a${round(lower / 2)},13 0 0 1 ${round(-lower)},0Z" fill="${i % 2 === 0 ? cloth : pale}"/>`
  })
  const fruit = ['#d9a441', '#b8452f', '#8d9a3d', '#7a3b52', '#e08a3c']
  const heaps = [-84, -28, 28, 84].map((offset) => {
    const colour = mix(random.pick(['#d9a441', ...fruit]), palette.dark, palette.night ? 0.45 : 0.08)
    return heap(x + offset, table, colour, palette)
  })
  const light =
    palette.lamp === ''
      ? ''
      : `<circle cx="${round(x)}" cy="${top + 88}" r="70" fill="url(#glow)"/><circle cx="${round(x)}" cy="${top + 86}" r="7" fill="${palette.lamp}"/>`
  return [
    box(x - wide / 2 + 12, top + 40, 6, 230, palette.dark),
    box(x + wide / 2 - 18, top + 40, 6, 230, palette.dark),
    box(x - wide / 2 + 12, top + 74, wide - 24, 112, mix(palette.dark, palette.clay, 0.3)),
    light,
    ...heaps,
    box(x - wide / 2 - 2, table, wide + 4, 12, mix(palette.clay, palette.light, 0.25)),
    box(x - wide / 2 + 6, table + 12, wide - 12, 64, mix(cloth, palette.dark, 0.42)),
    ...stripes,
  ].join('')
}

function heap(x: number, foot: number, fill: string, palette: Palette): string {
  const radius = 9.5
  const balls: string[] = []
  for (let row = 0; row < 3; row++) {
    for (let i = 0; i < 3 - row; i++) {
      const cx = round(x + (i - (2 - row) / 2) * radius * 1.95)
      const cy = round(foot - radius - row * radius * 1.65)
      balls.push(
        `<circle cx="${cx}" cy="${cy}" r="${radius}" fill="${mix(fill, palette.dark, row === 0 ? 0.12 : 0)}"/>`,
        `<circle cx="${cx - 3}" cy="${cy - 3}" r="2.6" fill="${palette.light}" opacity=".4"/>`,
      )
    }
  }
  return balls.join('')
}
