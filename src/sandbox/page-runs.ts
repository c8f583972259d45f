/** The texts of posts as runs: pieces with one look each, which the page puts into text nodes. */
import { z } from 'zod'
import type { Message } from './telegram-messages.ts'

export type Style = 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler' | 'code' | 'quote' | 'tag'

/** A piece of text with one look. */
export interface Run {
  readonly text: string
  readonly styles: readonly Style[]
  readonly href: string | null
}

type Entities = NonNullable<Message['entities']>
type Entity = Entities[number]

const telegramStyles: Readonly<Record<string, Style>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'strikethrough',
  spoiler: 'spoiler',
  code: 'code',
  pre: 'code',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
  hashtag: 'tag',
  mention: 'tag',
}

/** `target` says where an address leads, if anywhere. */
export function telegramRuns(
  text: string,
  entities: Entities,
  target: (url: string) => string | null,
): readonly Run[] {
  const borders = entities.flatMap(({ offset, length }) => [offset, offset + length])
  const cuts = [...new Set([0, ...borders, text.length])].toSorted((a, b) => a - b)
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? text.length
    const here = entities.filter(({ offset, length }) => offset <= from && offset + length >= to)
    const href = here.map((entity) => addressOf(entity, text)).find((found) => found !== null) ?? null
    return {
      text: text.slice(from, to),
      styles: here.flatMap(({ type }) => telegramStyles[type] ?? []),
      href: href === null ? null : target(href),
    }
  })
}

/** The address that an entity stands for. */
export function addressOf(entity: Entity, text: string): string | null {
  if (entity.type === 'text_link') return z.string().catch('').parse(entity['url']) || null
  if (entity.type !== 'url') return null
  const shown = text.slice(entity.offset, entity.offset + entity.length)
  return /^https?:/i.test(shown) ? shown : `http://${shown}`
}

const hashtag = /(?<![\p{L}\p{N}_&/])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]+/gu

/** Plain text with its hashtags marked. */
export function tagged(text: string, isTag: (word: string) => boolean): readonly Run[] {
  const runs: Run[] = []
  let at = 0
  for (const { 0: word, index } of text.matchAll(hashtag)) {
    if (!isTag(word)) continue
    runs.push({ text: text.slice(at, index), styles: [], href: null })
    runs.push({ text: word, styles: ['tag'], href: null })
    at = index + word.length
  }
  runs.push({ text: text.slice(at), styles: [], href: null })
  return runs.filter((run) => run.text !== '')
}

/** Without white space at the end. */
export function trimmed(runs: readonly Run[]): readonly Run[] {
  const last = runs.at(-1)
  if (last === undefined) return runs
  const text = last.text.trimEnd()
  return text === '' ? trimmed(runs.slice(0, -1)) : [...runs.slice(0, -1), { ...last, text }]
}

/** X's own escaping undone. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
