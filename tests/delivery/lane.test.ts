import { describe, expect, test } from 'vitest'
import {
  afterBlocked,
  afterProbe,
  afterRateLimit,
  afterRefused,
  afterSent,
  afterUnknown,
  afterUnreachable,
  growing,
  type Lane,
  newLane,
  pausedBy,
  resumed,
  shownLane,
  verdictOn,
} from '../../src/delivery/lane.ts'
import { minutesLater, noon } from '../setup/builders.ts'

const waits = { first: 60_000, max: 600_000 }
const fresh = newLane('x:1')
const unknown = afterUnknown(fresh, noon, 'timeout', waits, null)
const limited = afterRateLimit(fresh, minutesLater(30), '429')
const blocked = afterBlocked(fresh, noon, '402: no credit')

/** What the lane says at these minutes after noon. */
function verdicts(lane: Lane, ...minutes: readonly number[]): readonly string[] {
  return minutes.map((minute) => verdictOn(lane, minutesLater(minute)).kind)
}

describe('a lane', () => {
  test('that nobody has used may post', () => {
    expect(verdicts(fresh, 0)).toEqual(['open'])
    expect(shownLane(fresh, noon)).toEqual({ state: 'open', until: null, reason: null })
  })

  test('waits out a rate limit and then posts, without a question', () => {
    expect(verdicts(limited, 0, 29, 30)).toEqual(['closed', 'closed', 'open'])
    expect(shownLane(limited, noon)).toEqual({ state: 'paused', until: minutesLater(30), reason: '429' })
    expect(shownLane(limited, minutesLater(30)).state).toBe('open')
  })

  test('asks before it posts again after an unknown outcome', () => {
    expect(verdicts(unknown, 0, 1, 60)).toEqual(['closed', 'probe', 'probe'])
    expect(shownLane(unknown, minutesLater(60))).toMatchObject({ state: 'paused', reason: 'timeout' })
  })

  test('waits as long as the platform asked, where that is longer', () => {
    expect(afterUnknown(fresh, noon, '429', waits, minutesLater(60)).until).toEqual(minutesLater(60))
    expect(afterUnknown(fresh, noon, '429', waits, minutesLater(-60)).until).toEqual(minutesLater(1))
  })

  test('that is blocked asks once an hour', () => {
    expect(verdicts(blocked, 0, 59, 60)).toEqual(['closed', 'closed', 'probe'])
    expect(shownLane(blocked, minutesLater(90))).toMatchObject({ state: 'blocked', reason: '402: no credit' })
  })

  test('waits longer from trouble to trouble, up to the most, and anew after a post', () => {
    let lane = fresh
    const lengths = []
    for (let times = 0; times < 6; times++) {
      lane = afterUnreachable(lane, noon, 'ECONNREFUSED', waits)
      lengths.push(((lane.until?.getTime() ?? 0) - noon.getTime()) / 60_000)
    }
    expect(lengths).toEqual([1, 2, 4, 8, 10, 10])
    expect(afterSent(lane, noon)).toEqual({ ...fresh, lastSentAt: noon })
    expect(afterRefused(lane)).toEqual(fresh)
  })

  test('opens when the question is answered, but grows its next wait until a post went out', () => {
    const opened = afterProbe(unknown, { kind: 'ok' }, minutesLater(1), waits)
    expect(verdicts(opened, 1)).toEqual(['open'])
    const again = afterUnknown(opened, noon, 'timeout', waits, null)
    expect(again.until).toEqual(minutesLater(2))
  })

  test('waits on, longer, when nobody answers the question', () => {
    const silent = { kind: 'unreachable', reason: 'ECONNRESET' } as const
    const lane = afterProbe(unknown, silent, minutesLater(1), waits)
    expect(lane).toMatchObject({ state: 'waiting', until: minutesLater(3), needsProbe: true })
  })

  test('is blocked when the question is answered with no', () => {
    const lane = afterProbe(unknown, { kind: 'blocked', reason: '401' }, minutesLater(1), waits)
    expect(lane).toMatchObject({ state: 'blocked', reason: '401', until: minutesLater(61) })
  })

  test('stays blocked when nobody answers: silence gives no rights back', () => {
    const silent = { kind: 'unreachable', reason: 'ECONNRESET' } as const
    const lane = afterProbe(blocked, silent, minutesLater(60), waits)
    expect(lane).toMatchObject({ state: 'blocked', reason: '402: no credit', until: minutesLater(120) })
  })

  test('ignores the answer to a question that another process asked too, and acted on', () => {
    expect(afterProbe(limited, { kind: 'ok' }, noon, waits)).toEqual(limited)
    expect(afterProbe(fresh, { kind: 'unreachable', reason: 'late' }, noon, waits)).toEqual(fresh)
  })

  test("keeps a person's pause and its own waits apart", () => {
    const paused = pausedBy(limited, minutesLater(60))
    expect(verdicts(paused, 0, 30, 59, 60)).toEqual(['closed', 'closed', 'closed', 'open'])
    expect(verdicts(afterSent(paused, noon), 0, 60)).toEqual(['closed', 'open'])
    expect(verdicts(pausedBy(fresh, null), 0, 99_999)).toEqual(['closed', 'closed'])
    expect(shownLane(paused, noon)).toEqual({ state: 'paused', until: minutesLater(60), reason: 'staff' })
    expect(verdicts(pausedBy(limited, minutesLater(10)), 10, 30)).toEqual(['closed', 'open'])
  })

  test('is open once a person resumes it, whatever stood in the way', () => {
    for (const lane of [pausedBy(fresh, null), unknown, limited, blocked])
      expect(resumed(lane)).toEqual(fresh)
  })

  test('never waits for ever by mistake: a very long streak stays at the longest wait', () => {
    expect(growing(1000, 3_600_000, 5000)).toBe(3_600_000)
    expect(growing(1000, 3_600_000, 0)).toBe(1000)
  })
})
