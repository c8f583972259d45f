/** X's media upload v2 and its metadata (platforms.md §2, Media): one picture a request, then its alternative text. */
import { z } from 'zod'
import { type Answer, json } from './answer.ts'
import { pictureKind } from './picture-bytes.ts'
import type { SandboxContext } from './posting.ts'
import { readRequest } from './raw.ts'
import type { State } from './state.ts'
import type { World } from './world.ts'
import { invalid } from './x-problems.ts'

/** "Image ≤5 MB jpg/png/gif/webp" */
const largestImage = 5 * 1024 * 1024
const taken = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']
const longestAlt = 1_000
const firstId = 1_890_000_000_000_000_001n
const keptSeconds = 86_400

/** JSON with base64, or a form whose `media` is a file. */
const uploadRequest = z.strictObject({
  media: z.string().optional(),
  media_category: z.enum(['tweet_image', 'dm_image', 'subtitles']),
  media_type: z.string().optional(),
  shared: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  additional_owners: z.array(z.string()).optional(),
})
const metadataRequest = z.strictObject({
  id: z.string().regex(/^\d{1,19}$/),
  metadata: z.strictObject({
    alt_text: z.strictObject({ text: z.string().min(1).max(longestAlt) }).optional(),
    allow_download_status: z.looseObject({}).optional(),
    sensitive_media_warning: z.looseObject({}).optional(),
  }),
})

/** Keeps the bytes for the account; a post names them by the id. */
export async function uploadMedia(world: World, c: SandboxContext, account: string): Promise<Answer> {
  const { value, uploads } = await readRequest(c)
  const request = uploadRequest.safeParse(value)
  if (!request.success) return unreadable(request.error)
  const { media } = request.data
  const bytes = uploads.get('media')?.bytes ?? (media === undefined ? undefined : decoded(media))
  if (bytes === undefined) return invalid('media', '$.media: is missing or not base64')
  if (bytes.length > largestImage) return invalid('media', 'The media file is too large')
  const kind = pictureKind(bytes)
  if (kind === null || !taken.includes(kind.type)) {
    return invalid('media', 'The type of the media is not supported')
  }
  const id = `${world.state.next('x media', firstId)}`
  world.state.saveImage({ id, owner: account, bytes })
  return json(200, {
    data: { id, media_key: `3_${id}`, size: bytes.length, expires_after_secs: keptSeconds },
  })
}

/** The alternative text of a picture that the account uploaded. */
export async function describeMedia({ state }: World, c: SandboxContext, account: string): Promise<Answer> {
  if (!(c.req.header('content-type') ?? '').toLowerCase().startsWith('application/json')) {
    return invalid('content-type', 'The request body must be application/json')
  }
  const request = metadataRequest.safeParse((await readRequest(c)).value)
  if (!request.success) return unreadable(request.error)
  const { id, metadata } = request.data
  if (mediaOf(state, account, [id]) === undefined) return invalid('id', 'The media id is not valid')
  if (metadata.alt_text !== undefined) state.remember('alt', id, metadata.alt_text.text)
  return json(200, { data: { id, associated_metadata: metadata } })
}

/** What a post with these ids shows; `undefined` when one is not the account's own. */
export function mediaOf(
  state: State,
  account: string,
  ids: readonly string[],
): readonly { readonly id: string; readonly alt: string | null }[] | undefined {
  const isOwn = ids.every((id) => state.image(id)?.owner === account)
  return isOwn ? ids.map((id) => ({ id, alt: state.recall('alt', id) ?? null })) : undefined
}

function decoded(base64: string): Uint8Array | undefined {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? new Uint8Array(Buffer.from(base64, 'base64')) : undefined
}

function unreadable(error: z.ZodError): Answer {
  const issue = error.issues[0]
  const keys = issue?.code === 'unrecognized_keys' ? [issue.keys[0] ?? ''] : []
  const field = [...(issue?.path ?? []), ...keys].join('.') || 'body'
  return invalid(field, `$.${field}: ${issue?.message ?? 'is not valid'}`)
}
