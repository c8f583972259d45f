/** Reading posts back: GET /2/users/:id/tweets and GET /2/tweets/:id (platforms.md §2, Timeline). */
import { z } from 'zod'
import { type Answer, json } from './answer.ts'
import type { Post } from './state.ts'
import type { World } from './world.ts'
import { xPost } from './x-create.ts'
import { invalid } from './x-problems.ts'

const numericId = z.string().regex(/^\d{1,19}$/)
const list = z.string().transform((text) => text.split(','))
const time = z.iso.datetime({ offset: true })

/** `tweet.fields` is the long-standing name, `post.fields` the one of the newer schema. */
const readFields = {
  'tweet.fields': list.optional(),
  'post.fields': list.optional(),
  expansions: z.string().optional(),
  'user.fields': z.string().optional(),
}
const timelineQuery = z.strictObject({
  ...readFields,
  max_results: z.coerce.number().int().min(5).max(100).default(10),
  since_id: numericId.optional(),
  until_id: numericId.optional(),
  start_time: time.optional(),
  end_time: time.optional(),
  exclude: z.string().optional(),
  pagination_token: numericId.optional(),
})
const lookUpQuery = z.strictObject(readFields)

type Queries = Readonly<Record<string, string[]>>

function single(queries: Queries): Record<string, string> {
  return Object.fromEntries(Object.entries(queries).map(([name, values]) => [name, values.join(',')]))
}

/** Newest first. The page's token is the id below which the next one begins. */
export function timeline(world: World, account: string, queries: Queries): Answer {
  const query = timelineQuery.safeParse(single(queries))
  if (!query.success) return unreadable(query.error)
  const { max_results, since_id, until_id, start_time, end_time, pagination_token } = query.data
  const matching = world.state
    .postsOf('x', account)
    .filter(({ id }) => BigInt(id) > BigInt(since_id ?? 0))
    .filter(({ id }) => until_id === undefined || BigInt(id) < BigInt(until_id))
    .filter(({ id }) => pagination_token === undefined || BigInt(id) < BigInt(pagination_token))
    .filter(({ at }) => start_time === undefined || at >= new Date(start_time))
    .filter(({ at }) => end_time === undefined || at < new Date(end_time))
    .toReversed()
  const page = matching.slice(0, max_results)
  const [newest, oldest] = [page[0], page.at(-1)]
  if (newest === undefined || oldest === undefined) return json(200, { meta: { result_count: 0 } })
  const next = matching.length > page.length ? { next_token: oldest.id } : {}
  const meta = { result_count: page.length, newest_id: newest.id, oldest_id: oldest.id, ...next }
  return json(200, { data: page.map((post) => view(post, wanted(query.data))), meta })
}

/** A post that is not there is a 200 with `errors`, as X answers to look-ups. */
export function lookUp(world: World, id: string, queries: Queries): Answer {
  const query = lookUpQuery.safeParse(single(queries))
  if (!query.success) return unreadable(query.error)
  if (!numericId.safeParse(id).success) {
    return invalid('id', `The \`id\` query parameter value [${id}] is not valid`)
  }
  const post = world.state.allPosts().find((candidate) => candidate.platform === 'x' && candidate.id === id)
  if (post !== undefined) return json(200, { data: view(post, wanted(query.data)) })
  const error = {
    value: id,
    detail: `Could not find tweet with id: [${id}].`,
    title: 'Not Found Error',
    resource_type: 'tweet',
    parameter: 'id',
    resource_id: id,
    type: 'https://api.twitter.com/2/problems/resource-not-found',
  }
  return json(200, { errors: [error] })
}

function wanted(query: z.infer<typeof lookUpQuery>): readonly string[] {
  return [...(query['tweet.fields'] ?? []), ...(query['post.fields'] ?? [])]
}

function view({ id, at, account, detail }: Post, fields: readonly string[]): object {
  const { text, urls } = xPost.parse(detail)
  return {
    id,
    text,
    edit_history_tweet_ids: [id],
    ...(fields.includes('created_at') ? { created_at: at.toISOString() } : {}),
    ...(fields.includes('author_id') ? { author_id: account } : {}),
    ...(fields.includes('entities') && urls.length > 0 ? { entities: { urls } } : {}),
  }
}

function unreadable(error: z.ZodError): Answer {
  const issue = error.issues[0]
  const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0]
  return invalid(String(name ?? 'query'), `The query parameter [${String(name)}] is not valid`)
}
