/**
 * What Telegram makes of a parsed text before it is shown (platforms.md §1, Nesting): entities nest and never cross,
 * code holds nothing, whitespace is trimmed, links and hashtags in the text become entities.
 * Held by tests against TDLib's own clean-up.
 */
import type { Entity, EntityType } from './telegram-tags.ts'

/** A text as followers see it, with its entities in order. */
export interface ShownText {
  readonly text: string
  readonly entities: readonly Entity[]
}

const splittable: readonly EntityType[] = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler']
const isSplittable = ({ type }: Entity): boolean => splittable.includes(type)
const isQuote = ({ type }: Entity): boolean => type === 'blockquote' || type === 'expandable_blockquote'
const isCode = ({ type }: Entity): boolean => type === 'code' || type === 'pre'
/** Kept although they show only whitespace: they carry something that is not seen. */
const isHidden = (entity: Entity): boolean =>
  isCode(entity) || ['text_link', 'text_mention'].includes(entity.type)
const endOf = ({ offset, length }: Entity): number => offset + length

/** Outer before inner, where two have the same extent. */
const priority: Readonly<Record<EntityType, number>> = {
  blockquote: 0,
  expandable_blockquote: 0,
  pre: 10,
  code: 20,
  text_link: 49,
  text_mention: 49,
  url: 50,
  hashtag: 50,
  mention: 50,
  date_time: 50,
  bold: 90,
  italic: 91,
  underline: 92,
  strikethrough: 93,
  spoiler: 94,
  custom_emoji: 99,
}

function sorted(entities: readonly Entity[]): readonly Entity[] {
  return entities.toSorted(
    (a, b) => a.offset - b.offset || b.length - a.length || priority[a.type] - priority[b.type],
  )
}

/** The whole way from what was parsed to what is shown; `null` when nothing is left to show. */
export function showText(text: string, entities: readonly Entity[]): ShownText | null {
  const tidy = tidyText(text, entities)
  const start = tidy.text.search(/[^ \n]/)
  if (start < 0) return null
  const end = tidy.text.replace(/[ \n]+$/, '').length
  const visible = nest(cutWhitespace(tidy.text, tidy.entities))
  const first = Math.min(start, visible[0]?.offset ?? start)
  const kept = visible.flatMap((entity) => clip(entity, first, end))
  const shown = tidy.text.slice(first, end)
  return { text: shown, entities: sorted(nest([...kept, ...foundIn(shown, kept)])) }
}

function clip(entity: Entity, from: number, to: number): readonly Entity[] {
  const length = Math.min(endOf(entity), to) - entity.offset
  return length > 0 ? [{ ...entity, offset: entity.offset - from, length }] : []
}

/** Without trimming: odd characters gone, entities nested. */
export function tidyText(text: string, entities: readonly Entity[]): ShownText {
  const clean = cleanCharacters(text, nest(entities))
  return { text: clean.text, entities: nest(clean.entities) }
}

function cleanCharacters(text: string, entities: readonly Entity[]): ShownText {
  const places: number[] = []
  let clean = ''
  for (const char of text) {
    for (let unit = 0; unit < char.length; unit++) places.push(clean.length + unit)
    if (/\r|[\u2028-\u202e]|\u0333|\u033f|\u030a/.test(char)) places[places.length - 1] = clean.length
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Telegram shows control characters as spaces
    else clean += /[\0-\x09\x0b-\x1f]/.test(char) ? ' ' : char
  }
  places.push(clean.length)
  const moved = entities.map((entity) => {
    const offset = places[entity.offset] ?? clean.length
    return { ...entity, offset, length: (places[endOf(entity)] ?? clean.length) - offset }
  })
  return { text: clean, entities: moved.filter(({ length }) => length > 0) }
}

/** An entity begins at something visible; one that shows nothing is dropped, unless it carries something hidden. */
function cutWhitespace(text: string, entities: readonly Entity[]): readonly Entity[] {
  return entities.flatMap((entity, index) => {
    if (isHidden(entity)) return [entity]
    const shown = text.slice(entity.offset, endOf(entity))
    if (!/[^ \n]/.test(shown)) return []
    // A hidden-data entity at the same place stops the cutting: what it shows is its own.
    const inner = entities.slice(index + 1).find((other) => other.offset >= entity.offset && isHidden(other))
    const limit = inner === undefined ? shown.length : inner.offset - entity.offset
    const blank = Math.min(shown.search(/[^ \n]/), Math.max(limit, 0))
    return [{ ...entity, offset: entity.offset + blank, length: entity.length - blank }]
  })
}

