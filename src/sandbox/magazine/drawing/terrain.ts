/** Land as height fields: ridges, hills, dunes; one number (y, downwards) every few pixels. */
import { mix, type Palette } from './palette.ts'
import type { Random } from './random.ts'

export const width = 1200
export const height = 675

/** Pixels between two points of a profile. */
const step = 8

/** The y of the land at each step from left to right. */
export type Profile = readonly number[]

export interface LandShape {
  /** The lowest point, y. */
  readonly base: number
  /** How far the highest may rise above it. */
  readonly rise: number
  /** Pixels from one crest to the next. */
  readonly wave: number
}

export function hills(random: Random, { base, rise, wave }: LandShape): Profile {
  const layers = [1, 0.32, 0.1].map((weight, i) => ({ weight, at: noise(random, wave / 3 ** i) }))
  return profile(
    (x) => base - (rise * layers.reduce((sum, { weight, at }) => sum + weight * at(x), 0)) / 1.42,
  )
}

/** Sharp crests: folded noise, finer and finer. */
export function ridge(random: Random, { base, rise, wave }: LandShape): Profile {
  const layers = [1, 0.5, 0.26, 0.13, 0.06].map((weight, i) => ({ weight, at: noise(random, wave / 2 ** i) }))
  return profile((x) => {
    const folded = layers.reduce((sum, { weight, at }) => sum + weight * (1 - Math.abs(2 * at(x) - 1)), 0)
    return base - rise * (folded / 1.95) ** 1.5
  })
}

export function heightAt(land: Profile, x: number): number {
  return land[Math.max(0, Math.min(land.length - 1, Math.round(x / step)))] ?? height
}

/** The land filled down to the lower edge. */
export function land(shape: Profile, fill: string): string {
  return `<path d="${along(shape)}L${width},${height}L0,${height}Z" fill="${fill}"/>`
}

/** The shaded sides of a ridge: from each crest down its side away from the light. */
export function shade(random: Random, shape: Profile, fill: string, lightFromLeft: boolean): string {
  const tops = crests(shape)
  const facets = tops.map((top) => {
    const side = lightFromLeft ? 1 : -1
    let foot = top
    while (isOnLand(shape, foot + side) && (shape[foot + side] ?? 0) >= (shape[foot] ?? 0) - 3) foot += side
    const drop = (shape[foot] ?? 0) - (shape[top] ?? 0)
    if (drop < 14) return ''
    const down: string[] = []
    for (let at = top; at !== foot + side; at += side) down.push(point(at * step, shape[at] ?? 0))
    const back = [0.85, 0.65, 0.45, 0.25].map((share) => {
      const x = top * step + side * Math.abs(foot - top) * step * share * 0.35
      return point(
        x - side * random.between(0, 14),
        (shape[top] ?? 0) + drop * (share * 1.25 + random.between(-0.06, 0.06)),
      )
    })
    return `M${down.join('L')}L${back.join('L')}Z`
  })
  return `<path d="${facets.join('')}" fill="${fill}" opacity=".45"/>`
}

/** Snow above a ragged line, never below the ridge's own outline. */
export function snow(random: Random, shape: Profile, line: number, fill: string): string {
  const ragged = noise(random, 46)
  const fine = noise(random, 15)
  const lower = shape.map((y, i) =>
    Math.max(y, line + (ragged(i * step) - 0.5) * 90 + (fine(i * step) - 0.5) * 44),
  )
  const back = lower.map((y, i) => point(i * step, y)).reverse()
  return `<path d="${along(shape)}L${back.join('L')}Z" fill="${fill}" opacity=".92"/>`
}

/** Ridges from the horizon to the viewer, each less hazy than the one behind. */
export function ranges(
  random: Random,
  palette: Palette,
  shapes: readonly LandShape[],
  lightFromLeft: boolean,
): string {
  const snowLine = Math.min(...shapes.map(({ base, rise }) => base - rise * 0.5))
  return shapes
    .map((shape, i) => {
      const nearness = (i + 1) / (shapes.length + 0.4)
      const fill = mix(palette.haze, palette.ridge, nearness)
      const profile = ridge(random, shape)
      return [
        land(profile, fill),
        shape.rise > 120 && shape.base - shape.rise < snowLine - 30
          ? snow(random, profile, snowLine, mix(palette.snow, palette.haze, 0.55 - nearness * 0.5))
          : '',
        shade(random, profile, mix(fill, palette.ridge, 0.6), lightFromLeft),
      ].join('')
    })
    .join('')
}

export function point(x: number, y: number): string {
  return `${round(x)},${round(y)}`
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}

function profile(at: (x: number) => number): Profile {
  return Array.from({ length: width / step + 1 }, (_, i) => at(i * step))
}

function along(shape: Profile): string {
  return `M${shape.map((y, i) => point(i * step, y)).join('L')}`
}

function isOnLand(shape: Profile, at: number): boolean {
  return at >= 0 && at < shape.length
}

function crests(shape: Profile): readonly number[] {
  const reach = 3
  return shape.flatMap((y, i) => {
    const around = shape.slice(Math.max(0, i - reach), i + reach + 1)
    return y === Math.min(...around) ? [i] : []
  })
}

/** Smooth noise from 0 to 1 whose waves are about `wave` pixels long. */
function noise(random: Random, wave: number): (x: number) => number {
  const values = Array.from({ length: Math.ceil(width / wave) + 3 }, () => random.next())
  return (x) => {
    const at = x / wave
    const left = Math.floor(at)
    const share = at - left
    const eased = share * share * (3 - 2 * share)
    const from = values[left] ?? 0.5
    return from + ((values[left + 1] ?? 0.5) - from) * eased
  }
}
