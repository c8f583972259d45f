/**
 * Cuts the text of a feed into its head and its items, without reading either: so one broken item cannot take
 * the others with it, and a large document is read piece by piece. Linear in the length; no DTD is ever used.
 */

import { cutItems } from './cut-items.ts'
import { readAttributes } from './lenient.ts'
import { tagEnd } from './markup.ts'
import { type NameReader, nameReader } from './names.ts'

/** The three families whose items look alike. */
export type FeedFormat = 'rss' | 'rdf' | 'atom'

/** A feed document in pieces. */
export interface FeedPieces {
  readonly format: FeedFormat
  readonly nameOf: NameReader
  readonly rootAttributes: Readonly<Record<string, string>>
  /** Everything inside the root element that is not an item. */
  readonly head: string
  /** Each from `<item …>` to `</item>` (or `<entry>`), in document order. */
  readonly items: readonly string[]
  /** The document has its end: no item can be missing behind it. */
  readonly isWhole: boolean
  readonly warnings: readonly string[]
}

export type SplitResult =
  | { readonly kind: 'pieces'; readonly pieces: FeedPieces }
  | { readonly kind: 'failed'; readonly reason: string }

const ROOT = /<(?:[\w.-]+:)?(rss|rdf|feed)(?=[\s>/])/gi
/** What PHP prints before a document when something goes wrong in it. */
const PHP_NOTICE = /^<(?:br|b|p|div|font|table|pre)[\s>/]/i

/** Finds the feed in `text`; junk around it is cut and told in the warnings. */
export function splitDocument(text: string): SplitResult {
  const warnings: string[] = []
  const root = findRoot(text, warnings)
  if (typeof root === 'string') return { kind: 'failed', reason: root }
  const end = tagEnd(text, root.index)
  if (end < 0)
    return { kind: 'failed', reason: 'The document ends inside its first tag: the answer was cut.' }
  const openTag = text.slice(root.index, end)
  const rootAttributes = readAttributes(openTag)
  const nameOf = nameReader(openTag, rootAttributes, text.slice(end))
  const body = openTag.endsWith('/>')
    ? { head: '', items: [], closed: true, cut: 0, end }
    : cutItems(text, end, root.format, nameOf)
  const { head, items } = body
  const isWhole = body.closed && body.cut === 0
  if (!body.closed && items.length === 0) {
    return { kind: 'failed', reason: 'The document ends before its first whole item: the answer was cut.' }
  }
  if (body.cut > 0) warnings.push('The document ends inside an item: that item is left out.')
  else if (!body.closed) warnings.push('The document ends without its closing tag: it may be cut.')
  if (isRoot(text, body.end)) warnings.push('A second document stands behind the first: it is not read.')
  return {
    kind: 'pieces',
    pieces: { format: root.format, nameOf, rootAttributes, head, items, isWhole, warnings },
  }
}

/** Whether a feed begins anywhere from `from` on, outside of comments. */
function isRoot(text: string, from: number): boolean {
  return new RegExp(ROOT.source, 'i').test(text.slice(from).replace(/<!--[\s\S]*?(?:-->|$)/g, ''))
}

interface Root {
  readonly index: number
  readonly format: FeedFormat
}

function findRoot(text: string, warnings: string[]): Root | string {
  ROOT.lastIndex = 0
  const firstRoot = ROOT.exec(text)?.index ?? text.length
  // One behind the root stands in an article about XML.
  const start = Math.max(text.slice(0, firstRoot).search(/<\?xml\s/i), 0)
  const first = skipProlog(text, start, warnings)
  const root = rootAt(text, first)
  const junkBefore = text.slice(0, start)
  if (root !== null) {
    if (junkBefore !== '') warnings.push(junkWarning(junkBefore))
    return root
  }
  const rest = text.slice(first, first + 200)
  if (rest.trim() === '') return 'The document is empty.'
  if (/^<(?:!doctype\s+)?html[\s>]/i.test(rest)) return 'This is an HTML page, not a feed.'
  if (/^<[\w]/.test(rest) && !PHP_NOTICE.test(rest)) {
    return `The XML document <${/^<([\w:.-]{1,40})/.exec(rest)?.[1] ?? ''}> is not a feed (RSS, Atom or JSON Feed expected).`
  }
  return findRootAfterJunk(text, first, warnings) ?? describeOther(rest)
}

function findRootAfterJunk(text: string, from: number, warnings: string[]): Root | null {
  const before = /<html[\s>]/i.exec(text)
  ROOT.lastIndex = from
  const index = ROOT.exec(text)?.index ?? -1
  const root = index < 0 ? null : rootAt(text, index)
  if (root === null || (before !== null && before.index < root.index)) return null
  warnings.push(junkWarning(text.slice(0, root.index)))
  return root
}

function describeOther(rest: string): string {
  if (/^[[{]/.test(rest)) return 'This is JSON, not a feed (RSS, Atom or JSON Feed expected).'
  if (/<html[\s>]/i.test(rest)) return 'This is an HTML page, not a feed.'
  return 'This is plain text, not a feed (RSS, Atom or JSON Feed expected).'
}

function rootAt(text: string, index: number): Root | null {
  const name = /^<(?:[\w.-]+:)?(rss|rdf|feed)(?=[\s>/])/i
    .exec(text.slice(index, index + 80))?.[1]
    ?.toLowerCase()
  if (name === undefined) return null
  return { index, format: name === 'rss' ? 'rss' : name === 'rdf' ? 'rdf' : 'atom' }
}

function junkWarning(junk: string): string {
  const words = junk
    .replace(/<[^>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60)
  const what = words === '' ? 'blank space or markup' : `"${words}"`
  return `Cut ${junk.length} characters before the document: ${what}.`
}

/** Steps over declaration, comments, processing instructions and a DOCTYPE. */
function skipProlog(text: string, from: number, warnings: string[]): number {
  let index = from
  for (;;) {
    while (index < text.length && /\s|\uFEFF/.test(text.charAt(index))) index++
    let end = -1
    if (text.startsWith('<?', index)) end = endAfter(text, '?>', index)
    else if (text.startsWith('<!--', index)) end = endAfter(text, '-->', index + 4)
    else if (/^<!doctype\s+(?!html)/i.test(text.slice(index, index + 40)))
      end = skipDoctype(text, index, warnings)
    if (end < 0) return index
    index = end
  }
}

function skipDoctype(text: string, from: number, warnings: string[]): number {
  let inSubset = false
  for (let index = from; index < text.length; index++) {
    const char = text.charAt(index)
    if (char === '"' || char === "'") {
      const close = text.indexOf(char, index + 1)
      if (close < 0) return -1
      index = close
    } else if (text.startsWith('<!--', index)) {
      const close = endAfter(text, '-->', index + 4)
      if (close < 0) return -1
      index = close - 1
    } else if (char === '[') inSubset = true
    else if (char === ']') inSubset = false
    else if (char === '>' && !inSubset) {
      if (/<!entity\s/i.test(text.slice(from, index))) {
        warnings.push('The document declares entities of its own: none of them is expanded or fetched.')
      }
      return index + 1
    }
  }
  return -1
}

function endAfter(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? -1 : found + mark.length
}
