import { describe, expect, test } from 'vitest'
import { createEnricherWith } from '../../src/article/enrich.ts'
import { withEnrichment } from '../../src/article/enrichment.ts'
import { contentWith } from '../setup/builders.ts'
import { magazine, pagePath, pageWith, photo, restPath, restPost, uploads, yoastGraph } from './site.ts'

const never = new AbortController().signal

describe('what the site adds', () => {
  test('WordPress REST gives picture, alternative text, credit, author and sections without tags', async () => {
    const site = await magazine({ [restPath]: restPost() })
    expect(await site.enrich(site.request(), never)).toEqual({
      image: { url: photo, alt: 'Stalls under a tin roof', credit: 'Aida Example (Kyrgyzstan)' },
      authors: ['Véronique Tapponnier'],
      sections: ['Kyrgyzstan', 'Society & Culture'],
      warnings: [],
    })
    expect(site.paths(), 'the page is not needed').toEqual(['/robots.txt', restPath])
  })

  test('the JSON-LD graph of the page gives the same where REST is closed', async () => {
    const site = await magazine({ [restPath]: 401, [pagePath]: pageWith({ graph: yoastGraph }) })
    expect(await site.enrich(site.request(), never)).toEqual({
      image: { url: photo, alt: 'The market of Osh.', credit: 'Aida Example' },
      authors: ['Mathieu Lemoine'],
      sections: ['Kyrgyzstan', 'Photo of the day'],
      warnings: [],
    })
  })

  test('Open Graph alone gives picture and alternative text', async () => {
    const meta = { 'og:image': photo, 'og:image:alt': 'A market hall', 'og:image:width': '1200' }
    const site = await magazine({ [pagePath]: pageWith({ meta }) })
    const found = await site.enrich(site.request({}, null), never)
    expect(found?.image).toEqual({ url: photo, alt: 'A market hall', credit: null })
    expect(found?.sections).toBeNull()
    expect(site.paths(), 'no number, no REST').toEqual(['/robots.txt', pagePath])
  })

  test('the caption below the picture in the text gives the credit that Open Graph has no place for', async () => {
    const body = `<figure><img src="${uploads}/osh-market-1300x901.jpg" alt="Stalls"><figcaption>Foto : Irina Unruh ( @irina, Deutschland)</figcaption></figure>`
    const site = await magazine({ [pagePath]: pageWith({ meta: { 'og:image': photo }, body }) })
    const found = await site.enrich(site.request({}, null), never)
    expect(found?.image).toEqual({ url: photo, alt: 'Stalls', credit: 'Irina Unruh (Deutschland)' })
  })

  test('schema.org names the photographer in fields of their own', async () => {
    const graph = [
      { '@type': 'NewsArticle', image: [{ '@type': 'ImageObject', url: photo, creditText: 'AP/Jo Doe' }] },
    ]
    const site = await magazine({ [pagePath]: pageWith({ graph }) })
    expect((await site.enrich(site.request({}, null), never))?.image?.credit).toBe('AP/Jo Doe')
  })
})

describe('sources that contradict each other', () => {
  const other = `${uploads}/site-banner.jpg`

  test('REST goes before the page, JSON-LD before Open Graph', async () => {
    const page = pageWith({ graph: yoastGraph, meta: { 'og:image': other, 'og:image:alt': 'Our banner' } })
    const closed = await magazine({ [pagePath]: page })
    const fromPage = await closed.enrich(closed.request(), never)
    expect(fromPage?.image).toEqual({ url: photo, alt: 'The market of Osh.', credit: 'Aida Example' })
    const own = {
      media_type: 'image',
      source_url: other,
      alt_text: '',
      caption: { rendered: '' },
      media_details: {},
    }
    const open = await magazine({ [restPath]: restPost({}, { 'wp:featuredmedia': [own] }), [pagePath]: page })
    const found = await open.enrich(open.request(), never)
    expect(found?.image, 'alt and credit of another picture are not taken over').toEqual({
      url: other,
      alt: null,
      credit: null,
    })
    expect(found?.authors).toEqual(['Véronique Tapponnier'])
  })

  test('a number that belongs to another edition is not this article', async () => {
    const stranger = restPost({ link: 'http://magazine.test/fr/autre-chose/' })
    const site = await magazine({
      [restPath]: stranger,
      [pagePath]: pageWith({ meta: { 'og:image': other } }),
    })
    expect((await site.enrich(site.request(), never))?.image?.url).toBe(other)
  })

  test("the feed's own word stands, and the site fills what is missing about the same picture", () => {
    const site = {
      image: { url: photo, alt: 'Stalls', credit: 'Aida Example' },
      authors: ['Site Author'],
      sections: ['Kyrgyzstan'],
    }
    const small = `${uploads}/osh-market-1300x901.jpg`
    const own = contentWith({ image: { url: small, alt: null, credit: null }, authors: ['Feed Author'] })
    expect(withEnrichment(own, site)).toMatchObject({
      image: { url: small, alt: 'Stalls', credit: 'Aida Example' },
      credit: 'Aida Example',
      authors: ['Feed Author'],
      sections: ['Kyrgyzstan'],
    })
    const foreign = contentWith({ image: { url: other, alt: null, credit: null }, credit: 'Akorda.kz' })
    expect(withEnrichment(foreign, site).image).toEqual({ url: other, alt: null, credit: 'Akorda.kz' })
    const once = withEnrichment(own, site)
    expect(withEnrichment(once, site)).toEqual(once)
  })
})

