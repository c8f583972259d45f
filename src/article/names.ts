/** Names that headline and lead spell differently by one letter: "Xi Xinping" / "Xi Jinping". A hint for staff. */

/** Shorter words differ by a letter too often ("Wagen", "Sagen"). UTF-16 units. */
const shortestName = 6

/** Pairs of [headline's spelling, lead's spelling], each with the capitalised word before it. */
export function almostSameNames(title: string, lead: string): readonly (readonly [string, string])[] {
  const inTitle = capitalised(title)
  const inLead = capitalised(lead)
  const titleWords = new Set(inTitle.map(({ word }) => word))
  const leadWords = new Set(inLead.map(({ word }) => word))
  const found = new Map<string, readonly [string, string]>()
  for (const one of inTitle) {
    if (leadWords.has(one.word)) continue
    const other = inLead.find(({ word }) => !titleWords.has(word) && differByOneLetter(one.word, word))
    if (other !== undefined) found.set(one.word, [one.shown, other.shown])
  }
  return [...found.values()]
}

function capitalised(text: string): readonly { readonly word: string; readonly shown: string }[] {
  const words = text.slice(0, 4_000).match(/[\p{L}\p{M}’'-]+/gu) ?? []
  return words.flatMap((word, i) => {
    if (!/^\p{Lu}\p{Ll}/u.test(word) || word.length < shortestName) return []
    const before = words[i - 1]
    const shown = before !== undefined && /^\p{Lu}/u.test(before) ? `${before} ${word}` : word
    return [{ word, shown }]
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
