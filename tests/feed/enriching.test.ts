/** Which articles a poll asks the site about, and that what it said stays. */
import { expect, test } from 'vitest'
import type { EnrichRequest } from '../../src/article/enrich.ts'
import type { Enrichment } from '../../src/article/enrichment.ts'
import { teaserOf } from '../setup/builders.ts'
import { channelWith, feedWith, newsroom, stories, story } from '../setup/newsroom.ts'

const found: Enrichment = {
  image: { url: 'https://magazine.test/a.jpg', alt: 'A view', credit: 'Jo Doe' },
  authors: ['Ann Other'],
  sections: ['Kyrgyzstan'],
  warnings: ['from the site'],
}

async function asking(change: Parameters<typeof newsroom>[0] = {}, answer: Enrichment | null = found) {
  const asked: string[] = []
  const room = await newsroom({
    enrich: async ({ content }: EnrichRequest) => {
      asked.push(content.title)
      return answer
    },
    compose: ({ title, credit }, platform) => teaserOf(`${title} (${credit})`, platform),
    ...change,
  })
  return { ...room, asked }
}

test('new articles are asked about, oldest first, and what is found is posted and stored', async () => {
  const room = await asking()
  await room.poll(stories(3, 1))
  expect(room.asked, 'first sight posts nothing').toEqual([])
  const { warnings } = await room.poll(stories(5, 1))
  expect(room.asked).toEqual(['Story 4 of the steppe', 'Story 5 of the steppe'])
  expect(warnings).toContain('from the site')
  const posted = (await room.deliveries()).filter(({ state }) => state === 'queued')
  expect(posted.map(({ teaser }) => teaser?.text)).toEqual([
    'Story 4 of the steppe (Jo Doe)',
    'Story 5 of the steppe (Jo Doe)',
  ])
  const article = await room.store.article(posted[0]?.articleId ?? '')
  expect(article).toMatchObject({ enrichment: found, warnings: ['from the site'] })
  expect(article?.content).toMatchObject({ image: found.image, credit: 'Jo Doe', sections: ['Kyrgyzstan'] })
})

test('a known article is not asked about again, is not revised by it, and keeps it when it is revised', async () => {
  const room = await asking()
  await room.poll(stories(3, 1))
  await room.poll(stories(4, 1))
  await room.poll(stories(4, 1))
  const [delivery] = (await room.deliveries()).filter(({ state }) => state === 'queued')
  const id = delivery?.articleId ?? ''
  expect(await room.store.article(id)).toMatchObject({ revision: 0 })
  await room.poll([story(4, { title: 'Story 4, corrected' }), ...stories(3, 1)])
  expect(room.asked).toEqual(['Story 4 of the steppe'])
  expect(await room.store.article(id)).toMatchObject({ revision: 1, enrichment: found })
  expect((await room.store.delivery(delivery?.id ?? ''))?.teaser?.text).toBe('Story 4, corrected (Jo Doe)')
})

test('nobody is asked about what no channel posts: a tripped fuse, a skipped category', async () => {
  const fuse = await asking({ feed: feedWith({ fuse: { newAtOnce: 1, share: 1 } }) })
  await fuse.poll(stories(3, 1))
  await fuse.poll(stories(5, 1))
  expect(fuse.asked).toEqual([])
  const picky = await asking({ channels: [channelWith({ only: ['Politics'] })] })
  await picky.poll(stories(3, 1))
  await picky.poll(stories(4, 1))
  expect(picky.asked).toEqual([])
})

test('at most ten are asked about in one poll, however wide the fuse is', async () => {
  const room = await asking({ feed: feedWith({ fuse: { newAtOnce: 50, share: 1 } }) })
  await room.poll(stories(15, 1))
  await room.poll(stories(28, 1))
  expect(room.asked).toHaveLength(10)
  expect(room.asked[0]).toBe('Story 16 of the steppe')
})

test('a site that says nothing costs nothing but its facts', async () => {
  const room = await asking({}, null)
  await room.poll(stories(3, 1))
  await room.poll(stories(4, 1))
  expect(await room.news()).toHaveLength(1)
})
