/**
 * Characters: what may stand in a text at all, and what counts as the same text.
 * A text that went through `cleanCharacters` shows on every platform as it was measured.
 */

/** Control characters and line separators: a space, so that the words around them stay two words. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const blanks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

/**
 * Invisible and able to do harm: soft hyphens, zero-width spaces and joiners, byte order marks, bidi overrides
 * (U+202A–E, U+2066–9), interlinear marks, noncharacters (twitter-text calls U+FFFE and U+FEFF invalid).
 */
const invisible =
  /[\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\p{Noncharacter_Code_Point}]/gu

/** Telegram drops these three combining marks itself (TDLib `clean_input_string`), which would falsify our ruler. */
const droppedByTelegram = /[\u0333\u033f\u030a]/g

/** Letters under a heap of marks ("zalgo") would make one grapheme of any length: four marks are plenty. */
const heapedMarks = /(\p{M}{4})\p{M}+/gu

/** Takes out what no reader sees and composes accents (NFC). Lone surrogates become U+FFFD. Idempotent. */
export function cleanCharacters(text: string): string {
  return text
    .toWellFormed()
    .replace(blanks, ' ')
    .replace(invisible, '')
    .normalize('NFC')
    .replace(droppedByTelegram, '')
    .replace(heapedMarks, '$1')
    .normalize('NFC')
}

/** One line: runs of white space become one space; a no-break space that stands alone stays (`z.&nbsp;B.`). */
export function oneLine(text: string): string {
  return cleanCharacters(text)
    .replace(/ {2,}/g, ' ')
    .replace(/(?: [\u00a0 ]+|\u00a0[\u00a0 ]+)/g, ' ')
    .trim()
}

/**
 * The same text, character for character as long, in plain quotes, spaces and dashes: patterns are written once
 * and match `L'Américain`, `L’Américain` and `L‘Américain` (novastan.md §2.1, §2.5).
 */
export function plainShape(text: string): string {
  return text
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
    .replace(/[’‘‛ʼ′`´]/g, "'")
    .replace(/[“”„«»‟″]/g, '"')
    .replace(/[‐‑–—−]/g, '-')
}

/** Equal for two texts that a reader would call the same: case, quotes, spaces and stops do not count. */
export function sameTextKey(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
  return words === '' ? text.trim() : words
}