describe('what is never the picture', () => {
  const icon = `${uploads}/cropped-Logo_Novastan-32x32.png`
  test.each([
    ['the site icon', icon],
    ['a larger site icon', `${uploads}/cropped-Logo-270x270.png?x=1`],
    ['a gravatar', 'https://secure.gravatar.com/avatar/abc?s=96'],
    ['a tracking pixel', 'https://stats.test/pixel.gif?u=1'],
    ['an SVG', `${uploads}/logo.svg`],
    ['a data address', 'data:image/gif;base64,R0lGOD'],
  ])('%s', async (_, url) => {
    const site = await magazine({ [pagePath]: pageWith({ meta: { 'og:image': url } }) })
    const found = await site.enrich(site.request({}, null), never)
    expect(found?.image).toBeNull()
    expect(found?.warnings.join()).toContain('no picture')
  })

  test('what says itself that it is one pixel, or the logo of the publisher', async () => {
    const tiny = { 'og:image': `${uploads}/counter.jpg`, 'og:image:width': '1', 'og:image:height': '1' }
    const logo = [
      { '@type': 'Article', image: { '@id': '#logo' } },
      { '@type': 'Organization', logo: { '@id': '#logo' } },
      { '@type': 'ImageObject', '@id': '#logo', url: `${uploads}/big-logo.png`, width: 800, height: 600 },
    ]
    const site = await magazine({ [pagePath]: pageWith({ meta: tiny, graph: logo }) })
    expect((await site.enrich(site.request({}, null), never))?.image).toBeNull()
  })
})

