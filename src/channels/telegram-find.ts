/**
 * Reading Telegram back. Bots cannot see their own channel posts (platforms.md §0), so there are two ways: the public
 * preview page, which can prove that a post is there but never that it is not, and the message ids, which are
 * consecutive within a channel: where ours leave no gap, nothing was posted in between.
 */
import { getAttributeValue, getElementsByTagName, hasAttrib } from 'domutils'
import { parseDocument } from 'htmlparser2'
import type { FindContext, FindResult } from './channel.ts'
import { clockSkewMs, type Limits, request, sameLink } from './connection.ts'

/** Looks for a post with `link`; the caller adds the address. `place` is absent for chats without a public page. */
export async function findOnTelegram(
  place: { readonly name: string; readonly url: string } | undefined,
  link: string,
  context: FindContext,
  limits: Limits,
): Promise<FindResult> {
  const looked: string[] = []
  if (place === undefined) {
    looked.push('the chat has no public page')
  } else {
    const observed = await request(place.url, { method: 'GET' }, limits)
    const page = observed.kind === 'answer' && observed.status === 200 ? observed.body : undefined
    if (typeof page === 'string') {
      const posts = postsOnPreview(page, place.name)
      const ours = posts.find((post) => isOurs(post, link, context))
      if (ours !== undefined) {
        return { kind: 'found', remoteId: ours.id, url: undefined, looked: `${place.url} shows it` }
      }
      looked.push(`${place.url} shows ${posts.length} posts, none of them with this link`)
    } else {
      looked.push(`${place.url} could not be read`)
    }
  }
  const gap = judgeIds(context)
  looked.push(gap.words)
  return { kind: gap.closed ? 'absent' : 'cannot-tell', looked: looked.join('; ') }
}

/** One post as the public page shows it. */
interface PreviewPost {
  readonly id: string
  readonly postedAt: number
  readonly links: readonly string[]
}

/** The posts of `name` on its public page (`data-post="name/id"`, platforms.md §0); others and undated ones left out. */
export function postsOnPreview(html: string, name: string): PreviewPost[] {
  const posts: PreviewPost[] = []
  const marked = getElementsByTagName((tag) => tag === 'div', parseDocument(html)).filter((element) =>
    hasAttrib(element, 'data-post'),
  )
  for (const element of marked) {
    const [channel, id] = (getAttributeValue(element, 'data-post') ?? '').split('/')
    if (channel?.toLowerCase() !== name.toLowerCase() || id === undefined || !/^\d+$/.test(id)) continue
    const times = getElementsByTagName('time', element).map(
      (time) => getAttributeValue(time, 'datetime') ?? '',
    )
    // A quoted or forwarded post brings its own time; the post's own stands last.
    const postedAt = Date.parse(times.at(-1) ?? '')
    if (Number.isNaN(postedAt)) continue
    const links = getElementsByTagName('a', element).map((anchor) => getAttributeValue(anchor, 'href') ?? '')
    posts.push({ id, postedAt, links })
  }
  return posts
}

/** A post known to be another delivery's is not this one's, even with the same link. */
function isOurs(post: PreviewPost, link: string, context: FindContext): boolean {
  if (context.known.some(({ remoteId }) => remoteId === post.id)) return false
  return (
    post.postedAt >= context.since.getTime() - clockSkewMs && post.links.some((href) => sameLink(href, link))
  )
}

/**
 * Closed: between the last post confirmed before our attempt began and the first one begun after it, every id is
 * known to be another post's. Confirmation alone would not do for the later one: a post found late may be older.
 */
function judgeIds({ known, since }: FindContext): { closed: boolean; words: string } {
  const posts = known
    .map((post) => ({ ...post, number: Number(post.remoteId) }))
    .filter(({ number }) => number > 0)
  const numbers = new Set(posts.map(({ number }) => number))
  const before = Math.max(0, ...posts.filter(({ at }) => at <= since).map(({ number }) => number))
  if (before === 0) return { closed: false, words: 'no earlier post is known to count from' }
  const later = posts.filter(({ begun, number }) => begun > since && number > before)
  const next = Math.min(...later.map(({ number }) => number))
  if (later.length === 0) return { closed: false, words: `no later post than ${before} is known to count to` }
  for (let id = before + 1; id < next; id++) {
    if (!numbers.has(id)) return { closed: false, words: `message ${id} is not known to be another post` }
  }
  return { closed: true, words: `messages ${before} to ${next} follow each other and are all other posts` }
}
