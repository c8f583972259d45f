/** Every state × every event, against the table of docs/delivery.md written down again as data. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SendOutcome } from '../../src/channels/channel.ts'
import {
  type Delivery,
  type DeliveryEvent,
  type DeliveryState,
  deliveryStates,
} from '../../src/delivery/delivery.ts'
import { step } from '../../src/delivery/step.ts'
import { deliveryWith, minutesLater, noon, teaserOf } from '../setup/builders.ts'

const sentOutcome: SendOutcome = { kind: 'sent', remoteId: '7', url: 'https://t.me/en/7' }
const retryOutcome: SendOutcome = { kind: 'retry', notBefore: null, scope: 'delivery', reason: '503' }

function outcome(outcome: SendOutcome, attemptId = 'now'): DeliveryEvent {
  return { kind: 'outcome', attemptId, outcome, retryAt: minutesLater(5), settleAt: minutesLater(9) }
}

/** One example of every event; outcomes and claims of another attempt stand apart. */
const events = {
  approve: { kind: 'approve' },
  release: { kind: 'release' },
  hold: { kind: 'hold', reason: 'stale' },
  skip: { kind: 'skip', reason: 'staff' },
  revise: { kind: 'revise', teaser: teaserOf('revised') },
  edit: { kind: 'edit', teaser: teaserOf('edited') },
  claim: { kind: 'claim', attemptId: 'next', owner: 'me' },
  begin: { kind: 'begin', attemptId: 'now' },
  'begin of another': { kind: 'begin', attemptId: 'other' },
  'give-back': { kind: 'give-back', attemptId: 'now', reason: 'late' },
  'give-back of another': { kind: 'give-back', attemptId: 'other', reason: 'late' },
  'outcome sent': outcome(sentOutcome),
  'outcome retry': outcome(retryOutcome),
  'outcome blocked': outcome({ kind: 'blocked', reason: '403' }),
  'outcome refused': outcome({ kind: 'refused', reason: '400' }),
  'outcome unknown': outcome({ kind: 'unknown', reason: 'timeout' }),
  'outcome sent of another': outcome(sentOutcome, 'other'),
  'outcome retry of another': outcome(retryOutcome, 'other'),
  orphaned: { kind: 'orphaned', settleAt: minutesLater(9) },
  looked: { kind: 'looked', said: 'absent: 20 posts', absent: true, nextLookAt: minutesLater(9) },
  found: { kind: 'found', remoteId: '7', url: null, said: 'found: 7' },
  'proven-absent': { kind: 'proven-absent', said: 'absent: 20 posts' },
  confirm: { kind: 'confirm', remoteId: '7' },
  'undo-confirm': { kind: 'undo-confirm', settleAt: minutesLater(9) },
  resend: { kind: 'resend' },
  'edited-on-platform': { kind: 'edited-on-platform', teaser: teaserOf('edited there') },
  removed: { kind: 'removed' },
  post: { kind: 'post', teaser: teaserOf('posted after all') },
  unskip: { kind: 'unskip', teaser: teaserOf('no longer ruled out') },
} as const satisfies Record<string, DeliveryEvent>
type EventName = keyof typeof events

const attempt = { id: 'now', owner: 'me', claimedAt: noon, begunAt: noon, endedAt: null }
const settling = { nextLookAt: minutesLater(5), absences: 0, evidence: null, looks: [] }

/** The states, some of them in the shapes that make a difference. */
const shapes = {
  held: deliveryWith({ state: 'held', reason: 'fuse: too many' }),
  'held for approval': deliveryWith({ state: 'held', reason: 'approval', approval: 'asked' }),
  'held, approval asked': deliveryWith({ state: 'held', reason: 'fuse: too many', approval: 'asked' }),
  queued: deliveryWith(),
  'queued, approved': deliveryWith({ approval: 'given' }),
  'queued again': deliveryWith({ attempts: 1, attempt: { ...attempt, endedAt: noon } }),
  claimed: deliveryWith({ state: 'sending', attempt: { ...attempt, begunAt: null } }),
  sending: deliveryWith({ state: 'sending', attempts: 1, attempt }),
  unconfirmed: deliveryWith({ state: 'unconfirmed', reason: 'timeout', attempts: 1, attempt, settling }),
  failed: deliveryWith({ state: 'failed', reason: '400', attempts: 1, attempt }),
  'failed, approved': deliveryWith({ state: 'failed', reason: '400', approval: 'given' }),
  'failed to compose': deliveryWith({ state: 'failed', reason: 'compose: no title', teaser: null }),
  sent: deliveryWith({ state: 'sent', remoteId: '7', sentAt: noon, attempts: 1, attempt }),
  'skipped as baseline': deliveryWith({ state: 'skipped', reason: 'baseline', teaser: null }),
  'skipped by rule': deliveryWith({ state: 'skipped', reason: 'rule: title "Auto Draft"', teaser: null }),
  'skipped, approval asked': deliveryWith({ state: 'skipped', reason: 'category: Sport', approval: 'asked' }),
  deleted: deliveryWith({ state: 'deleted', remoteId: '7', sentAt: noon, attempts: 1, attempt }),
} as const satisfies Record<string, Delivery>
type ShapeName = keyof typeof shapes

