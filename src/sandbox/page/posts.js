// @ts-check
/** One post as followers of its platform see it. Drawn by ourselves in the spirit of each; no logos. */
import { el, icon, link } from './dom.js'
import { ago, clock, editionNames, platformNames, wordsOf } from './words.js'

/** @typedef {import('../page-view.ts').ShownPost} Post */
/** @typedef {import('../page-runs.ts').Run} Run */
/** @typedef {import('../page-view.ts').ShownCard} Card */

/** @param {Post} post */
export function renderPost(post) {
  switch (post.platform) {
    case 'telegram':
      return telegramPost(post)
    case 'x':
      return xPost(post)
    case 'linkedin':
      return linkedinPost(post)
  }
}

/**
 * The magazine's name with that of the edition, unless it says so itself.
 * @param {Post} post
 */
export function accountName({ name, edition }) {
  const words = edition === null ? '' : editionNames[edition]
  return name.toLowerCase().includes(words.toLowerCase()) ? name : `${name} ${words}`
}

/**
 * @param {Post} post
 * @param {...import('./dom.js').Child} children
 */
function frame(post, ...children) {
  const label = `${accountName(post)} on ${platformNames[post.platform]}: ${post.headline}`
  const attributes = {
    class: `post ${post.platform}-post`,
    'data-key': post.key,
    'data-edition': post.edition,
    'aria-label': label,
    lang: post.edition,
  }
  return el('article', attributes, ...children)
}

/** @param {Post} post */
function telegramPost(post) {
  const words = wordsOf(post.edition)
  return frame(
    post,
    avatar(post),
    el(
      'div',
      { class: 'bubble' },
      el('p', { class: 'bubble-from', 'data-hue': post.edition }, accountName(post)),
      post.photo && uploadedPicture(words.photo),
      post.card !== null && telegramPreview(post.card),
      el('p', { class: 'text' }, ...runs(post.runs)),
      el(
        'p',
        { class: 'bubble-meta' },
        icon('eye'),
        el('span', { title: 'Seen once: by you' }, '1'),
        post.edited && el('span', {}, words.edited),
        el('time', { datetime: post.at, 'data-clock': post.edition ?? 'en' }, clock(post.at, post.edition)),
      ),
    ),
  )
}

/**
 * The large preview, above the text.
 * @param {Card} card
 */
function telegramPreview(card) {
  return link(
    card.href,
    { class: 'preview' },
    picture(card),
    el('span', { class: 'preview-site' }, card.site),
    card.title !== null && el('span', { class: 'preview-title' }, card.title),
    card.description !== '' && el('span', { class: 'preview-text' }, card.description),
  )
}

/** @param {Post} post */
function xPost(post) {
  return frame(
    post,
    avatar(post),
    el(
      'div',
      { class: 'x-body' },
      el(
        'p',
        { class: 'x-head' },
        el('b', {}, accountName(post)),
        el('span', { class: 'x-handle' }, post.handle),
        el('span', { 'aria-hidden': 'true' }, '·'),
        el('time', { datetime: post.at, 'data-ago': post.edition ?? 'en' }, ago(post.at, post.edition)),
      ),
      el('p', { class: 'text' }, ...runs(post.runs)),
      post.card !== null && xCard(post.card, wordsOf(post.edition).from),
      actions('x-actions', [
        ['reply', ''],
        ['again', ''],
        ['heart', ''],
        ['bars', '1'],
      ]),
    ),
  )
}

/**
 * summary_large_image: the title lies on the picture, the domain stands below.
 * @param {Card} card
 * @param {string} from
 */
function xCard(card, from) {
  const shown = picture(card)
  if (shown === null) {
    const words = [
      el('span', { class: 'x-small-domain' }, card.domain),
      card.title !== null && el('span', { class: 'x-small-title' }, card.title),
    ]
    const tile = el('span', { class: 'x-small-tile' }, icon('picture'))
    return link(card.href, { class: 'x-small-card' }, tile, el('span', { class: 'x-small-words' }, ...words))
  }
  return link(
    card.href,
    { class: 'x-card' },
    el('span', { class: 'x-picture' }, shown, el('span', { class: 'x-title' }, card.title ?? card.domain)),
    el('span', { class: 'x-from' }, `${from} ${card.domain}`),
  )
}

