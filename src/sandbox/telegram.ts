/**
 * Telegram's Bot API and public preview (platforms.md §1), as far as Chapar uses them. Any chat exists, the bot may
 * post everywhere, message ids count up from 1 in each chat.
 */
import { Hono } from 'hono'
import { z } from 'zod'
import { type Answer, json, respond } from './answer.ts'
import type { SandboxContext, SandboxEnv } from './posting.ts'
import { type ReadBody, readRequest } from './raw.ts'
import type { RawRequest } from './state.ts'
import { type Chat, chatFields, chatNamed, resolveChat } from './telegram-chats.ts'
import { type Call, deleteMessage, editCaption, editText, forward, sendMessage } from './telegram-messages.ts'
import { sendPhoto } from './telegram-photo.ts'
import { previewPage } from './telegram-preview.ts'
import { isRevoked, stableNumber, type World } from './world.ts'

type Method = (call: Call) => Answer

const methods: Readonly<Record<string, Method>> = {
  getme: ({ bot }) => ok({ ...bot, can_join_groups: true, can_read_all_group_messages: false }),
  getchat: withChat((_, chat) => ok({ ...chatFields(chat), accent_color_id: 0, max_reaction_count: 11 })),
  getchatmember: withChat((call) => ok(memberOf(call))),
  sendmessage: withChat(sendMessage),
  sendphoto: withChat(sendPhoto),
  editmessagetext: withChat(editText),
  editmessagecaption: withChat(editCaption),
  deletemessage: withChat(deleteMessage),
  forwardmessage: withChat(forward),
}
const postingMethods = ['sendmessage', 'sendphoto']

/** `/bot<token>/METHOD` and `/s/<chat>`. Method names are read without regard to case, as the real one does. */
export function telegramRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.on(['GET', 'POST'], '/:bot{bot[^/]+}/:method', (c) => {
    const name = c.req.param('method').toLowerCase()
    const handle = async (): Promise<Answer> => {
      const token = c.req.param('bot').slice('bot'.length)
      if (isRevoked(token)) return failed(401, 'Unauthorized')
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined
      if (method === undefined) return failed(404, 'Not Found')
      return method(await readCall(c, token, world))
    }
    if (postingMethods.includes(name)) return world.posting.answer(c, 'telegram', handle)
    return handle().then(respond)
  })
  app.get('/s/:chat', (c) => {
    const chat = chatNamed(world.state, c.req.param('chat'))
    return c.html(
      previewPage(
        c.req.param('chat'),
        chat === undefined ? [] : world.state.postsOf('telegram', `${chat.id}`),
      ),
    )
  })
  app.all('*', () => respond(failed(404, 'Not Found')))
  return app
}

async function readCall(c: SandboxContext, token: string, world: World): Promise<Call> {
  const read: ReadBody = await readRequest(c)
  const fields = z.record(z.string(), z.unknown()).safeParse(read.value)
  const id = Number(/^\d{1,15}(?=:)/.exec(token)?.[0] ?? stableNumber(token))
  const raw: RawRequest = { ...read.raw, path: new URL(`http://x${read.raw.path}`).pathname }
  const query = c.req.query()
  return {
    world,
    bot: { id, is_bot: true, first_name: 'Sandbox', username: 'sandbox_bot' },
    fields: { ...query, ...(fields.success ? fields.data : {}) },
    uploads: read.uploads,
    raw: Object.keys(query).length === 0 ? raw : { ...raw, body: { ...query, ...fields.data } },
  }
}

/** `chat_id` may be a number or `@name`; any chat exists, but it has to be one. */
function withChat(method: (call: Call, chat: Chat) => Answer): Method {
  return (call) => {
    const id = z.union([z.string(), z.number()]).safeParse(call.fields['chat_id'])
    const written = id.success ? String(id.data).trim() : ''
    if (written === '') return failed(400, 'Bad Request: chat_id is empty')
    const chat = resolveChat(call.world.state, written)
    return chat === undefined ? failed(400, 'Bad Request: chat not found') : method(call, chat)
  }
}

function memberOf({ bot, fields }: Call): object {
  const rights = ['can_manage_chat', 'can_post_messages', 'can_edit_messages', 'can_delete_messages']
  const isBot = Number(fields['user_id'] ?? bot.id) === bot.id
  if (!isBot)
    return {
      status: 'member',
      user: { id: Number(fields['user_id']), is_bot: false, first_name: 'Somebody' },
    }
  return { status: 'administrator', user: bot, ...Object.fromEntries(rights.map((right) => [right, true])) }
}

function ok(result: unknown): Answer {
  return json(200, { ok: true, result })
}

function failed(code: number, description: string): Answer {
  return json(code, { ok: false, error_code: code, description })
}
