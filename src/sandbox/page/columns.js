// @ts-check
/** The three columns: each post once, newest at the top, whatever came in which order. */
import { find } from './dom.js'
import { accountName, renderPost } from './posts.js'
import { platforms } from './words.js'

/** @typedef {import('../page-view.ts').ShownPost} Post */
/** @typedef {import('./words.js').Platform} Platform */
/** @typedef {{ post: Post, written: string, element: HTMLElement }} Shown */

/** How far down one has read before new posts are announced instead of shown. */
const readingFrom = 120

export function createColumns() {
  const columns = platforms.map((platform) => createColumn(platform))
  const of = (/** @type {Post} */ post) => columns.find(({ platform }) => platform === post.platform)
  return {
    /**
     * Shows exactly these, newest first. Returns those that were not there before.
     * @param {readonly Post[]} posts
     * @param {number} limit
     */
    show(posts, limit) {
      return columns.flatMap((column) =>
        column.show(
          posts.filter(({ platform }) => platform === column.platform),
          limit,
        ),
      )
    },
    /** @param {Post} post */
    add: (post) => of(post)?.add(post),
    /** @param {Post} post */
    change: (post) => of(post)?.change(post),
    /** @param {string} key */
    remove(key) {
      for (const column of columns) column.remove(key)
    },
    clear() {
      for (const column of columns) column.show([], 0)
    },
    /** @param {Record<Platform, number>} total */
    count(total) {
      for (const column of columns) column.count(total[column.platform])
    },
    /** After the filter was changed. */
    refresh() {
      for (const column of columns) column.refresh()
    },
  }
}

/** @param {Platform} platform */
function createColumn(platform) {
  const section = find(`#${platform}`)
  const scroller = find('.scroller', section)
  const list = find('.posts', section)
  const fresh = createFreshButton(scroller, find('.fresh', section))
  /** @type {Map<string, Shown>} */
  const shown = new Map()
  let limit = 100
  let total = 0

  /** @param {Post} post */
  const put = (post) => {
    const element = renderPost(post)
    shown.set(post.key, { post, written: JSON.stringify(post), element })
    return element
  }
  const refresh = () => {
    const edition = document.body.dataset['edition'] ?? 'all'
    const posts = [...shown.values()].map(({ post }) => post)
    const visible = posts.filter((post) => edition === 'all' || post.edition === edition)
    const accounts = [...new Set(visible.map((post) => `${accountName(post)} ${post.handle}`))]
    find('.accounts', section).textContent =
      accounts.length > 1 ? `${accounts.length} channels` : (accounts[0] ?? 'no posts yet')
    const empty = find('.empty', section)
    empty.hidden = visible.length > 0
    empty.textContent =
      posts.length > 0 ? 'Nothing in this language yet.' : 'Nothing yet. Posts appear here by themselves.'
    const older = find('.older', section)
    older.hidden = total <= shown.size
    older.textContent = `The newest ${shown.size} of ${total} posts.`
  }
  const column = {
    platform,
    refresh,
    /**
     * @param {readonly Post[]} posts
     * @param {number} most
     */
    show(posts, most) {
      limit = most
      const wanted = new Set(posts.map(({ key }) => key))
      for (const key of [...shown.keys()]) if (!wanted.has(key)) column.remove(key)
      const added = posts.filter(({ key }) => !shown.has(key))
      for (const post of posts) {
        if (shown.has(post.key)) column.change(post)
        else put(post)
      }
      const isFirst = list.childElementCount === 0
      posts.forEach((post, index) => {
        const element = shown.get(post.key)?.element
        const there = list.children[index]
        if (element !== undefined && there !== element) list.insertBefore(element, there ?? null)
      })
      if (!isFirst) for (const { key } of added) arrive(shown.get(key)?.element)
      refresh()
      return added
    },
    /** @param {Post} post */
    add(post) {
      if (shown.has(post.key)) return column.change(post)
      const element = put(post)
      list.prepend(element)
      arrive(element)
      fresh.note(post)
      for (const key of [...shown.keys()].slice(0, Math.max(0, shown.size - limit))) drop(oldestKey() ?? key)
      refresh()
    },
    /** @param {Post} post */
    change(post) {
      const old = shown.get(post.key)
      if (old === undefined || old.written === JSON.stringify(post)) return
      old.element.replaceWith(put(post))
    },
    /** @param {string} key */
    remove(key) {
      if (!shown.has(key)) return
      drop(key)
      refresh()
    },
    /** @param {number} number */
    count(number) {
      total = number
      refresh()
    },
  }
  const oldestKey = () => list.lastElementChild?.getAttribute('data-key')
  /** @param {string} key */
  const drop = (key) => {
    shown.get(key)?.element.remove()
    shown.delete(key)
  }
  return column
}

/** @param {HTMLElement | undefined} element */
function arrive(element) {
  if (element === undefined) return
  element.classList.add('arriving')
  element.addEventListener('animationend', () => element.classList.remove('arriving'), { once: true })
}

/**
 * "2 new posts", for who has scrolled down.
 * @param {HTMLElement} scroller
 * @param {HTMLElement} button
 */
function createFreshButton(scroller, button) {
  let number = 0
  const update = () => {
    if (scroller.scrollTop < readingFrom) number = 0
    button.hidden = number === 0
    button.textContent = number === 1 ? '↑ 1 new post' : `↑ ${number} new posts`
  }
  scroller.addEventListener('scroll', update, { passive: true })
  button.addEventListener('click', () => {
    scroller.scrollTo({ top: 0, behavior: 'smooth' })
    scroller.querySelector('a')?.focus({ preventScroll: true })
  })
  return {
    /** @param {Post} post */
    note(post) {
      const edition = document.body.dataset['edition']
      if (edition !== 'all' && edition !== post.edition) return
      number += 1
      update()
    },
  }
}
