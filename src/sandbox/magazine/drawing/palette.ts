/** The light of a picture: an hour and a season, each one harmonious set of colours. */

export interface Palette {
  /** From the zenith to the horizon. */
  readonly sky: readonly [string, string, string]
  /** Sun or moon. */
  readonly light: string
  /** The air in front of what is far away. */
  readonly haze: string
  /** Ridges near by; those behind are mixed with haze. */
  readonly ridge: string
  readonly snow: string
  /** What grows; mixed into the ground of a scene. */
  readonly green: string
  /** Foreground in silhouette. */
  readonly dark: string
  /** Walls in this light. */
  readonly clay: string
  /** A warm spot: doors, awnings. */
  readonly accent: string
  /** Tiles and domes. */
  readonly tile: string
  /** Windows; '' by day. */
  readonly lamp: string
  readonly night: boolean
}

export type Hour = 'dawn' | 'noon' | 'gold' | 'dusk' | 'night' | 'winter' | 'spring'

export const palettes: Readonly<Record<Hour, Palette>> = {
  dawn: {
    sky: ['#5f7fa8', '#e8b7a4', '#fde3c0'],
    light: '#fff3d6',
    haze: '#eecbb5',
    ridge: '#5b5a7c',
    snow: '#fff1ea',
    green: '#7d8363',
    dark: '#2f2f46',
    clay: '#d8a783',
    accent: '#b9473a',
    tile: '#3f8f9b',
    lamp: '',
    night: false,
  },
  noon: {
    sky: ['#3d7fb8', '#8fbfdc', '#dcecee'],
    light: '#fffdf2',
    haze: '#c3d9e2',
    ridge: '#4a6a80',
    snow: '#fbfdff',
    green: '#7f9a57',
    dark: '#27404a',
    clay: '#dcb98d',
    accent: '#c2503a',
    tile: '#1f8a9c',
    lamp: '',
    night: false,
  },
  gold: {
    sky: ['#3f6f8c', '#e9b872', '#ffe3a3'],
    light: '#fff0bf',
    haze: '#efc98c',
    ridge: '#6b5648',
    snow: '#fff2d9',
    green: '#8c8442',
    dark: '#38291f',
    clay: '#d99a5b',
    accent: '#a33b2a',
    tile: '#2c8483',
    lamp: '',
    night: false,
  },
  dusk: {
    sky: ['#2a3566', '#8d5a85', '#f5b07c'],
    light: '#ffd9a0',
    haze: '#c9788a',
    ridge: '#3f2f5c',
    snow: '#f7d3cf',
    green: '#544b5e',
    dark: '#1c1836',
    clay: '#b5716a',
    accent: '#e07a45',
    tile: '#4a7fa5',
    lamp: '#ffd58a',
    night: false,
  },
  night: {
    sky: ['#0b1433', '#1c3361', '#40608a'],
    light: '#f4f0dc',
    haze: '#48658d',
    ridge: '#16264a',
    snow: '#b9cbe3',
    green: '#22405a',
    dark: '#080e22',
    clay: '#4c5577',
    accent: '#d98b4a',
    tile: '#35688f',
    lamp: '#ffd27d',
    night: true,
  },
  winter: {
    sky: ['#6f95bd', '#b9cfe0', '#f3ece0'],
    light: '#fffaf0',
    haze: '#cfdbe6',
    ridge: '#53708f',
    snow: '#ffffff',
    green: '#e3e8ea',
    dark: '#3a4655',
    clay: '#c6a98f',
    accent: '#a5423c',
    tile: '#4b8fa8',
    lamp: '',
    night: false,
  },
  spring: {
    sky: ['#5b9ac4', '#a9d3dc', '#f4f1d8'],
    light: '#fffce4',
    haze: '#cfe2d8',
    ridge: '#55806f',
    snow: '#fdfefb',
    green: '#86ad55',
    dark: '#24453a',
    clay: '#dfbf94',
    accent: '#cf4436',
    tile: '#2a93a0',
    lamp: '',
    night: false,
  },
}

/** A colour on the way from one to another: 0 is the first, 1 the second. */
export function mix(one: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const from = Number.parseInt(one.slice(at, at + 2), 16)
    const to = Number.parseInt(other.slice(at, at + 2), 16)
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}
