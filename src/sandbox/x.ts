/**
 * X API v2 (platforms.md §2), as far as Chapar uses it: create, delete and look up posts, pictures, the account's own
 * timeline, who am I. Strict about authorization, unknown fields, length by twitter-text, duplicates and rate limits.
 */
import { Hono } from 'hono'
import { type Answer, json, respond } from './answer.ts'
import type { SandboxContext, SandboxEnv } from './posting.ts'
import { retract, type World } from './world.ts'
import { readXAccount } from './x-auth.ts'
import { createPost } from './x-create.ts'
import { createXLimits, type XRoute } from './x-limits.ts'
import { describeMedia, uploadMedia } from './x-media.ts'
import { invalid, problem } from './x-problems.ts'
import { lookUp, timeline } from './x-read.ts'

export function xRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  const allowanceOf = createXLimits(world.now)

  /** Authorization and rate limit come before all else; the limit's headers go with every answer. */
  const guarded = async (
    c: SandboxContext,
    route: XRoute,
    answer: (account: string) => Promise<Answer> | Answer,
  ): Promise<Answer> => {
    const account = readXAccount(c.req.header('authorization'))
    if (account.kind === 'unauthorized') return problem(401, 'Unauthorized', 'Unauthorized')
    const { isAllowed, headers } = allowanceOf(account.id, route)
    const given = isAllowed
      ? await answer(account.id)
      : problem(429, 'Too Many Requests', 'Too Many Requests')
    return { ...given, headers: { ...given.headers, ...headers } }
  }

  app.post('/2/tweets', (c) =>
    world.posting.answer(c, 'x', () => guarded(c, 'create', (account) => createPost(world, c, account))),
  )
  app.delete('/2/tweets/:id', async (c) =>
    respond(await guarded(c, 'delete', (account) => deletePost(world, account, c.req.param('id')))),
  )
  app.get('/2/tweets/:id', async (c) =>
    respond(await guarded(c, 'lookup', () => lookUp(world, c.req.param('id'), c.req.queries()))),
  )
  app.post('/2/media/upload', async (c) =>
    respond(await guarded(c, 'upload', (account) => uploadMedia(world, c, account))),
  )
  app.post('/2/media/metadata', async (c) =>
    respond(await guarded(c, 'metadata', (account) => describeMedia(world, c, account))),
  )
  app.get('/2/users/me', async (c) => respond(await guarded(c, 'me', me)))
  app.get('/2/users/:id/tweets', async (c) =>
    respond(await guarded(c, 'timeline', () => timeline(world, c.req.param('id'), c.req.queries()))),
  )
  app.all('*', () => respond(problem(404, 'Not Found', 'Not Found')))
  return app
}

function me(account: string): Answer {
  return json(200, {
    data: { id: account, name: `Account ${account}`, username: `user_${account}`.slice(0, 15) },
  })
}

/** What X says to a post that is not there, or not the account's own, is not documented `[?]`. */
function deletePost(world: World, account: string, id: string): Answer {
  if (!/^\d{1,19}$/.test(id)) return invalid('id', `The \`id\` query parameter value [${id}] is not valid`)
  const post = world.state.allPosts().find((candidate) => candidate.platform === 'x' && candidate.id === id)
  if (post === undefined) return problem(404, 'Not Found', `Could not find tweet with id: [${id}].`)
  if (post.account !== account) {
    return problem(403, 'Forbidden', 'You are not authorized to delete this Tweet.')
  }
  retract(world, post)
  return json(200, { data: { deleted: true } })
}
