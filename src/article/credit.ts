/**
 * Picture credits inside running text ("geöffnet.Foto : A. Beispiel ( @a_beispiel, Italien)"): taken off the words
 * they are glued to and kept as a name. Forms: research/novastan.md §2.3.
 */
import type { Language, Removal } from './article.ts'
import { plainShape } from './characters.ts'
import { splitSentences } from './sentences.ts'
import { without } from './strip.ts'

export interface CreditTaken {
  readonly text: string
  /** A name, perhaps with a country; null when the text names none. */
  readonly credit: string | null
  readonly removed: readonly Removal[]
}

const strong = '(?:Photo credits?|Crédits? photos?|Bildquelle|Bildnachweis|Photos?|Fotos?|Kredit|Cr[ée]dits?)'
const weak = '(?:Bild|Illustration)'
const sentenceStart = `(?<=^|[.!?…)"'\\]:|/]\\s?)`

/** `Photo: X`, `© X`. "Bild" and "Illustration" are everyday words: they count only where a sentence may begin. */
const labelled = new RegExp(
  `(?:(?:${sentenceStart}(?:${strong}|${weak})|(?<=\\s)${strong}) ?:|(?<=^|[\\s.!?)])©) ?(?=[\\p{Lu}\\d@©(])`,
  'u',
)

/** `Bild von Julian Postulart.` at the very end, nothing but names in it. */
const byName =
  /(?<=^|[.!?…)"']\s?)(?:Bild|Foto|Photo|Illustration|Grafik) (?:von|by|par|de) ((?:(?:\p{Lu}[\p{L}\p{M}.'/-]*|de|von|van|di|der) ?){1,6})$/u

/** `(Symbolbild)`, `(illustration)`, `(Photo bereitgestellt vom …)`. */
const bracketed =
  /\s?\((?:Photos?|Foto|Bild|Symbolbild|Symbolfoto|Archivbild|[Ii]llustration|archives?|Cr[ée]dits?)(?: ?: ?([^()]{1,100})| (?:bereitgestellt )?(?:vo[mn]|by|par) ([^()]{1,100}))?\)/u

/** Longer than any credit seen; a longer "name" is a sentence. UTF-16 units. */
const longestCredit = 80

export function takeCredit(paragraph: string, language: Language): CreditTaken {
  let text = paragraph
  let credit: string | null = null
  const removed: Removal[] = []
  for (let i = 0; i < 4; i++) {
    const found = findCredit(text, language)
    if (found === null) break
    removed.push({ rule: 'credit', text: text.slice(found.start, found.end).trim() })
    credit ??= creditName(found.name)
    text = without(text, found)
    text = text.replace(/ (?=[.,;]( |$))/, '')
  }
  return { text, credit, removed }
}

/** The credit that a picture's caption carries; null when there is none. */
export function creditOfCaption(caption: string, language: Language): string | null {
  return takeCredit(caption, language).credit
}

interface Found {
  readonly start: number
  readonly end: number
  readonly name: string
}

function findCredit(text: string, language: Language): Found | null {
  const shape = plainShape(text)
  const label = labelled.exec(shape)
  if (label !== null) {
    const from = label.index + label[0].length
    const length = nameLength(text.slice(from), language)
    return {
      start: label.index,
      end: from + length,
      name: length > longestCredit ? '' : text.slice(from, from + length),
    }
  }
  const named = byName.exec(shape)
  if (named !== null)
    return { start: named.index, end: text.length, name: text.slice(-(named[1]?.length ?? 0)) }
  const bracket = bracketed.exec(shape)
  if (bracket === null) return null
  return {
    start: bracket.index,
    end: bracket.index + bracket[0].length,
    name: bracket[1] ?? inflected(bracket[2] ?? '', bracket[0]),
  }
}

/** "bereitgestellt vom Staatlichen Museum": without its preposition the name would stand in the wrong case. */
function inflected(name: string, bracket: string): string {
  const provided = / (bereitgestellt vo[mn]) /.exec(bracket)?.[1]
  return provided !== undefined && /\s/.test(name) ? `${provided} ${name}` : name
}

/** How much of what follows a label is the name: `A. B (Italien)`, `Your.tj`, `X/Wikimedia Commons`, else a sentence. */
function nameLength(rest: string, language: Language): number {
  const withCountry = /^[^()]{0,60}\([^()]{0,60}(?:\)\.?|$)/.exec(rest)?.[0]
  if (withCountry !== undefined && splitSentences(withCountry, language).length === 1)
    return withCountry.length
  const commons = /^[^.!?]{0,60}Wikimedia Commons\.?/.exec(rest)?.[0]
  if (commons !== undefined) return commons.length
  const domain = /^[\p{L}\d-]+\.[a-z]{2,4}(?:\.(?=\s|$)|(?=\s|$))/u.exec(rest)?.[0]
  if (domain !== undefined) return domain.length
  const sentence = splitSentences(rest, language)[0] ?? rest
  const glued = /(?<=\p{Ll}\.)(?=\p{Lu}\p{Ll}{2})/u.exec(sentence)
  return glued === null ? sentence.length : glued.index
}

/** Without `@handle` (it would call a stranger), without a bracket that an excerpt cut open. */
function creditName(raw: string): string | null {
  const name = raw
    .replace(/@[\p{L}\p{N}_.]*[\p{L}\p{N}_]|@/gu, '')
    .replace(/\([^)]*$/, '')
    .replace(/\(\s*[,;]?\s*/g, '(')
    .replace(/\s*[,;]?\s*\)/g, ')')
    .replace(/\(\)/g, '')
    .replace(/^[\s©:,;]+/, '')
    .replace(/\s{2,}/g, ' ')
    .trim()
  const ended = /(?:^|[^\p{L}])\p{L}\.$/u.test(name) ? name : name.replace(/[\s.,;…]+$/, '')
  return /[\p{L}\p{N}]/u.test(ended.replace(/\([^)]*\)/g, '')) ? ended : null
}
