/**
 * LinkedIn's Posts API for organizations (platforms.md §3): posts, finder, images, roles.
 * Strict about versions, headers, bodies, little text and duplicates.
 */
import { Hono } from 'hono'
import { type Answer, bare, json, respond } from './answer.ts'
import { refuseAccess } from './linkedin-access.ts'
import {
  initializeUpload,
  type LinkedInPost,
  linkedinPost,
  newPost,
  patch,
  refuseBody,
} from './linkedin-body.ts'
import { duplicateOf, failure } from './linkedin-errors.ts'
import { findPosts } from './linkedin-find.ts'
import { readLittleText } from './little-text.ts'
import { pictureKind } from './picture-bytes.ts'
import type { SandboxContext, SandboxEnv } from './posting.ts'
import { readRequest } from './raw.ts'
import type { Post } from './state.ts'
import { amend, publish, retract, type World } from './world.ts'

const firstId = 7_141_000_000_000_000_001n

export function linkedinRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  const guarded = async (c: SandboxContext, answer: () => Promise<Answer> | Answer): Promise<Answer> =>
    refuseAccess(c, world.now()) ?? (await answer())

  app.post('/rest/posts', (c) =>
    world.posting.answer(c, 'linkedin', () => guarded(c, () => create(world, c))),
  )
  app.get('/rest/posts', async (c) => respond(await guarded(c, () => findPosts(world, c))))
  app.get('/rest/posts/:urn', async (c) =>
    respond(
      await guarded(c, () => {
        const post = postOf(world, c.req.param('urn'))
        return post === undefined ? notFound : json(200, linkedinPost.parse(post.detail))
      }),
    ),
  )
  app.delete('/rest/posts/:urn', async (c) =>
    respond(
      await guarded(c, () => {
        const post = postOf(world, c.req.param('urn'))
        if (post !== undefined) retract(world, post)
        return bare(204)
      }),
    ),
  )
  app.post('/rest/posts/:urn', async (c) =>
    respond(await guarded(c, () => update(world, c, c.req.param('urn')))),
  )
  app.get('/rest/organizationAcls', async (c) => respond(await guarded(c, () => roles(world, c))))
  imageRoutes(app, world, guarded)
  app.all('*', () => respond(notFound))
  return app
}

const notFound = failure(404, 'RESOURCE_NOT_FOUND', 'No virtual resource found')

function postOf(world: World, urn: string): Post | undefined {
  return world.state.allPosts().find(({ platform, id }) => platform === 'linkedin' && id === urn)
}

async function create(world: World, c: SandboxContext): Promise<Answer> {
  if (!isJson(c)) return notJson
  const { value, raw } = await readRequest(c)
  const body = newPost.safeParse(value)
  if (!body.success) return refuseBody(body.error)
  const { author, commentary, content } = body.data
  const image = imageProblem(world, body.data)
  if (image !== undefined) return image
  const same = world.state.postsOf('linkedin', author).find(({ detail }) => {
    const old = linkedinPost.parse(detail)
    return old.commentary === commentary && JSON.stringify(old.content) === JSON.stringify(content)
  })
  if (same !== undefined) return duplicateOf(same.id)
  const id = `urn:li:share:${world.state.next('linkedin', firstId)}`
  const at = world.now()
  const time = { createdAt: at.getTime(), publishedAt: at.getTime(), lastModifiedAt: at.getTime() }
  const detail: LinkedInPost = { ...body.data, id, ...time }
  const text = readLittleText(commentary).shown
  publish(world, { platform: 'linkedin', account: author, id, text, detail, raw, forwarded: false, at })
  return bare(201, { 'x-restli-id': id })
}

function imageProblem({ state }: World, { content }: Pick<LinkedInPost, 'content'>): Answer | undefined {
  if (content === undefined) return undefined
  const urn = 'article' in content ? content.article.thumbnail : content.media.id
  if (urn === undefined) return undefined
  const image = state.image(urn)
  if (image === undefined) return failure(400, 'INVALID_FIELD', `${urn} does not exist`)
  const status = imageStatus(image.bytes)
  if (status === 'AVAILABLE') return undefined
  return failure(400, `MEDIA_ASSET_${status}`, `${urn} is ${status.toLowerCase().replace('_', ' ')}`)
}

