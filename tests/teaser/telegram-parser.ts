/** Telegram's own parser (TDLib, offline) and X's own library: what a follower would see of a text. */
import { getTdjson } from 'prebuilt-tdlib'
import * as tdl from 'tdl'
import twitter from 'twitter-text'
import { z } from 'zod'

tdl.configure({ tdjson: getTdjson(), verbosityLevel: 0 })

const entity = z.object({
  offset: z.number(),
  length: z.number(),
  type: z.object({ _: z.string(), url: z.string().optional() }),
})
const formatted = z.object({ _: z.literal('formattedText'), text: z.string(), entities: z.array(entity) })
const found = z.object({ _: z.literal('textEntities'), entities: z.array(entity) })

export interface Seen {
  readonly text: string
  /** `kind:words`, in the order of the text. */
  readonly entities: readonly string[]
  readonly urls: readonly string[]
}

/** Parses HTML as Telegram does; throws what Telegram would answer with 400. */
export function parseTelegramHtml(html: string): Seen {
  const answer = formatted.parse(
    tdl.execute({ _: 'parseTextEntities', text: html, parse_mode: { _: 'textParseModeHTML' } }),
  )
  return {
    text: answer.text,
    entities: answer.entities.map((one) => named(one, answer.text)),
    urls: answer.entities.flatMap(({ type }) => (type.url === undefined ? [] : [type.url])),
  }
}

/** What Telegram finds in plain text by itself: links, mentions, hashtags, commands. */
export function foundByTelegram(text: string): readonly string[] {
  return found.parse(tdl.execute({ _: 'getTextEntities', text })).entities.map((one) => named(one, text))
}

/** What X finds in a text: `url:…`, `hashtag:…`, `screenName:…`, `cashtag:…`. */
export function foundByX(text: string): readonly string[] {
  return twitter.extractEntitiesWithIndices(text).map((one) =>
    Object.entries(one)
      .filter(([key]) => key !== 'indices')
      .map(([key, value]) => `${key}:${String(value)}`)
      .join(),
  )
}

function named({ type, offset, length }: z.infer<typeof entity>, text: string): string {
  return `${type._.replace('textEntityType', '').toLowerCase()}:${text.slice(offset, offset + length)}`
}
