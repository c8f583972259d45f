/** A whole year of holds, quiet hours, gaps and posts per hour in three zones, against a clock on the wall. */
import { expect, test } from 'vitest'
import { releaseHolds } from '../../src/delivery/holds.ts'
import type { PaceRules, QuietHours } from '../../src/delivery/pace.ts'
import { planDelivery } from '../../src/delivery/planned.ts'
import { publishLane } from '../../src/delivery/publish.ts'
import { openStore } from '../../src/store/create.ts'
import type { Store } from '../../src/store/store.ts'
import { storeDeliveries, teaserOf } from '../setup/builders.ts'
import { type DrivenClock, drivenClock, publishing, scriptedChannel } from '../setup/publishing.ts'
import { wallClock, zones } from '../setup/wall-clock.ts'

const minuteMs = 60_000
const holdMs = 15 * minuteMs
const pace = { gap: 10 * minuteMs, perHour: 3 }
const night = { from: 22 * 60, to: 7 * 60 }
/** Ends at a time that spring leaves out and autumn has twice. */
const shortNight = { from: 22 * 60, to: 2 * 60 + 30 }

test.each([
  ...zones.map((zone) => [zone, 'seven', night] as const),
  ['Europe/Berlin', 'half past two', shortNight] as const,
])(
  'in %s, quiet until %s, each post goes out once, at the first minute that all rules allow',
  async (zone, _, quiet) => {
    const store = await openStore(':memory:', { create: true })
    const arrivals = arrivalsOfAYear(zone)
    const posts = await liveThrough(arrivals, { ...pace, quiet, timeZone: zone }, store)
    const wanted = whatAPersonExpects(arrivals, zone, quiet)
    expect(posts.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
    expect(posts.filter(({ at }, n) => at !== wanted[n]?.at)).toEqual([])
    expect((await store.counts()).sent).toBe(arrivals.length)
    await store.close()
  },
)

interface Moment {
  readonly id: string
  /** ms */
  readonly at: number
}

/** Some 300 articles: one now and then, a dozen at once each fortnight, and some in the nights of the switches. */
function arrivalsOfAYear(zone: string): readonly Moment[] {
  const start = drivenClock().now().getTime()
  const day = 24 * 60
  const minutes: number[] = []
  for (let n = 1; n < 360; n += 3) minutes.push(n * day + ((n * 617) % day))
  for (let n = 7; n < 360; n += 28) for (let k = 0; k < 12; k++) minutes.push(n * day + ((n * 389) % day) + k)
  let at = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone)
  for (let jump = at.getTimeZoneTransition('next'); jump !== null; jump = at.getTimeZoneTransition('next')) {
    const minute = (jump.epochMilliseconds - start) / minuteMs
    if (minute > 360 * day) break
    minutes.push(...[-200, -61, -20, -1, 0, 1, 59, 240, 600].map((k) => minute + k))
    at = jump
  }
  return minutes.sort((a, b) => a - b).map((minute, n) => ({ id: `en-${n}`, at: start + minute * minuteMs }))
}

/** The program itself, woken when an article comes or when it asked to be. */
async function liveThrough(arrivals: readonly Moment[], rules: PaceRules, store: Store) {
  const clock = drivenClock()
  const posts: Moment[] = []
  const channel = scriptedChannel({
    send(text) {
      posts.push({ id: text, at: clock.now().getTime() })
      return { kind: 'sent', remoteId: text, url: undefined }
    },
  })

  const surroundings = { ...publishing(store, clock, []), channels: [{ channel, pace: rules }] }
  const queue = [...arrivals]
  for (let next: number | null = queue[0]?.at ?? null; next !== null; ) {
    clock.pass((next - clock.now().getTime()) / minuteMs)
    while (queue[0] !== undefined && queue[0].at <= next) await arrive(queue.shift()?.id ?? '', clock, store)
    await releaseHolds(store, clock.now(), () => true)
    const { again } = await publishLane(channel.lane, surroundings)
    const wake = await store.nextWake()
    const moments = [queue[0]?.at, again?.getTime(), wake?.getTime()].filter((at) => at !== undefined)
    next = moments.length === 0 ? null : Math.min(...moments)
  }
  return posts
}

async function arrive(id: string, clock: DrivenClock, store: Store): Promise<void> {
  const channel = { id: 'telegram-en', platform: 'telegram', lane: 'telegram:@en' } as const
  const planned = {
    articleId: id,
    isNew: true,
    publishedAt: null,
    channel: { ...channel, approve: { kind: 'hold', forMs: holdMs } as const },
    post: { kind: 'post' } as const,
    compose: () => teaserOf(id),
  }
  await storeDeliveries(store, planDelivery(planned, clock.now(), 0))
}

/** Minute by minute: in the order of arrival, each after its quarter of an hour, when gap, hour and night allow. */
function whatAPersonExpects(arrivals: readonly Moment[], zone: string, quiet: QuietHours): readonly Moment[] {
  const wall = wallClock(zone)
  const posts: Moment[] = []
  for (const { id, at: came } of arrivals) {
    let at = Math.max(came + holdMs, (posts.at(-1)?.at ?? 0) + pace.gap)
    const isTooMany = () => posts.filter((post) => post.at > at - 60 * minuteMs).length >= pace.perHour
    const isNight = () => {
      const { minute } = wall(new Date(at))
      return minute >= quiet.from || minute < quiet.to
    }
    while (isNight() || isTooMany()) at += minuteMs
    posts.push({ id, at })
  }
  return posts
}
