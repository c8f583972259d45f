/** What people built: yurts, domes, minarets, gates, clay houses, blocks of flats. */
import { mix, type Palette } from './palette.ts'
import type { Random } from './random.ts'
import { point, round } from './terrain.ts'

export function box(x: number, y: number, wide: number, tall: number, fill: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(tall)}" fill="${fill}"/>`
}

/** Its middle, foot and width. */
export function yurt(x: number, y: number, wide: number, palette: Palette): string {
  const felt = mix(palette.snow, palette.clay, palette.night ? 0.75 : 0.28)
  const shadow = mix(felt, palette.dark, 0.42)
  const half = wide / 2
  const wall = wide * 0.3
  const roof = wide * 0.34
  const body = `M${point(x - half, y)}L${point(x - half * 0.97, y - wall)}L${point(x + half * 0.97, y - wall)}L${point(x + half, y)}Z`
  const top =
    `M${point(x - half * 1.02, y - wall)}C${point(x - half * 0.72, y - wall - roof * 0.62)} ${point(x - half * 0.36, y - wall - roof * 0.92)} ${point(x - half * 0.17, y - wall - roof)}` +
    `L${point(x + half * 0.17, y - wall - roof)}C${point(x + half * 0.36, y - wall - roof * 0.92)} ${point(x + half * 0.72, y - wall - roof * 0.62)} ${point(x + half * 1.02, y - wall)}Z`
  const dark =
    `M${point(x + half * 0.05, y - wall - roof)}L${point(x + half * 0.17, y - wall - roof)}C${point(x + half * 0.36, y - wall - roof * 0.92)} ${point(x + half * 0.72, y - wall - roof * 0.62)} ${point(x + half * 1.02, y - wall)}` +
    `L${point(x + half, y)}L${point(x + half * 0.42, y)}L${point(x + half * 0.45, y - wall)}Z`
  const door = wide * 0.17
  return [
    `<ellipse cx="${round(x + half * 0.2)}" cy="${round(y + 1)}" rx="${round(half * 1.25)}" ry="${round(wide * 0.045)}" fill="${palette.dark}" opacity=".3"/>`,
    `<path d="${body}" fill="${mix(felt, shadow, 0.18)}"/><path d="${top}" fill="${felt}"/><path d="${dark}" fill="${shadow}" opacity=".45"/>`,
    box(x - half * 0.99, y - wall * 1.04, wide * 0.99, wall * 0.13, palette.accent),
    box(
      x - door / 2,
      y - wall * 0.86,
      door,
      wall * 0.86,
      palette.lamp === '' ? palette.accent : palette.lamp,
    ),
    `<path d="M${point(x - door / 2, y)}v${round(-wall * 0.86)}h${round(door)}v${round(wall * 0.86)}" fill="none" stroke="${mix(palette.accent, palette.dark, 0.4)}" stroke-width="${round(wide / 60)}"/>`,
    `<ellipse cx="${round(x)}" cy="${round(y - wall - roof)}" rx="${round(half * 0.19)}" ry="${round(wide * 0.03)}" fill="${mix(shadow, palette.dark, 0.4)}"/>`,
  ].join('')
}

/** A ribbed dome on its drum; `y` is the foot of the drum. */
export function dome(x: number, y: number, radius: number, palette: Palette): string {
  const drum = radius * 0.7
  const foot = y - drum
  const outline = (half: number) =>
    `M${point(x - half, foot)}C${point(x - half * 1.16, foot - radius * 0.75)} ${point(x - half * 0.42, foot - radius * 1.1)} ${point(x, foot - radius * 1.5)}` +
    `C${point(x + half * 0.42, foot - radius * 1.1)} ${point(x + half * 1.16, foot - radius * 0.75)} ${point(x + half, foot)}`
  const ribs = [0.28, 0.55, 0.8].map((share) => outline(radius * share)).join('')
  const shadow = mix(palette.tile, palette.dark, 0.5)
  return [
    box(x - radius * 0.9, foot, radius * 1.8, drum, palette.clay),
    box(x - radius * 0.9, foot + drum * 0.25, radius * 1.8, drum * 0.2, palette.tile),
    box(x + radius * 0.35, foot, radius * 0.55, drum, mix(palette.clay, palette.dark, 0.3)),
    `<path d="${outline(radius)}Z" fill="${palette.tile}"/>`,
    `<path d="M${point(x, foot - radius * 1.5)}C${point(x + radius * 0.42, foot - radius * 1.1)} ${point(x + radius * 1.16, foot - radius * 0.75)} ${point(x + radius, foot)}H${round(x + radius * 0.3)}C${point(x + radius * 0.5, foot - radius * 0.7)} ${point(x + radius * 0.2, foot - radius * 1.1)} ${point(x, foot - radius * 1.5)}Z" fill="${shadow}" opacity=".5"/>`,
    `<path d="${ribs}" fill="none" stroke="${shadow}" stroke-width="${round(radius / 45)}" opacity=".5"/>`,
    `<path d="M${point(x, foot - radius * 1.48)}v${round(-radius * 0.26)}" stroke="${palette.light}" stroke-width="${round(radius / 26)}"/>`,
  ].join('')
}

