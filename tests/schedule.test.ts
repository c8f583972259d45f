/** A whole year of cron ticks in three zones: where a person would expect them, each once. */
import { createTask } from 'node-cron'
import { describe, expect, test } from 'vitest'
import { createTicks, nextPoll, nextTick, scheduleZone } from '../src/schedule.ts'
import { wallClock, zones } from './setup/wall-clock.ts'

const yearBegins = new Date('2026-12-31T23:59:30Z')
const yearEnds = new Date('2027-12-31T00:00:00Z')
const minuteMs = 60_000

function ticksOfTheYear(expression: string, timeZone: string): readonly Date[] {
  const ticks: Date[] = []
  const next = createTicks(expression, timeZone)
  for (let at = next(yearBegins); at !== null && at < yearEnds; at = next(at)) ticks.push(at)
  return ticks
}

describe.each(zones)('in %s', (zone) => {
  const wall = wallClock(zone)

  test('every five minutes means every five minutes, all year', () => {
    const ticks = ticksOfTheYear('*/5 * * * *', zone)
    expect(ticks).toHaveLength(364 * 24 * 12)
    const steps = new Set(ticks.slice(1).map((tick, n) => tick.getTime() - (ticks[n]?.getTime() ?? 0)))
    expect([...steps]).toEqual([5 * minuteMs])
  })

  test('half past two means once a day at half past two, an hour later where spring leaves that out', () => {
    const ticks = ticksOfTheYear('30 2 * * *', zone).map(wall)
    expect(new Set(ticks.map(({ day }) => day)).size).toBe(ticks.length)
    expect(ticks.length).toBeGreaterThanOrEqual(364)
    const elsewhen = ticks.filter(({ minute }) => minute !== 150)
    const spring = { 'Europe/Berlin': ['2027-03-28'], 'Asia/Bishkek': [], 'America/New_York': ['2027-03-14'] }
    expect(elsewhen.map(({ day }) => day)).toEqual(spring[zone])
    expect(elsewhen.every(({ minute }) => minute === 210)).toBe(true)
  })

  test('seven on Mondays means that, all year', () => {
    const ticks = ticksOfTheYear('0 7 * * 1', zone).map(wall)
    expect(ticks.length).toBeGreaterThanOrEqual(51)
    expect(new Set(ticks.map(({ weekday, minute }) => `${weekday} ${minute}`))).toEqual(new Set(['Mon 420']))
  })

  test('every twenty minutes from one to four means whenever the clock shows it, also the second time', () => {
    const expected: number[] = []
    for (let at = yearBegins.getTime() + minuteMs / 2; at < yearEnds.getTime(); at += 20 * minuteMs) {
      const { minute } = wall(new Date(at))
      if (minute >= 60 && minute < 300) expected.push(at)
    }
    expect(ticksOfTheYear('*/20 1-4 * * *', zone).map((tick) => tick.getTime())).toEqual(expected)
  })

  test('a tick is one that node-cron matches, but for the one that spring leaves out', () => {
    for (const expression of ['30 2 * * *', '0 */6 * * *', '15 9,18 1,15 * *', '*/30 7-9 * * 1-5']) {
      const task = createTask(expression, () => undefined, { timezone: scheduleZone(expression, zone) })
      const strange = ticksOfTheYear(expression, zone).filter((tick) => !task.match(tick))
      expect(strange.length).toBeLessThanOrEqual(1)
      for (const tick of strange) expect(wall(tick).minute).toBe(210)
    }
  })
})

test('a rare day is found years ahead', () => {
  expect(nextTick('0 7 29 2 *', 'Europe/Berlin', new Date('2026-11-23T11:00:00Z'))).toEqual(
    new Date('2028-02-29T06:00:00Z'),
  )
})

test('seconds count, and the moment itself is over', () => {
  const at = new Date('2026-11-23T11:00:10Z')
  expect(nextTick('*/10 * * * * *', 'Europe/Berlin', at)).toEqual(new Date('2026-11-23T11:00:20Z'))
})

test('a feed that waits after failures is looked at when the wait is over, not at the tick before', () => {
  const now = new Date('2026-11-23T11:01:00Z')
  const wait = new Date('2026-11-23T11:42:00Z')
  expect(nextPoll('*/5 * * * *', 'UTC', wait, now)).toEqual(wait)
  expect(nextPoll('*/5 * * * *', 'UTC', new Date('2026-11-23T10:00:00Z'), now)).toEqual(
    new Date('2026-11-23T11:05:00Z'),
  )
})
