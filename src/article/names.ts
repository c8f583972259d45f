/** Names that headline and lead spell differently by one letter: "Xi Xinping" / "Xi Jinping". A hint for staff. */

import type { Language } from './article.ts'

/**
 * Shorter words differ by a letter too often. German writes all nouns with a capital ("Garten", "Karten"): there a
 * short word counts only behind the same first name. UTF-16 units.
 */
const shortestName = 6
const shortestAlone: Readonly<Record<Language, number>> = { de: 9, fr: shortestName, en: shortestName }

/** Words that stand before any noun and make no name of it. */
const articles = /^(?:d(?:er|ie|as|en|em|es)|ein(?:e[nmrs]?)?|im|am|les?|la|des|une?|the|an?|in|on|of)$/iu

/** Pairs of [headline's spelling, lead's spelling], each with the capitalised word before it. */
export function almostSameNames(
  title: string,
  lead: string,
  language: Language,
): readonly (readonly [string, string])[] {
  const inTitle = capitalised(title)
  const inLead = capitalised(lead)
  const titleWords = new Set(inTitle.map(({ word }) => word))
  const leadWords = new Set(inLead.map(({ word }) => word))
  const found = new Map<string, readonly [string, string]>()
  for (const one of inTitle) {
    if (leadWords.has(one.word)) continue
    const other = inLead.find(
      (two) =>
        !titleWords.has(two.word) &&
        differByOneLetter(one.word, two.word) &&
        (one.word.length >= shortestAlone[language] || (one.first !== null && one.first === two.first)),
    )
    if (other !== undefined) found.set(one.word, [one.shown, other.shown])
  }
  return [...found.values()]
}

interface Name {
  readonly word: string
  /** The capitalised word before it, no article; null when there is none. */
  readonly first: string | null
  readonly shown: string
}

function capitalised(text: string): readonly Name[] {
  const words = text.slice(0, 4_000).match(/[\p{L}\p{M}’'-]+/gu) ?? []
  return words.flatMap((word, i) => {
    if (!/^\p{Lu}\p{Ll}/u.test(word) || word.length < shortestName) return []
    const before = words[i - 1]
    const first = before !== undefined && /^\p{Lu}/u.test(before) && !articles.test(before) ? before : null
    return [{ word, first, shown: first === null ? word : `${first} ${word}` }]
  })
}

/** One letter replaced, left out or added, but not in an ending: "Kirgise" / "Kirgisen" is grammar. */
function differByOneLetter(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++
  const isOneLetter = a.length - start - end <= 1 && b.length - start - end <= 1
  return isOneLetter && end >= 3
}
