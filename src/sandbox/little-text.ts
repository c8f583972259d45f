/**
 * LinkedIn's "little text" (platforms.md §3): every reserved character is escaped or forms an element; at the first
 * that does neither LinkedIn silently cuts the text it shows, and still answers 201.
 */

export interface LittleText {
  /** What followers see. */
  readonly shown: string
  readonly hashtags: readonly string[]
  /** Where the cut fell, in UTF-16 units of the source; `null` when the whole text is shown. */
  readonly cutAt: number | null
}

const reserved = '|{}@[]()<>#\\*_~'

interface Element {
  readonly shown: string
  readonly length: number
  readonly hashtag?: string
}

/** Reads a commentary as LinkedIn shows it. */
export function readLittleText(source: string): LittleText {
  const hashtags: string[] = []
  let shown = ''
  let at = 0
  while (at < source.length) {
    const element = elementAt(source, at)
    if (element === undefined) return { shown, hashtags, cutAt: at }
    if (element.hashtag !== undefined) hashtags.push(element.hashtag)
    shown += element.shown
    at += element.length
  }
  return { shown, hashtags, cutAt: null }
}

function elementAt(source: string, at: number): Element | undefined {
  const char = source.charAt(at)
  if (!reserved.includes(char)) return { shown: char, length: 1 }
  const rest = source.slice(at)
  switch (char) {
    case '\\': {
      const escaped = source.charAt(at + 1)
      return escaped !== '' && reserved.includes(escaped) ? { shown: escaped, length: 2 } : undefined
    }
    case '#':
      return hashtag(/^#([\p{L}\p{N}]+)/u.exec(rest))
    case '{':
      return hashtag(/^\{hashtag\|\\?#\|((?:\\[|{}@[\]()<>#\\*_~]|[^|{}@[\]()<>#\\*_~])+)\}/u.exec(rest))
    case '@':
      return mention(rest)
    default:
      return undefined
  }
}

function hashtag(match: RegExpExecArray | null): Element | undefined {
  if (match === null) return undefined
  const word = unescaped(match[1] ?? '')
  return { shown: `#${word}`, length: match[0].length, hashtag: word }
}

function mention(rest: string): Element | undefined {
  const pattern = /^@\[((?:\\.|[^\]\\])+)\]\(urn:li:(?:organization|person|organizationBrand):[\w-]+\)/u
  const match = pattern.exec(rest)
  return match === null ? undefined : { shown: unescaped(match[1] ?? ''), length: match[0].length }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gu, '$1')
}
