/** What grows: grass, reeds, poplars, spruces, saxaul. */
import type { Random } from './random.ts'
import { heightAt, type Profile, point, round, width } from './terrain.ts'

export function poplar(random: Random, x: number, y: number, tall: number, fill: string): string {
  const half = tall * random.between(0.085, 0.12)
  const lean = random.between(-4, 4)
  const foot = y - tall * 0.08
  return (
    `<path d="M${point(x - 1.5, y)}h3v${round(-tall * 0.3)}h-3Z" fill="${fill}"/>` +
    `<path d="M${point(x, foot)}C${point(x - half * 1.5, foot - tall * 0.16)} ${point(x - half, y - tall * 0.78)} ${point(x + lean, y - tall)}` +
    `C${point(x + half, y - tall * 0.78)} ${point(x + half * 1.5, foot - tall * 0.16)} ${point(x, foot)}Z" fill="${fill}"/>`
  )
}

export function spruce(x: number, y: number, tall: number, fill: string): string {
  const tiers = [0, 0.24, 0.46, 0.68]
  const side = (sign: number) =>
    tiers.map((share) => {
      const half = sign * tall * (0.075 + share * 0.17)
      const low = y - tall + tall * (share + 0.3)
      return `${point(x + half, low)}L${point(x + half * 0.52, low - tall * 0.02)}`
    })
  const right = side(1).join('L')
  const left = side(-1)
    .map((pair) => pair.split('L').reverse().join('L'))
    .reverse()
    .join('L')
  return `<path d="M${point(x, y - tall)}L${right}L${left}Z" fill="${fill}"/>`
}

/** A wood along a slope, thinner where the noise of chance wants it. */
export function wood(random: Random, slope: Profile, tall: number, share: number, fill: string): string {
  const trees: string[] = []
  let gap = random.chance(0.5)
  for (let x = -10; x < width + 10; x += tall * random.between(0.16, 0.42)) {
    if (random.chance(0.06)) gap = random.chance(1 - share)
    if (!gap) trees.push(spruce(x, heightAt(slope, x) + tall * 0.1, tall * random.between(0.55, 1.1), fill))
  }
  return trees.join('')
}

export function grass(random: Random, from: number, to: number, stroke: string): string {
  const blades = Array.from({ length: 260 }, () => {
    const depth = random.next()
    const tall = 5 + depth * 20
    return `M${point(random.between(0, width), from + (to - from) * depth)}q${round(random.between(-3, 3))},${round(-tall / 2)} ${round(random.between(-7, 7))},${round(-tall)}`
  })
  return `<path d="${blades.join('')}" fill="none" stroke="${stroke}" stroke-width="1.4" stroke-linecap="round" opacity=".5"/>`
}

export function reeds(random: Random, fromX: number, toX: number, foot: number, stroke: string): string {
  const stems = Array.from({ length: 46 }, () => {
    const x = random.between(fromX, toX)
    const tall = random.between(60, 150)
    const lean = random.between(-12, 22)
    return {
      stem: `M${point(x, foot)}q${round(lean * 0.2)},${round(-tall * 0.6)} ${round(lean)},${round(-tall)}`,
      x: x + lean,
      y: foot - tall,
      lean,
    }
  })
  const heads = stems
    .filter((_, i) => i % 3 === 0)
    .map(({ x, y, lean }) => `M${point(x - lean * 0.06, y + 16)}L${point(x, y)}`)
  return (
    `<path d="${stems.map(({ stem }) => stem).join('')}" fill="none" stroke="${stroke}" stroke-width="2.2" stroke-linecap="round"/>` +
    `<path d="${heads.join('')}" fill="none" stroke="${stroke}" stroke-width="6" stroke-linecap="round"/>`
  )
}

/** A desert shrub: a few crooked arms that branch. */
export function saxaul(random: Random, x: number, y: number, size: number, stroke: string): string {
  const arms: string[] = []
  for (let i = 0; i < 9; i++) {
    const tipX = x + random.between(-0.75, 0.75) * size
    const tipY = y - random.between(0.45, 1) * size
    arms.push(`M${point(x, y)}Q${point(x + random.between(-10, 10), y - size * 0.4)} ${point(tipX, tipY)}`)
    for (let twig = 0; twig < 7; twig++) {
      const twigX = tipX + random.between(-0.22, 0.22) * size
      arms.push(
        `M${point((x + tipX) / 2, (y + tipY) / 2 - size * 0.05)}Q${point(tipX, tipY)} ${point(twigX, tipY - random.between(0, 0.2) * size)}`,
      )
    }
  }
  return `<path d="${arms.join('')}" fill="none" stroke="${stroke}" stroke-width="${round(size / 46)}" stroke-linecap="round"/>`
}
