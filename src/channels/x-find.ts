/**
 * Reading X back: the account's newest posts since the attempt, matched by their expanded link (platforms.md §0).
 * The list is the whole truth about an account, so a complete one without our post means absent.
 */
import { z } from 'zod'
import type { Teaser } from '../teaser/teaser.ts'
import type { FindContext, FindResult } from './channel.ts'
import { clockSkewMs, type Observed, sameLink } from './connection.ts'

/** A read call of API v2. */
export type XGet = (path: string, query: Readonly<Record<string, string>>) => Promise<Observed>

/** The address of a post; X finds the account by itself. */
export function xAddress(id: string): string {
  return `https://x.com/i/web/status/${id}`
}

const account = z.object({ data: z.object({ id: z.string().regex(/^\d+$/) }) })

const post = z.object({
  id: z.string().regex(/^\d+$/),
  text: z.string(),
  author_id: z.string().optional(),
  created_at: z.iso.datetime({ offset: true }),
  entities: z
    .object({ urls: z.array(z.object({ url: z.string(), expanded_url: z.string().optional() })).optional() })
    .optional(),
})
type Post = z.infer<typeof post>

const single = z.object({ data: post })

/** A list with `errors` beside the posts is a part of the truth only: it is not understood. */
const list = z.object({
  data: z.array(post).optional(),
  errors: z.never().optional(),
  meta: z.object({ result_count: z.number(), next_token: z.string().optional() }),
})

const mostPages = 20
const fields = { 'tweet.fields': 'author_id,created_at,entities' }

/** The account's id as X says it; null when it does not. Asked 75 times in 15 minutes at most (platforms.md §2). */
export async function askAccount(get: XGet): Promise<string | null> {
  const me = account.safeParse(bodyOf(await get('users/me', {})))
  return me.success ? me.data.data.id : null
}

/** Looks for the teaser among the posts of the account `userId`; null: X did not say which account this is. */
export async function findOnX(
  get: XGet,
  userId: string | null,
  teaser: Teaser,
  context: FindContext,
): Promise<FindResult> {
  if (userId === null) return { kind: 'cannot-tell', looked: 'X did not say which account this is' }
  if (context.evidence !== null && /^\d+$/.test(context.evidence)) {
    const named = single.safeParse(bodyOf(await get(`tweets/${context.evidence}`, fields)))
    if (named.success && named.data.data.author_id === userId)
      return found(named.data.data, 'the post X named')
  }
  return searchNewest(get, userId, teaser, context)
}

async function searchNewest(
  get: XGet,
  userId: string,
  teaser: Teaser,
  context: FindContext,
): Promise<FindResult> {
  const from = new Date(context.since.getTime() - clockSkewMs)
  const start = `${from.toISOString().slice(0, 19)}Z`
  const looked = `the posts of account ${userId} since ${start}`
  let query: Record<string, string> = { max_results: '100', start_time: start, ...fields }
  let seen = 0
  for (let page = 0; page < mostPages; page++) {
    const answer = list.safeParse(bodyOf(await get(`users/${userId}/tweets`, query)))
    if (!answer.success) return { kind: 'cannot-tell', looked: `${looked}: no answer that could be read` }
    const { data: posts = [], meta } = answer.data
    if (posts.length !== meta.result_count)
      return { kind: 'cannot-tell', looked: `${looked}: an incomplete list` }
    const ours = posts.find((candidate) => isOurs(candidate, teaser, context, from))
    if (ours !== undefined) return found(ours, looked)
    seen += posts.length
    if (meta.next_token === undefined)
      return { kind: 'absent', looked: `${looked}: ${seen}, none of them this one` }
    query = { ...query, pagination_token: meta.next_token }
  }
  return { kind: 'cannot-tell', looked: `${looked}: more than ${seen}` }
}

function bodyOf(observed: Observed): unknown {
  return observed.kind === 'answer' && observed.status === 200 ? observed.body : undefined
}

function found({ id }: Post, looked: string): FindResult {
  return { kind: 'found', remoteId: id, url: xAddress(id), looked }
}

/** A repost carries the link too, and a post known to be another delivery's is not this one's. */
function isOurs(candidate: Post, teaser: Teaser, context: FindContext, from: Date): boolean {
  if (candidate.text.startsWith('RT @') || new Date(candidate.created_at) < from) return false
  if (context.known.some(({ remoteId }) => remoteId === candidate.id)) return false
  const urls = candidate.entities?.urls ?? []
  const linked = urls.some(
    ({ expanded_url: target }) => target !== undefined && sameLink(target, teaser.link),
  )
  return linked || asWritten(candidate) === teaser.text
}

/** The text as it was sent: X shortens links and escapes `& < >`. */
function asWritten({ text, entities }: Post): string {
  const urls = entities?.urls ?? []
  const expanded = urls.reduce(
    (all, { url, expanded_url: target }) => all.replaceAll(url, target ?? url),
    text,
  )
  return expanded.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
