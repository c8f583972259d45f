/** The finder `GET /rest/posts?q=author` (platforms.md §3): newest change first, in pages. */
import { z } from 'zod'
import { type Answer, json } from './answer.ts'
import { linkedinPost } from './linkedin-body.ts'
import { failure } from './linkedin-errors.ts'
import type { SandboxContext } from './posting.ts'
import type { World } from './world.ts'

const finder = z.object({
  q: z.literal('author'),
  author: z.string().regex(/^urn:li:(?:organization:\d+|person:[\w-]+)$/),
  count: z.coerce.number().int().min(1).max(100).default(10),
  start: z.coerce.number().int().min(0).default(0),
  sortBy: z.enum(['LAST_MODIFIED', 'CREATED']).default('LAST_MODIFIED'),
})

export function findPosts(world: World, c: SandboxContext): Answer {
  const query = finder.safeParse(c.req.query())
  if (!query.success) {
    return failure(400, 'ILLEGAL_ARGUMENT', `${String(query.error.issues[0]?.path[0])} is not valid`)
  }
  const { author, count, start, sortBy } = query.data
  const newestFirst = world.state
    .postsOf('linkedin', author)
    .map(({ detail }) => linkedinPost.parse(detail))
    .toReversed()
  const all =
    sortBy === 'CREATED' ? newestFirst : newestFirst.toSorted((a, b) => b.lastModifiedAt - a.lastModifiedAt)
  const elements = all.slice(start, start + count)
  const next = new URL(c.req.url)
  next.searchParams.set('start', `${start + count}`)
  const link = { type: 'application/json', rel: 'next', href: `${next.pathname}${next.search}` }
  const links = start + count < all.length ? [link] : []
  return json(200, { paging: { start, count, links, total: all.length }, elements })
}
