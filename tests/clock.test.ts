import { describe, expect, test } from 'vitest'
import { createClockWatch } from '../src/clock.ts'
import { minutesLater, noon } from './setup/builders.ts'
import { drivenClock } from './setup/publishing.ts'

function watching() {
  const clock = drivenClock()
  const watch = createClockWatch(clock.monotonic)
  return { clock, watch, trusted: () => watch.isTrusted(clock.now()) }
}

describe('the clock of this computer', () => {
  test('is trusted while nobody says otherwise, and while servers are within five minutes', () => {
    const { watch, trusted } = watching()
    expect(trusted()).toBe(true)
    watch.observe('magazine.test', minutesLater(-5, noon))
    expect(trusted()).toBe(true)
    watch.observe('magazine.test', minutesLater(-6, noon))
    expect(trusted()).toBe(false)
    expect(watch.skewMs(noon)).toBe(-6 * 60_000)
  })

  test('is right when one server of several agrees', () => {
    const { watch, trusted } = watching()
    watch.observe('one.test', minutesLater(-180, noon))
    watch.observe('two.test', minutesLater(1, noon))
    expect(trusted()).toBe(true)
  })

  test.each([
    ['forward', 180],
    ['back', -180],
  ])('is doubted at once when it is set %s, until a server agrees', (_, minutes) => {
    const { clock, watch, trusted } = watching()
    watch.observe('magazine.test', clock.now())
    clock.pass(4)
    expect(trusted()).toBe(true)
    clock.jump('wall', minutes)
    expect(trusted()).toBe(false)
    watch.observe('magazine.test', clock.now())
    expect(trusted()).toBe(true)
  })

  test('is doubted after a sleep, until the first server has answered', () => {
    const { clock, watch, trusted } = watching()
    watch.observe('magazine.test', clock.now())
    clock.jump('wall', 9 * 60)
    expect(trusted()).toBe(false)
    watch.observe('magazine.test', clock.now())
    expect(trusted()).toBe(true)
  })

  test('is trusted again when no server was heard for an hour: there is nothing to doubt it by', () => {
    const { clock, watch, trusted } = watching()
    watch.observe('magazine.test', minutesLater(-30, clock.now()))
    clock.pass(59)
    expect(trusted()).toBe(false)
    clock.pass(2)
    expect(trusted()).toBe(true)
  })
})
