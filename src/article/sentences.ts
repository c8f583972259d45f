/**
 * Where a sentence ends. `Intl.Segmenter` is wrong at "24. Februar", "z. B.", "Dr." and inside « … ! » in every
 * locale (measured); this guards it. In doubt two sentences stay one: a teaser may be shorter, never broken.
 */
import type { Language } from './article.ts'

const space = String.raw`[\s\u00a0\u202f]`
const closers = `[»”“"’)\\]]`

/** Ends like a sentence: a stop, perhaps with closing quotes or brackets (French ones after a space). */
const sentenceEnd = new RegExp(`[.!?…](?:${space}?${closers})*${space}*$`)

/** A date, an ordinal ("24. Februar", "im 19. Jahrhundert"); German only, and never behind a decimal comma. */
const germanOrdinal = /(?:^|[\s\u00a0\u202f(„«"–/-])(?:\d{1,3}|[IVX]{2,5})\.[\s\u00a0\u202f]*$/

/** `A. Beispiel`, `z. B.`, `d. h.`, `J.-C.`, `U.S.`: one letter before the stop is never the end. */
const oneLetter = /(?:^|[^\p{L}\p{N}\p{M}])\p{L}\p{M}*\.[\s\u00a0\u202f]*$/u

/** Last word before a stop, as written; the end of a domain (`Kloop.kg.`) is none. */
const lastWord = /(?<![\p{L}\p{M}\p{N}.@-])([\p{L}\p{M}°]+)\.[\s\u00a0\u202f]*$/u

const abbreviations: Readonly<Record<Language, ReadonlySet<string>>> = {
  de: words(`Abb Abs Anm Art Aufl Bd Bde bzgl bzw ca Chr Co Dipl Dr ebd evtl exkl Fr geb gegr gest ggf Hg Hr Hrsg inkl
    Ing insb Jh Jhd Kap Ltd Mill Min Mio Mrd Nr Nrn Prof rd russ sog St Std Str Tel Tsd übers urspr vgl vs Vol zit zw
    zzgl`),
  fr: words(
    `M MM Dr Pr St Ste Mgr av apr env ex cf vol art chap éd dir trad tél boul bd fig hab Ltd Inc coll`,
  ),
  en: words(`Mr Mrs Ms Dr Prof St Jr Sr vs approx ca cf Gen Col Lt Sgt Capt Rep Sen Gov Pres Inc Ltd Co Corp Dept
    est fig vol eds Rev Hon Maj`),
}

/** Abbreviations only in front of a figure: "No. 5", "p. 12", "Feb. 24". */
const beforeFigures = words(
  'No Nos nos p pp S n Art art Sec Ch Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Nr Vol Fig Abb Kap',
)

/** The text in sentences, each with the spaces behind it: joined they are the text again. */
export function splitSentences(text: string, language: Language): readonly string[] {
  return mergeOpenQuotes(guardedSegments(text, language))
}

/** Whether a text ends as a whole sentence does. "z. B." and "am 24." do not. */
export function endsSentence(text: string, language: Language): boolean {
  return sentenceEnd.test(text) && !endsInAbbreviation(text, '', language)
}

/** Of two copies of one text, whether `one` is the more finished: with its final stop, with typographic quotes. */
export function isBetterSet(one: string, other: string, language: Language): boolean {
  const [ends, otherEnds] = [endsSentence(one, language), endsSentence(other, language)]
  if (ends !== otherEnds) return ends
  return (one.match(straightQuotes)?.length ?? 0) < (other.match(straightQuotes)?.length ?? 0)
}

const straightQuotes = /['"]/g

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}

const segmenters = new Map<Language, Intl.Segmenter>()

function sentenceSegmenter(language: Language): Intl.Segmenter {
  const known = segmenters.get(language)
  if (known !== undefined) return known
  const made = new Intl.Segmenter(language, { granularity: 'sentence' })
  segmenters.set(language, made)
  return made
}

function guardedSegments(text: string, language: Language): readonly string[] {
  const found: string[] = []
  let rest = ''
  for (const { segment } of sentenceSegmenter(language).segment(text)) {
    const previous = found.at(-1)
    rest = segment
    if (previous !== undefined) {
      // The Segmenter breaks « Non ! | » répond-il: the closing mark belongs to what it closes.
      const closing = /^[»”)\]]+(?=[\s\u00a0\u202f.,;:!?]|$)[\s\u00a0\u202f.,;:!?]*/.exec(segment)?.[0] ?? ''
      rest = segment.slice(closing.length)
      const before = previous + closing
      found[found.length - 1] = before
      if (rest === '') continue
      if (isOneSentence(before, rest, language)) {
        found[found.length - 1] = before + rest
        continue
      }
    }
    found.push(rest)
  }
  return found
}

function isOneSentence(before: string, next: string, language: Language): boolean {
  if (!/[\s\u00a0\u202f]$/.test(before)) return true
  if (/^[^\p{L}\p{N}]{0,3}\p{Ll}/u.test(next)) return true
  if (/[,;:]\s*$/.test(before)) return true
  return endsInAbbreviation(before, next, language)
}

function endsInAbbreviation(before: string, next: string, language: Language): boolean {
  const tail = before.slice(-40)
  if (oneLetter.test(tail)) return true
  if (language === 'de' && germanOrdinal.test(tail)) return true
  const word = lastWord.exec(tail)?.[1]
  if (word === undefined) return false
  if (abbreviations[language].has(word)) return true
  return /^\d/.test(next) && beforeFigures.has(word)
}

/** A quotation of several sentences is one piece, so that no cut leaves it open; one never closed is ignored. */
function mergeOpenQuotes(sentences: readonly string[]): readonly string[] {
  const merged: string[] = []
  for (let i = 0; i < sentences.length; i++) {
    let piece = sentences[i] ?? ''
    if (unclosed(piece) !== '') {
      let longer = piece
      for (let j = i + 1; j < Math.min(i + 12, sentences.length); j++) {
        longer += sentences[j]
        if (unclosed(longer) !== '') continue
        piece = longer
        i = j
        break
      }
    }
    merged.push(piece)
  }
  return merged
}

const pairs: Readonly<Record<string, string>> = { '„': '“', '«': '»', '‚': '‘', '(': ')', '[': ']' }
const alsoCloses: Readonly<Record<string, string>> = { '”': '“', '’': '‘' }

/** Nobody quotes this deep: such a text has no quotes that can be kept whole. */
const deepestQuotes = 8

/**
 * The closing quotes and brackets that a text still owes, in the order in which they must follow; '' when none.
 * Knows „…“, “…”, „…”, « … » (with its space), »…«, "…", ‚…‘, (…), […]. An apostrophe is no quote.
 */
export function unclosed(text: string): string {
  const owed: string[] = []
  for (const match of text.matchAll(/[„“”«»‚‘’"()[\]]/g)) {
    const mark = match[0]
    const at = owed.findLastIndex((closer) => closer.trim() === mark || closer.trim() === alsoCloses[mark])
    if (at >= 0 && !reopens(mark, owed)) {
      owed.length = at
      continue
    }
    const closer = closerOf(
      mark,
      text.slice(match.index + 1, match.index + 2),
      text.slice(0, match.index).slice(-1),
    )
    if (closer !== null) owed.push(closer)
    if (owed.length > deepestQuotes) return ''
  }
  return owed.reverse().join('')
}

/** Brackets nest in themselves; “ closes „ but opens anew inside another “. */
function reopens(mark: string, owed: readonly string[]): boolean {
  return mark === '“' && owed.at(-1) === '”'
}

function closerOf(mark: string, after: string, before: string): string | null {
  const gap = /[\s\u00a0\u202f]/.test(after) ? after : ''
  if (mark === '«') return `${gap}»`
  const paired = pairs[mark]
  if (paired !== undefined) return paired
  if (mark === '“') return '”'
  const opensWord = /[\p{L}\p{N}]/u.test(after) && (before === '' || /[\s\u00a0(–-]/.test(before))
  if (mark === '"') return opensWord ? '"' : null
  if (mark === '»') return opensWord ? '«' : null
  return null
}

/** What marks an omission: German puts a space before it where whole words are left out (Duden D 17). */
export function ellipsis(language: Language): string {
  return language === 'de' ? '\u00a0…' : '…'
}
