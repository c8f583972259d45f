/** From a feed without pictures to posts with them, by the program itself: preview and once say and do the same. */
import { readFileSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { serve } from '../feed/serve.ts'
import { install } from '../setup/chapar.ts'
import { rssFeed, rssItem } from '../setup/magazine.ts'

const posts = z.array(
  z.object({
    platform: z.string(),
    text: z.string(),
    pictures: z.array(z.object({ src: z.string(), alt: z.string().nullable(), as: z.string() })),
  }),
)
const previews = z.array(
  z.object({
    platform: z.string(),
    text: z.string(),
    limit: z.number(),
    image: z
      .object({
        url: z.string(),
        alt: z.string().nullable(),
        credit: z.string().nullable(),
      })
      .nullable(),
    warnings: z.array(z.string()),
  }),
)

/** A magazine whose feed names no picture, whose REST API does. */
async function magazine() {
  const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#557' } })
    .png()
    .toBuffer()
  const site = { items: [] as string[], origin: '' }
  const { url, requests } = await serve((request, response) => {
    if (request.url === '/de/feed/') {
      response.setHeader('content-type', 'application/rss+xml')
      response.end(rssFeed(site.items).replaceAll('https://magazin.example.org', site.origin))
    } else if (request.url === '/de/wp-json/wp/v2/posts/2?_embed') {
      const caption = { rendered: '<p>Foto: Aida Example (Kirgistan)</p>' }
      const media = {
        source_url: `${site.origin}/pass.png`,
        alt_text: 'Hirten am Pass',
        caption,
        media_details: {},
      }
      response.end(JSON.stringify({ id: 2, _embedded: { 'wp:featuredmedia': [media] } }))
    } else if (request.url === '/pass.png') response.end(photo)
    else response.writeHead(404).end()
  })
  site.origin = url
  return { site, url, requests }
}

const known = rssItem({ number: 1, title: 'Der See im Winter', lead: 'Das Eis trägt wieder.' })
const fresh = rssItem({
  number: 2,
  title: 'Ein Markt am Pass',
  lead: 'Auf 3000 Metern handeln Hirten mit Tee.',
  categories: ['Bild des Tages'],
  date: 'Mon, 23 Nov 2026 06:00:00 +0000',
})

test('a feed without pictures is posted with those of its site, as previewed', {
  timeout: 60_000,
}, async () => {
  const { site, url, requests } = await magazine()
  site.items = [known]
  const chapar = await install({
    channels: 'image: { upload: ["Bild des Tages"] }',
    extra: 'network: { allowPrivate: true }',
  })
  const config = readFileSync(chapar.configFile, 'utf8')
  writeFileSync(chapar.configFile, config.replace(chapar.feed.url, `${url}/de/feed/`))
  expect((await chapar.run('once')).code).toBe(0)
  site.items = [fresh, known]
  const { body } = await chapar.json('preview')
  const shown = previews.parse(body).filter(({ text }) => text.includes('Markt am Pass'))
  const image = {
    url: `${url}/pass.png`,
    alt: 'Hirten am Pass',
    credit: 'Aida Example (Kirgistan)',
  }
  expect(shown.map((preview) => preview.image)).toEqual([image, image, image])
  expect(shown[0]?.limit, 'a caption').toBe(1024)
  expect((await chapar.run('preview')).stdout).toContain('picture, uploaded in place of a link card')
  expect(shown[0]?.warnings.join()).toContain('Telegram has no place for the alternative text')
  expect((await chapar.run('once')).code).toBe(0)
  const sent = posts.parse(await chapar.posts())
  expect(sent.map(({ platform, pictures }) => [platform, pictures[0]?.as, pictures[0]?.alt]).sort()).toEqual([
    ['linkedin', 'upload', 'Hirten am Pass'],
    ['telegram', 'upload', null],
    ['x', 'upload', 'Hirten am Pass'],
  ])
  for (const { text } of sent) expect(text).toContain('Foto: Aida Example (Kirgistan)')
  const asked = () => requests.filter((request) => request.url?.includes('wp-json')).length
  const before = asked()
  expect((await chapar.run('once')).code).toBe(0)
  expect(asked(), 'a known article is not asked about again').toBe(before)
  expect(posts.parse(await chapar.posts())).toHaveLength(3)
})
