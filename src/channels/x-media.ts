/**
 * X's media upload v2: the picture in one request, its alternative text in a second (platforms.md §2, Media). Neither
 * is visible to anybody before a post names the id.
 */
import { z } from 'zod'
import type { Observed } from './connection.ts'
import type { Uploaded } from './prepare.ts'

/** A posting call under /2/ with a JSON body. */
export type XPost = (path: string, body: Readonly<Record<string, unknown>>) => Promise<Observed>

const uploaded = z.object({ data: z.object({ id: z.string().regex(/^\d+$/) }) })

/** Characters, as the metadata takes them. */
const longestAlt = 1_000

export async function uploadToX(post: XPost, bytes: Uint8Array, alt: string | null): Promise<Uploaded> {
  const media = Buffer.from(bytes).toString('base64')
  const body = { media, media_category: 'tweet_image', media_type: 'image/jpeg' }
  const observed = await post('media/upload', body)
  const read = uploaded.safeParse(bodyOf(observed))
  if (!read.success) return { kind: 'failed', reason: `X did not take it (${shown(observed)})` }
  const { id } = read.data.data
  if (alt === null) return { kind: 'media', media: { kind: 'uploaded', id } }
  const metadata = { alt_text: { text: alt.slice(0, longestAlt) } }
  const described = await post('media/metadata', { id, metadata })
  if (bodyOf(described) !== undefined) return { kind: 'media', media: { kind: 'uploaded', id } }
  const warning = `X did not take the alternative text of the picture (${shown(described)})`
  return { kind: 'media', media: { kind: 'uploaded', id }, warning }
}

function bodyOf(observed: Observed): unknown {
  const isFine = observed.kind === 'answer' && observed.status >= 200 && observed.status < 300
  return isFine ? (observed.body ?? {}) : undefined
}

function shown(observed: Observed): string {
  return observed.kind === 'answer' ? `it answered ${observed.status}` : observed.code
}