/** Makes entities nest: the first of two that cross wins; bold and its like are cut where others begin or end. */
function nest(entities: readonly Entity[]): readonly Entity[] {
  const all = sorted(entities)
  if (isNested(all)) return all
  const quotes = withoutOverlap(all.filter(isQuote))
  const solid = withoutOverlap(all.filter((entity) => !isSplittable(entity) && !isQuote(entity)))
  const inside = solid.filter((entity) => !quotes.some((quote) => breaks(entity, quote)))
  const fixed = sorted([...quotes, ...inside])
  return sorted([...fixed, ...cutAt(all.filter(isSplittable), fixed)])
}

const breaks = (entity: Entity, quote: Entity): boolean =>
  entity.offset < endOf(quote) &&
  quote.offset < endOf(entity) &&
  (entity.offset < quote.offset || endOf(entity) > endOf(quote))

function withoutOverlap(entities: readonly Entity[]): readonly Entity[] {
  let end = 0
  return entities.filter((entity) => {
    if (entity.offset < end) return false
    end = endOf(entity)
    return true
  })
}

/** Whether nothing has to be changed: then nothing is cut, not even what might be. */
function isNested(entities: readonly Entity[]): boolean {
  const stack: Entity[] = []
  const lastEnd = new Map<EntityType, number>()
  for (const entity of entities) {
    while (stack.length > 0 && entity.offset >= endOf(stack.at(-1) ?? entity)) stack.pop()
    const parent = stack.at(-1)
    if (parent !== undefined) {
      const sameType = stack.some(({ type }) => type === entity.type)
      const inSolid = stack.some((outer) => !isSplittable(outer) && !isQuote(outer))
      if (endOf(entity) > endOf(parent) || sameType || isCode(parent)) return false
      if (isCode(entity) && stack.some((outer) => !isQuote(outer))) return false
      if (!isSplittable(entity) && inSolid) return false
      if (stack.some(isSplittable) || (isQuote(entity) && stack.some(isQuote))) return false
    }
    if (isSplittable(entity)) {
      if ((lastEnd.get(entity.type) ?? -1) >= entity.offset) return false
      lastEnd.set(entity.type, endOf(entity))
    }
    stack.push(entity)
  }
  return true
}

function cutAt(entities: readonly Entity[], fixed: readonly Entity[]): readonly Entity[] {
  const merged = splittable.flatMap((type) => merge(entities.filter((entity) => entity.type === type)))
  const borders = fixed.flatMap((entity) => [entity.offset, endOf(entity)])
  const cuts = [...borders, ...merged.map(({ offset }) => offset)].toSorted((a, b) => a - b)
  const pieces = merged.flatMap((entity) => {
    const inner = cuts.filter((cut) => cut > entity.offset && cut < endOf(entity))
    const starts = [...new Set([entity.offset, ...inner])]
    return starts.map((offset, index) => ({
      ...entity,
      offset,
      length: (starts[index + 1] ?? endOf(entity)) - offset,
    }))
  })
  const codes = fixed.filter(isCode)
  return pieces.filter(
    (piece) => !codes.some((code) => piece.offset >= code.offset && endOf(piece) <= endOf(code)),
  )
}

/** Touching ones of one type become one. */
function merge(entities: readonly Entity[]): readonly Entity[] {
  const merged: Entity[] = []
  for (const entity of entities) {
    const last = merged.at(-1)
    if (last === undefined || entity.offset > endOf(last)) merged.push(entity)
    else merged[merged.length - 1] = { ...last, length: Math.max(endOf(last), endOf(entity)) - last.offset }
  }
  return merged
}

const detectors: readonly (readonly [EntityType, RegExp])[] = [
  // Nearly so: the real one knows top-level domains and brackets too; enough for links and hashtags of articles.
  [
    'url',
    /(?<![\p{L}\p{N}_@/.])(?:https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]]|(?:[a-z0-9-]+\.)+(?:org|com|net|tj|kg|kz|uz|de|fr)(?:\/[^\s<>"]*[^\s<>"'.,;:!?)\]])?(?![\p{L}\p{N}_]))/giu,
  ],
  ['mention', /(?<![\p{L}\p{N}_/])@[a-z]\w{3,31}/giu],
  ['hashtag', /(?<![\p{L}\p{N}_/#])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/giu],
]

/** What Telegram finds in the text by itself, outside of what is marked already. */
function foundIn(text: string, marked: readonly Entity[]): readonly Entity[] {
  const taken = marked.filter((entity) => !isSplittable(entity) && !isQuote(entity))
  const found: Entity[] = []
  for (const [type, pattern] of detectors) {
    for (const match of text.matchAll(pattern)) {
      const entity: Entity = { type, offset: match.index, length: match[0].length }
      const isFree = [...taken, ...found].every(
        (other) => endOf(other) <= entity.offset || other.offset >= endOf(entity),
      )
      if (isFree) found.push(entity)
    }
  }
  return found
}