describe('limits and manners', () => {
  test('robots.txt is asked once, and what it forbids is not read', async () => {
    const robots = 'User-agent: *\nDisallow: /en/wp-json/\n\nUser-agent: GPTBot\nDisallow: /'
    const page = pageWith({ meta: { 'og:image': photo } })
    const site = await magazine({ '/robots.txt': robots, [restPath]: restPost(), [pagePath]: page })
    expect((await site.enrich(site.request(), never))?.image?.url).toBe(photo)
    expect(site.paths()).toEqual(['/robots.txt', pagePath])
    site.pages['/en/b/'] = page
    const second = site.request()
    await site.enrich(
      { ...second, content: { ...second.content, url: second.content.url.replace('osh/market', 'b') } },
      never,
    )
    expect(site.paths().filter((path) => path === '/robots.txt')).toHaveLength(1)
  })

  test.each([
    ['forbids us by name', 'User-agent: chapar\nDisallow: /', 'robots.txt of the site forbids'],
    ['answers with an error', 503, 'robots.txt of the site cannot be read'],
  ])('a robots.txt that %s leaves the article as it is', async (_, robots, because) => {
    const site = await magazine({ '/robots.txt': robots, [restPath]: restPost() })
    const found = await site.enrich(site.request(), never)
    expect(found?.image).toBeNull()
    expect(found?.warnings[0]).toContain(because)
    expect(site.paths()).toEqual(['/robots.txt'])
  })

  test('an article is asked about once, and one request at a time runs on a host', async () => {
    const site = await magazine({ [restPath]: restPost() })
    let atOnce = 0
    let most = 0
    const network = {
      isPrivate: () => false,
      lookup: ((_name, _options, callback) => {
        most = Math.max(most, ++atOnce)
        setImmediate(() => {
          atOnce--
          callback(null, [{ address: '127.0.0.1', family: 4 }])
        })
      }) as import('node:net').LookupFunction,
    }
    const now = () => new Date('2026-11-23T12:00:00Z')
    const enrich = createEnricherWith({ network, allowPrivate: false, timeMs: 5_000, maxBytes: 100_000, now })
    const request = site.request()
    const found = await Promise.all([enrich(request, never), enrich(request, never)])
    expect(found[0]).toEqual(found[1])
    expect(site.paths()).toEqual(['/robots.txt', restPath])
    expect(most).toBe(1)
  })

  test('asks with our name and the language of the edition', async () => {
    const site = await magazine({ [restPath]: restPost() })
    await site.enrich(site.request(), never)
    const [, rest] = site.requests
    expect(rest?.headers['user-agent']).toMatch(/^Chapar\//)
    expect(rest?.headers['accept-language']).toBe('en-GB,en;q=0.9')
  })

  test("only links on the feed's own host are asked about, and none where the configuration says no", async () => {
    const site = await magazine({})
    const request = site.request()
    expect(await site.enrich({ ...request, feed: { ...request.feed, enrich: false } }, never)).toBeNull()
    const elsewhere = { ...request.content, url: 'http://other.test/a/' }
    expect(await site.enrich({ ...request, content: elsewhere }, never)).toBeNull()
    expect(site.paths()).toEqual([])
  })

  test('a page that is too long or too slow costs the picture, not the post', async () => {
    const long = await magazine({ [pagePath]: 'x'.repeat(100_001) })
    const found = await long.enrich(long.request({}, null), never)
    expect(found?.warnings[0]).toContain('longer than')
    const missing = await magazine({})
    expect((await missing.enrich(missing.request(), never))?.warnings[0]).toContain('404')
    const hanging = createEnricherWith({
      network: { isPrivate: () => false, lookup: () => undefined },
      allowPrivate: false,
      timeMs: 50,
      maxBytes: 100,
      now: () => new Date(),
    })
    expect((await hanging(missing.request(), never))?.warnings[0]).toContain(
      'robots.txt of the site cannot be read',
    )
  })

  test('a private address is refused at connect time, on every hop, unless that is allowed', async () => {
    const inside = await magazine({ [restPath]: restPost() }, { network: insideNetwork })
    expect((await inside.enrich(inside.request(), never))?.warnings[0]).toContain('cannot be read')
    expect(inside.paths()).toEqual([])
    const allowed = await magazine({ [restPath]: restPost() }, { network: insideNetwork, allowPrivate: true })
    expect((await allowed.enrich(allowed.request(), never))?.image?.url).toBe(photo)
  })

  test('a removed article that leads to the front page has no picture', async () => {
    const front = pageWith({ meta: { 'og:image': `${uploads}/banner.jpg` } })
    const { serve } = await import('../feed/serve.ts')
    const served = await serve((request, response) => {
      if (request.url === '/robots.txt') response.writeHead(404).end()
      else if (request.url === '/en/') response.end(front)
      else response.writeHead(302, { location: '/en/' }).end()
    })
    const site = await magazine({})
    const origin = `http://magazine.test:${served.port}`
    const found = await site.enrich(
      {
        guid: null,
        content: contentWith({ url: `${origin}/en/osh/market/` }),
        feed: { url: `${origin}/en/feed/`, language: 'en', enrich: true },
      },
      never,
    )
    expect(found?.image).toBeNull()
    expect(found?.warnings[0]).toContain('it leads to')
  })

  test('a program that stops is not kept waiting, and nothing is remembered of it', async () => {
    const site = await magazine({ [restPath]: restPost() })
    expect(await site.enrich(site.request(), AbortSignal.abort())).toBeNull()
    expect((await site.enrich(site.request(), never))?.image?.url).toBe(photo)
  })

  test.each([
    '{"id":',
    '[]',
    '{"id":1,"_embedded":{"wp:featuredmedia":[{"code":"rest_forbidden"}]}}',
    '<html>',
  ])('an answer like %s says nothing, and nothing breaks', async (body) => {
    const site = await magazine({ [restPath]: body, [pagePath]: pageWith({ graph: [{ '@type': 7 }] }) })
    expect((await site.enrich(site.request(), never))?.image).toBeNull()
  })
})

const insideNetwork = {
  isPrivate: (address: string) => address === '127.0.0.1',
  lookup: ((_name, _options, callback) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }])) as import('node:net').LookupFunction,
}
