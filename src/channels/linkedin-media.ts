/**
 * LinkedIn's images API: an address to upload to, the bytes, and a look until the picture may be used
 * (platforms.md §3, Images). Nothing of it is visible before a post names the URN.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type Limits, type Observed, request } from './connection.ts'
import type { Uploaded } from './prepare.ts'

export interface LinkedInPlace {
  readonly base: string
  /** Authorization and version. */
  readonly headers: Readonly<Record<string, string>>
  readonly owner: string
  readonly apiUrl: string | undefined
}

const begun = z.object({
  value: z.object({ uploadUrl: z.url(), image: z.string().regex(/^urn:li:image:[\w-]+$/) }),
})
const looked = z.object({ status: z.string() })

/** Waits between looks, in ms; a picture is ready within a second or two. */
const looks = [0, 500, 1_000, 2_000, 4_000]

export async function uploadToLinkedIn(
  place: LinkedInPlace,
  bytes: Uint8Array,
  limits: Limits,
): Promise<Uploaded> {
  const { base, headers, owner } = place
  const body = JSON.stringify({ initializeUploadRequest: { owner } })
  const json = { ...headers, 'content-type': 'application/json' }
  const asked = await request(
    `${base}/rest/images?action=initializeUpload`,
    { method: 'POST', headers: json, body },
    limits,
  )
  const answer = begun.safeParse(asked.kind === 'answer' && asked.status === 200 ? asked.body : undefined)
  if (!answer.success) return failed(asked)
  const { uploadUrl, image } = answer.data.value
  if (!isLinkedIns(uploadUrl, place)) {
    return { kind: 'failed', reason: 'LinkedIn named an address outside of LinkedIn to upload to' }
  }
  const put = await request(
    uploadUrl,
    {
      method: 'PUT',
      headers: { authorization: headers['authorization'] ?? '', 'content-type': 'image/jpeg' },
      body: bytes,
    },
    limits,
  )
  if (put.kind !== 'answer' || (put.status !== 201 && put.status !== 200)) return failed(put)
  return untilReady(place, image, limits)
}

/** The token goes along: only to LinkedIn itself, or to the stand-in that `apiUrl` names. */
function isLinkedIns(address: string, { base, apiUrl }: LinkedInPlace): boolean {
  const { protocol, hostname, origin } = new URL(address)
  if (apiUrl !== undefined) return origin === new URL(base).origin
  return protocol === 'https:' && /(?:^|\.)linkedin\.com$/.test(hostname)
}

async function untilReady(place: LinkedInPlace, image: string, limits: Limits): Promise<Uploaded> {
  for (const ms of looks) {
    await wait(ms, undefined, { signal: limits.signal }).catch(() => undefined)
    const seen = await request(
      `${place.base}/rest/images/${encodeURIComponent(image)}`,
      { method: 'GET', headers: place.headers },
      limits,
    )
    if (seen.kind !== 'answer' || seen.status !== 200) return failed(seen)
    const status = looked.safeParse(seen.body).data?.status
    if (status === 'AVAILABLE') return { kind: 'media', media: { kind: 'uploaded', id: image } }
    if (status === 'PROCESSING_FAILED') return { kind: 'failed', reason: 'LinkedIn could not process it' }
  }
  return { kind: 'failed', reason: 'LinkedIn is still processing it' }
}

function failed(observed: Observed): Uploaded {
  const shown = observed.kind === 'answer' ? `it answered ${observed.status}` : observed.code
  return { kind: 'failed', reason: `LinkedIn did not take it (${shown})` }
}
