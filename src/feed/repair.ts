/**
 * Makes one piece of a feed well-formed where the intent is plain: stray `&` and `<`, HTML's entities, characters
 * that do not exist, comments, HTML that was not escaped. Text stays the same text; entities are decoded nowhere.
 */

import { decodeHTMLStrict } from 'entities'
import { mendCdata } from './cdata.ts'
import { cdataSkipper, risingSearch, tagEnd } from './markup.ts'
import type { NameReader } from './names.ts'

/** A piece that strict XML parsers are likelier to read, and what was wrong with it, in words for staff. */
export interface Repaired {
  readonly xml: string
  readonly faults: ReadonlySet<string>
  /** Elements stand in each other deeper than any feed's do: no reader should be given this. */
  readonly isTooDeep: boolean
}

/** Deeper nesting than this many elements is an attack; readers take quadratic time for it. */
const DEEPEST = 100

/** Elements whose content is text or HTML: whatever stands in them is kept as it is written. */
const HOLDS_TEXT = new Set([
  'title',
  'description',
  'summary',
  'content',
  'content:encoded',
  'subtitle',
  'tagline',
])
const XML_ENTITIES = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])
const TAG_NAME = /<\/?([\p{L}_][\p{L}\p{N}_.:-]*)/uy

/** Repairs the piece from its first to its last character in one pass. */
export function repairPiece(source: string, nameOf: NameReader): Repaired {
  const faults = new Set<string>()
  const piece = mendCdata(source, faults)
  const out: string[] = []
  const pass: Pass = {
    ...{ nameOf, faults, out, skipCdata: cdataSkipper(piece), open: [], endless: new Set() },
    hidden: HIDDEN.map(([begin, end]) => ({ begin, end, endFrom: risingSearch(piece, end) })),
  }
  let index = 0
  while (index < piece.length && pass.open.length <= DEEPEST) {
    const open = piece.indexOf('<', index)
    out.push(repairText(piece.slice(index, open < 0 ? piece.length : open), faults))
    if (open < 0) break
    index = copyMarkup(piece, open, pass)
  }
  return { xml: out.join(''), faults, isTooDeep: pass.open.length > DEEPEST }
}

/** Comments (XML forbids `--` in them), processing instructions and declarations say nothing to us. */
const HIDDEN = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const

interface Hidden {
  readonly begin: string
  readonly end: string
  readonly endFrom: (index: number) => number
}

interface Pass {
  readonly nameOf: NameReader
  readonly faults: Set<string>
  readonly out: string[]
  readonly skipCdata: (start: number) => number
  readonly hidden: readonly Hidden[]
  /** Names of the elements that are open, outermost first. */
  readonly open: string[]
  /** Text elements whose end is missing: it is searched for once. */
  readonly endless: Set<string>
}