/** What is not named here is impossible. */
const table: Record<ShapeName, Partial<Record<EventName, DeliveryState>>> = {
  held: { approve: 'queued', release: 'queued', hold: 'held', skip: 'skipped', revise: 'held', edit: 'held' },
  'held for approval': { approve: 'queued', hold: 'held', skip: 'skipped', revise: 'held', edit: 'held' },
  'held, approval asked': {
    approve: 'queued',
    release: 'held',
    hold: 'held',
    skip: 'skipped',
    revise: 'held',
    edit: 'held',
  },
  queued: { claim: 'sending', hold: 'held', skip: 'skipped', revise: 'queued', edit: 'queued' },
  'queued, approved': { claim: 'sending', hold: 'held', skip: 'skipped', revise: 'held', edit: 'held' },
  'queued again': {
    claim: 'sending',
    hold: 'held',
    skip: 'skipped',
    revise: 'queued',
    edit: 'queued',
    'outcome sent': 'sent',
  },
  claimed: {
    begin: 'sending',
    'give-back': 'queued',
    orphaned: 'queued',
    'outcome sent': 'sent',
    'outcome retry': 'queued',
    'outcome blocked': 'queued',
    'outcome refused': 'failed',
    'outcome unknown': 'unconfirmed',
  },
  sending: {
    'give-back': 'queued',
    orphaned: 'unconfirmed',
    'outcome sent': 'sent',
    'outcome retry': 'queued',
    'outcome blocked': 'queued',
    'outcome refused': 'failed',
    'outcome unknown': 'unconfirmed',
  },
  unconfirmed: {
    found: 'sent',
    confirm: 'sent',
    looked: 'unconfirmed',
    'proven-absent': 'queued',
    resend: 'queued',
    skip: 'skipped',
    'outcome sent': 'sent',
    'outcome retry': 'queued',
    'outcome blocked': 'queued',
    'outcome refused': 'failed',
  },
  failed: { resend: 'queued', edit: 'queued', confirm: 'sent', skip: 'skipped' },
  'failed, approved': { resend: 'queued', edit: 'held', confirm: 'sent', skip: 'skipped' },
  'failed to compose': { edit: 'queued', confirm: 'sent', skip: 'skipped' },
  sent: { 'edited-on-platform': 'sent', removed: 'deleted', 'undo-confirm': 'unconfirmed' },
  'skipped as baseline': { post: 'queued' },
  'skipped by rule': { post: 'queued', unskip: 'queued' },
  'skipped, approval asked': { post: 'held', unskip: 'held' },
  deleted: { post: 'queued' },
}

describe.each(Object.keys(shapes) as ShapeName[])('a delivery that is %s', (shape) => {
  test.each(Object.keys(events) as EventName[])('answers "%s" as the table says', (name) => {
    const before = shapes[shape]
    const next = step(before, events[name], minutesLater(1))
    const expected = table[shape][name]
    if (expected === undefined) {
      expect(next).toEqual({ kind: 'impossible', why: expect.stringMatching(/.{10}/) })
      return
    }
    if (next.kind !== 'moved') throw new Error(next.why)
    expect(next.delivery.state).toBe(expected)
    expect(next.delivery.version).toBe(before.version + 1)
    expect(next.delivery.updatedAt).toEqual(minutesLater(1))
  })
})

test('the matrix speaks of every state and every event', () => {
  expect(new Set(Object.values(shapes).map(({ state }) => state))).toEqual(new Set(deliveryStates))
  const kinds: Record<DeliveryEvent['kind'], true> = {
    approve: true,
    release: true,
    hold: true,
    skip: true,
    revise: true,
    edit: true,
    claim: true,
    begin: true,
    'give-back': true,
    outcome: true,
    orphaned: true,
    looked: true,
    found: true,
    'proven-absent': true,
    confirm: true,
    'undo-confirm': true,
    resend: true,
    'edited-on-platform': true,
    removed: true,
    post: true,
    unskip: true,
  }
  expect(new Set(Object.values(events).map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)))
})

/** Random lives: any events at all, with the attempts that the delivery itself knows or knew, or of strangers. */
const anyLife = fc.array(
  fc.record({ name: fc.constantFrom(...(Object.keys(events) as EventName[])), own: fc.boolean() }),
  { maxLength: 60 },
)

test('whatever happens in whatever order, the promises hold', () => {
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(shapes) as ShapeName[])), anyLife, (shape, life) => {
      let current: Delivery = shapes[shape]
      for (const [index, { name, own }] of life.entries()) {
        const event = withAttempt(events[name], current, own, index)
        const frozen = structuredClone(current)
        const next = step(current, event, minutesLater(index))
        expect(current).toEqual(frozen)
        if (next.kind === 'impossible') continue
        holdsPromises(current, event, next.delivery)
        current = next.delivery
      }
    }),
    { numRuns: 2000 },
  )
})

