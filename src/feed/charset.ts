/**
 * From the bytes of a feed to its text. A byte order mark decides; else the HTTP header, the XML declaration and
 * UTF-8 are tried in this order, but never one in which the bytes are not valid. Never throws.
 */

/** The text of a document, and what had to be guessed or removed to get it, in words for staff. */
export interface DecodedText {
  readonly text: string
  readonly warnings: readonly string[]
}

/** What the bytes from 0x80 to 0x9F mean there. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

/** How many bytes at the start are searched for an XML declaration. */
const DECLARATION_WITHIN = 2048

/** Reads `bytes` in the charset that header, byte order mark, declaration and the bytes themselves make likely. */
export function decodeText(bytes: Uint8Array, contentType: string | null): DecodedText {
  const { text, warnings } = decodeBytes(bytes, contentType)
  const notes = [...warnings]
  const unmarked = replaced(text.replace(/^\uFEFF+/, ''), /\uFEFF/g, () => '')
  if (unmarked.times > 0) notes.push(`Removed ${unmarked.times} byte order marks inside the document.`)
  const readable = replaced(
    unmarked.text,
    // Without the five that mean nothing in Windows-1252 either.
    /[\u0080\u0082-\u008C\u008E\u0091-\u009C\u009E\u009F]/g,
    (char) => WINDOWS_1252.charAt(char.charCodeAt(0) - 0x80),
  )
  if (readable.times > 0) {
    notes.push(`Read ${readable.times} control characters as Windows-1252 means them (curly quotes, dashes).`)
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids
  const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
  const clean = replaced(readable.text.toWellFormed(), forbidden, () => '')
  if (clean.times > 0) notes.push(`Removed ${clean.times} control characters that XML forbids.`)
  return { text: clean.text, warnings: notes }
}

function replaced(
  text: string,
  pattern: RegExp,
  by: (char: string) => string,
): { readonly text: string; readonly times: number } {
  let times = 0
  const result = text.replace(pattern, (char) => {
    times++
    return by(char)
  })
  return { text: result, times }
}

function decodeBytes(bytes: Uint8Array, contentType: string | null): DecodedText {
  const certain = markedCharset(bytes)
  if (certain !== null) return { text: decodeLossy(bytes, certain), warnings: [] }
  const header = charsetOfHeader(contentType)
  const declared = declaredCharset(bytes)
  const labels = [header, declared].filter((label) => label !== null)
  const known = labels.filter((label) => isAsciiCharset(label))
  const warnings = labels
    .filter((label) => !known.includes(label))
    .map((label) => `Unknown charset "${label}": ignored.`)
  const named = preferUtf8WhenContradicted(known, bytes)
  for (const charset of [...named, 'utf-8']) {
    const text = decodeStrict(bytes, charset)
    if (text === null) continue
    const first = named[0]
    if (first === undefined || isSame(first, charset)) return { text, warnings }
    return { text, warnings: [...warnings, `The bytes are not valid ${first}: read as ${charset}.`] }
  }
  return decodeDamaged(bytes, warnings)
}

/** Many servers add `charset=iso-8859-1` to everything; bytes that are valid UTF-8 with real letters are UTF-8. */
function preferUtf8WhenContradicted(labels: readonly string[], bytes: Uint8Array): readonly string[] {
  const contradicted = labels.some((label) => !isSame(label, labels[0] ?? label))
  if (!contradicted || !labels.some((label) => isSame(label, 'utf-8'))) return labels
  return decodeStrict(bytes, 'utf-8') === null ? labels.filter((label) => !isSame(label, 'utf-8')) : ['utf-8']
}

/** UTF-8 with a cut character here and there stays UTF-8; otherwise it is Windows-1252, the usual unlabelled one. */
function decodeDamaged(bytes: Uint8Array, warnings: readonly string[]): DecodedText {
  const text = decodeLossy(bytes, 'utf-8')
  const lost = count(text, /\uFFFD/g)
  if (lost <= count(text, /[\u0080-\uFFFC]/g)) {
    return { text, warnings: [...warnings, `${lost} places are not valid UTF-8: they show as "\uFFFD".`] }
  }
  const charset = isCyrillic(bytes) ? 'windows-1251' : 'windows-1252'
  const guessed = `The bytes are not valid UTF-8 and name no other charset: read as ${charset}.`
  return { text: decodeLossy(bytes, charset), warnings: [...warnings, guessed] }
}

/** Western words hold a letter beyond ASCII here and there; Cyrillic ones consist of them. */
function isCyrillic(bytes: Uint8Array): boolean {
  let all = 0
  let inWords = 0
  for (let index = 0, run = 0; index <= bytes.length; index++) {
    if ((bytes[index] ?? 0) >= 0xc0) {
      run++
      continue
    }
    all += run
    if (run >= 3) inWords += run
    run = 0
  }
  return inWords > all / 2
}

/** A byte order mark, or the pattern that ASCII ("<?", "{" and a line end) leaves in UTF-16. */
function markedCharset(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (isAsciiByte(a) && b === 0 && isAsciiByte(c) && d === 0) return 'utf-16le'
  if (a === 0 && isAsciiByte(b) && c === 0 && isAsciiByte(d)) return 'utf-16be'
  return null
}

function isAsciiByte(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0 && byte < 0x80
}

function charsetOfHeader(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? null
}

function declaredCharset(bytes: Uint8Array): string | null {
  const head = decodeLossy(bytes.subarray(0, DECLARATION_WITHIN), 'windows-1252')
  return /<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]?.toLowerCase() ?? null
}

/** UTF-16 without a mark or a NUL pattern is a wrong label: the declaration could not have been read. */
function isAsciiCharset(label: string): boolean {
  try {
    return !new TextDecoder(label).encoding.startsWith('utf-16')
  } catch {
    return false
  }
}

function isSame(one: string, other: string): boolean {
  return new TextDecoder(one).encoding === new TextDecoder(other).encoding
}

function decodeStrict(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function decodeLossy(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset, { ignoreBOM: true }).decode(bytes)
}

function count(text: string, pattern: RegExp): number {
  let found = 0
  for (const _ of text.matchAll(pattern)) found++
  return found
}
