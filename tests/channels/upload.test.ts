/** Pictures over real HTTP against the sandbox: made before the one visible call, or left out with a warning. */
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { Prepared } from '../../src/channels/channel.ts'
import { uploadToLinkedIn } from '../../src/channels/linkedin-media.ts'
import { type Platform, platforms, type Teaser } from '../../src/teaser/teaser.ts'
import { composeWithUploads } from '../../src/teaser/upload.ts'
import { serve } from '../feed/serve.ts'
import { type Running, start } from '../sandbox/http.ts'
import { contentWith } from '../setup/builders.ts'
import { channelAt, now } from './servers.ts'

const never = new AbortController().signal
const link = 'https://magazine.test/en/a_market_(osh)/'
let photo: Buffer
beforeAll(async () => {
  photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#a63' } })
    .jpeg()
    .toBuffer()
})

/** A picture server, and the article's teaser for a channel that uploads `sections`. */
async function illustrated(platform: Platform, sections = ['*'], status = 200): Promise<Teaser> {
  const { url } = await serve((_, response) => response.writeHead(status).end(photo))
  const image = { url: `${url}/market.jpg`, alt: 'Stalls under a tin roof', credit: 'Aida Example' }
  const content = { url: link, image, credit: 'Aida Example', categories: ['Photo of the day'] }
  return composeWithUploads(contentWith(content), platform, sections)
}

const posts = z.array(
  z.object({
    platform: z.string(),
    text: z.string(),
    raw: z.object({ path: z.string(), body: z.unknown() }),
    pictures: z.array(z.object({ src: z.string(), alt: z.string().nullable(), as: z.string() })),
  }),
)

async function posted(run: Running) {
  return posts.parse((await run.call('GET', '/api/posts')).body)
}

async function visibleCalls(run: Running, platform: Platform): Promise<unknown> {
  const { body } = await run.call('GET', '/api/requests')
  return Reflect.get(Object(Reflect.get(Object(body), platform)), 'requests')
}

