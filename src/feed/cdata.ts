/**
 * Mends CDATA sections that stand in each other, and those that were never closed although their element was.
 * XML knows neither; a reader would take the rest of the item for text, or tell the follower about "]]>". Pure.
 */

const MARK = /<!\[CDATA\[|\]\]>/g
const BEGIN = '<![CDATA['

/** The same piece with sections side by side; what was done is added to `faults`. Linear in the length. */
export function mendCdata(piece: string, faults: Set<string>): string {
  if (!piece.includes(BEGIN)) return piece
  const marks = Array.from(piece.matchAll(MARK), (mark) => ({
    isBegin: mark[0] === BEGIN,
    index: mark.index,
  }))
  const edits: Edit[] = []
  /** Where the open section begins; only the next beginning is asked whether its element ended in between. */
  let open = -1
  let isAsked = false
  let nested = 0
  for (const [number, { isBegin, index }] of marks.entries()) {
    if (!isBegin) {
      if (nested > 0) {
        nested--
        edits.push({ at: index, length: 3, by: '' })
      } else open = -1
      continue
    }
    const elementEnd = open < 0 || isAsked ? -1 : endOfElement(piece, open, index)
    if (open < 0 || elementEnd >= 0) {
      if (elementEnd >= 0) {
        faults.add('a CDATA section without its end')
        edits.push({ at: elementEnd, length: 0, by: ']]>' })
      }
      open = index
      isAsked = false
      continue
    }
    isAsked = true
    if (closesTwice(marks, number)) {
      faults.add('CDATA inside CDATA')
      edits.push({ at: index, length: BEGIN.length, by: '' })
      nested++
    }
  }
  return applied(piece, edits)
}

interface Edit {
  readonly at: number
  readonly length: number
  readonly by: string
}

interface CdataMark {
  readonly isBegin: boolean
  readonly index: number
}

/** A section that begins in another is its child only when both have an end. */
function closesTwice(marks: readonly CdataMark[], from: number): boolean {
  let depth = 2
  for (const { isBegin } of marks.slice(from + 1, from + 20)) {
    depth += isBegin ? 1 : -1
    if (depth === 0) return true
  }
  return false
}

/** Where the element that holds the section at `open` is closed before `until`; -1 when it is not. */
function endOfElement(piece: string, open: number, until: number): number {
  const before = piece.slice(Math.max(0, open - 500), open)
  const name = /<([\p{L}_][\p{L}\p{N}_.:-]*)(?:\s[^<>]*)?>\s*$/u.exec(before)?.[1]
  const close = name === undefined ? -1 : piece.slice(open, until).indexOf(`</${name}>`)
  return close < 0 ? -1 : open + close
}

function applied(piece: string, edits: readonly Edit[]): string {
  const parts: string[] = []
  let done = 0
  for (const { at, length, by } of edits) {
    parts.push(piece.slice(done, at), by)
    done = at + length
  }
  return done === 0 && edits.length === 0 ? piece : `${parts.join('')}${piece.slice(done)}`
}
