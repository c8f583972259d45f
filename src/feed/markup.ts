/** Finding the end of a tag and of a CDATA section in markup that may be broken; every search is linear. */

/** Longer tags than this many characters are taken for text with a stray "<". */
const LONGEST_TAG = 65_536

/** The index after the `>` of the tag that begins at `start`, or -1 when it is no whole tag. */
export function tagEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + LONGEST_TAG)
  for (let index = start + 1; index < limit; index++) {
    const char = text.charCodeAt(index)
    if (char === 0x3e) return index + 1
    if (char === 0x3c) return -1
    if (char !== 0x22 && char !== 0x27) continue
    const close = text.indexOf(text.charAt(index), index + 1)
    // A quote that never closes, or only beyond the next tag, is a stray one.
    if (close > 0 && close < limit && !text.slice(index, close).includes('<')) index = close
  }
  return -1
}

/**
 * A function that gives the index after the CDATA section that begins at `start`; ask in rising order. A section
 * that was never closed must not swallow the items behind it: it ends where its own item ends.
 */
export function cdataSkipper(text: string): (start: number) => number {
  const closeAfter = risingSearch(text, ']]>')
  const nextAfter = risingSearch(text, '<![CDATA[')
  return (start) => {
    const close = closeAfter(start)
    const next = nextAfter(start + '<![CDATA['.length)
    if (close < next) return close + ']]>'.length
    const until = Math.min(next, text.length)
    const item = /<\/(?:[\w.-]+:)?(?:item|entry)\s*>/i.exec(text.slice(start, until))
    if (item !== null) return start + item.index
    return Math.min(close + ']]>'.length, text.length)
  }
}

/** `indexOf` for rising `from` that searches once for a mark that is missing; Infinity means none. */
export function risingSearch(text: string, mark: string): (from: number) => number {
  let found = -1
  return (from) => {
    if (found < from) {
      const index = text.indexOf(mark, from)
      found = index < 0 ? Number.POSITIVE_INFINITY : index
    }
    return found
  }
}
