// @ts-check
/** "Deliveries and lanes": what Chapar itself has written down, in plain words. */
import { el, find, icon, replaceIfNew } from './dom.js'
import { countdown } from './words.js'

/** @typedef {{ channel: string, state: 'open' | 'paused' | 'blocked', until: string | null, reason: string | null }} Lane */
/**
 * @typedef {object} Delivery
 * @property {string} id
 * @property {{ id: string, title: string, feed: string }} article
 * @property {string} channel
 * @property {string} state
 * @property {number} attempts
 * @property {string | null} notBefore
 * @property {string | null} reason
 */
/** @typedef {{ stopped: boolean, lanes: Lane[], deliveries: Delivery[] }} Report */

/** Word, icon and colour of each state. */
const states = {
  held: ['Held back', 'pause', 'amber'],
  queued: ['Waiting', 'clock', 'blue'],
  sending: ['Being sent', 'send', 'blue'],
  sent: ['Posted', 'check', 'green'],
  failed: ['Not accepted', 'cross', 'red'],
  unconfirmed: ['Being checked', 'search', 'violet'],
  skipped: ['Not posted', 'minus', 'grey'],
  deleted: ['Taken down', 'minus', 'grey'],
}

/** For reasons that are a code alone. */
const reasons = {
  approval: 'waits for a person to approve it',
  hold: 'waits a little, so that staff can still stop it',
  fuse: 'unusually many new articles at once: a person should look',
  'older-than-baseline': 'an old article that turned up late: a person should look',
  'same-as': 'may be an article that was posted before: a person should look',
  restored: 'a backup was restored: a person should look',
  stale: 'too old to go out as news: a person should look',
  budget: 'the budget is used up',
  baseline: 'was in the feed before Chapar began',
  rule: 'left out by a rule',
  category: 'not for this channel',
  expired: 'nobody approved it in time',
  staff: 'by staff',
  'channel-gone': 'the channel was removed',
}

/** Held without anything being wrong. */
const calmHolds = ['approval', 'hold']

/** @param {Delivery} delivery */
function needsPerson({ state, reason }) {
  if (state === 'failed') return true
  return state === 'held' && !calmHolds.includes(codeOf(reason))
}

/** @param {Report} report */
export function countDeliveries({ deliveries, lanes }) {
  const person = deliveries.filter(needsPerson).length
  const waiting = deliveries.filter(
    (one) => ['queued', 'sending', 'held'].includes(one.state) && !needsPerson(one),
  )
  return {
    waiting: waiting.length,
    checking: deliveries.filter(({ state }) => state === 'unconfirmed').length,
    person: person + lanes.filter(({ state }) => state === 'blocked').length,
  }
}

/** @param {Report | null} report null: Chapar did not answer */
export function drawDeliveries(report) {
  const rows = find('#rows')
  if (report === null) {
    replaceIfNew(rows, el('p', { class: 'note' }, 'Chapar does not answer just now.'))
    return
  }
  const closed = report.lanes.filter(({ state }) => state !== 'open')
  const open = report.lanes.filter(({ state }) => state === 'open')
  find('#lanes').replaceChildren(...closed.map(closedLane), openLanes(open))
  const posted = report.deliveries.filter(({ state }) => state !== 'skipped')
  const skipped = report.deliveries.filter(({ state }) => state === 'skipped')
  const unfolded = rows.querySelector('details')?.open === true
  const block = el(
    'div',
    {},
    report.stopped && el('p', { class: 'note' }, 'Stopped by staff: nothing is posted.'),
    posted.length === 0 && el('p', { class: 'note' }, 'No article yet. The first one comes soon.'),
    el('ol', { class: 'articles' }, ...byArticle(posted).map(articleItem)),
    skipped.length > 0 &&
      el(
        'details',
        { class: 'skipped', open: unfolded },
        el('summary', {}, `Not posted, on purpose (${skipped.length})`),
        el('ol', { class: 'articles' }, ...byArticle(skipped).map(articleItem)),
      ),
  )
  replaceIfNew(rows, block)
}

/** @param {Lane} lane */
function closedLane({ channel, state, until, reason }) {
  const isBlocked = state === 'blocked'
  return el(
    'li',
    { 'data-colour': isBlocked ? 'red' : 'amber', 'data-state': state },
    icon(isBlocked ? 'cross' : 'pause'),
    el('span', { class: 'lane-name' }, channel),
    el('span', { class: 'lane-state' }, state, timeLeft(until)),
    reason !== null && el('span', { class: 'lane-why' }, inWords(reason)),
  )
}

/** @param {readonly Lane[]} lanes */
function openLanes(lanes) {
  const names = lanes.map(({ channel }) => el('span', {}, channel))
  return el(
    'li',
    { 'data-colour': 'green', 'data-state': 'open' },
    icon('check'),
    el('span', { class: 'lane-state' }, 'open'),
    el('span', { class: 'lane-names' }, ...(names.length === 0 ? ['none'] : names)),
  )
}

/**
 * In the order in which they are told, newest first.
 * @param {readonly Delivery[]} deliveries
 */
function byArticle(deliveries) {
  return [...Map.groupBy(deliveries, ({ article }) => article.id).values()]
}

/** @param {readonly Delivery[]} deliveries all of one article */
function articleItem(deliveries) {
  const article = deliveries[0]?.article
  const sorted = deliveries.toSorted((a, b) => a.channel.localeCompare(b.channel))
  const lang = ['de', 'fr', 'en'].find((known) => known === article?.feed) ?? null
  return el(
    'li',
    {},
    el('p', { class: 'article-title', lang }, article?.title || article?.id || 'Article'),
    el('ul', {}, ...sorted.map(deliveryItem)),
  )
}

/** @param {Delivery} delivery */
function deliveryItem(delivery) {
  const { channel, state, attempts, reason, notBefore } = delivery
  const known = Object.entries(states).find(([name]) => name === state)?.[1]
  const [words = state, symbol = 'minus', colour = 'grey'] = known ?? []
  return el(
    'li',
    { 'data-colour': needsPerson(delivery) ? 'red' : colour, 'data-state': state },
    icon(needsPerson(delivery) ? 'person' : symbol),
    el('span', { class: 'row-channel' }, channel),
    el(
      'span',
      { class: 'row-state' },
      words,
      state === 'queued' || state === 'held' ? timeLeft(notBefore) : null,
    ),
    el('span', { class: 'row-tries' }, attempts === 0 ? '' : attempts === 1 ? '1 try' : `${attempts} tries`),
    reason !== null && state !== 'sent' && el('span', { class: 'row-why' }, inWords(reason)),
  )
}

/** @param {string | null} until */
function timeLeft(until) {
  const left = until === null ? null : countdown(until)
  return left === null || until === null
    ? null
    : el('span', { class: 'countdown', 'data-until': until }, left)
}

/** @param {string | null} reason */
function codeOf(reason) {
  return /^[a-z-]+/.exec(reason ?? '')?.[0] ?? ''
}

/** @param {string} reason a code, mostly with words behind it */
function inWords(reason) {
  const detail = /^[a-z0-9-]+:\s*(.+)$/s.exec(reason)?.[1]
  const known = Object.entries(reasons).find(([code]) => code === codeOf(reason))?.[1]
  return detail ?? known ?? reason
}