/** Copies what begins with the `<` at `open`, and gives the index behind it. */
function copyMarkup(piece: string, open: number, pass: Pass): number {
  if (piece.startsWith('<![CDATA[', open)) return copyCdata(piece, open, pass)
  const hidden = skipHidden(piece, open, pass)
  if (hidden > 0) return hidden
  TAG_NAME.lastIndex = open
  const written = TAG_NAME.exec(piece)?.[1]
  const end = written === undefined ? -1 : tagEnd(piece, open)
  if (written === undefined || end < 0) {
    pass.faults.add('a stray "<"')
    pass.out.push('&lt;')
    return open + 1
  }
  const tag = piece.slice(open, end)
  pass.out.push(repairText(tag, pass.faults))
  follow(tag, written, pass)
  if (tag.startsWith('</') || tag.endsWith('/>') || !HOLDS_TEXT.has(pass.nameOf(written))) return end
  return copyTextContent(piece, end, { written, isXhtml: /\stype\s*=\s*["']xhtml["']/i.test(tag) }, pass)
}

function copyCdata(piece: string, open: number, pass: Pass): number {
  const end = pass.skipCdata(open)
  const section = piece.slice(open, end)
  pass.out.push(section)
  if (!section.endsWith(']]>')) {
    pass.faults.add('a CDATA section without its end')
    pass.out.push(']]>')
  }
  return end
}

/** The index behind a comment and the like; -1 when none begins here, or it never ends. */
function skipHidden(piece: string, open: number, pass: Pass): number {
  const hidden = pass.hidden.find(({ begin }) => piece.startsWith(begin, open))
  if (hidden === undefined) return -1
  const end = hidden.endFrom(open + hidden.begin.length)
  return Number.isFinite(end) ? end + hidden.end.length : -1
}

/** Keeps the list of open elements as a lenient reader would. */
function follow(tag: string, written: string, pass: Pass): void {
  if (tag.endsWith('/>')) return
  if (!tag.startsWith('</')) pass.open.push(written)
  else if (pass.open.includes(written)) pass.open.length = pass.open.lastIndexOf(written)
}

interface TextElement {
  readonly written: string
  /** Atom's way to write HTML as markup: right as it is, only not for us. */
  readonly isXhtml: boolean
}

/** HTML that stands unescaped in an element becomes its text; anything else is left to the pass. */
function copyTextContent(piece: string, from: number, element: TextElement, pass: Pass): number {
  if (pass.endless.has(element.written)) return from
  const content = findContent(piece, from, element.written, pass)
  if (content === null) pass.endless.add(element.written)
  if (content === null || !content.hasMarkup) return from
  if (!element.isXhtml) pass.faults.add('HTML that is not escaped')
  pass.out.push('<![CDATA[', content.parts.join('').replaceAll(']]>', ']]]]><![CDATA[>'), ']]>')
  return content.end
}

interface Content {
  readonly parts: readonly string[]
  readonly hasMarkup: boolean
  readonly end: number
}

function findContent(piece: string, from: number, written: string, pass: Pass): Content | null {
  const parts: string[] = []
  let hasMarkup = false
  let start = from
  for (let open = piece.indexOf('<', from); open >= 0; open = piece.indexOf('<', open)) {
    const after = piece.slice(open, open + written.length + 3)
    if (after.startsWith(`</${written}`) && /[\s>]$/.test(after)) {
      return { parts: [...parts, piece.slice(start, open)], hasMarkup, end: open }
    }
    if (after.startsWith('</') && /^<\/(?:item|entry|channel|feed)\b/i.test(piece.slice(open, open + 12)))
      return null
    if (!piece.startsWith('<![CDATA[', open)) {
      hasMarkup ||= /^<\/?[a-z]/i.test(after)
      open++
      continue
    }
    const end = pass.skipCdata(open)
    parts.push(piece.slice(start, open), piece.slice(open + '<![CDATA['.length, end).replace(/\]\]>$/, ''))
    start = end
    open = end
  }
  return null
}

const REFERENCE = /&(?:#(\d{1,8}|x[0-9a-f]{1,6})|([a-z][a-z0-9]{1,31}));|&/gi

function repairText(text: string, faults: Set<string>): string {
  if (!text.includes('&')) return text
  return text.replace(REFERENCE, (written: string, numeric?: string, named?: string) => {
    if (numeric !== undefined) return repairNumeric(written, numeric, faults)
    if (named === undefined) {
      faults.add('a stray "&"')
      return '&amp;'
    }
    return XML_ENTITIES.has(named) ? written : repairNamed(written, faults)
  })
}

function repairNamed(written: string, faults: Set<string>): string {
  const decoded = decodeHTMLStrict(written)
  if (decoded === written) {
    faults.add('an unknown entity')
    return `&amp;${written.slice(1)}`
  }
  faults.add('entities that only HTML knows')
  return Array.from(decoded, (char) => `&#${char.codePointAt(0)};`).join('')
}

/** `&#150;` is meant as Windows-1252, as every browser reads it; what is no character at all is dropped. */
function repairNumeric(written: string, numeric: string, faults: Set<string>): string {
  const code =
    numeric.startsWith('x') || numeric.startsWith('X')
      ? Number.parseInt(numeric.slice(1), 16)
      : Number(numeric)
  if (code >= 0x80 && code <= 0x9f) {
    faults.add('characters of Windows-1252')
    return `&#${decodeHTMLStrict(`&#${code};`).codePointAt(0)};`
  }
  const exists = (code >= 0x20 && code < 0xd800) || (code > 0xdfff && code < 0xfffe) || code > 0xffff
  if ((exists && code <= 0x10ffff) || code === 9 || code === 10 || code === 13) return written
  faults.add('characters that do not exist')
  return ''
}
