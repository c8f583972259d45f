/**
 * Telegram's tags and what each becomes (platforms.md §1, parse_mode HTML).
 * Held, like the parser, by tests against TDLib.
 */
import { checkedLink, linkedUser } from './telegram-link.ts'

export type EntityType =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'spoiler'
  | 'code'
  | 'pre'
  | 'text_link'
  | 'text_mention'
  | 'custom_emoji'
  | 'date_time'
  | 'blockquote'
  | 'expandable_blockquote'
  | 'url'
  | 'hashtag'
  | 'mention'

/** A MessageEntity of the Bot API; offsets count UTF-16 units. */
export interface Entity {
  readonly type: EntityType
  readonly offset: number
  readonly length: number
  readonly url?: string
  readonly language?: string
  readonly user?: { readonly id: number; readonly is_bot: false; readonly first_name: string }
  readonly custom_emoji_id?: string
  readonly unix_time?: number
}

/** Markup that Telegram refuses; `message` is its own wording. */
export class BadMarkup extends Error {
  override readonly name = 'BadMarkup'
}

/** A start tag whose end tag is still to come. */
export interface OpenTag {
  readonly name: string
  /** The last value of each attribute. */
  readonly attributes: ReadonlyMap<string, string>
  readonly offset: number
}

const tagTypes: Readonly<Record<string, EntityType>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
  blockquote: 'blockquote',
}

/** Whether Telegram knows a tag of this name, in lower case. */
export function isTag(name: string): boolean {
  return Object.hasOwn(tagTypes, name)
}

/** Adds what a tag that ends here became; a link without a valid address becomes nothing. */
export function addEntity(tag: OpenTag, text: string, found: Entity[]): void {
  const entity = entityOf(tag, text)
  if (entity === undefined) return
  const last = found.at(-1)
  const same = last?.offset === entity.offset && last.length === entity.length
  const isPair =
    (entity.type === 'pre' && last?.type === 'code') || (entity.type === 'code' && last?.type === 'pre')
  const language = entity.language ?? last?.language
  // Only `code` carries a language; a `pre` around it (or in it) of the same extent takes it over.
  if (same && isPair && language !== undefined && last?.type !== undefined) {
    found[found.length - 1] = { ...entity, type: 'pre', language }
    return
  }
  found.push(entity)
}

function entityOf(tag: OpenTag, text: string): Entity | undefined {
  const type = tagTypes[tag.name]
  if (type === undefined) return undefined
  const place = { offset: tag.offset, length: text.length - tag.offset }
  const attribute = (name: string): string | undefined => tag.attributes.get(name)
  if (type === 'code') {
    const language = /^language-(.+)$/s.exec(attribute('class') ?? '')?.[1]
    return language === undefined ? { type, ...place } : { type, ...place, language }
  }
  if (type === 'blockquote') {
    return { type: tag.attributes.has('expandable') ? 'expandable_blockquote' : type, ...place }
  }
  if (type === 'text_link') return linkEntity(attribute('href') || text.slice(tag.offset), place)
  if (type === 'custom_emoji') return emojiEntity(attribute('emoji-id') ?? '', place)
  if (type === 'date_time') return timeEntity(attribute('unix') ?? '', attribute('format') ?? '', place)
  return { type, ...place }
}

type Place = Pick<Entity, 'offset' | 'length'>

function linkEntity(address: string, place: Place): Entity | undefined {
  const id = linkedUser(address)
  if (id !== undefined)
    return { type: 'text_mention', ...place, user: { id, is_bot: false, first_name: `${id}` } }
  const url = checkedLink(address)
  return url === undefined ? undefined : { type: 'text_link', ...place, url }
}

function emojiEntity(id: string, place: Place): Entity {
  if (!/^-?\d{1,19}$/.test(id) || BigInt(id) === 0n) {
    throw new BadMarkup('Invalid custom emoji identifier specified')
  }
  return { type: 'custom_emoji', ...place, custom_emoji_id: id }
}

function timeEntity(unix: string, format: string, place: Place): Entity | undefined {
  const seconds = /^\d{1,10}$/.test(unix) ? Number(unix) : 0
  if (seconds <= 0 || seconds > 0x7fffffff) return undefined
  if (!/^(?:r|w?[dD]?[tT]?)$/.test(format)) throw new BadMarkup('Invalid date format used')
  return { type: 'date_time', ...place, unix_time: seconds }
}
