// @ts-check
/** The page: one stream of events that says everything when it opens and every change after that. */
import { createBreakPanel } from './break.js'
import { createColumns } from './columns.js'
import { countDeliveries, drawDeliveries } from './deliveries.js'
import { find } from './dom.js'
import { ago, clock, countdown, platformNames } from './words.js'

/** @typedef {import('../page-view.ts').ShownPost} Post */
/** @typedef {import('../page-feed.ts').Feed} Feed */
/** @typedef {import('../page-feed.ts').Tally} Tally */
/** @typedef {import('./words.js').Edition} Edition */

const again = 2_000
const together = 250

const columns = createColumns()
const breakPanel = createBreakPanel()
const announce = createAnnouncer()

connect()
watchEditions()
watchTabs()
keepTime()
find('#next-article').addEventListener('click', () => {
  fetch('api/next-article', { method: 'POST' }).catch(() => showState('lost'))
})

function connect() {
  const stream = new EventSource('api/events')
  /**
   * @param {string} kind
   * @param {(event: any) => void} listener
   */
  const on = (kind, listener) => stream.addEventListener(kind, ({ data }) => listener(JSON.parse(data)))
  let isFirst = !document.body.hasAttribute('data-ready')
  on('feed', ({ feed }) => {
    const added = showFeed(feed)
    if (!isFirst) for (const post of added) announce(post)
    isFirst = false
    document.body.setAttribute('data-ready', '')
    showState('live')
    void breakPanel.refresh()
  })
  on('post', ({ post, tally }) => {
    columns.add(post)
    showTally(tally)
    announce(post)
  })
  on('edit', ({ post, tally }) => {
    columns.change(post)
    showTally(tally)
  })
  on('removal', ({ key, tally }) => {
    columns.remove(key)
    showTally(tally)
  })
  on('cleared', ({ tally }) => {
    columns.clear()
    showTally(tally)
  })
  on('fault', (event) => breakPanel.met(event))
  on('status', ({ report }) => showReport(report))
  stream.addEventListener('error', () => {
    showState('lost')
    // The browser tries again by itself, unless it was told something that is no stream.
    if (stream.readyState !== EventSource.CLOSED) return
    setTimeout(connect, again)
  })
}

/** @param {Feed} feed */
function showFeed(feed) {
  const added = columns.show(feed.posts, feed.shownOfEach)
  showTally(feed.tally)
  find('#next-article').hidden = !feed.hasNextArticle
  find('#deliveries').hidden = !feed.hasStatus
  find('[data-tab="deliveries"]').hidden = !feed.hasStatus
  for (const name of ['waiting', 'checking', 'person']) {
    find(`[data-counter="${name}"]`).hidden = !feed.hasStatus
  }
  return added
}

/** @param {Tally} tally */
function showTally(tally) {
  columns.count(tally.total)
  showCounter('once', tally.once)
  showCounter('twice', tally.twice)
}

/** @param {import('./deliveries.js').Report | null} report */
function showReport(report) {
  drawDeliveries(report)
  if (report === null) return
  for (const [name, number] of Object.entries(countDeliveries(report))) showCounter(name, number)
}

/**
 * @param {string} name
 * @param {number} number
 */
function showCounter(name, number) {
  const counter = find(`[data-counter="${name}"]`)
  counter.dataset['zero'] = String(number === 0)
  find('dd', counter).textContent = number.toLocaleString('en')
}

/** @param {'live' | 'lost'} state */
function showState(state) {
  find('#live').dataset['state'] = state
  find('#live-words').textContent = state === 'live' ? 'Live' : 'Reconnecting…'
}

/** Says what came together in one go, for who does not see it. */
function createAnnouncer() {
  /** @type {string[]} */
  let waiting = []
  return (/** @type {Post} */ post) => {
    waiting.push(`New post on ${platformNames[post.platform]}: ${post.headline}`)
    if (waiting.length > 1) return
    setTimeout(() => {
      find('#announcer').textContent = waiting.join('. ')
      waiting = []
    }, together)
  }
}

function watchEditions() {
  find('#editions').addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    document.body.dataset['edition'] = target.value
    columns.refresh()
  })
}

/** On a narrow screen one part is shown at a time. */
function watchTabs() {
  const tabs = [...document.querySelectorAll('.tabs button')]
  for (const tab of tabs) {
    tab.addEventListener('click', () => {
      for (const other of tabs) other.removeAttribute('aria-current')
      tab.setAttribute('aria-current', 'true')
      document.body.dataset['view'] = tab.getAttribute('data-tab') ?? 'telegram'
    })
  }
}

function keepTime() {
  setInterval(() => {
    for (const element of document.querySelectorAll('[data-until]')) {
      element.textContent = countdown(element.getAttribute('data-until') ?? '') ?? ''
    }
  }, 1_000)
  setInterval(() => {
    for (const element of document.querySelectorAll('time')) {
      const edition = /** @type {Edition} */ (element.dataset['ago'] ?? element.dataset['clock'] ?? 'en')
      const words = element.dataset['ago'] === undefined ? clock : ago
      element.textContent = words(element.dateTime, edition)
    }
  }, 15_000)
}