/** A tower that narrows upwards, with bands of tiles and a lantern. */
export function minaret(x: number, y: number, wide: number, tall: number, palette: Palette): string {
  const at = (share: number) => (wide / 2) * (1 - share * 0.36)
  const shaft = (from: number, to: number, fill: string) =>
    `<path d="M${point(x - at(from), y - tall * from)}L${point(x - at(to), y - tall * to)}L${point(x + at(to), y - tall * to)}L${point(x + at(from), y - tall * from)}Z" fill="${fill}"/>`
  const lit = palette.clay
  const dark = mix(lit, palette.dark, 0.42)
  const top = y - tall
  const cap = at(1) * 1.5
  return [
    shaft(0, 1, lit),
    ...[0.18, 0.36, 0.54, 0.72, 0.86].map((share, i) =>
      shaft(share, share + (i % 2 === 0 ? 0.035 : 0.06), palette.tile),
    ),
    `<path d="M${point(x + at(0) * 0.25, y)}L${point(x + at(1) * 0.25, top)}H${round(x + at(1))}L${point(x + at(0), y)}Z" fill="${dark}" opacity=".5"/>`,
    `<path d="M${point(x - at(1), top)}L${point(x - cap, top - wide * 0.3)}H${round(x + cap)}L${point(x + at(1), top)}Z" fill="${mix(lit, palette.dark, 0.2)}"/>`,
    box(x - cap * 0.86, top - wide * 0.95, cap * 1.72, wide * 0.66, lit),
    ...[-0.62, -0.2, 0.22, 0.6].map((share) =>
      arch(x + cap * share - cap * 0.02, top - wide * 0.3, cap * 0.26, wide * 0.5, palette.dark),
    ),
    `<path d="M${point(x - cap, top - wide * 0.95)}H${round(x + cap)}Q${point(x + cap * 0.5, top - wide * 1.5)} ${point(x, top - wide * 1.75)}Q${point(x - cap * 0.5, top - wide * 1.5)} ${point(x - cap, top - wide * 0.95)}Z" fill="${palette.tile}"/>`,
  ].join('')
}

/** A pointed opening; `x` is its middle. */
export function arch(x: number, y: number, wide: number, tall: number, fill: string): string {
  const half = wide / 2
  const spring = y - tall * 0.6
  return `<path d="M${point(x - half, y)}V${round(spring)}C${point(x - half, spring - tall * 0.2)} ${point(x - half * 0.35, spring - tall * 0.3)} ${point(x, y - tall)}C${point(x + half * 0.35, spring - tall * 0.3)} ${point(x + half, spring - tall * 0.2)} ${point(x + half, spring)}V${round(y)}Z" fill="${fill}"/>`
}

/** A monumental gate with a deep niche. */
export function gate(x: number, y: number, wide: number, tall: number, palette: Palette): string {
  const inner = mix(palette.clay, palette.dark, 0.45)
  return [
    box(x - wide / 2, y - tall, wide, tall, palette.clay),
    box(x - wide * 0.46, y - tall * 0.96, wide * 0.92, tall * 0.96, palette.tile),
    box(x - wide * 0.42, y - tall * 0.9, wide * 0.84, tall * 0.9, mix(palette.clay, palette.light, 0.16)),
    arch(x, y, wide * 0.66, tall * 0.8, inner),
    arch(x, y, wide * 0.5, tall * 0.66, mix(inner, palette.dark, 0.5)),
    arch(x, y, wide * 0.18, tall * 0.3, palette.lamp === '' ? palette.dark : palette.lamp),
  ].join('')
}

/** A block of flats with its windows, some of them lit. */
export function block(
  random: Random,
  x: number,
  y: number,
  wide: number,
  tall: number,
  fill: string,
  palette: Palette,
): string {
  const lit: string[] = []
  const unlit: string[] = []
  const floors = Math.max(2, Math.round(tall / 17))
  const columns = Math.max(2, Math.round(wide / 15))
  const [across, up] = [wide / columns, tall / floors]
  for (let floor = 0; floor < floors; floor++) {
    for (let column = 0; column < columns; column++) {
      const corner = point(x + across * (column + 0.24), y - tall + up * (floor + 0.3))
      const pane = `M${corner}h${round(across * 0.52)}v${round(up * 0.42)}h${round(-across * 0.52)}z`
      if (palette.lamp !== '' && random.chance(0.38)) lit.push(pane)
      else unlit.push(pane)
    }
  }
  return [
    box(x, y - tall, wide, tall, fill),
    box(x + wide * 0.82, y - tall, wide * 0.18, tall, mix(fill, palette.dark, 0.2)),
    `<path d="${unlit.join('')}" fill="${mix(fill, palette.dark, 0.34)}"/>`,
    lit.length === 0 ? '' : `<path d="${lit.join('')}" fill="${palette.lamp}"/>`,
  ].join('')
}
