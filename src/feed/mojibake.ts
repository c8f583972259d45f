/**
 * Notices UTF-8 that was taken for Windows-1252 and encoded once more ("Ã¶" for "ö", "â€™" for "’"). It is only ever
 * told: a wrong guess that changed a headline would be worse than the defect. Pure.
 */

import { decodeHTML } from 'entities'
import type { FeedItem } from './item.ts'

const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'
/** A character that Windows-1252 writes as a byte from 0x80 to 0xBF. */
const TAIL = `[\\u0080-\\u00BF${HIGH}]`
const SEQUENCE = new RegExp(
  `[\\u00C2-\\u00DF]${TAIL}|[\\u00E0-\\u00EF]${TAIL}{2}|[\\u00F0-\\u00F4]${TAIL}{3}`,
  'gu',
)
/**
 * What a magazine's text is made of: Latin, Cyrillic, Arabic letters, punctuation, emoji. Without this "là\u00A0»",
 * right in every French text, would pass for a Samaritan letter.
 */
const PLAUSIBLE =
  /^(?:[\u00A0-\u017F\u0218-\u021Bəʻʼ\u0400-\u04FF\u0600-\u06FF\u2010-\u203A\u20AC\u2116\u2122\uFEFF\uFFFD\u{1F300}-\u{1FAFF}]|\uFE0F)$/u
/** A capital that a quotation mark, a dash or a space may well follow: „Ä“, "BØ»", "DÛ\u00A0!". */
const ENDS_WORD = /^[À-ß][\u00A0»›“”’‘…–—„]$/u
/** German, French and English have no word that ends in these capitals. */
const NEVER_LAST = /^[ÂÃ][\u00A0…–—„]$/u
/** How much of each text is looked at. */
const LONGEST = 20_000

/** A warning for staff with an example, or null when the texts look right. */
export function mojibakeWarning(title: string, items: readonly FeedItem[]): string | null {
  const examples = items.flatMap((item) => {
    const example = [item.title, item.description, item.content, ...item.creators, ...item.categories]
      .map((text) => (text === null ? null : mojibakeIn(text)))
      .find((found) => found !== null)
    return example === undefined ? [] : [example]
  })
  const example = examples[0] ?? mojibakeIn(title)
  if (example === null) return null
  const where =
    examples.length === 0 ? 'The title of the feed' : `${examples.length} of ${items.length} items`
  return `${where}: letters look encoded twice ("${example.written}", probably meant as "${example.meant}"). Nothing is changed: have the site's encoding mended before such text is posted.`
}

/** The first word that looks doubly encoded, with what it seems to mean; null when the text looks right. */
export function mojibakeIn(text: string): { readonly written: string; readonly meant: string } | null {
  const part = text.slice(0, LONGEST)
  const decoded = part.includes('&') ? decodeHTML(part) : part
  const found = [...decoded.matchAll(SEQUENCE)].filter(([sequence]) => PLAUSIBLE.test(meaningOf(sequence)))
  const first = found.find((match) => isSure(match[0], decoded.charAt(match.index + match[0].length)))
  if (first === undefined) return null
  const start = decoded.slice(0, first.index).search(/[\p{L}\p{N}]{0,20}$/u)
  const behind = first.index + first[0].length
  const end = behind + (/^[\p{L}\p{N}]{0,20}/u.exec(decoded.slice(behind, behind + 40))?.[0].length ?? 0)
  const written = decoded.slice(start, end)
  return { written, meant: written.replace(SEQUENCE, meaningOf) }
}

function isSure(sequence: string, next: string): boolean {
  if (!ENDS_WORD.test(sequence) || NEVER_LAST.test(sequence)) return true
  return !sequence.endsWith('\u00A0') && /^\p{L}/u.test(next)
}

/** The character that the bytes spell in UTF-8; the same text when they spell none. */
function meaningOf(sequence: string): string {
  const bytes = Uint8Array.from(sequence, (char) => {
    const high = HIGH.indexOf(char)
    return high < 0 ? char.charCodeAt(0) : 0x80 + high
  })
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return sequence
  }
}
