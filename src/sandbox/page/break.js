// @ts-check
/** "Break something": buttons that order faults, and the list of those that wait for their post. */
import { el, find, icon } from './dom.js'
import { choices } from './faults.js'
import { countdown, platformNames, platforms } from './words.js'

/** @typedef {import('./words.js').Platform} Platform */
/** @typedef {{ platform: Platform, kind: string, status?: number, accepted: boolean, times: number }} Pending */

const noteMs = 6_000

export function createBreakPanel() {
  const list = find('#faults')
  const pendingList = find('#pending')
  const clear = find('#clear-faults')
  /** @type {Platform} */
  let platform = 'telegram'
  /** @type {readonly Pending[]} */
  let pending = []
  /** @type {string | null} */
  let refusedUntil = null
  let note = ''
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let noteTimer

  const draw = () => {
    const refused = refusedUntil !== null && countdown(refusedUntil) !== null
    clear.hidden = pending.length === 0 && !refused
    const titles = pending.map((fault) =>
      Array(fault.times).fill(`${platformNames[fault.platform]}: ${titleOf(fault)}`),
    )
    const rows = [...Map.groupBy(titles.flat(), (title) => title)].map(([title, all]) =>
      el('li', {}, icon('bolt'), el('span', {}, all.length > 1 ? `${title} (${all.length} times)` : title)),
    )
    if (refused && refusedUntil !== null) {
      const left = el('span', { class: 'countdown', 'data-until': refusedUntil }, countdown(refusedUntil))
      rows.push(el('li', {}, icon('bolt'), el('span', {}, 'Nothing can be reached for ', left)))
    }
    pendingList.replaceChildren()
    if (rows.length > 0) {
      pendingList.append(
        el('p', { class: 'pending-title' }, 'Ready for the next post'),
        el('ul', { class: 'pending' }, ...rows),
      )
    }
    if (note !== '') pendingList.append(el('p', { class: 'note' }, note))
  }
  const refresh = async () => {
    try {
      const response = await fetch('api/faults')
      if (response.ok) pending = await response.json()
    } catch {
      // The sandbox refuses connections, or is gone: the stream says so.
    }
    draw()
  }
  /** @param {string} words */
  const say = (words) => {
    note = words
    clearTimeout(noteTimer)
    noteTimer = setTimeout(() => {
      note = ''
      draw()
    }, noteMs)
    draw()
  }
  /** @param {import('./faults.js').FaultChoice} choice */
  const order = async (choice) => {
    /** @type {Record<string, unknown>} */
    const body = { platform, ...choice.order(platform) }
    try {
      const response = await fetch('api/faults', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!response.ok) return say((await response.json()).error)
      if (body['kind'] === 'refuse') {
        refusedUntil = new Date(Date.now() + Number(body['delayMs'])).toISOString()
        setTimeout(() => void refresh(), Number(body['delayMs']) + 300)
        return draw()
      }
      await refresh()
    } catch {
      say('The sandbox does not answer just now.')
    }
  }
  const offer = () => {
    list.replaceChildren(
      ...choices.flatMap((choice) => {
        const says = choice.says[platform]
        if (says === null) return []
        const about = `about-${choice.id}`
        const words = [el('b', {}, choice.title), el('span', { id: about }, says)]
        const button = el('button', { type: 'button', 'data-fault': choice.id }, ...words)
        button.setAttribute('aria-label', `${choice.title}, on ${platformNames[platform]}`)
        button.setAttribute('aria-describedby', about)
        button.addEventListener('click', () => void order(choice))
        return [el('li', {}, button)]
      }),
    )
  }
  find('#break-platform').addEventListener('change', (event) => {
    const value = event.target instanceof HTMLInputElement ? event.target.value : ''
    platform = platforms.find((known) => known === value) ?? platform
    offer()
  })
  clear.addEventListener('click', async () => {
    refusedUntil = null
    await fetch('api/faults', { method: 'DELETE' }).catch(() => say('The sandbox does not answer just now.'))
    await refresh()
  })
  offer()
  return {
    refresh,
    /** @param {{ platform: Platform, fault: string }} met */
    met({ platform: where }) {
      say(`A post to ${platformNames[where]} has just run into it.`)
      void refresh()
    },
  }
}

/** @param {Pending} fault */
function titleOf(fault) {
  const found = choices.find((choice) => {
    const order = choice.order(fault.platform)
    if (order['kind'] !== fault.kind) return false
    if (fault.kind !== 'status') return true
    return order['status'] === fault.status && (order['accepted'] === true) === fault.accepted
  })
  return found?.title ?? `${fault.kind} ${fault.status ?? ''}`.trim()
}
