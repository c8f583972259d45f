/** Sky: colours of the hour, sun or moon with its glow, stars, thin clouds, birds. */
import { mix, type Palette } from './palette.ts'
import type { Random } from './random.ts'
import { height, round, width } from './terrain.ts'

export interface Sky {
  readonly svg: string
  readonly lightX: number
  readonly lightFromLeft: boolean
}

export function sky(random: Random, palette: Palette, horizon: number): Sky {
  const lightX = random.chance(0.5) ? random.between(170, 430) : random.between(770, 1030)
  const lightY = palette.night ? random.between(90, 170) : horizon - random.between(110, 210)
  const radius = palette.night ? random.between(26, 34) : random.between(34, 52)
  const stops = palette.sky.map((colour, i) => `<stop offset="${i / 2}" stop-color="${colour}"/>`).join('')
  const svg = [
    '<defs>',
    `<linearGradient id="sky" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="${horizon}">${stops}</linearGradient>`,
    `<radialGradient id="glow"><stop offset="0" stop-color="${palette.light}" stop-opacity=".75"/>`,
    `<stop offset=".35" stop-color="${palette.light}" stop-opacity=".22"/>`,
    `<stop offset="1" stop-color="${palette.light}" stop-opacity="0"/></radialGradient>`,
    '</defs>',
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`,
    palette.night ? stars(random) : '',
    `<circle cx="${round(lightX)}" cy="${round(lightY)}" r="${round(radius * 6)}" fill="url(#glow)"/>`,
    `<circle cx="${round(lightX)}" cy="${round(lightY)}" r="${round(radius)}" fill="${palette.light}"/>`,
    clouds(random, palette, horizon),
    palette.night ? '' : birds(random, palette, horizon),
  ].join('')
  return { svg, lightX, lightFromLeft: lightX < width / 2 }
}

function stars(random: Random): string {
  const circles = Array.from({ length: 110 }, () => {
    const y = random.next() ** 1.6 * 380
    const radius = random.chance(0.12) ? 1.9 : random.between(0.6, 1.2)
    return `<circle cx="${round(random.between(0, width))}" cy="${round(y)}" r="${round(radius)}"/>`
  })
  return `<g fill="#fff" opacity=".75">${circles.join('')}</g>`
}

function clouds(random: Random, palette: Palette, horizon: number): string {
  const banks = Array.from({ length: random.whole(2, 4) }, () => {
    const x = random.between(0, width)
    const y = random.between(60, horizon - 150)
    return Array.from({ length: random.whole(3, 5) }, (_, i) => {
      const cx = round(x + random.between(-110, 110))
      return `<ellipse cx="${cx}" cy="${round(y + i * 9)}" rx="${round(random.between(70, 210))}" ry="${round(random.between(2.5, 7))}"/>`
    }).join('')
  })
  return `<g fill="${mix(palette.sky[2], palette.snow, 0.5)}" opacity="${palette.night ? 0.1 : 0.42}">${banks.join('')}</g>`
}

function birds(random: Random, palette: Palette, horizon: number): string {
  if (random.chance(0.4)) return ''
  const x = random.between(300, 900)
  const y = random.between(110, horizon - 210)
  const flock = Array.from({ length: random.whole(3, 6) }, (_, i) => {
    const size = random.between(6, 10)
    const left = round(x + i * random.between(20, 34))
    const top = round(y + random.between(-22, 22))
    return `M${left},${top}q${round(size / 2)},${round(-size * 0.7)} ${round(size)},0q${round(size / 2)},${round(-size * 0.7)} ${round(size)},0`
  })
  return `<path d="${flock.join('')}" fill="none" stroke="${palette.dark}" stroke-width="2" stroke-linecap="round" opacity=".6"/>`
}
