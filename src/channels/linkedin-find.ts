/**
 * Reading LinkedIn back: the post that an answer named, then the organization's posts by last change, matched by the
 * address of their card (platforms.md §0, §3). Both need r_organization_social, which not every token has.
 */
import { z } from 'zod'
import type { FindContext, FindResult } from './channel.ts'
import { clockSkewMs, type Observed, sameLink } from './connection.ts'

/** A read call under /rest/. */
export type LinkedInGet = (path: string, headers: Readonly<Record<string, string>>) => Promise<Observed>

/** The URN of a post, wherever it stands in a text (platforms.md §3, Create). */
export const postUrn = /urn:li:(?:share|ugcPost):\d+/

/** The whole of `text` if it is the URN of a post. */
export function asPostUrn(text: string | null | undefined): string | undefined {
  const urn = postUrn.exec(text ?? '')?.[0]
  return urn === text ? urn : undefined
}

/** The address of a post. */
export function linkedinAddress(urn: string): string {
  return `https://www.linkedin.com/feed/update/${urn}/`
}

const post = z.object({
  id: z.string(),
  author: z.string().optional(),
  lifecycleState: z.string(),
  createdAt: z.number().optional(),
  publishedAt: z.number().optional(),
  lastModifiedAt: z.number().optional(),
  commentary: z.string().optional(),
  content: z
    .object({
      article: z.object({ source: z.string().optional() }).optional(),
      media: z.object({ id: z.string() }).optional(),
    })
    .optional(),
})
type Post = z.infer<typeof post>

const page = z.object({
  paging: z
    .object({ links: z.array(z.object({ rel: z.string() })).optional(), total: z.number().optional() })
    .optional(),
  elements: z.array(post),
})

const pageSize = 50
const mostPages = 10

/** Looks for the post with `link` among the organization's posts. */
export async function findOnLinkedIn(
  get: LinkedInGet,
  author: string,
  link: string,
  context: FindContext,
): Promise<FindResult> {
  const urn = asPostUrn(context.evidence)
  if (urn !== undefined) {
    // A 404 proves nothing: URNs of deleted posts haunt for days, and new ones may not be readable yet.
    const named = post.safeParse(bodyOf(await get(`posts/${encodeURIComponent(urn)}?viewContext=AUTHOR`, {})))
    if (named.success && isNamed(named.data, urn, author, link)) return found(urn, 'the post LinkedIn named')
  }
  return searchNewest(get, author, link, context)
}

async function searchNewest(
  get: LinkedInGet,
  author: string,
  link: string,
  context: FindContext,
): Promise<FindResult> {
  const from = context.since.getTime() - clockSkewMs
  const looked = `the organization's posts since ${new Date(from).toISOString()}`
  const finder = `posts?q=author&author=${encodeURIComponent(author)}&sortBy=LAST_MODIFIED&count=${pageSize}`
  for (let start = 0; start < mostPages * pageSize; start += pageSize) {
    const observed = await get(`${finder}&start=${start}`, { 'x-restli-method': 'FINDER' })
    if (observed.kind === 'answer' && observed.status === 403) {
      return { kind: 'cannot-tell', looked: `${looked}: not permitted, needs r_organization_social` }
    }
    const answer = page.safeParse(bodyOf(observed))
    if (!answer.success) return { kind: 'cannot-tell', looked: `${looked}: no answer that could be read` }
    const ours = answer.data.elements.find((candidate) => isOurs(candidate, link, context, from))
    if (ours?.lifecycleState === 'PUBLISHED') return found(ours.id, looked)
    if (ours !== undefined) {
      return {
        kind: 'cannot-tell',
        looked: `${looked}: ${ours.id} has this link, but is ${ours.lifecycleState}`,
      }
    }
    if (isLast(answer.data, from)) return { kind: 'absent', looked: `${looked}: none of them this one` }
  }
  return { kind: 'cannot-tell', looked: `${looked}: too many` }
}

function bodyOf(observed: Observed): unknown {
  return observed.kind === 'answer' && observed.status === 200 ? observed.body : undefined
}

function found(urn: string, looked: string): FindResult {
  return { kind: 'found', remoteId: urn, url: linkedinAddress(urn), looked }
}

function isNamed(candidate: Post, urn: string, author: string, link: string): boolean {
  if (candidate.id !== urn || candidate.lifecycleState !== 'PUBLISHED') return false
  return candidate.author === author && leadsTo(candidate, link)
}

/** A post known to be another delivery's is not this one's; one without a date may be. */
function isOurs(candidate: Post, link: string, { known }: FindContext, from: number): boolean {
  if (asPostUrn(candidate.id) === undefined || known.some(({ remoteId }) => remoteId === candidate.id))
    return false
  const postedAt = candidate.publishedAt ?? candidate.createdAt ?? from
  return leadsTo(candidate, link) && postedAt >= from
}

/** By the card; a post that is an uploaded picture has its address in the text, which comes back escaped. */
function leadsTo({ content, commentary }: Post, link: string): boolean {
  const source = content?.article?.source
  if (source !== undefined) return sameLink(source, link)
  if (content?.media === undefined || commentary === undefined) return false
  const words = commentary.replace(/\\(.)/gs, '$1').split(/\s+/)
  return words.some((word) => sameLink(word, link))
}

/** The list is by last change: one changed before the attempt ends the search, as does a short page without a next. */
function isLast({ elements, paging }: z.infer<typeof page>, from: number): boolean {
  const oldest = elements.at(-1)
  if (oldest === undefined) return true
  if (oldest.lastModifiedAt !== undefined && oldest.lastModifiedAt < from) return true
  const next = paging?.links?.some(({ rel }) => rel === 'next') ?? false
  return elements.length < pageSize && !next
}
