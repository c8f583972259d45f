/** What is measured, as data, and as a table for people. */

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Met when the value is at most this. */
  readonly goal?: number
  /** How it was measured, and what it holds. */
  readonly note?: string
}

/** One line a figure; a goal that is missed says so. */
export function describeFigures(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length))
  return figures
    .map((figure) => {
      const { name, unit, note } = figure
      const value = `${rounded(figure.value)} ${unit}`.padStart(14)
      const line = `${name.padEnd(width)}  ${value}  ${verdict(figure)}`.trimEnd()
      return note === undefined ? line : `${line}\n${' '.repeat(4)}${note}`
    })
    .join('\n')
}

/** For `--json`. */
export function figuresJson(figures: readonly Figure[]): readonly object[] {
  return figures.map((figure) => ({
    ...figure,
    value: Number(figure.value.toPrecision(4)),
    ...(figure.goal === undefined ? {} : { isMet: isMet(figure) }),
  }))
}

function isMet({ value, goal }: Figure): boolean {
  return goal === undefined || value <= goal
}

function verdict(figure: Figure): string {
  if (figure.goal === undefined) return ''
  return isMet(figure) ? `met (goal ${figure.goal})` : `MISSED (goal ${figure.goal})`
}

function rounded(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
}