/** @param {Post} post */
function linkedinPost(post) {
  const words = wordsOf(post.edition)
  return frame(
    post,
    el(
      'div',
      { class: 'li-head' },
      avatar(post),
      el(
        'div',
        {},
        el('p', { class: 'li-name' }, accountName(post)),
        el('p', { class: 'li-line' }, words.follower),
        el(
          'p',
          { class: 'li-line' },
          el('time', { datetime: post.at, 'data-ago': post.edition ?? 'en' }, ago(post.at, post.edition)),
          post.edited && ` • ${words.edited}`,
          ' • ',
          icon('globe'),
        ),
      ),
    ),
    commentary(post, words.more),
    post.photo && uploadedPicture(words.photo),
    post.card !== null && linkedinCard(post.card),
    actions('li-actions', [
      ['thumb', words.like],
      ['reply', words.comment],
      ['again', words.share],
    ]),
  )
}

/**
 * Cut after three lines; the button is there only when something is hidden.
 * @param {Post} post
 * @param {string} more
 */
function commentary(post, more) {
  const text = el('p', { class: 'text', tabindex: '-1' }, ...runs(post.runs))
  const button = el('button', { class: 'li-more', type: 'button', hidden: true }, more)
  const block = el('div', { class: 'li-text', 'data-cut': 'true' }, text, button)
  const watcher = new ResizeObserver(() => {
    button.hidden = block.dataset['cut'] !== 'true' || text.scrollHeight <= text.clientHeight + 2
  })
  watcher.observe(text)
  button.addEventListener('click', () => {
    watcher.disconnect()
    block.dataset['cut'] = 'false'
    button.hidden = true
    text.focus({ preventScroll: true })
  })
  return block
}

/** @param {Card} card */
function linkedinCard(card) {
  const shown = picture(card)
  return link(
    card.href,
    { class: shown === null ? 'li-card li-card-plain' : 'li-card' },
    shown,
    el(
      'span',
      { class: 'li-card-words' },
      el('span', { class: 'li-card-title' }, card.title ?? card.domain),
      el('span', { class: 'li-card-domain' }, card.domain),
    ),
  )
}

/** @param {Post} post */
function avatar(post) {
  const letter = [...post.name][0] ?? '?'
  return el('span', { class: 'avatar', 'data-hue': post.edition, 'aria-hidden': 'true' }, letter)
}

/**
 * Only what this server has, or what is in the address itself: the page asks nobody else.
 * @param {Card} card
 */
function picture({ image, alt }) {
  const url = image === null ? null : URL.parse(image, document.baseURI)
  if (url === null || !(url.origin === location.origin || url.protocol === 'data:')) return null
  return el('img', { src: url.href, alt, loading: 'lazy', decoding: 'async', width: '1200', height: '675' })
}

/** @param {string} words */
function uploadedPicture(words) {
  return el('span', { class: 'uploaded' }, icon('picture'), words)
}

/**
 * For the look only: nothing here can be pressed.
 * @param {string} name
 * @param {readonly (readonly [string, string])[]} items
 */
function actions(name, items) {
  const shown = items.map(([symbol, words]) => el('span', {}, icon(symbol), words))
  return el('p', { class: name, 'aria-hidden': 'true' }, ...shown)
}

/** @param {readonly Run[]} shown */
function runs(shown) {
  return shown.map(({ text, styles, href }) => {
    if (styles.length === 0 && href === null) return document.createTextNode(text)
    const inside = styles.includes('bold') ? el('b', {}, text) : text
    const looks = styles.map((style) => `t-${style}`).join(' ')
    if (href !== null) return link(href, { class: looks }, inside)
    return el('span', { class: looks }, inside)
  })
}
