/**
 * LinkedIn: posts of an organization through the Posts API, by plain HTTP (the official client's licence is
 * restrictive). No idempotency key; a repeated text is answered with the first post's URN (platforms.md §0, §3).
 */
import { z } from 'zod'
import type { LinkedInTeaser } from '../teaser/teaser.ts'
import type { Channel, ProbeResult, SendOutcome } from './channel.ts'
import {
  type Answer,
  after,
  apiBase,
  type Limits,
  notUnderstood,
  type Observed,
  quote,
  request,
  type Surroundings,
  waitSeconds,
  withoutAnswer,
  withoutSecrets,
} from './connection.ts'
import { lazyPictures } from './lazy-pictures.ts'
import { asPostUrn, findOnLinkedIn, type LinkedInGet, linkedinAddress, postUrn } from './linkedin-find.ts'
import { uploadToLinkedIn } from './linkedin-media.ts'
import type { Upload } from './prepare.ts'

export interface LinkedInSettings {
  readonly platform: 'linkedin'
  readonly id: string
  readonly organization: string
  readonly token: string
  readonly apiVersion: string
  readonly apiUrl: string | undefined
}

/** Makes the adapter. Every call gets a connection of its own. */
export function createLinkedInChannel(
  settings: LinkedInSettings,
  lane: string,
  { now, sendTimeoutMs, allowPrivate }: Surroundings,
): Channel {
  const pictures = lazyPictures('linkedin', allowPrivate)
  const { organization, token } = settings
  const author = `urn:li:organization:${organization}`
  const base = apiBase(settings.apiUrl ?? 'https://api.linkedin.com')
  const limits = (signal: AbortSignal): Limits => ({ signal, timeoutMs: sendTimeoutMs })
  // platforms.md §3, Headers: without a version the call is turned away.
  const common = {
    authorization: `Bearer ${token}`,
    'linkedin-version': settings.apiVersion,
    'x-restli-protocol-version': '2.0.0',
  }
  const reader =
    (signal: AbortSignal): LinkedInGet =>
    (path, headers) =>
      request(`${base}/rest/${path}`, { method: 'GET', headers: { ...common, ...headers } }, limits(signal))
  return {
    id: settings.id,
    platform: 'linkedin',
    lane,
    async prepare(teaser, signal) {
      // The link card too: LinkedIn reads no picture from the page.
      if (teaser.image === null) return { teaser }
      const upload: Upload = (bytes, _image, signal) =>
        uploadToLinkedIn(
          { base, headers: common, owner: author, apiUrl: settings.apiUrl },
          bytes,
          limits(signal),
        )
      return (await pictures()).prepare(teaser, upload, signal)
    },
    async send(prepared, signal): Promise<SendOutcome> {
      const { teaser, media } = prepared
      if (teaser.platform !== 'linkedin') {
        throw new Error(`${settings.id} was given a teaser for ${teaser.platform}`)
      }
      const headers = { ...common, 'content-type': 'application/json' }
      const body = JSON.stringify(postOf(teaser, author, media?.kind === 'uploaded' ? media.id : undefined))
      const observed = await request(`${base}/rest/posts`, { method: 'POST', headers, body }, limits(signal))
      const outcome = linkedinOutcome(observed, now())
      const judged = media === undefined ? outcome : (await pictures()).judge(outcome, prepared)
      return withoutSecrets(judged, [token])
    },
    async find(teaser, context, signal) {
      return withoutSecrets(await findOnLinkedIn(reader(signal), author, teaser.link, context), [token])
    },
    async probe(signal): Promise<ProbeResult> {
      const observed = await reader(signal)('organizationAcls?q=roleAssignee&state=APPROVED', {
        'x-restli-method': 'FINDER',
      })
      return withoutSecrets(linkedinProbe(observed), [token])
    },
  }
}

/** The body of platforms.md §3, Create. LinkedIn reads nothing from the page: the card is in the call. */
function postOf(teaser: LinkedInTeaser, author: string, image: string | undefined): object {
  return {
    author,
    commentary: teaser.text,
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    content: contentOf(teaser, image),
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
  }
}

/** `image`: the URN of the uploaded picture, which is the post's own or the card's thumbnail. */
function contentOf({ link, card, image: shown }: LinkedInTeaser, image: string | undefined): object {
  if (image !== undefined && shown?.upload === true) {
    const { alt } = shown
    return { media: { id: image, ...(alt !== null && { altText: alt }) } }
  }
  const thumbnail = image === undefined ? {} : { thumbnail: image }
  return { article: { source: link, title: card.title, description: card.description, ...thumbnail } }
}

const failure = z
  .object({
    code: z.string().optional().catch(undefined),
    message: z.string().optional().catch(undefined),
    errorDetails: z
      .object({
        inputErrors: z.array(z.object({ code: z.string().optional(), description: z.string().optional() })),
      })
      .optional()
      .catch(undefined),
  })
  .refine(({ code, message, errorDetails }) => (code ?? message ?? errorDetails) !== undefined)
type Failure = z.infer<typeof failure>