/** Edit: `X-RestLi-Method: PARTIAL_UPDATE`, 204. */
async function update(world: World, c: SandboxContext, urn: string): Promise<Answer> {
  if (c.req.header('x-restli-method')?.toUpperCase() !== 'PARTIAL_UPDATE') {
    return failure(400, 'ILLEGAL_ARGUMENT', 'X-RestLi-Method must be PARTIAL_UPDATE')
  }
  if (!isJson(c)) return notJson
  const body = patch.safeParse((await readRequest(c)).value)
  if (!body.success) return refuseBody(body.error)
  const post = postOf(world, urn)
  if (post === undefined) return notFound
  const old = linkedinPost.parse(post.detail)
  const commentary = body.data.patch.$set.commentary ?? old.commentary
  const detail: LinkedInPost = { ...old, commentary, lastModifiedAt: world.now().getTime() }
  amend(world, { ...post, text: readLittleText(commentary).shown, detail })
  return bare(204)
}

function isJson(c: SandboxContext): boolean {
  return (c.req.header('content-type') ?? '').toLowerCase().startsWith('application/json')
}
/** The status is not in platforms.md `[?]`. */
const notJson = failure(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json')

/** The token is an administrator of every organization that has posted here. */
function roles(world: World, c: SandboxContext): Answer {
  if (c.req.query('q') !== 'roleAssignee') return failure(400, 'ILLEGAL_ARGUMENT', 'q must be roleAssignee')
  const authors = new Set(world.state.allPosts().map(({ account }) => account))
  const organizations = [...authors].filter((author) => author.startsWith('urn:li:organization:'))
  const elements = organizations.map((organization) => ({
    role: 'ADMINISTRATOR',
    state: 'APPROVED',
    organization,
    roleAssignee: 'urn:li:person:sandbox',
  }))
  return json(200, { paging: { start: 0, count: 10, links: [], total: elements.length }, elements })
}

const uploadHours = 24
/** "JPG/PNG/GIF, <36 152 320 px" (platforms.md §3, Images) */
const mostPixels = 36_152_320
const taken = ['image/jpeg', 'image/png', 'image/gif']

function imageStatus(bytes: Uint8Array | null): 'WAITING_UPLOAD' | 'AVAILABLE' | 'PROCESSING_FAILED' {
  if (bytes === null) return 'WAITING_UPLOAD'
  const kind = pictureKind(bytes)
  if (kind === null || !taken.includes(kind.type)) return 'PROCESSING_FAILED'
  const { width, height } = kind.size ?? { width: 1, height: 1 }
  return width * height < mostPixels ? 'AVAILABLE' : 'PROCESSING_FAILED'
}

/** initializeUpload, the bytes, the status (platforms.md §3, Images); the enum's names are partly `[?]`. */
function imageRoutes(
  app: Hono<SandboxEnv>,
  world: World,
  guarded: (c: SandboxContext, answer: () => Promise<Answer> | Answer) => Promise<Answer>,
): void {
  app.post('/rest/images', async (c) => respond(await guarded(c, () => beginUpload(world, c))))
  app.put('/upload/:urn', async (c) => {
    const image = world.state.image(c.req.param('urn'))
    if (image === undefined) return respond(notFound)
    if (!/^Bearer\s+\S/i.test(c.req.header('authorization') ?? '')) {
      return respond(failure(401, 'EMPTY_ACCESS_TOKEN', 'Empty oauth2 access token'))
    }
    world.state.saveImage({ ...image, bytes: new Uint8Array(await c.req.arrayBuffer()) })
    return respond(bare(201))
  })
  app.get('/rest/images/:urn', async (c) =>
    respond(
      await guarded(c, () => {
        const image = world.state.image(c.req.param('urn'))
        if (image === undefined) return notFound
        const status = imageStatus(image.bytes)
        return json(200, { id: image.id, owner: image.owner, status })
      }),
    ),
  )
}

async function beginUpload(world: World, c: SandboxContext): Promise<Answer> {
  if (c.req.query('action') !== 'initializeUpload') {
    return failure(400, 'ILLEGAL_ARGUMENT', 'action must be initializeUpload')
  }
  if (!isJson(c)) return notJson
  const body = initializeUpload.safeParse((await readRequest(c)).value)
  if (!body.success) return refuseBody(body.error)
  const image = `urn:li:image:C4E10AQ${world.state.next('linkedin image', 1n)}`
  world.state.saveImage({ id: image, owner: body.data.initializeUploadRequest.owner, bytes: null })
  const url = new URL(c.req.url)
  const base = `${url.origin}${url.pathname.replace(/\/rest\/images$/, '')}`
  const uploadUrlExpiresAt = world.now().getTime() + uploadHours * 3_600_000
  return json(200, {
    value: { uploadUrl: `${base}/upload/${encodeURIComponent(image)}`, uploadUrlExpiresAt, image },
  })
}
