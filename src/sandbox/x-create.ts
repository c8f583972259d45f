/** POST /2/tweets (platforms.md §2, Create). */
import { z } from 'zod'
import { type Answer, json } from './answer.ts'
import type { SandboxContext } from './posting.ts'
import { readRequest } from './raw.ts'
import { publish, type World } from './world.ts'
import { mediaOf } from './x-media.ts'
import { invalid, problem } from './x-problems.ts'
import { type FoundUrl, writeXText } from './x-text.ts'

const numeric = z.string().regex(/^\d{1,19}$/)

/** "unknown keys not allowed by schema"; what Chapar never sends is only let through. */
const createRequest = z.strictObject({
  text: z.string().optional(),
  media: z
    .strictObject({
      media_ids: z.array(numeric).min(1).max(4),
      tagged_user_ids: z.array(numeric).optional(),
    })
    .optional(),
  reply: z
    .strictObject({ in_reply_to_tweet_id: numeric, exclude_reply_user_ids: z.array(numeric).optional() })
    .optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
  quote_tweet_id: numeric.optional(),
  poll: z.looseObject({}).optional(),
  geo: z.looseObject({}).optional(),
  card_uri: z.string().optional(),
  community_id: numeric.optional(),
  made_with_ai: z.boolean().optional(),
  paid_partnership: z.boolean().optional(),
  nullcast: z.boolean().optional(),
  edit_options: z.strictObject({ previous_post_id: numeric }).optional(),
})

/** What the sandbox keeps of a post. `source` is the text as it was sent. */
export const xPost = z.object({
  source: z.string(),
  text: z.string(),
  /** Posts kept before there were pictures have none. */
  media: z.array(z.object({ id: z.string(), alt: z.string().nullable() })).default([]),
  urls: z.array(
    z.object({
      start: z.number(),
      end: z.number(),
      url: z.string(),
      expanded_url: z.string(),
      display_url: z.string(),
    }),
  ),
})

const firstId = 1_990_000_000_000_000_001n

export async function createPost(world: World, c: SandboxContext, account: string): Promise<Answer> {
  if (!(c.req.header('content-type') ?? '').toLowerCase().startsWith('application/json')) {
    return invalid('content-type', 'The request body must be application/json')
  }
  const { value, raw } = await readRequest(c)
  const request = createRequest.safeParse(value)
  if (!request.success) return unreadable(request.error)
  const source = (request.data.text ?? '').normalize('NFC')
  if (request.data.quote_tweet_id !== undefined) {
    return problem(403, 'Forbidden', 'Quoting posts is not permitted for this access level.')
  }
  if (source === '' && request.data.media === undefined) {
    return invalid('text', 'One of `text` or `media` is required')
  }
  const judged = await judge(source)
  if (judged.kind === 'refused') return judged.answer
  if (source !== '' && world.state.postsOf('x', account).some((post) => post.text === source)) {
    return problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.')
  }
  const media = mediaOf(world.state, account, request.data.media?.media_ids ?? [])
  if (media === undefined) return invalid('media.media_ids', 'Your media IDs are invalid.')
  const id = `${world.state.next('x', firstId)}`
  const { text, urls } = writeXText(source, judged.urls, id)
  const detail = xPost.parse({ source, text, urls, media })
  publish(world, { platform: 'x', account, id, text: source, detail, raw, forwarded: false, at: world.now() })
  return json(201, { data: { id, text, edit_history_tweet_ids: [id] } })
}

type Judged =
  | { readonly kind: 'fine'; readonly urls: readonly FoundUrl[] }
  | { readonly kind: 'refused'; readonly answer: Answer }

/** By X's own ruler, config v3; loaded here, since twitter-text costs 24 MB of memory. */
async function judge(text: string): Promise<Judged> {
  const { default: twitter } = await import('twitter-text')
  if (text === '') return { kind: 'fine', urls: [] }
  const { valid, weightedLength } = twitter.parseTweet(text)
  if (weightedLength > 280) {
    // Status and words are not in platforms.md `[?]`; a report of 2023 has this 400 (gundogan8/FotBot#22).
    const more =
      'For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.'
    return { kind: 'refused', answer: problem(400, 'Bad Request', `Your Tweet text is too long. ${more}`) }
  }
  if (!valid) return { kind: 'refused', answer: invalid('text', 'The text contains invalid characters') }
  if (twitter.extractCashtags(text).length > 1) {
    const answer = problem(403, 'Forbidden', 'Posts may contain at most one cashtag.')
    return { kind: 'refused', answer }
  }
  return { kind: 'fine', urls: twitter.extractUrlsWithIndices(text) }
}

function unreadable(error: z.ZodError): Answer {
  const issue = error.issues[0]
  if (issue?.code === 'unrecognized_keys') {
    const key = [...issue.path, issue.keys[0]].join('.')
    return invalid(
      key,
      `$.${key}: is not defined in the schema and the schema does not allow additional properties`,
    )
  }
  const field = issue?.path.join('.') ?? ''
  return invalid(
    field === '' ? 'body' : field,
    `$${field === '' ? '' : `.${field}`}: ${issue?.message ?? 'is not valid'}`,
  )
}
