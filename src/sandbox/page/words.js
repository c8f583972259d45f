// @ts-check
/** Names, languages and times. */

/** @typedef {'telegram' | 'x' | 'linkedin'} Platform */
/** @typedef {'de' | 'fr' | 'en'} Edition */

/** @type {readonly Platform[]} */
export const platforms = ['telegram', 'x', 'linkedin']
/** @type {Record<Platform, string>} */
export const platformNames = { telegram: 'Telegram', x: 'X', linkedin: 'LinkedIn' }
/** @type {Record<Edition, string>} */
export const editionNames = { de: 'Deutsch', fr: 'Français', en: 'English' }

/** What the platforms' own pages say around a post, in the language of the post. */
const around = {
  de: {
    more: '…mehr',
    follower: '1 Follower:in, und das sind Sie',
    now: 'jetzt',
    units: [' Min.', ' Std.', ' Tg.'],
    like: 'Gefällt mir',
    comment: 'Kommentieren',
    share: 'Teilen',
    edited: 'bearbeitet',
    from: 'Von',
    photo: 'Hochgeladenes Bild',
  },
  fr: {
    more: '…plus',
    follower: '1 abonné : vous',
    now: 'à l’instant',
    units: [' min', ' h', ' j'],
    like: 'J’aime',
    comment: 'Commenter',
    share: 'Partager',
    edited: 'modifié',
    from: 'De',
    photo: 'Image envoyée',
  },
  en: {
    more: '…more',
    follower: '1 follower: you',
    now: 'now',
    units: [' min', ' h', ' d'],
    like: 'Like',
    comment: 'Comment',
    share: 'Repost',
    edited: 'edited',
    from: 'From',
    photo: 'Uploaded picture',
  },
}

/** @param {Edition | null} edition */
export const wordsOf = (edition) => around[edition ?? 'en']

/**
 * "2 min" and its like.
 * @param {string} at
 * @param {Edition | null} edition
 */
export function ago(at, edition) {
  const { now, units } = wordsOf(edition)
  const minutes = Math.floor((Date.now() - Date.parse(at)) / 60_000)
  if (minutes < 1) return now
  if (minutes < 60) return `${minutes}${units[0]}`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}${units[1]}`
  return `${Math.floor(minutes / 60 / 24)}${units[2]}`
}

/**
 * The time of day; the day too where it is another.
 * @param {string} at
 * @param {Edition | null} edition
 */
export function clock(at, edition) {
  const date = new Date(at)
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (date.toDateString() === new Date().toDateString()) return time
  return `${date.toLocaleDateString(edition ?? 'en-GB', { day: 'numeric', month: 'short' })}, ${time}`
}

/**
 * "0:18", "1:02:03"; null when it is over.
 * @param {string} until
 */
export function countdown(until) {
  const seconds = Math.ceil((Date.parse(until) - Date.now()) / 1000)
  if (!(seconds > 0)) return null
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const rest = two(seconds % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}
