/** Scenes outside the cities: steppe, mountains, lake, desert, oasis, pass. */
import { yurt } from './buildings.ts'
import { mix, type Palette } from './palette.ts'
import { grass, poplar, reeds, saxaul, wood } from './plants.ts'
import type { Random } from './random.ts'
import { height, heightAt, hills, land, point, ranges, ridge, round, shade, width } from './terrain.ts'

/** What every scene is drawn with. */
export interface Canvas {
  readonly random: Random
  readonly palette: Palette
  readonly lightX: number
  readonly lightFromLeft: boolean
}

export function steppe({ random, palette, lightFromLeft }: Canvas): string {
  const meadow = mix('#b59a4e', palette.green, 0.55)
  const colour = (share: number) =>
    mix(mix(meadow, palette.ridge, palette.night ? 0.75 : 0.12), palette.haze, share)
  const back = hills(random, { base: 452, rise: 46, wave: 420 })
  const middle = hills(random, { base: 520, rise: 60, wave: 520 })
  const front = hills(random, { base: 610, rise: 56, wave: 700 })
  const camp = random.between(330, 780)
  const yurts = [
    { x: camp - 170, wide: 84 },
    { x: camp + 205, wide: 72 },
    { x: camp, wide: 138 },
  ]
  return [
    ranges(
      random,
      palette,
      [
        { base: 430, rise: 150, wave: 330 },
        { base: 446, rise: 74, wave: 260 },
      ],
      lightFromLeft,
    ),
    land(back, colour(0.5)),
    land(middle, colour(0.22)),
    ...yurts.slice(random.whole(0, 1)).map(({ x, wide }) => yurt(x, heightAt(middle, x) + 18, wide, palette)),
    smoke(random, camp, heightAt(middle, camp) - 74, palette),
    land(front, mix(colour(0), palette.dark, 0.28)),
    grass(random, 570, height + 10, mix(colour(0), palette.light, 0.25)),
  ].join('')
}

export function mountains({ random, palette, lightFromLeft }: Canvas): string {
  const slope = hills(random, { base: 590, rise: 120, wave: 560 })
  const front = hills(random, { base: 660, rise: 90, wave: 760 })
  const fir = mix(palette.dark, palette.green, 0.25)
  return [
    ranges(
      random,
      palette,
      [
        { base: 420, rise: 240, wave: 330 },
        { base: 500, rise: 330, wave: 520 },
        { base: 560, rise: 200, wave: 380 },
      ],
      lightFromLeft,
    ),
    mist(palette, 430, 150),
    land(slope, mix(palette.green, palette.ridge, 0.55)),
    wood(random, slope, 62, 0.6, mix(fir, palette.haze, 0.22)),
    land(front, mix(palette.green, palette.dark, 0.5)),
    wood(random, front, 120, 0.45, fir),
  ].join('')
}

export function lake({ random, palette, lightX, lightFromLeft }: Canvas): string {
  const shore = 428
  const behind = [
    ranges(
      random,
      palette,
      [
        { base: 440, rise: 200, wave: 420 },
        { base: 440, rise: 150, wave: 300 },
      ],
      lightFromLeft,
    ),
    land(hills(random, { base: shore + 2, rise: 34, wave: 330 }), mix(palette.ridge, palette.green, 0.45)),
  ].join('')
  const [high, , low] = palette.sky
  const water = `<linearGradient id="water" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${mix(low, high, 0.25)}"/><stop offset="1" stop-color="${mix(high, palette.dark, 0.3)}"/></linearGradient>`
  const rest = height - shore
  return [
    `<defs>${water}<clipPath id="lake"><rect y="${shore}" width="${width}" height="${rest}"/></clipPath></defs>`,
    behind,
    `<rect y="${shore}" width="${width}" height="${rest}" fill="url(#water)"/>`,
    `<g clip-path="url(#lake)"><g transform="translate(0 ${shore * 2}) scale(1 -1)" opacity=".38">${behind}</g></g>`,
    `<rect y="${shore}" width="${width}" height="${rest}" fill="url(#water)" opacity=".42"/>`,
    ripples(random, palette, lightX, shore),
    boat(random.between(420, 800), random.between(500, 545), palette),
    reeds(random, lightFromLeft ? 940 : -20, lightFromLeft ? 1220 : 260, height + 12, palette.dark),
  ].join('')
}

