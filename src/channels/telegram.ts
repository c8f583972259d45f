/**
 * Telegram: a bot that posts to one chat through grammY's `Api`, never its `Bot`, and without auto-retry.
 * The Bot API has no idempotency key and no history (platforms.md §0), so whatever is not plainly answered is unknown.
 */
import { Api, type ApiClientOptions, InputFile } from 'grammy/web'
import { z } from 'zod'
import type { Channel, FindResult, ProbeResult, SendOutcome } from './channel.ts'
import {
  type Answer,
  after,
  apiBase,
  type Limits,
  notUnderstood,
  type Observed,
  openLine,
  quote,
  type Surroundings,
  waitSeconds,
  withoutAnswer,
  withoutSecrets,
} from './connection.ts'
import { lazyPictures } from './lazy-pictures.ts'

export interface TelegramSettings {
  readonly platform: 'telegram'
  readonly id: string
  readonly chat: string | number
  readonly token: string
  readonly apiUrl: string | undefined
}

type Chat = TelegramSettings['chat']

/** Makes the adapter. Every call gets an `Api` and a connection of its own. */
export function createTelegramChannel(
  settings: TelegramSettings,
  lane: string,
  { now, sendTimeoutMs, allowPrivate }: Surroundings,
): Channel {
  const { chat, token } = settings
  const pictures = lazyPictures('telegram', allowPrivate)
  const base = apiBase(settings.apiUrl ?? 'https://api.telegram.org')
  const previewBase = settings.apiUrl === undefined ? 'https://t.me' : base
  const limits = (signal: AbortSignal): Limits => ({ signal, timeoutMs: sendTimeoutMs })
  return {
    id: settings.id,
    platform: 'telegram',
    lane,
    async prepare(teaser, signal) {
      if (teaser.image?.upload !== true) return { teaser }
      // The bytes themselves, in the posting request: Telegram remembers for days that it could not fetch an address.
      const upload = async (bytes: Uint8Array) =>
        ({ kind: 'media', media: { kind: 'bytes', bytes } }) as const
      return (await pictures()).prepare(teaser, upload, signal)
    },
    async send(prepared, signal): Promise<SendOutcome> {
      const { teaser, media } = prepared
      if (teaser.platform !== 'telegram')
        throw new Error(`${settings.id} was given a teaser for ${teaser.platform}`)
      if (media?.kind === 'bytes') {
        const photo = new InputFile(media.bytes, 'picture.jpg')
        const observed = await call(base, token, limits(signal), (api) =>
          api.sendPhoto(chat, photo, { caption: teaser.text, parse_mode: 'HTML' }),
        )
        const outcome = (await pictures()).judge(telegramOutcome(observed, now(), chat), prepared)
        return withoutSecrets(outcome, [token])
      }
      const observed = await call(base, token, limits(signal), (api) =>
        api.sendMessage(chat, teaser.text, {
          parse_mode: 'HTML',
          // The size is ignored unless the address is named (platforms.md §1, link_preview_options).
          link_preview_options: { url: teaser.link, prefer_large_media: true, show_above_text: true },
        }),
      )
      return withoutSecrets(telegramOutcome(observed, now(), chat), [token])
    },
    async find(teaser, context, signal): Promise<FindResult> {
      const { findOnTelegram } = await import('./telegram-find.ts')
      const preview = publicName(chat)
      const place = preview === undefined ? undefined : { name: preview, url: `${previewBase}/s/${preview}` }
      const result = await findOnTelegram(place, teaser.link, context, limits(signal))
      if (result.kind !== 'found') return result
      return { ...result, url: addressOf(Number(result.remoteId), { id: chat, username: preview }) }
    },
    async probe(signal): Promise<ProbeResult> {
      const observed = await call(base, token, limits(signal), (api) => api.getMe())
      return withoutSecrets(telegramProbe(observed), [token])
    },
  }
}

/** One Bot API call. What grammY throws is not looked at: the answer itself is judged, and no message gets out. */
async function call(
  base: string,
  token: string,
  limits: Limits,
  method: (api: Api) => Promise<unknown>,
): Promise<Observed> {
  const line = await openLine(limits)
  // grammY types `fetch` as node-fetch's; at run time it hands over a string and web-standard options.
  const fetch = line.fetch as unknown as NonNullable<ApiClientOptions['fetch']>
  const api = new Api(token, { apiRoot: base, timeoutSeconds: limits.timeoutMs / 1000, fetch })
  try {
    await method(api)
    return line.observed(undefined)
  } catch (error) {
    return line.observed(error)
  } finally {
    await line.close()
  }
}

const posted = z.object({
  ok: z.literal(true),
  result: z.object({
    message_id: z.int().positive(),
    chat: z.object({ id: z.number(), username: z.string().optional() }).optional(),
  }),
})

const failure = z.object({
  ok: z.literal(false),
  error_code: z.number(),
  description: z.string(),
  parameters: z
    .object({ retry_after: z.unknown().optional(), migrate_to_chat_id: z.number().optional() })
    .optional()
    .catch(undefined),
})
type Failure = z.infer<typeof failure>

