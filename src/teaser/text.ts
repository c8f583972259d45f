/**
 * Cutting and setting text. A text ends at a sentence, else at a word with `…`; never inside a word, a grapheme,
 * a quotation or a no-break space. Everything here is plain text: escaping comes last, in escape.ts.
 */
import type { Language } from '../article/article.ts'
import { ellipsis, endsSentence, splitSentences, unclosed } from '../article/sentences.ts'

/** Says whether a piece of text has room. Must be true of every beginning of a text of which it is true. */
export type Fits = (text: string) => boolean

/** The longest beginning in whole sentences that fits, with no quotation left open; '' when there is none. */
export function wholeSentences(text: string, language: Language, fits: Fits): string {
  const neverClosed = unclosed(text).length
  let taken = ''
  let best = ''
  for (const sentence of splitSentences(text, language)) {
    taken += sentence
    const candidate = taken.trim()
    if (!fits(candidate)) break
    if (unclosed(candidate).length <= neverClosed) best = candidate
  }
  return best
}

/**
 * The longest beginning in whole words that fits, with `…` and the closing quotes it owes; the text itself when all
 * of it fits. A word that is too long as a whole is cut between graphemes.
 */
export function wholeWords(text: string, language: Language, fits: Fits): string {
  if (fits(text)) return text
  const ends = [...text.matchAll(/ (?!\d{3}(?!\d))/g)].map((match) => match.index)
  for (const end of lastThatFit(ends, (at) => fits(text.slice(0, at)))) {
    const cut = ended(text.slice(0, end), text, language)
    if (cut !== '' && fits(cut)) return cut
  }
  return wholeGraphemes(text, fits)
}

/** Whole sentences where there is one that fits, else whole words. */
export function cutText(text: string, language: Language, fits: Fits): string {
  if (fits(text)) return text
  return wholeSentences(text, language, fits) || wholeWords(text, language, fits)
}

/** The beginning of a text that may be measured at all: at most so many UTF-16 units, at a grapheme. */
export function beginning(text: string, units: number): string {
  if (text.length <= units) return text
  let end = 0
  for (const { index, segment } of graphemes.segment(text.slice(0, units + 64))) {
    if (index + segment.length > units) break
    end = index + segment.length
  }
  return text.slice(0, end)
}

/**
 * Spaces that must not break. French: before `: ; ! ? »`, after `«`, inside `10 000`, after `n°`. In all languages
 * before `%` and `°C`, and before a lone `: ; ! ?` ("Kirgistan : …", "What a view !" do occur in German and English).
 * U+00A0 everywhere: U+202F would be finer before `; ! ?`, but weighs 2 on X and is a box in some fonts.
 */
export function typeset(text: string, language: Language): string {
  const set = text.replace(/ (?=[:;!?](?:\s|$))/g, '\u00a0').replace(/(?<=\d) (?=[%‰]|°C)/g, '\u00a0')
  if (language !== 'fr') return set
  return set
    .replace(/ (?=[:;!?»])/g, '\u00a0')
    .replace(/« /g, '«\u00a0')
    .replace(/(?<=\d) (?=\d{3}(?!\d))/g, '\u00a0')
    .replace(/(?<=[Nn]°) (?=\d)/g, '\u00a0')
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Candidates from the longest downwards, found by halving: rulers are slow. */
function lastThatFit(ends: readonly number[], fits: (end: number) => boolean): readonly number[] {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (fits(ends[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return ends.slice(0, low).reverse()
}

/** A cut with its `…`; '' where a cut would look wrong: behind a stop, or with nothing before it. */
function ended(cut: string, whole: string, language: Language): string {
  const words = cut.replace(/[\s\u00a0,;:–—(«„“"'[-]+$/u, '')
  if (words === '') return ''
  if (/[.!?…]$/.test(words)) return endsSentence(words, language) && unclosed(words) === '' ? words : ''
  // A quotation that the source itself never closes is a slip of the source: closing it would only guess where.
  const owed = unclosed(whole) === '' ? unclosed(words) : ''
  return `${words}${ellipsis(language)}${owed}`
}

function wholeGraphemes(text: string, fits: Fits): string {
  const ends: number[] = []
  for (const { index } of graphemes.segment(text.slice(0, 2_000))) if (index > 0) ends.push(index)
  for (const end of lastThatFit(ends, (at) => fits(`${text.slice(0, at)}…`))) {
    const cut = `${text.slice(0, end).trimEnd()}…`
    if (fits(cut)) return cut
  }
  return ''
}