export function desert({ random, palette, lightFromLeft }: Canvas): string {
  const sand = mix('#d9a566', palette.ridge, palette.night ? 0.78 : 0.1)
  const dunes = [0, 1, 2, 3].map((i) =>
    hills(random, { base: 450 + i * 66, rise: 70 + i * 18, wave: 420 + i * 130 }),
  )
  const drawn = dunes.map((dune, i) => {
    const fill = mix(sand, i < 2 ? palette.haze : palette.ridge, i < 2 ? 0.55 - i * 0.25 : (i - 1) * 0.16)
    return land(dune, fill) + shade(random, dune, mix(fill, palette.ridge, 0.55), lightFromLeft)
  })
  const second = dunes[1] ?? []
  const x = random.between(380, 820)
  const ship = random.chance(0.5) ? wreck(x, heightAt(second, x) + 34, palette) : ''
  return [
    ranges(random, palette, [{ base: 425, rise: 70, wave: 300 }], lightFromLeft),
    ...drawn.slice(0, 2),
    ship,
    ...drawn.slice(2),
    saxaul(random, random.between(130, 300), 640, 150, palette.dark),
    saxaul(random, random.between(860, 1080), 655, 105, palette.dark),
  ].join('')
}

export function oasis({ random, palette, lightFromLeft }: Canvas): string {
  const field = mix(palette.green, palette.ridge, palette.night ? 0.7 : 0.08)
  const vanish = random.between(430, 770)
  const rows = Array.from({ length: 17 }, (_, i) => {
    const foot = (i - 8) * 190 + 600
    return `M${point(vanish + (i - 8) * 7, 470)}L${point(foot, height)}L${point(foot + 74, height)}Z`
  })
  const trees = Array.from({ length: 13 }, (_, i) => {
    const left = vanish < width / 2
    const x = left ? 1180 - i * 46 : 20 + i * 46
    return poplar(
      random,
      x,
      492 - i * 1.6,
      (270 - i * 13) * random.between(0.88, 1.08),
      mix(palette.dark, palette.green, 0.3 + (i % 3) * 0.1),
    )
  })
  return [
    ranges(
      random,
      palette,
      [
        { base: 440, rise: 210, wave: 380 },
        { base: 452, rise: 110, wave: 300 },
      ],
      lightFromLeft,
    ),
    mist(palette, 380, 90),
    `<rect y="462" width="${width}" height="${height - 462}" fill="${field}"/>`,
    `<path d="${rows.join('')}" fill="${mix(field, palette.dark, 0.3)}" opacity=".6"/>`,
    `<path d="M${point(vanish - 4, 462)}L${point(vanish - 120, height)}H${round(vanish + 40)}L${point(vanish + 4, 462)}Z" fill="${mix(palette.sky[2], palette.sky[0], 0.32)}"/>`,
    trees.reverse().join(''),
  ].join('')
}

export function pass({ random, palette, lightFromLeft }: Canvas): string {
  const meadow = mix(palette.green, palette.ridge, 0.35)
  const back = ridge(random, { base: 540, rise: 250, wave: 430 })
  const valley = hills(random, { base: 560, rise: 60, wave: 620 })
  const end = random.between(520, 680)
  const top = heightAt(valley, end) + 3
  const bend = random.chance(0.5) ? 1 : -1
  const edge = (half: number) =>
    `${point(end + half * 0.03, top)}C${point(end + bend * 210 + half * 0.12, top + 30)} ${point(end - bend * 330 + half * 0.35, top + 62)} ${point(600 + bend * 60 + half, height + 4)}`
  const road = mix(palette.clay, palette.haze, 0.35)
  const [, start = ''] = edge(120).split('C')
  const [, , low] = start.split(' ')
  return [
    ranges(random, palette, [{ base: 420, rise: 260, wave: 300 }], lightFromLeft),
    land(back, mix(palette.haze, palette.ridge, 0.6)),
    shade(random, back, palette.ridge, lightFromLeft),
    mist(palette, 420, 130),
    land(valley, meadow),
    `<path d="M${edge(-120)}L${low}C${backwards(edge(120))}Z" fill="${road}"/>`,
    grass(random, 560, height + 10, mix(meadow, palette.light, 0.3)),
  ].join('')
}

