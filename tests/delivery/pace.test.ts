import { describe, expect, test } from 'vitest'
import {
  afterQuiet,
  earliestPost,
  isStale,
  type PaceRules,
  type QuietHours,
} from '../../src/delivery/pace.ts'
import { minutesLater, noon } from '../setup/builders.ts'

const berlin = 'Europe/Berlin'
const none: PaceRules = { gap: undefined, perHour: undefined, quiet: undefined, timeZone: berlin }
const minuteMs = 60_000
const night = { from: 22 * 60, to: 7 * 60 }

/** The moment at which this wall clock shows this; a zone's offset decides between two. */
function at(text: string): Date {
  return new Date(Temporal.Instant.from(text).epochMilliseconds)
}

/** Minutes since midnight of `from` and `to`. */
function hours(from: string, to: string): QuietHours {
  const minute = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
  return { from: minute(from), to: minute(to) }
}

describe('pace', () => {
  test('without rules, or without a post so far, nothing waits', () => {
    expect(earliestPost(none, [minutesLater(-1)], noon)).toEqual(noon)
    expect(earliestPost({ ...none, gap: 5 * minuteMs, perHour: 1 }, [], noon)).toEqual(noon)
  })

  test('a gap counts from the last post', () => {
    const rules = { ...none, gap: 5 * minuteMs }
    expect(earliestPost(rules, [minutesLater(-90), minutesLater(-2)], noon)).toEqual(minutesLater(3))
    expect(earliestPost(rules, [minutesLater(-5)], noon)).toEqual(noon)
  })

  test('posts per hour count over the last hour, not from the full hour', () => {
    const rules = { ...none, perHour: 2 }
    const posts = [-70, -50, -10].map((minutes) => minutesLater(minutes))
    expect(earliestPost(rules, posts, noon)).toEqual(minutesLater(10))
    expect(earliestPost(rules, posts.slice(0, 2), noon)).toEqual(noon)
    expect(earliestPost(rules, posts.slice(2), noon)).toEqual(noon)
  })

  test('the longest of all waits counts, and ends outside quiet hours', () => {
    const rules = { gap: 5 * minuteMs, perHour: 1, quiet: hours('12:30', '14:00'), timeZone: berlin }
    expect(earliestPost(rules, [minutesLater(-2)], noon)).toEqual(at('2026-11-23T14:00+01:00'))
  })
})

describe('quiet hours', () => {
  const cases: readonly (readonly [string, QuietHours, string, string, string])[] = [
    ['before an overnight one', night, berlin, '2026-11-23T21:59:59+01:00', '2026-11-23T21:59:59+01:00'],
    ['at its first minute', night, berlin, '2026-11-23T22:00+01:00', '2026-11-24T07:00+01:00'],
    ['after midnight', night, berlin, '2026-11-24T00:30+01:00', '2026-11-24T07:00+01:00'],
    ['at its end', night, berlin, '2026-11-24T07:00+01:00', '2026-11-24T07:00+01:00'],
    ['within the day', hours('12:00', '13:00'), berlin, '2026-11-23T12:30+01:00', '2026-11-23T13:00+01:00'],
    ['in a zone without switches', night, 'Asia/Bishkek', '2026-03-29T01:00+06:00', '2026-03-29T07:00+06:00'],
    ['in the night of the spring switch', night, berlin, '2026-03-28T23:00+01:00', '2026-03-29T07:00+02:00'],
    ['in the night of the autumn switch', night, berlin, '2026-10-24T23:00+02:00', '2026-10-25T07:00+01:00'],
    [
      'that end at a time which spring leaves out',
      hours('22:00', '02:30'),
      berlin,
      '2026-03-29T01:10+01:00',
      '2026-03-29T03:00+02:00',
    ],
    [
      'that end at a time which autumn has twice, before the first',
      hours('22:00', '02:30'),
      berlin,
      '2026-10-25T02:10+02:00',
      '2026-10-25T02:30+02:00',
    ],
    [
      'that end at a time which autumn has twice, before the second',
      hours('22:00', '02:30'),
      berlin,
      '2026-10-25T02:10+01:00',
      '2026-10-25T02:30+01:00',
    ],
    [
      'that lie within the hour which autumn has twice',
      hours('02:00', '03:00'),
      berlin,
      '2026-10-25T02:10+02:00',
      '2026-10-25T03:00+01:00',
    ],
    [
      'all day but a minute',
      hours('12:01', '12:00'),
      berlin,
      '2026-11-23T12:01+01:00',
      '2026-11-24T12:00+01:00',
    ],
    ['of no length', hours('12:00', '12:00'), berlin, '2026-11-23T12:00+01:00', '2026-11-23T12:00+01:00'],
    ['until midnight', hours('22:00', '00:00'), berlin, '2026-11-23T23:00+01:00', '2026-11-24T00:00+01:00'],
  ]
  test.each(cases)('%s', (_, quiet, timeZone, from, to) => {
    expect(afterQuiet(quiet, timeZone, at(from)).toISOString()).toBe(at(to).toISOString())
  })

  test('never end in quiet hours, and never further away than a day and an hour', () => {
    for (const quiet of [night, hours('22:00', '02:30'), hours('02:15', '02:45'), hours('01:00', '00:59')]) {
      for (const day of ['2026-03-28T12:00Z', '2026-10-24T12:00Z']) {
        for (let minutes = 0; minutes < 36 * 60; minutes += 7) {
          const from = minutesLater(minutes, at(day))
          const end = afterQuiet(quiet, berlin, from)
          expect(afterQuiet(quiet, berlin, end)).toEqual(end)
          expect(end.getTime() - from.getTime()).toBeLessThan(25 * 60 * minuteMs)
        }
      }
    }
  })
})

describe('a delivery is too old to be posted as news', () => {
  const hourMs = 60 * minuteMs
  const quietNight = { quiet: night, timeZone: berlin }

  test('when it could not go out for so long after it was due', () => {
    expect(isStale(noon, null, none, hourMs, minutesLater(60))).toBe(false)
    expect(isStale(noon, null, none, hourMs, minutesLater(61))).toBe(true)
    expect(isStale(null, null, none, hourMs, minutesLater(9999))).toBe(false)
  })

  test('not while the lane was busy with older posts', () => {
    expect(isStale(noon, minutesLater(50), none, hourMs, minutesLater(100))).toBe(false)
    expect(isStale(noon, minutesLater(-50), none, hourMs, minutesLater(100))).toBe(true)
  })

  test('not for quiet hours, whether it was due in them or before them', () => {
    const morning = at('2026-11-24T07:01+01:00')
    expect(isStale(at('2026-11-23T23:00+01:00'), null, quietNight, hourMs, morning)).toBe(false)
    expect(isStale(at('2026-11-23T21:30+01:00'), null, quietNight, hourMs, morning)).toBe(false)
    expect(isStale(at('2026-11-23T20:30+01:00'), null, quietNight, hourMs, morning)).toBe(true)
  })

  test('after a week, whatever the quiet hours are', () => {
    const quiet = { quiet: hours('12:00', '11:00'), timeZone: berlin }
    expect(isStale(noon, null, quiet, 5 * hourMs, minutesLater(7 * 24 * 60))).toBe(true)
    expect(isStale(noon, null, quiet, 5 * hourMs, minutesLater(4 * 24 * 60))).toBe(false)
  })
})
