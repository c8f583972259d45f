/**
 * Telegram's parse_mode HTML, as strict as the real one (platforms.md §1): its tags, its four named entities, proper
 * nesting, errors with byte offsets. What entities may overlap is decided afterwards, in telegram-entities.ts.
 * Held by tests against TDLib's own parser.
 */
import { addEntity, BadMarkup, type Entity, isTag, type OpenTag } from './telegram-tags.ts'

export type ParsedHtml =
  | { readonly kind: 'parsed'; readonly text: string; readonly entities: readonly Entity[] }
  /** `problem` is what follows "Bad Request: can't parse entities: ". */
  | { readonly kind: 'bad'; readonly problem: string }

/** Parses a text sent with `parse_mode: "HTML"`. */
export function parseTelegramHtml(source: string): ParsedHtml {
  const open: OpenTag[] = []
  const found: Entity[] = []
  let text = ''
  let at = 0
  try {
    while (at < source.length) {
      const char = source.charAt(at)
      if (char === '<' && source.charAt(at + 1) === '/') {
        at = readEndTag(source, at, open, found, text)
      } else if (char === '<') {
        const tag = readStartTag(source, at, text.length)
        open.push(tag.tag)
        at = tag.end
      } else {
        const { char: decoded, end } = decodeAt(source, at)
        text += decoded
        at = end
      }
    }
    const unclosed = open.at(-1)
    if (unclosed !== undefined) {
      throw new BadMarkup(`Can't find end tag corresponding to start tag "${unclosed.name}"`)
    }
    if (!text.isWellFormed()) throw new BadMarkup(notUnicode)
  } catch (error) {
    if (error instanceof BadMarkup) return { kind: 'bad', problem: error.message }
    throw error
  }
  return { kind: 'parsed', text, entities: found }
}

const notUnicode =
  'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units'
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** One character, decoded if it is an entity; the semicolon may be missing, unknown names stay as they are. */
function decodeAt(source: string, at: number): { char: string; end: number } {
  const plain = { char: source.charAt(at), end: at + 1 }
  if (plain.char !== '&') return plain
  const [whole = '', hex, decimal, name] =
    /^&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));?/i.exec(source.slice(at, at + 40)) ?? []
  const code = hex === undefined ? Number(decimal ?? 0) : Number.parseInt(hex, 16)
  const end = at + whole.length
  if (name !== undefined) {
    const char = Object.hasOwn(named, name) ? named[name] : undefined
    return char === undefined ? plain : { char, end }
  }
  const tooLong = whole.replace(/;$/, '').length >= 10
  if (whole === '' || code === 0 || code >= 0x10ffff || tooLong) return plain
  // Half of a surrogate pair stays half, even beside its other half: TDLib refuses both.
  if (code >= 0xd800 && code <= 0xdfff) throw new BadMarkup(notUnicode)
  return { char: String.fromCodePoint(code), end }
}

function byteOffset(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at))
}

const space = /[ \t\r\n\v\0]/

function skip(source: string, from: number, until: (char: string) => boolean): number {
  let at = from
  while (at < source.length && !until(source.charAt(at))) at++
  return at
}
const skipSpace = (source: string, from: number): number => skip(source, from, (char) => !space.test(char))

function readStartTag(source: string, begin: number, offset: number): { tag: OpenTag; end: number } {
  const position = byteOffset(source, begin)
  let at = skip(source, begin + 1, (char) => space.test(char) || char === '>')
  if (at >= source.length) throw new BadMarkup(`Unclosed start tag at byte offset ${position}`)
  const name = asciiLower(source.slice(begin + 1, at))
  if (!isTag(name)) {
    throw new BadMarkup(`Unsupported start tag "${name}" at byte offset ${position}`)
  }
  const attributes = new Map<string, string>()
  while (source.charAt(at) !== '>') {
    at = skipSpace(source, at)
    if (source.charAt(at) === '>') break
    const attribute = readAttribute(source, at, name, position)
    attributes.set(attribute.name, attribute.value)
    at = attribute.end
  }
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw new BadMarkup(`Tag "span" must have class "tg-spoiler" at byte offset ${position}`)
  }
  return { tag: { name, attributes, offset }, end: at + 1 }
}

function readAttribute(
  source: string,
  begin: number,
  tag: string,
  position: number,
): { name: string; value: string; end: number } {
  const nameEnd = skip(source, begin, (char) => space.test(char) || '=>/"\''.includes(char))
  const name = source.slice(begin, nameEnd)
  if (name === '') throw new BadMarkup(`Empty attribute name in the tag "${tag}" at byte offset ${position}`)
  const equals = skipSpace(source, nameEnd)
  if (equals >= source.length) throw new BadMarkup(`Unclosed start tag "${tag}" at byte offset ${position}`)
  if (source.charAt(equals) !== '=') return { name, value: '', end: equals }
  const valueBegin = skipSpace(source, equals + 1)
  if (valueBegin >= source.length)
    throw new BadMarkup(`Unclosed start tag "${tag}" at byte offset ${position}`)
  const quote = source.charAt(valueBegin)
  const value =
    quote === '"' || quote === "'" ? readQuoted(source, valueBegin) : readToken(source, valueBegin)
  if (value.end >= source.length) throw new BadMarkup(`Unclosed start tag at byte offset ${position}`)
  return { name, ...value }
}

function readQuoted(source: string, begin: number): { value: string; end: number } {
  const quote = source.charAt(begin)
  let value = ''
  let at = begin + 1
  while (at < source.length && source.charAt(at) !== quote) {
    const { char, end } = decodeAt(source, at)
    value += char
    at = end
  }
  return { value, end: at + 1 > source.length ? at : at + 1 }
}

function readToken(source: string, begin: number): { value: string; end: number } {
  const end = skip(source, begin, (char) => !/[a-z0-9.-]/i.test(char))
  const next = source.charAt(end)
  if (next !== '' && next !== '>' && !space.test(next)) {
    throw new BadMarkup(`Unexpected end of name token at byte offset ${byteOffset(source, begin)}`)
  }
  return { value: asciiLower(source.slice(begin, end)), end }
}

function readEndTag(source: string, begin: number, open: OpenTag[], found: Entity[], text: string): number {
  const position = byteOffset(source, begin)
  const tag = open.at(-1)
  if (tag === undefined) throw new BadMarkup(`Unexpected end tag at byte offset ${position}`)
  const nameEnd = skip(source, begin + 2, (char) => space.test(char) || char === '>')
  const name = asciiLower(source.slice(begin + 2, nameEnd))
  const end = skipSpace(source, nameEnd)
  if (source.charAt(end) !== '>') throw new BadMarkup(`Unclosed end tag at byte offset ${position}`)
  if (name !== '' && name !== tag.name) {
    const words = `expected "</${tag.name}>", found "</${name}>"`
    throw new BadMarkup(`Unmatched end tag at byte offset ${position}, ${words}`)
  }
  open.pop()
  if (text.length > tag.offset) addEntity(tag, text, found)
  return end + 1
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