/** The same curve from its end to its beginning. */
function backwards(curve: string): string {
  const [start = '', rest = ''] = curve.split('C')
  const [first = '', second = ''] = rest.split(' ')
  return `${second} ${first} ${start}`
}

function mist(palette: Palette, top: number, tall: number): string {
  return (
    `<defs><linearGradient id="mist" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.haze}" stop-opacity="0"/>` +
    `<stop offset="1" stop-color="${palette.haze}" stop-opacity=".7"/></linearGradient></defs>` +
    `<rect y="${top}" width="${width}" height="${tall}" fill="url(#mist)"/>`
  )
}

function smoke(random: Random, x: number, y: number, palette: Palette): string {
  const drift = random.between(20, 70)
  return `<path d="M${point(x, y)}c${round(drift * 0.3)},-34 ${round(-drift * 0.2)},-48 ${round(drift * 0.5)},-86s${round(drift * 0.2)},-40 ${round(drift)},-70" fill="none" stroke="${palette.snow}" stroke-width="6" stroke-linecap="round" opacity=".28"/>`
}

function ripples(random: Random, palette: Palette, lightX: number, shore: number): string {
  const lines = Array.from({ length: 70 }, (_, i) => {
    const depth = random.next()
    const spread = i < 40 ? 30 + depth * 90 : 700
    const long = 14 + depth * 90
    return `M${point(lightX + random.between(-spread, spread) - long / 2, shore + 6 + depth * 225)}h${round(long)}`
  })
  return `<path d="${lines.join('')}" stroke="${palette.light}" stroke-width="2.4" stroke-linecap="round" opacity=".42"/>`
}

function boat(x: number, y: number, palette: Palette): string {
  return (
    `<path d="M${point(x - 62, y - 14)}Q${point(x, y + 2)} ${point(x + 66, y - 18)}Q${point(x + 44, y + 13)} ${point(x + 28, y + 12)}H${round(x - 32)}Q${point(x - 52, y + 10)} ${point(x - 62, y - 14)}Z" fill="${palette.dark}"/>` +
    `<path d="M${point(x - 10, y - 4)}q-7,-30 6,-40q13,10 10,40Z" fill="${palette.dark}"/><circle cx="${round(x - 3)}" cy="${round(y - 50)}" r="8" fill="${palette.dark}"/>` +
    `<path d="M${point(x + 2, y - 30)}L${point(x + 92, y - 92)}" stroke="${palette.dark}" stroke-width="2.5"/>` +
    `<ellipse cx="${round(x)}" cy="${round(y + 20)}" rx="66" ry="5" fill="${palette.dark}" opacity=".3"/>`
  )
}

/** A ship on dry land. */
function wreck(x: number, y: number, palette: Palette): string {
  const rust = mix('#8a4b32', palette.dark, palette.night ? 0.6 : 0.18)
  return (
    `<g transform="rotate(-4 ${round(x)} ${round(y)})"><path d="M${point(x - 150, y - 74)}L${point(x + 158, y - 66)}L${point(x + 122, y)}H${round(x - 104)}Z" fill="${rust}"/>` +
    `<path d="M${point(x - 150, y - 74)}L${point(x + 158, y - 66)}l-8,15L${point(x - 141, y - 58)}Z" fill="${mix(rust, palette.snow, 0.4)}"/>` +
    `<path d="M${point(x - 70, y - 72)}v-46h92v49Z" fill="${mix(rust, palette.snow, 0.25)}"/><path d="M${point(x - 60, y - 108)}h16v14h-16zm28,0h16v14h-16zm28,0h16v14h-16z" fill="${palette.dark}"/>` +
    `<path d="M${point(x - 20, y - 118)}v-62M${point(x + 92, y - 70)}v-72l-40,60" fill="none" stroke="${rust}" stroke-width="5"/></g>`
  )
}
