/** What clocks on the wall show, by the browser's own Intl: another road to it than the one that the program takes. */

export interface Wall {
  /** `2026-11-23` */
  readonly day: string
  /** Minutes since midnight. */
  readonly minute: number
  readonly weekday: string
}

export function wallClock(timeZone: string): (at: Date) => Wall {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const { year, month, day, hour, minute, weekday = '' } = parts
    return { day: `${year}-${month}-${day}`, minute: Number(hour) * 60 + Number(minute), weekday }
  }
}

export const zones = ['Europe/Berlin', 'Asia/Bishkek', 'America/New_York'] as const
