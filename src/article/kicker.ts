/**
 * Kickers: labels that open a lead ("ENTSCHLÜSSELUNG.", "DECODING:", "CENTRAL ASIA SCIENCE REVIEW −") or, in
 * French, end it ("Portrait."). An acronym is none: FIFA, URSS, COP 28 (research/novastan.md §2.4).
 */
import type { Removal } from './article.ts'

export interface KickerTaken {
  readonly text: string
  /** As written, without its stop; null when there is none. */
  readonly kicker: string | null
  readonly removed: readonly Removal[]
}

const capitals =
  /^((?:[\p{Lu}\d][\p{Lu}\p{M}\d'’&-]*)(?:[ \u00a0][\p{Lu}\d&][\p{Lu}\p{M}\d'’&-]*){0,5})[ \u00a0]?(\.{1,3}|…|:|[−–—])(?=[ \u00a0]|$|\p{Lu}\p{Ll})[ \u00a0]*/u

/** In any spelling, since these words alone make no sentence. */
const knownAtStart =
  /^(entschlüsselung|cinestan|d[ée]cryptage|decoding|decryption|portrait|reportage|critique|entretien)[ \u00a0]?(?:\.{1,3}|…|:)(?=[ \u00a0]|$|\p{Lu}\p{Ll})[ \u00a0]*/iu

const knownAtEnd =
  /(?<=[.!?…»][ \u00a0]?)(Décryptage|Portrait|Critique|Entretien|Reportage|Analyse|Récit|Enquête)(?:\.{1,3}|…)$/u

/** A lead may name its country in capitals; that word is news. */
const countries =
  /^(?:KASACHSTAN|KIRGI(?:SI)?STAN|TADSCHIKISTAN|TURKM[EÉ]NISTAN|USBEKISTAN|KAZAKHSTAN|KIRGHIZSTAN|KYRGYZSTAN|TADJIKISTAN|TAJIKISTAN|OUZB[EÉ]KISTAN|UZBEKISTAN|XINJIANG|AFGHANISTAN)$/u

export function takeKicker(paragraph: string): KickerTaken {
  const atStart = kickerAtStart(paragraph)
  const text = atStart === null ? paragraph : paragraph.slice(atStart.length)
  const atEnd = knownAtEnd.exec(text)
  const removed = [atStart?.length ? paragraph.slice(0, atStart.length) : null, atEnd?.[0] ?? null]
  return {
    text: (atEnd === null ? text : text.slice(0, atEnd.index)).trim(),
    kicker: atStart?.kicker ?? atEnd?.[1] ?? null,
    removed: removed
      .filter((words) => words !== null)
      .map((words) => ({ rule: 'kicker', text: words.trim() })),
  }
}

function kickerAtStart(text: string): { readonly kicker: string; readonly length: number } | null {
  const known = knownAtStart.exec(text)
  if (known?.[1] !== undefined) return { kicker: known[1], length: known[0].length }
  const match = capitals.exec(text)
  const label = match?.[1]
  if (match === null || label === undefined || countries.test(label)) return null
  const letters = label.replace(/[^\p{L}]/gu, '').length
  const longestWord = Math.max(...label.split(/[^\p{L}]+/u).map((word) => word.length))
  const needed = match[2]?.startsWith('.') || match[2] === '…' ? 7 : match[2] === ':' ? 8 : 10
  if (letters < needed || longestWord < 5 || label.length > 40) return null
  if (needed === 10 && !/[ \u00a0]/.test(label)) return null
  return { kicker: label, length: match[0].length }
}
