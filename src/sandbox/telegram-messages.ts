/** Sending, changing, removing and forwarding messages (platforms.md §1, methods and error table). */
import { z } from 'zod'
import { type Answer, json } from './answer.ts'
import type { Upload } from './raw.ts'
import type { Post, RawRequest } from './state.ts'
import { type Chat, chatFields, resolveChat } from './telegram-chats.ts'
import type { ShownText } from './telegram-entities.ts'
import { jsonField, readCaption, readMessageText, textFields } from './telegram-text.ts'
import { amend, publish, retract, type World } from './world.ts'

/** One call of a method. */
export interface Call {
  readonly world: World
  readonly bot: {
    readonly id: number
    readonly is_bot: true
    readonly first_name: string
    readonly username: string
  }
  readonly fields: Readonly<Record<string, unknown>>
  readonly uploads: ReadonlyMap<string, Upload>
  readonly raw: RawRequest
}

/** What is kept of a message: the Message object of the Bot API. */
export const message = z.looseObject({
  message_id: z.number(),
  date: z.number(),
  chat: z.looseObject({ id: z.number() }),
  text: z.string().optional(),
  entities: z.array(z.looseObject({ type: z.string(), offset: z.number(), length: z.number() })).optional(),
  caption: z.string().optional(),
  caption_entities: z
    .array(z.looseObject({ type: z.string(), offset: z.number(), length: z.number() }))
    .optional(),
  photo: z.array(z.unknown()).optional(),
  link_preview_options: z.looseObject({ url: z.string().optional() }).optional(),
})
export type Message = z.infer<typeof message>

const preview = z.strictObject({
  is_disabled: z.boolean().optional(),
  url: z.string().optional(),
  prefer_small_media: z.boolean().optional(),
  prefer_large_media: z.boolean().optional(),
  show_above_text: z.boolean().optional(),
})
const textRequest = z.looseObject({
  ...textFields,
  text: z.coerce.string().default(''),
  caption: z.coerce.string().default(''),
  link_preview_options: jsonField(preview).optional(),
})

export function sendMessage(call: Call, chat: Chat): Answer {
  const request = textRequest.safeParse(call.fields)
  if (!request.success) return unreadable(request.error)
  const { text, parse_mode, entities, link_preview_options } = request.data
  const read = readMessageText(text, parse_mode, entities ?? [])
  if (read.kind === 'refused') return refused(read.description)
  return newMessage(call, chat, {
    ...textPart(read.shown),
    ...(link_preview_options === undefined ? {} : { link_preview_options }),
  })
}

/** Numbers, keeps and answers a new message. `forwarded` ones are no posts of ours. */
export function newMessage(call: Call, chat: Chat, content: object, forwarded = false): Answer {
  const { world, raw, bot } = call
  const account = `${chat.id}`
  const id = world.state.next(`telegram ${account}`, 1n)
  const at = world.now()
  const chatObject = chatFields(chat)
  const sender =
    chat.username !== undefined || account.startsWith('-100') ? { sender_chat: chatObject } : { from: bot }
  const head = { message_id: Number(id), ...sender, chat: chatObject, date: Math.floor(at.getTime() / 1000) }
  const detail = message.parse({ ...head, ...content })
  const text = detail.text ?? detail.caption ?? ''
  publish(world, { platform: 'telegram', account, id: `${id}`, text, detail, raw, forwarded, at })
  return json(200, { ok: true, result: detail })
}

function textPart({ text, entities }: ShownText): object {
  return { text, ...(entities.length === 0 ? {} : { entities }) }
}

export function captionPart({ text, entities }: ShownText): object {
  if (text === '') return {}
  return { caption: text, ...(entities.length === 0 ? {} : { caption_entities: entities }) }
}

export function editText(call: Call, chat: Chat): Answer {
  const request = textRequest.safeParse(call.fields)
  if (!request.success) return unreadable(request.error)
  const { text, parse_mode, entities, link_preview_options } = request.data
  const old = known(call, chat, 'message_id')
  if (old === undefined) return refused('message to edit not found')
  if (old.message.text === undefined) return refused('there is no text in the message to edit')
  const read = readMessageText(text, parse_mode, entities ?? [])
  if (read.kind === 'refused') return refused(read.description)
  const { text: _, entities: __, link_preview_options: ___, ...rest } = old.message
  const options = link_preview_options === undefined ? {} : { link_preview_options }
  return change(call, old, { ...rest, ...textPart(read.shown), ...options }, read.shown.text)
}

export function editCaption(call: Call, chat: Chat): Answer {
  const request = textRequest.safeParse(call.fields)
  if (!request.success) return unreadable(request.error)
  const { caption, parse_mode, caption_entities } = request.data
  const old = known(call, chat, 'message_id')
  if (old === undefined) return refused('message to edit not found')
  if (old.message.photo === undefined) return refused('there is no caption in the message to edit')
  const read = readCaption(caption, parse_mode, caption_entities ?? [])
  if (read.kind === 'refused') return refused(read.description)
  const { caption: _, caption_entities: __, ...rest } = old.message
  return change(call, old, { ...rest, ...captionPart(read.shown) }, read.shown.text)
}

function change({ world }: Call, old: Known, changed: object, text: string): Answer {
  const { edit_date: _, ...before } = old.message
  const { edit_date: __, ...after } = message.parse(changed)
  if (sameContent(before, after)) {
    const words = 'specified new message content and reply markup are exactly the same'
    const end = 'as a current content and reply markup of the message'
    return refused(`message is not modified: ${words} ${end}`)
  }
  const detail = { ...after, edit_date: Math.floor(world.now().getTime() / 1000) }
  amend(world, { ...old.post, text, detail })
  return json(200, { ok: true, result: detail })
}

function sameContent(before: object, after: object): boolean {
  const inOrder = (value: object): string => JSON.stringify(Object.entries(value).toSorted())
  return inOrder(before) === inOrder(after)
}

export function deleteMessage(call: Call, chat: Chat): Answer {
  const old = known(call, chat, 'message_id')
  if (old === undefined) return refused('message to delete not found')
  retract(call.world, old.post)
  return json(200, { ok: true, result: true })
}

/** Returns the whole Message, unlike copyMessage: how staff's gap probing sees what an id is (platforms.md §0). */
export function forward(call: Call, chat: Chat): Answer {
  const source = resolveChat(call.world.state, String(call.fields['from_chat_id'] ?? '').trim())
  if (source === undefined) return refused('chat not found')
  const old = known(call, source, 'message_id')
  if (old === undefined) return refused('message to forward not found')
  const { message_id, date, chat: origin, sender_chat: _, from: __, edit_date: ___, ...content } = old.message
  const forward_origin = { type: 'channel', date, chat: origin, message_id }
  return newMessage(call, chat, { ...content, forward_origin }, true)
}

interface Known {
  readonly post: Post
  readonly message: Message
}

function known({ world, fields }: Call, chat: Chat, field: string): Known | undefined {
  const post = world.state.post('telegram', `${chat.id}`, String(fields[field] ?? ''))
  return post === undefined ? undefined : { post, message: message.parse(post.detail) }
}

export function refused(description: string): Answer {
  return json(400, { ok: false, error_code: 400, description: `Bad Request: ${description}` })
}

/** The real wording differs from field to field `[?]`. */
export function unreadable(error: z.ZodError): Answer {
  return refused(`can't parse ${error.issues[0]?.path.join('.') ?? 'request'}`)
}