/** What a `POST /rest/posts` came to (platforms.md §3, Errors). */
export function linkedinOutcome(observed: Observed, now: Date): SendOutcome {
  if (observed.kind === 'no-answer') return withoutAnswer('LinkedIn', observed, idIn)
  const { status } = observed
  if (status === 201) return created(observed)
  if (status === 429) return throttled(observed, now)
  const account = accountTrouble(status)
  if (account !== undefined) return { kind: 'blocked', reason: account }
  const refusal = failure.safeParse(observed.body)
  // Only a well-formed 4xx of LinkedIn's own proves "not posted" (platforms.md §0); a gateway's page does not.
  if (!refusal.success) return notUnderstood('LinkedIn', observed)
  switch (status) {
    case 400:
    case 422:
      return badRequest(refusal.data)
    case 403: {
      const reason = `rights: the token may not post for this organization: ${said(refusal.data)}`
      return { kind: 'blocked', reason }
    }
    case 409:
      // "Write conflict, retry" (platforms.md §3) does not say with what: perhaps with our own request, repeated
      // inside LinkedIn. A look costs minutes, a second post cannot be taken back.
      return { kind: 'unknown', reason: `conflict: LinkedIn reports a write conflict: ${said(refusal.data)}` }
  }
  return notUnderstood('LinkedIn', observed)
}

/** The id in a success that broke off: it stands in the head (platforms.md §3, Create). */
function idIn({ status, headers }: Answer): string | undefined {
  return status === 201 ? asPostUrn(headers['x-restli-id']) : undefined
}

function created(answer: Answer): SendOutcome {
  const urn = asPostUrn(answer.headers['x-restli-id'])
  if (urn !== undefined) return { kind: 'sent', remoteId: urn, url: linkedinAddress(urn) }
  return { kind: 'unknown', reason: 'no-id: LinkedIn says that it is posted, but not under which id' }
}

/**
 * Nothing says that a throttled request created nothing, so it is unknown. Limits are per day and begin anew at
 * midnight UTC, and no header tells (platforms.md §3): trying sooner would leave one unconfirmed post an hour.
 */
function throttled(answer: Answer, now: Date): SendOutcome {
  const seconds = waitSeconds(answer.headers['retry-after'])
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
  const pauseUntil = seconds === undefined ? new Date(midnight + 60_000) : after(now, seconds * 1000)
  const reason = `rate-limit: LinkedIn throttles, and does not say whether it posted first; paused until ${pauseUntil.toISOString()}`
  return { kind: 'unknown', reason, pauseUntil }
}

function accountTrouble(status: number): string | undefined {
  switch (status) {
    case 401:
      return 'token: LinkedIn does not accept the token; it has expired or was revoked, renew it'
    case 402:
      return 'credit: LinkedIn asks for payment'
    case 426:
      return 'version: LinkedIn no longer serves this API version; set a newer apiVersion in the configuration'
  }
  return undefined
}

function badRequest(refusal: Failure): SendOutcome {
  const codes = [refusal.code, ...(refusal.errorDetails?.inputErrors.map(({ code }) => code) ?? [])]
  const words = said(refusal)
  if (codes.includes('DUPLICATE_POST') || /is a duplicate of urn:li:/i.test(words)) {
    const urn = postUrn.exec(words)?.[0]
    const reason = `duplicate: LinkedIn has this post already, perhaps from an attempt whose answer was lost: ${words}`
    return { kind: 'unknown', reason, evidence: urn === undefined ? {} : { remoteId: urn } }
  }
  if (codes.includes('VERSION_MISSING') || codes.includes('NONEXISTENT_VERSION')) {
    return { kind: 'blocked', reason: `version: set apiVersion in the configuration: ${words}` }
  }
  // The author is the only URN we send: this is the configuration's fault, and every article would share it.
  if (codes.includes('INVALID_URN_TYPE')) {
    return { kind: 'blocked', reason: `rights: check organization in the configuration: ${words}` }
  }
  return { kind: 'refused', reason: `content: LinkedIn does not take this text: ${words}` }
}

function said({ code, message, errorDetails }: Failure): string {
  const details = errorDetails?.inputErrors.map(({ description }) => description) ?? []
  return quote([code, message, ...details].filter((text) => text !== undefined).join(' '))
}

function linkedinProbe(observed: Observed): ProbeResult {
  if (observed.kind === 'no-answer') {
    return { kind: 'unreachable', reason: `no-connection: LinkedIn does not answer (${observed.code})` }
  }
  const { status, body } = observed
  const readable = typeof body === 'object' && body !== null
  if (status === 200 && readable) return { kind: 'ok' }
  // A 403 says only that the token lacks rw_organization_admin, which posting does not need: LinkedIn answers and
  // knows the token. Whether it may post shows in posting alone.
  if (status === 403 && readable) return { kind: 'ok' }
  const account = accountTrouble(status)
  if (account !== undefined) return { kind: 'blocked', reason: account }
  return { kind: 'unreachable', reason: `server: LinkedIn answered ${status}` }
}
