/** What Telegram makes of the texts of a request: parsed, measured, or refused in its own words (platforms.md §1). */
import { z } from 'zod'
import { type ShownText, showText } from './telegram-entities.ts'
import { parseTelegramHtml } from './telegram-html.ts'
import type { Entity, EntityType } from './telegram-tags.ts'

/** `refused` holds the description of the error, without "Bad Request: ". */
export type ReadText =
  | { readonly kind: 'text'; readonly shown: ShownText }
  | { readonly kind: 'refused'; readonly description: string }

/** Counted in code points after parsing, against the common belief (platforms.md §1, Length). */
export const textLimit = 4096
export const captionLimit = 1024

const entityTypes = [
  ...['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'code', 'pre', 'text_link'],
  ...['blockquote', 'expandable_blockquote'],
] as const satisfies readonly EntityType[]

/** In forms, nested values are JSON texts. */
export function jsonField<T extends z.ZodType>(schema: T): z.ZodPreprocess<T, unknown> {
  return z.preprocess((value) => {
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value)
    } catch {
      return value
    }
  }, schema)
}

const place = { offset: z.int().min(0), length: z.int().min(1) }
const writtenEntity = z.union([
  z.object({ type: z.literal('text_link'), ...place, url: z.string() }),
  z.object({ type: z.enum(entityTypes).exclude(['text_link']), ...place }),
])

/** The fields of a request that make a text; `entities` is not looked at beside a parse_mode. */
export const textFields = {
  parse_mode: z.string().optional(),
  entities: jsonField(z.array(writtenEntity)).optional(),
  caption_entities: jsonField(z.array(writtenEntity)).optional(),
}

const nothing: ShownText = { text: '', entities: [] }

/** The text of a message; empty ones are refused. */
export function readMessageText(
  text: string,
  mode: string | undefined,
  entities: readonly Entity[],
): ReadText {
  if (text === '') return { kind: 'refused', description: 'message text is empty' }
  const read = readText(text, mode, entities)
  if (read.kind === 'refused') return read
  if (read.shown.text === '') return { kind: 'refused', description: 'text must be non-empty' }
  return [...read.shown.text].length > textLimit
    ? { kind: 'refused', description: 'message is too long' }
    : read
}

/** A caption may be empty. */
export function readCaption(text: string, mode: string | undefined, entities: readonly Entity[]): ReadText {
  const read = readText(text, mode, entities)
  if (read.kind === 'refused') return read
  return [...read.shown.text].length > captionLimit
    ? { kind: 'refused', description: 'message caption is too long' }
    : read
}

function readText(text: string, mode: string | undefined, entities: readonly Entity[]): ReadText {
  if (mode === undefined || mode === '') return { kind: 'text', shown: showText(text, entities) ?? nothing }
  // The real one knows Markdown too; Chapar sends HTML only, so that nothing else is ever needed here.
  if (mode.toLowerCase() !== 'html') return { kind: 'refused', description: 'unsupported parse_mode' }
  const parsed = parseTelegramHtml(text)
  if (parsed.kind === 'bad') {
    return { kind: 'refused', description: `can't parse entities: ${parsed.problem}` }
  }
  return { kind: 'text', shown: showText(parsed.text, parsed.entities) ?? nothing }
}
