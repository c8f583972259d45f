/** The sandbox's own API: what was posted, what goes wrong next, what was asked (contract.md, The sandbox). */
import { Hono } from 'hono'
import { type Answer, json, respond } from './answer.ts'
import type { Door } from './door.ts'
import { type Fault, type FaultQueue, readFault } from './faults.ts'
import { pictureKind } from './picture-bytes.ts'
import { picturesOf } from './pictures.ts'
import type { SandboxEnv } from './posting.ts'
import { parseJson } from './raw.ts'
import type { Post } from './state.ts'
import type { World } from './world.ts'

export function apiRoutes(world: World, faults: FaultQueue, door: Door | null): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get('/posts', () => respond(json(200, visible(world).map(publicPost))))
  app.delete('/posts', (c) => {
    world.state.removeAllPosts()
    world.changes.tell({ kind: 'cleared' })
    return c.body(null, 204)
  })
  app.get('/media/:id', (c) => {
    const bytes = world.state.image(c.req.param('id'))?.bytes
    if (!bytes) return c.json({ error: 'there is no such picture' }, 404)
    const type = pictureKind(bytes)?.type ?? 'application/octet-stream'
    const headers = { 'content-type': type, 'x-content-type-options': 'nosniff' }
    return c.body(new Uint8Array(bytes), 200, headers)
  })
  app.get('/requests', () => respond(json(200, world.posting.counts())))
  app.get('/faults', () => respond(json(200, faults.pending().map(publicFault))))
  app.post('/faults', async (c) => {
    const read = readFault(parseJson(await c.req.text()))
    if (read.kind === 'bad')
      return respond(json(400, { error: read.problems.join('; '), problems: read.problems }))
    return respond(order(read.fault, faults, door))
  })
  app.delete('/faults', (c) => {
    faults.clear()
    door?.open()
    return c.body(null, 204)
  })
  app.all('*', () =>
    respond(json(404, { error: 'there is /api/posts, /api/media, /api/faults and /api/requests' })),
  )
  return app
}

/**
 * `refuse` cannot be kept for one request: nobody can refuse a request whose connection is open. The server stops
 * listening at once, for all three platforms and this API, and listens again on the same port after
 * `delayMs` (default 2000) × `times`; connections that are open stay open. `DELETE /api/faults` opens at once.
 */
function order(fault: Fault, faults: FaultQueue, door: Door | null): Answer {
  if (fault.kind !== 'refuse') {
    faults.add(fault)
    return json(201, {
      ...publicFault(fault),
      note: `waits for the next posting request to ${fault.platform}`,
    })
  }
  if (door === null) {
    return json(501, { error: 'kind: "refuse" is not possible here: the sandbox does not own its server' })
  }
  const ms = fault.delayMs * fault.times
  door.refuseFor(ms)
  const note = `the server refuses new connections, for all platforms and this API, for ${ms} ms from now`
  return json(201, { ...publicFault(fault), note })
}

/** Oldest first. Forwarded copies are no posts: they come from looking what an id is. */
export function visible({ state }: World): readonly Post[] {
  return state.allPosts().filter(({ forwarded }) => !forwarded)
}

function publicPost(post: Post): object {
  const { platform, id, text, raw, at } = post
  return { platform, id, text, raw, at: at.toISOString(), pictures: picturesOf(post) }
}

function publicFault({ platform, kind, status, body, headers, accepted, delayMs, times }: Fault): object {
  return { platform, kind, status, body, headers, accepted, delayMs, times }
}