/** Between adapter and sandbox: answers what `spoil` wants, passes the rest on, and notes each request. */
async function between(run: Running, spoil: (path: string) => { status: number; body?: string } | undefined) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    seen.push(`${request.method} ${path}`)
    const answer = spoil(path)
    if (answer !== undefined) {
      request.resume()
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body ?? '{}')
      return
    }
    const { port } = new URL(run.sandbox.url)
    const options = { port, host: '127.0.0.1', path, method: request.method, headers: request.headers }
    request.pipe(
      httpRequest(options, (passed: IncomingMessage) => {
        response.writeHead(passed.statusCode ?? 500, passed.headers)
        passed.pipe(response)
      }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

async function publish(platform: Platform, apiUrl: string, teaser: Teaser) {
  const channel = await channelAt(platform, apiUrl)
  const prepared = await channel.prepare(teaser, never)
  return { prepared, outcome: await channel.send(prepared, never), channel }
}

function lastWarning({ teaser }: Prepared): string {
  return teaser.warnings.at(-1) ?? ''
}

describe.each(platforms)('an upload to %s', (platform) => {
  test('is made ready before the one visible call, with credit, link and alternative text', async () => {
    const run = await start()
    const { url, seen } = await between(run, () => undefined)
    const teaser = await illustrated(platform)
    expect(teaser.image?.upload).toBe(true)
    const { prepared, outcome } = await publish(platform, `${url}/${platform}`, teaser)
    expect(outcome.kind).toBe('sent')
    expect(prepared.teaser, 'nothing was left out').toBe(teaser)
    const [post, ...more] = await posted(run)
    expect(more).toEqual([])
    expect(post?.text).toContain('Photo: Aida Example')
    expect(JSON.stringify(post?.raw.body)).toContain(platform === 'linkedin' ? 'See the photo' : link)
    const alt = platform === 'telegram' ? null : 'Stalls under a tin roof'
    expect(post?.pictures).toMatchObject([{ as: 'upload', alt }])
    expect(await visibleCalls(run, platform)).toBe(1)
    expect(seen.at(-1)).toMatch(/POST .*(sendPhoto|tweets|posts)$/)
    const shown = await fetch(`${run.sandbox.url}${post?.pictures[0]?.src}`)
    expect(await sharp(await shown.arrayBuffer()).metadata()).toMatchObject({ format: 'jpeg', width: 900 })
  })

  test('goes out without a picture that cannot be had, and says so', async () => {
    const run = await start()
    const teaser = await illustrated(platform, ['*'], 404)
    const { prepared, outcome } = await publish(platform, `${run.sandbox.url}/${platform}`, teaser)
    expect(outcome.kind).toBe('sent')
    expect(lastWarning(prepared)).toMatch(/^posted without the picture .*: it answers 404$/)
    expect(prepared.teaser).toMatchObject({ text: teaser.text, image: { upload: false } })
    expect((await posted(run)).map(({ pictures }) => pictures)).toEqual([[]])
    expect(await visibleCalls(run, platform)).toBe(1)
  })

  test('goes out without a picture that the platform refuses in the post itself, at the next attempt', async () => {
    const run = await start()
    const { url } = await between(run, (path) =>
      /sendPhoto|tweets|rest\/posts/.test(path) ? refusals[platform] : undefined,
    )
    const channel = await channelAt(platform, `${url}/${platform}`)
    const prepared = await channel.prepare(await illustrated(platform), never)
    const outcome = await channel.send(prepared, never)
    expect(outcome).toMatchObject({ kind: 'retry', scope: 'delivery' })
    const again = await channel.prepare(prepared.teaser, never)
    expect(again).not.toHaveProperty('media')
    expect(lastWarning(again)).toContain('the platform refused it')
    expect(await posted(run)).toEqual([])
  })

  test('is for the sections named, and a link card for all others', async () => {
    const run = await start()
    expect((await illustrated(platform, ['photo of the DAY'])).image?.upload).toBe(true)
    const teaser = await illustrated(platform, ['Politics'])
    expect(teaser.image?.upload).toBe(false)
    await publish(platform, `${run.sandbox.url}/${platform}`, teaser)
    const [post] = await posted(run)
    expect(post?.pictures.map((picture) => picture.as)).toEqual(platform === 'linkedin' ? ['card'] : [])
  })
})

const refusals = {
  telegram: {
    status: 400,
    body: '{"ok":false,"error_code":400,"description":"Bad Request: IMAGE_PROCESS_FAILED"}',
  },
  x: { status: 400, body: '{"title":"Invalid Request","detail":"Your media IDs are invalid.","status":400}' },
  linkedin: { status: 400, body: '{"status":400,"code":"MEDIA_ASSET_PROCESSING_FAILED","message":"urn"}' },
} as const

describe('media that fail', () => {
  test('X: the upload fails, the post goes out with its link card', async () => {
    const run = await start()
    const { url } = await between(run, (path) =>
      path.endsWith('/media/upload') ? { status: 503 } : undefined,
    )
    const { prepared, outcome } = await publish('x', `${url}/x`, await illustrated('x'))
    expect(outcome.kind).toBe('sent')
    expect(lastWarning(prepared)).toContain('X did not take it (it answered 503)')
    expect((await posted(run))[0]?.pictures).toEqual([])
  })

  test('X: only the alternative text fails, the picture stays', async () => {
    const run = await start()
    const { url } = await between(run, (path) => (path.endsWith('/metadata') ? { status: 400 } : undefined))
    const { prepared } = await publish('x', `${url}/x`, await illustrated('x'))
    expect(lastWarning(prepared)).toContain('alternative text')
    expect((await posted(run))[0]?.pictures).toMatchObject([{ alt: null, as: 'upload' }])
  })

  test.each(['initializeUpload', '/upload/', '/rest/images/'])(
    'LinkedIn: %s fails, the card goes out without a picture',
    async (step) => {
      const run = await start()
      const { url } = await between(run, (path) => (path.includes(step) ? { status: 500 } : undefined))
      const { prepared, outcome } = await publish(
        'linkedin',
        `${url}/linkedin`,
        await illustrated('linkedin', []),
      )
      expect(outcome.kind).toBe('sent')
      expect(lastWarning(prepared)).toContain('LinkedIn did not take it')
      expect((await posted(run))[0]?.pictures).toEqual([])
    },
  )

  test('LinkedIn: the token goes to no address but its own', async () => {
    const stranger = await serve((_, response) => response.writeHead(201).end())
    const value = { uploadUrl: `${stranger.url}/take`, image: 'urn:li:image:C4E10AQ1' }
    const api = await serve((_, response) => response.writeHead(200).end(JSON.stringify({ value })))
    const place = { base: api.url, headers: { authorization: 'Bearer t' }, owner: 'urn:li:organization:1' }
    const limits = { signal: never, timeoutMs: 5_000 }
    for (const apiUrl of [api.url, undefined]) {
      const uploaded = await uploadToLinkedIn({ ...place, apiUrl }, photo, limits)
      expect(uploaded).toMatchObject({ kind: 'failed' })
    }
    expect(stranger.requests).toHaveLength(0)
  })

  test('preparing may be repeated, and a stop ends it at once', async () => {
    const run = await start()
    const channel = await channelAt('x', `${run.sandbox.url}/x`)
    const teaser = await illustrated('x')
    const [one, two] = [await channel.prepare(teaser, never), await channel.prepare(teaser, never)]
    expect([one.media?.kind, two.media?.kind]).toEqual(['uploaded', 'uploaded'])
    expect(await visibleCalls(run, 'x')).toBe(0)
    expect(await channel.prepare(teaser, AbortSignal.abort())).not.toHaveProperty('media')
  })
})

describe('what is previewed', () => {
  const image = { url: 'https://magazine.test/a.jpg', alt: 'Stalls', credit: 'Aida Example' }

  test.each(platforms)('%s: without a credit there is no upload, and a warning', (platform) => {
    const content = contentWith({ image: { ...image, credit: null } })
    const teaser = composeWithUploads(content, platform, ['*'])
    expect(teaser.image?.upload).toBe(false)
    expect(teaser.warnings).toContain('the picture is not uploaded: no credit is known')
  })

  test.each(platforms)('%s: a credit that the text has no room for is no credit', (platform) => {
    const credit = `${'Very Long Name '.repeat(12)}Ltd`
    const teaser = composeWithUploads(contentWith({ image: { ...image, credit }, credit }), platform, ['*'])
    expect(teaser.image?.upload).toBe(false)
    expect(teaser.warnings.join()).toContain('no room for its credit')
  })

  test('the credit in the text must be that of the picture', () => {
    const content = contentWith({ image, credit: 'Somebody Else' })
    expect(composeWithUploads(content, 'telegram', ['*']).image?.upload).toBe(false)
  })

  test('a caption has 1,024 units; where alternative text is lost or missing that is said', () => {
    const content = contentWith({ image, credit: image.credit })
    const telegram = composeWithUploads(content, 'telegram', ['*'])
    expect(telegram).toMatchObject({ limit: 1024, image: { upload: true } })
    expect(telegram.warnings.join()).toContain('no place for the alternative text')
    const bare = contentWith({ image: { ...image, alt: null }, credit: image.credit })
    expect(composeWithUploads(bare, 'x', ['*']).warnings.join()).toContain('no alternative text')
  })

  test('on LinkedIn an upload takes the place of the card: headline and address are in the text', async () => {
    const run = await start()
    const teaser = await illustrated('linkedin')
    const { channel } = await publish('linkedin', `${run.sandbox.url}/linkedin`, teaser)
    const [post] = await posted(run)
    expect(post?.text).toContain('A bridge over the Syr Darya')
    expect(post?.text).toContain(link)
    const context = { since: now, evidence: null, known: [] }
    expect((await channel.find(teaser, context, never)).kind).toBe('found')
  })
})
