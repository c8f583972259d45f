/** A magazine's site as WordPress and Yoast make it: a post by REST, a page with JSON-LD and Open Graph. */
import {
  createEnricherWith,
  type Enrich,
  type EnrichRequest,
  type EnrichSettings,
} from '../../src/article/enrich.ts'
import { type Served, serve } from '../feed/serve.ts'
import { contentWith } from '../setup/builders.ts'

export const uploads = 'https://magazine.test/wp-content/uploads/sites/8/2026/11'
export const photo = `${uploads}/osh-market-scaled.jpg`

/** Path → body, or status. Missing: 404. */
export type Pages = Record<string, string | number>

export interface Magazine extends Served {
  readonly pages: Pages
  readonly paths: () => readonly string[]
  readonly enrich: Enrich
  request(change?: Partial<EnrichRequest['content']>, guid?: string | null): EnrichRequest
}

/** On 127.0.0.1 under the name magazine.test; `settings` are the enricher's. */
export async function magazine(pages: Pages, settings: Partial<EnrichSettings> = {}): Promise<Magazine> {
  const served = await serve((request, response) => {
    const page = pages[request.url ?? '']
    if (typeof page === 'string') response.end(page)
    else response.writeHead(page ?? 404).end()
  })
  const origin = `http://magazine.test:${served.port}`
  return {
    ...served,
    pages,
    paths: () => served.requests.map(({ url }) => url ?? ''),
    enrich: createEnricherWith({
      network: {
        lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
        isPrivate: () => false,
      },
      allowPrivate: false,
      timeMs: 5_000,
      maxBytes: 100_000,
      now: () => new Date('2026-11-23T12:00:00Z'),
      ...settings,
    }),
    request: (change = {}, guid = `${origin}/en/?p=48885`) => ({
      guid,
      content: contentWith({ url: `${origin}/en/osh/market/`, ...change }),
      feed: { url: `${origin}/en/feed/`, language: 'en', enrich: true },
    }),
  }
}

export const restPath = '/en/wp-json/wp/v2/posts/48885?_embed'
export const pagePath = '/en/osh/market/'

export function restPost(change: object = {}, embedded: object = {}): string {
  return JSON.stringify({
    id: 48885,
    _embedded: {
      author: [{ name: 'Véronique Tapponnier' }],
      'wp:featuredmedia': [
        {
          media_type: 'image',
          source_url: photo,
          alt_text: 'Stalls under a tin roof',
          caption: { rendered: '<p>The market &#8211; Photo: Aida Example (Kyrgyzstan)</p>' },
          media_details: { width: 2560, height: 1707 },
        },
      ],
      'wp:term': [
        [
          { name: 'Kyrgyzstan', taxonomy: 'category' },
          { name: 'Society &amp; Culture', taxonomy: 'category' },
        ],
        [{ name: 'cows', taxonomy: 'post_tag' }],
      ],
      ...embedded,
    },
    ...change,
  })
}

/** A page with these JSON-LD pieces, meta tags and article markup. */
export function pageWith({
  graph = [],
  meta = {},
  body = '',
}: {
  graph?: readonly object[]
  meta?: Record<string, string>
  body?: string
}): string {
  const tags = Object.entries(meta).map(([name, content]) => `<meta property="${name}" content="${content}">`)
  const data = JSON.stringify({ '@context': 'https://schema.org', '@graph': graph })
  const script = graph.length === 0 ? '' : `<script type="application/ld+json">${data}</script>`
  return `<!doctype html><html><head><title>x</title>${tags.join('')}${script}</head><body><article>${body}</article></body></html>`
}

/** Yoast's graph of an article (research/novastan.md §1.5). */
export const yoastGraph = [
  {
    '@type': 'Article',
    '@id': '#article',
    headline: 'A market',
    author: { name: 'Mathieu Lemoine', '@id': '#/schema/person/1' },
    image: { '@id': '#primaryimage' },
    thumbnailUrl: photo,
    keywords: ['cows', 'Paris'],
    articleSection: ['Kyrgyzstan', 'Photo of the day'],
  },
  { '@type': 'WebPage', primaryImageOfPage: { '@id': '#primaryimage' }, thumbnailUrl: photo },
  {
    '@type': 'ImageObject',
    '@id': '#primaryimage',
    url: photo,
    contentUrl: photo,
    width: 2560,
    height: 1707,
    caption: 'The market of Osh. Photo: Aida Example',
  },
  {
    '@type': 'Organization',
    '@id': '#organization',
    logo: { '@type': 'ImageObject', '@id': '#/schema/logo/image/', url: `${uploads}/logo.png` },
  },
  { '@type': 'Person', '@id': '#/schema/person/1', image: { url: 'https://secure.gravatar.com/avatar/1' } },
] as const
