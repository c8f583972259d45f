/**
 * Applies the rules of boilerplate.ts to one paragraph. Only whole matches, sentences or ends are taken; what
 * stays is never changed.
 */
import type { Language, Removal } from './article.ts'
import { boilerplateRules, type Takes } from './boilerplate.ts'
import { plainShape } from './characters.ts'
import { splitSentences } from './sentences.ts'

/** What a step of extraction leaves of a paragraph, and what it took. */
export interface Stripped {
  readonly text: string
  readonly removed: readonly Removal[]
}

/** One rule may match this often in a paragraph; more is no article. */
const repeats = 5

export function stripBoilerplate(paragraph: string, language: Language): Stripped {
  let text = paragraph
  let shape = plainShape(text)
  const removed: Removal[] = []
  for (const rule of boilerplateRules) {
    for (let i = 0; i < repeats; i++) {
      const match = rule.pattern.exec(shape)
      if (match === null) break
      const span = spanOf(match, text, rule.takes, language)
      removed.push({ rule: rule.name, text: text.slice(span.start, span.end).trim() })
      text = without(text, span)
      if (rule.takes === 'rest of a cut text' && text !== '') text = `${text} […]`
      shape = plainShape(text)
    }
  }
  return { text, removed }
}

/** The text without a stretch of it, one space where it was. */
export function without(text: string, span: Span): string {
  return `${text.slice(0, span.start).trimEnd()} ${text.slice(span.end).trimStart()}`.trim()
}

interface Span {
  readonly start: number
  readonly end: number
}

function spanOf(match: RegExpExecArray, text: string, takes: Takes, language: Language): Span {
  const matchEnd = match.index + match[0].length
  switch (takes) {
    case 'words':
      return { start: match.index, end: matchEnd }
    case 'rest':
    case 'rest of a cut text':
      return { start: match.index, end: text.length }
    case 'block':
      return { start: 0, end: text.length }
    case 'sentence':
      return { start: match.index, end: sentenceStop(text, match.index, matchEnd, language) }
    case 'sentence around': {
      const start = sentenceStart(text, match.index, language)
      return { start, end: sentenceStop(text, start, matchEnd, language) }
    }
  }
}

/** Where two sentences are glued together ("Portrait.Novastan reprend"); a domain has no capital behind its stop. */
const glue = /(?<=\p{Ll}[.!?])(?=\p{Lu}\p{Ll})/gu

function sentenceStart(text: string, index: number, language: Language): number {
  const before = text.slice(0, index)
  if (/(?:^|[.!?…])[\s\u00a0]*$/.test(before)) return index
  let start = 0
  for (const sentence of splitSentences(before, language)) {
    if (start + sentence.length >= index) break
    start += sentence.length
  }
  for (const { index: glued } of before.matchAll(glue)) start = Math.max(start, glued)
  return start
}

function sentenceStop(text: string, start: number, atLeast: number, language: Language): number {
  let end = start
  for (const sentence of splitSentences(text.slice(start), language)) {
    end += sentence.length
    if (end >= atLeast) break
  }
  const glued = text.slice(atLeast, end).search(glue)
  return glued < 0 ? end : atLeast + glued
}
