/**
 * X: one account through twitter-api-v2 with OAuth 1.0a tokens, which do not expire (platforms.md §2).
 * POST /2/tweets has no idempotency key; what became of a lost answer is read from the account's newest posts.
 */
import type { IncomingMessage } from 'node:http'
import { TwitterApi, type TwitterApiv2 } from 'twitter-api-v2'
import { z } from 'zod'
import type { Channel, ProbeResult, SendOutcome } from './channel.ts'
import {
  type Answer,
  after,
  apiBase,
  type Limits,
  newWire,
  notUnderstood,
  type Observed,
  quote,
  type Surroundings,
  withoutAnswer,
  withoutSecrets,
} from './connection.ts'
import { lazyPictures } from './lazy-pictures.ts'
import type { Upload } from './prepare.ts'
import { agentFor, limitSeconds, observe } from './x-connection.ts'
import { askAccount, findOnX, type XGet, xAddress } from './x-find.ts'
import { uploadToX, type XPost } from './x-media.ts'

export interface XSettings {
  readonly platform: 'x'
  readonly id: string
  readonly appKey: string
  readonly appSecret: string
  readonly accessToken: string
  readonly accessSecret: string
  readonly apiUrl: string | undefined
}

/** Makes the adapter. Every call gets a client, an agent and a connection of its own. */
export function createXChannel(
  settings: XSettings,
  lane: string,
  { now, sendTimeoutMs, allowPrivate }: Surroundings,
): Channel {
  const pictures = lazyPictures('x', allowPrivate)
  const { appKey, appSecret, accessToken, accessSecret } = settings
  const secrets = [appKey, appSecret, accessToken, accessSecret]
  const limits = (signal: AbortSignal): Limits => ({ signal, timeoutMs: sendTimeoutMs })
  const reader =
    (signal: AbortSignal): XGet =>
    (path, query) =>
      call(settings, limits(signal), (v2, options) => v2.get(path, { ...query }, options))
  // An account keeps its id for ever, and asking for it is rationed: once is enough.
  let account: string | null = null
  return {
    id: settings.id,
    platform: 'x',
    lane,
    async prepare(teaser, signal) {
      if (teaser.image?.upload !== true) return { teaser }
      const poster =
        (signal: AbortSignal): XPost =>
        (path, body) =>
          call(settings, limits(signal), (v2, options) => v2.post(path, body, options))
      const upload: Upload = (bytes, image, signal) => uploadToX(poster(signal), bytes, image.alt)
      return (await pictures()).prepare(teaser, upload, signal)
    },
    async send(prepared, signal): Promise<SendOutcome> {
      const { teaser, media } = prepared
      if (teaser.platform !== 'x') throw new Error(`${settings.id} was given a teaser for ${teaser.platform}`)
      const observed = await call(settings, limits(signal), (v2, options) =>
        v2.post(
          'tweets',
          { text: teaser.text, ...(media?.kind === 'uploaded' && { media: { media_ids: [media.id] } }) },
          options,
        ),
      )
      const outcome = xOutcome(observed, now())
      const judged = media === undefined ? outcome : (await pictures()).judge(outcome, prepared)
      return withoutSecrets(judged, secrets)
    },
    async find(teaser, context, signal) {
      const get = reader(signal)
      account ??= await askAccount(get)
      return withoutSecrets(await findOnX(get, account, teaser, context), secrets)
    },
    async probe(signal): Promise<ProbeResult> {
      return withoutSecrets(xProbe(await reader(signal)('users/me', {})), secrets)
    },
  }
}

/** What all requests are made with. Not a literal at the call: the SDK takes the debug handler, its types hide it. */
interface RequestOptions {
  readonly prefix: string
  /** The SDK takes a body for JSON only where the path begins with /2/; an `apiUrl` may have a path before it. */
  readonly forceBodyMode: 'json'
  /** The bare text: the SDK's own parsing loses the difference between a whole and a cut answer. */
  readonly forceParseMode: 'text'
  readonly fullResponse: true
  readonly requestEventDebugHandler: (event: string, seen?: { readonly res?: IncomingMessage }) => void
}

/** One API call: SDK in, plain observation out. The SDK never retries and never follows a redirect. */
async function call(
  settings: XSettings,
  limits: Limits,
  method: (v2: TwitterApiv2, options: RequestOptions) => Promise<{ data: unknown }>,
): Promise<Observed> {
  const { appKey, appSecret, accessToken, accessSecret } = settings
  const base = apiBase(settings.apiUrl ?? 'https://api.x.com')
  const wire = newWire(limits)
  const client = new TwitterApi(
    { appKey, appSecret, accessToken, accessSecret },
    {
      httpAgent: agentFor(base, wire),
      // A compressed answer that is cut would leave the SDK waiting for ever.
      compression: false,
      // The SDK takes no AbortSignal, and its `timeout` counts silence only (toolchain.md, HTTP clients).
      plugins: [
        {
          onBeforeRequest({ requestOptions }) {
            requestOptions.signal = wire.signal
          },
        },
      ],
    },
  )
  let response: IncomingMessage | undefined
  const options: RequestOptions = {
    prefix: `${base}/2/`,
    forceBodyMode: 'json',
    forceParseMode: 'text',
    fullResponse: true,
    requestEventDebugHandler(event, seen) {
      if (event === 'response') response = seen?.res
    },
  }
  try {
    return observe((await method(client.v2, options)).data, response, undefined, wire)
  } catch (error) {
    return observe(Reflect.get(Object(error), 'data'), response, error, wire)
  }
}

