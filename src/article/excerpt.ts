/**
 * The end of an automatic excerpt: ` [&#8230;]`, `… [...]`, and the paywall's ` . . .` inside a word
 * (research/novastan.md §1.3, §2.2 French). An editorial `[…]` inside a quotation is not the end and stays.
 */
import type { Language, Removal } from './article.ts'
import { ellipsis, endsSentence, splitSentences, unclosed } from './sentences.ts'

export interface ExcerptFinished {
  readonly text: string
  /** True when not one whole sentence was left and the text ends with `…`. */
  readonly unfinished: boolean
  readonly removed: readonly Removal[]
}

const mark = /[\s\u00a0]*(?:\[[\s\u00a0]*(?:…|\.\.\.|\. \. \.)[\s\u00a0]*\]|\((?:…|\.\.\.)\))[\s\u00a0]*$/
const spacedDots = /[\s\u00a0]?\.[ \u00a0]\.[ \u00a0]\.[\s\u00a0]*$/
const dots = /[\s\u00a0]*(?:…|\.{3,})+$/

/** Ends the text at its last whole sentence; when there is none, at a word with `…`. */
export function finishExcerpt(paragraph: string, language: Language): ExcerptFinished {
  const insideWord = spacedDots.test(paragraph)
  const shown = paragraph.replace(insideWord ? spacedDots : mark, '')
  if (shown.length === paragraph.length) return { text: paragraph, unfinished: false, removed: [] }
  const core = shown.replace(dots, '')
  const kept = wholeSentences(core, language)
  if (kept !== '') {
    return {
      text: kept,
      unfinished: false,
      removed: [{ rule: 'excerpt end', text: paragraph.slice(kept.length).trim() }],
    }
  }
  const end = shown.length > core.length ? shown.slice(core.length) : ellipsis(language)
  const words = (insideWord ? core.replace(/[\s\u00a0]+\S+$/, '') : core).replace(/[\s\u00a0,;:–-]+$/, '')
  if (words === '') return { text: '', unfinished: true, removed: [{ rule: 'excerpt end', text: paragraph }] }
  return {
    text: `${words}${end.replace(/\.{3,}/, '…')}${unclosed(words)}`,
    unfinished: true,
    removed: [{ rule: 'excerpt end', text: paragraph.slice(words.length).trim() }],
  }
}

/** The sentences that are complete, with no quotation left open; '' when there is none. */
function wholeSentences(text: string, language: Language): string {
  const sentences = [...splitSentences(text, language)]
  while (sentences.length > 0) {
    const joined = sentences.join('').trim()
    if (endsSentence(joined, language) && unclosed(joined) === '') return joined
    sentences.pop()
  }
  return ''
}