/** Gives the event the delivery's own attempt, or a new one to claim with. */
function withAttempt(event: DeliveryEvent, current: Delivery, own: boolean, index: number): DeliveryEvent {
  if (!('attemptId' in event)) return event
  if (event.kind === 'claim') return { ...event, attemptId: `attempt-${index}` }
  return own ? { ...event, attemptId: current.attempt?.id ?? 'none' } : event
}

const uncalled = ['begin', 'give-back', 'orphaned']
const endsUnconfirmed = ['proven-absent', 'resend', 'outcome']

function holdsPromises(before: Delivery, event: DeliveryEvent, after: Delivery): void {
  expect(after.version).toBe(before.version + 1)
  if (before.state === 'sending' && after.state === 'queued' && event.kind === 'orphaned') {
    expect(before.attempt?.begunAt).toBeNull()
  }
  if (before.state === 'unconfirmed' && after.state === 'queued')
    expect(endsUnconfirmed).toContain(event.kind)
  if (event.kind === 'looked') expect(after.state).toBe('unconfirmed')
  const begun = event.kind === 'begin' ? 1 : 0
  const takenBack = event.kind === 'give-back' && before.attempt?.begunAt !== null ? 1 : 0
  expect(after.attempts).toBe(before.attempts + begun - takenBack)
  expect(after.attempts).toBeGreaterThanOrEqual(0)
  if (after.state === 'sending') expect(after.attempt?.endedAt).toBeNull()
  if (after.state === 'sending' && before.state !== 'sending') expect(event.kind).toBe('claim')
  if (after.state === 'queued' || after.state === 'sending') expect(after.teaser).not.toBeNull()
  if (after.state === 'unconfirmed') expect(after.settling).not.toBeNull()
  if (after.state === 'sent' && before.state !== 'sent') expect(after.sentAt).not.toBeNull()
  if (before.state === 'sending') expect([...uncalled, 'outcome']).toContain(event.kind)
  if (after.approval === 'asked') expect(['queued', 'sending']).not.toContain(after.state)
  if ('teaser' in event && after.state !== 'sent') expect(after.approval).not.toBe('given')
  if (event.kind === 'revise') expect(before.edited && after.teaser !== before.teaser).toBe(false)
  if (after.settling !== null) expect(after.settling.looks.length).toBeLessThanOrEqual(5)
}

describe('what is written down', () => {
  const moveOf = (shape: ShapeName, name: EventName): Delivery => {
    const next = step(shapes[shape], events[name], minutesLater(1))
    if (next.kind === 'impossible') throw new Error(next.why)
    return next.delivery
  }

  test('a hold says why, and till when', () => {
    const until = minutesLater(15)
    const event: DeliveryEvent = { kind: 'hold', reason: 'hold', detail: 'by staff', until }
    const next = step(shapes.queued, event, noon)
    expect(next).toMatchObject({ delivery: { reason: 'hold: by staff', notBefore: until } })
    expect(moveOf('queued', 'hold')).toMatchObject({ reason: 'stale', notBefore: null })
  })

  test('a retry waits till its time and says why', () => {
    expect(moveOf('sending', 'outcome retry')).toMatchObject({ reason: '503', notBefore: minutesLater(5) })
  })

  test('a post found by its lost attempt keeps id and address, and ends the waiting', () => {
    expect(moveOf('unconfirmed', 'outcome sent')).toMatchObject({
      remoteId: '7',
      remoteUrl: 'https://t.me/en/7',
      sentAt: minutesLater(1),
      reason: null,
    })
  })

  test('evidence of an unknown outcome is kept for the search', () => {
    const event = outcome({ kind: 'unknown', reason: '422', evidence: { remoteId: '99' } })
    const next = step(shapes.sending, event, noon)
    expect(next).toMatchObject({ delivery: { settling: { evidence: '99', nextLookAt: minutesLater(9) } } })
  })

  test('age counts from when it was due, and a person who wants it sent now begins it anew', () => {
    expect(moveOf('unconfirmed', 'proven-absent').dueAt).toEqual(noon)
    expect(moveOf('unconfirmed', 'resend').dueAt).toEqual(minutesLater(1))
    expect(moveOf('sending', 'outcome retry').dueAt).toEqual(noon)
    expect(moveOf('held', 'approve').dueAt).toEqual(minutesLater(1))
  })

  test('staff are told to wait while it is being sent', () => {
    for (const name of ['approve', 'hold', 'skip', 'edit', 'resend', 'confirm'] as const) {
      expect(step(shapes.sending, events[name], noon)).toMatchObject({
        why: expect.stringContaining('try again'),
      })
    }
  })

  test('a new text needs a new approval, whatever state it waits in', () => {
    const held = step(shapes['queued, approved'], { kind: 'hold', reason: 'stale' }, noon)
    if (held.kind === 'impossible') throw new Error(held.why)
    const revised = step(held.delivery, events.revise, noon)
    if (revised.kind === 'impossible') throw new Error(revised.why)
    expect(revised.delivery.approval).toBe('asked')
    expect(step(revised.delivery, events.release, noon)).toMatchObject({ delivery: { reason: 'approval' } })
  })
})