/** What a `sendMessage` came to (platforms.md §1, error table). */
export function telegramOutcome(observed: Observed, now: Date, chat: Chat): SendOutcome {
  if (observed.kind === 'no-answer') return withoutAnswer('Telegram', observed, idIn)
  if (observed.status === 200) return accepted(observed, chat)
  if (observed.status === 429) return rateLimited(observed, now)
  if (observed.status === 401) return { kind: 'blocked', reason: token401 }
  const refusal = failure.safeParse(observed.body)
  // Only a well-formed 4xx of Telegram's own proves "not posted" (platforms.md §0); a proxy's page does not.
  if (!refusal.success || refusal.data.error_code !== observed.status) {
    return notUnderstood('Telegram', observed)
  }
  switch (observed.status) {
    case 400:
      return badRequest(refusal.data, chat)
    case 402:
      return { kind: 'blocked', reason: `credit: Telegram asks for payment: ${said(refusal.data)}` }
    case 403:
      return { kind: 'blocked', reason: rightsMissing(chat, refusal.data) }
    case 404:
      return { kind: 'blocked', reason: token404 }
  }
  return notUnderstood('Telegram', observed)
}

/** The id in a success that broke off. */
function idIn({ status, body }: Answer): string | undefined {
  return status === 200 ? /"message_id":\s*(\d+)\D/.exec(String(body))?.[1] : undefined
}

const token401 = 'token: Telegram does not accept the bot token; it was revoked or mistyped'
const token404 = 'token: Telegram knows no such bot; the token is mistyped'

function accepted(answer: Answer, chat: Chat): SendOutcome {
  const message = posted.safeParse(answer.body)
  if (!message.success) {
    return {
      kind: 'unknown',
      reason: 'no-id: Telegram answered 200 without a message id; most likely it is posted',
    }
  }
  const { message_id: id, chat: where } = message.data.result
  return {
    kind: 'sent',
    remoteId: String(id),
    url: addressOf(id, where ?? { id: chat, username: publicName(chat) }),
  }
}

/** Safe to repeat: Telegram turned the request away before doing anything (platforms.md §0). */
function rateLimited(answer: Answer, now: Date): SendOutcome {
  const { data } = failure.safeParse(answer.body)
  const asked = waitSeconds(data?.parameters?.retry_after)
  const seconds = asked ?? waitSeconds(answer.headers['retry-after']) ?? 60
  const reason = `rate-limit: Telegram asks to wait ${seconds.toLocaleString('en')} s`
  return { kind: 'retry', notBefore: after(now, seconds * 1000), scope: 'lane', reason }
}

const chatMissing = /chat not found|chat_id is empty|peer_id_invalid|channel_invalid|channel_private/i
const rights =
  /administrator rights|not enough rights|no rights|not a member|was kicked|was blocked|deactivated|chat_write_forbidden|chat_admin_required|chat_restricted|user_banned/i

/** Wording is no contract (platforms.md §1): what names neither chat nor rights is about the content. */
function badRequest(refusal: Failure, chat: Chat): SendOutcome {
  const newId = refusal.parameters?.migrate_to_chat_id
  if (newId !== undefined) {
    return {
      kind: 'blocked',
      reason: `chat: ${chat} became a supergroup; set chat: ${newId} in the configuration`,
    }
  }
  if (chatMissing.test(refusal.description)) {
    const reason = `chat: Telegram does not find ${chat}, or the bot is not in it; check chat in the configuration`
    return { kind: 'blocked', reason }
  }
  if (rights.test(refusal.description)) return { kind: 'blocked', reason: rightsMissing(chat, refusal) }
  return { kind: 'refused', reason: `content: Telegram does not take this text: ${said(refusal)}` }
}

function rightsMissing(chat: Chat, refusal: Failure): string {
  return `rights: the bot may not post in ${chat}; make it an administrator (${said(refusal)})`
}

function said(refusal: Failure): string {
  return quote(refusal.description)
}

/** What `getMe` says about the account. It cannot see the rights in the chat: only posting shows those. */
function telegramProbe(observed: Observed): ProbeResult {
  if (observed.kind === 'no-answer') {
    return { kind: 'unreachable', reason: `no-connection: Telegram does not answer (${observed.code})` }
  }
  const { status, body } = observed
  if (status === 200 && z.object({ ok: z.literal(true) }).safeParse(body).success) return { kind: 'ok' }
  if (status === 401) return { kind: 'blocked', reason: token401 }
  const refusal = failure.safeParse(body)
  if (status === 404 && refusal.success) return { kind: 'blocked', reason: token404 }
  if (status === 402 || status === 403 || status === 426) {
    return { kind: 'blocked', reason: `rights: Telegram turns the bot away (${status})` }
  }
  return { kind: 'unreachable', reason: `server: Telegram answered ${status}` }
}

/** The name of a public chat; numeric ids have no public page. */
function publicName(chat: Chat): string | undefined {
  return typeof chat === 'string' ? /^@?([a-z]\w+)$/i.exec(chat)?.[1] : undefined
}

/** Public chats by name, channels and supergroups (-100…) by number; small groups have no addresses. */
function addressOf(id: number, chat: { id: Chat; username?: string | undefined }): string | undefined {
  if (chat.username !== undefined) return `https://t.me/${chat.username}/${id}`
  const inner = /^-100(\d+)$/.exec(String(chat.id))?.[1]
  return inner === undefined ? undefined : `https://t.me/c/${inner}/${id}`
}