const created = z.object({ data: z.object({ id: z.string().regex(/^\d+$/) }) })

/** problem+json, or the form of v1 (platforms.md §2, Errors); v2 puts a list of another kind into `errors`. */
const problem = z
  .object({
    title: z.string().optional().catch(undefined),
    detail: z.string().optional().catch(undefined),
    type: z.string().optional().catch(undefined),
    errors: z
      .array(z.object({ code: z.number().optional(), message: z.string().optional() }))
      .optional()
      .catch(undefined),
  })
  .refine(({ title, detail, errors }) => (title ?? detail ?? errors) !== undefined)
type Problem = z.infer<typeof problem>

/** What a `POST /2/tweets` came to (platforms.md §2, Errors). */
export function xOutcome(observed: Observed, now: Date): SendOutcome {
  if (observed.kind === 'no-answer') return withoutAnswer('X', observed, idIn)
  const { status } = observed
  if (status === 200 || status === 201) return accepted(observed)
  if (status === 429) return rateLimited(observed, now)
  const account = accountTrouble(status)
  if (account !== undefined) return { kind: 'blocked', reason: account }
  const refusal = problem.safeParse(observed.body)
  // Only a well-formed 4xx of X's own proves "not posted" (platforms.md §0); a gateway's page does not.
  if (!refusal.success) return notUnderstood('X', observed)
  switch (status) {
    case 400:
    case 422:
      return badRequest(refusal.data)
    case 403:
      return forbidden(refusal.data)
  }
  return notUnderstood('X', observed)
}

/** The id in a success that broke off. */
function idIn({ status, body }: Answer): string | undefined {
  return status === 200 || status === 201 ? /"id":\s*"(\d+)"/.exec(String(body))?.[1] : undefined
}

function accepted(answer: Answer): SendOutcome {
  const post = created.safeParse(answer.body)
  if (post.success) return { kind: 'sent', remoteId: post.data.data.id, url: xAddress(post.data.data.id) }
  const reason = `no-id: X answered ${answer.status} without a readable id; most likely it is posted`
  return { kind: 'unknown', reason }
}

function accountTrouble(status: number): string | undefined {
  switch (status) {
    case 401:
      return 'token: X does not accept the tokens; they were revoked or mistyped'
    case 402:
      return 'credit: the X credits are used up; top them up in the developer console'
    case 426:
      return 'version: X no longer serves this version of its API; Chapar needs an update'
  }
  return undefined
}

function rateLimited(answer: Answer, now: Date): SendOutcome {
  const seconds = limitSeconds(answer.headers, now)
  const reason = `rate-limit: X asks to wait ${seconds.toLocaleString('en')} s`
  return { kind: 'retry', notBefore: after(now, seconds * 1000), scope: 'lane', reason }
}

const credentialCodes = new Set([32, 89, 99, 135, 215])

/** v1 says bad credentials with 400 too; those are no article's fault. */
function badRequest(refusal: Problem): SendOutcome {
  const credentials = refusal.errors?.some(({ code }) => code !== undefined && credentialCodes.has(code))
  if (credentials) return { kind: 'blocked', reason: `token: X does not accept the tokens: ${said(refusal)}` }
  return { kind: 'refused', reason: `content: X does not take this text: ${said(refusal)}` }
}

const duplicate = /duplicate/i
const content = /shorter|too long|cashtag|harmful|malware|spam link|invalid url|attachment/i

/**
 * X says 403 for three different things. A duplicate is perhaps our own lost attempt: unknown. Words about the text
 * refuse this article alone. All else, "You are not permitted to perform this action." too, stops the lane: taken
 * for content, a withdrawn permission would fail every article in turn, while a blocked lane keeps them queued, and
 * staff, who read the reason, can skip the one that blocks it.
 */
function forbidden(refusal: Problem): SendOutcome {
  const words = said(refusal)
  if (duplicate.test(words)) {
    const reason = `duplicate: X has this text already, perhaps from an attempt whose answer was lost: ${words}`
    return { kind: 'unknown', reason, evidence: {} }
  }
  if (content.test(words)) return { kind: 'refused', reason: `content: X does not take this text: ${words}` }
  return { kind: 'blocked', reason: `rights: X does not let this account or app post: ${words}` }
}

function said({ title, detail, errors }: Problem): string {
  const messages = errors?.flatMap(({ message }) => message ?? []) ?? []
  return quote([detail ?? title ?? '', ...messages].filter((text) => text !== '').join(' '))
}

function xProbe(observed: Observed): ProbeResult {
  if (observed.kind === 'no-answer') {
    return { kind: 'unreachable', reason: `no-connection: X does not answer (${observed.code})` }
  }
  const { status, body } = observed
  if (status === 200 && created.safeParse(body).success) return { kind: 'ok' }
  const account = accountTrouble(status)
  if (account !== undefined) return { kind: 'blocked', reason: account }
  if (status !== 403) return { kind: 'unreachable', reason: `server: X answered ${status}` }
  const refusal = problem.safeParse(body)
  return {
    kind: 'blocked',
    reason: `rights: X turns the account away: ${refusal.success ? said(refusal.data) : status}`,
  }
}
