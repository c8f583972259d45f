import { describe, expect, it } from 'vitest'
import { extract } from '../../src/article/extract.ts'
import { readPage } from '../../src/article/page.ts'

const address = 'https://novastan.org/de/kirgistan/ein-markt/?noredirect=de-DE'
const lead = 'In Osch kommen die ersten Händler:innen zurück, und mit ihnen die Kundschaft aus dem Umland.'

/** Yoast's graph, as on Novastan (research/novastan.md §1.5). */
const graph = {
  '@context': 'https://schema.org',
  '@graph': [
    {
      '@type': 'Article',
      '@id': 'https://novastan.org/de/kirgistan/ein-markt/#article',
      headline: 'Ein Markt öffnet',
      datePublished: '2026-03-01T05:00:00+00:00',
      author: { name: 'Maria Muster', '@id': 'https://novastan.org/#/schema/person/1' },
      thumbnailUrl: 'https://novastan.org/up/aus-der-graph.jpg',
      keywords: ['Osch', 'cows'],
      articleSection: ['Kirgistan', 'Politik & Wirtschaft'],
      inLanguage: 'de-DE',
    },
    { '@type': 'WebPage', '@id': 'https://novastan.org/de/kirgistan/ein-markt/', name: 'Ein Markt öffnet' },
    { '@type': 'ImageObject', '@id': 'x#primaryimage', url: 'https://novastan.org/up/aus-der-graph.jpg' },
  ],
}
const openGraph = `<meta property="og:locale" content="de_DE" /><meta property="og:type" content="article" />
<meta property="og:title" content="Ein Markt &ouml;ffnet - Novastan Deutsch" />
<meta property="og:description" content="${lead}" />
<meta property="og:url" content="https://novastan.org/de/kirgistan/ein-markt/" />
<meta property="og:site_name" content="Novastan Deutsch" />
<meta property="article:published_time" content="2026-03-01T05:00:00+00:00" />
<meta property="og:image" content="https://novastan.org/up/aus-der-graph.jpg" />`

/** The layout of §2.1: breadcrumb, headline, lead, names, alternative text, caption, lead again, body. */
const body = `<nav>Startseite <span>Ein Markt öffnet</span></nav><main><article class="post"><h1>Ein Markt öffnet</h1>
<p>${lead}</p><p>Maria Muster</p><p>Redigiert von: mmuster</p><p>Google images</p><p>Lastwagen Kirgistan</p>
<figure><img src="/up/markt.jpg" alt="Lastwagen Kirgistan"><figcaption>Der Markt. Foto: A. Muster</figcaption></figure>
<b>Warning</b>: Undefined array key "favorits" in <b>/srv/www/single.php</b> on line <b>91</b><br />
<p>${lead}</p><p>Es ist laut, und es riecht nach Brot.</p>
<p>Lest auch auf Novastan: <a href="/x/">Ein anderer Markt</a></p></article>
<section id="comments"><article class="comment"><p>Schöner Text!</p></article></section></main>`

function ld(data: unknown): string {
  return `<script type="application/ld+json" class="yoast-schema-graph">${JSON.stringify(data)}</script>`
}

function page(head: string, content = body): string {
  return `<!DOCTYPE html><html lang="de-DE"><head><meta charset="UTF-8" />${head}</head><body>${content}</body></html>`
}

function articleFrom(html: string) {
  const item = readPage(html, address)
  if (item === null) throw new Error('no article')
  const read = extract(item, { language: 'de', skip: { titles: [], categories: [] } })
  if (read.kind === 'skip') throw new Error(read.reason)
  return read.content
}

describe('an article\u2019s page', () => {
  it('gives what the feed would: headline, lead once, names, sections before tags, date, picture', () => {
    expect(articleFrom(page(openGraph + ld(graph)))).toMatchObject({
      url: 'https://novastan.org/de/kirgistan/ein-markt/',
      title: 'Ein Markt öffnet',
      lead,
      body: ['Es ist laut, und es riecht nach Brot.'],
      authors: ['Maria Muster'],
      categories: ['Kirgistan', 'Politik & Wirtschaft', 'Osch', 'cows'],
      publishedAt: new Date('2026-03-01T05:00:00Z'),
      image: { url: 'https://novastan.org/up/aus-der-graph.jpg' },
    })
  })

  it('is read from JSON-LD alone', () => {
    expect(articleFrom(page(ld(graph)))).toMatchObject({
      url: address,
      title: 'Ein Markt öffnet',
      lead,
      image: { url: 'https://novastan.org/up/aus-der-graph.jpg' },
    })
  })

  it('is read from Open Graph alone, without the name of the site', () => {
    expect(articleFrom(page(openGraph, ''))).toMatchObject({
      title: 'Ein Markt öffnet',
      lead,
      categories: [],
    })
  })

  it('is read from its markup alone', () => {
    expect(articleFrom(page(''))).toMatchObject({
      url: address,
      title: 'Ein Markt öffnet',
      lead,
      image: { url: 'https://novastan.org/up/markt.jpg', alt: 'Der Markt.', credit: 'A. Muster' },
    })
  })

  it('believes JSON-LD in headline and date, canonical in the address, where the page contradicts itself', () => {
    const contrary =
      '<link rel="canonical" href="/de/kirgistan/der-rechte-ort/"><meta property="og:url" content="https://novastan.org/de/alt/">' +
      '<meta property="og:title" content="Alte Überschrift"><meta property="article:published_time" content="2020-01-01">'
    expect(articleFrom(page(contrary + ld(graph)))).toMatchObject({
      title: 'Ein Markt öffnet',
      url: 'https://novastan.org/de/kirgistan/der-rechte-ort/',
      publishedAt: new Date('2026-03-01T05:00:00Z'),
    })
  })

  it('is the same article as the feed\u2019s item by WordPress\u2019s short link', () => {
    const shortlink = (href: string) => readPage(page(`<link rel="shortlink" href="${href}">`), address)?.guid
    expect(shortlink('https://novastan.org/de/?p=39820')).toBe('https://novastan.org/de/?p=39820')
    expect(shortlink('https://wp.me/abc')).toBeNull()
  })

  it.each([
    [
      'a list of pieces',
      [{ '@type': 'WebSite' }, { '@type': ['NewsArticle'], headline: 'Ein Markt öffnet' }],
    ],
    ['one piece', { '@type': 'BlogPosting', headline: 'Ein Markt öffnet', author: [{ name: 'A B' }] }],
    [
      'odd fields',
      { '@type': 'Article', headline: 'Ein Markt öffnet', author: 7, keywords: {}, datePublished: 1 },
    ],
  ])('is read from JSON-LD that is %s', (_, data) => {
    expect(articleFrom(page(ld(data))).title).toBe('Ein Markt öffnet')
  })

  it('is read although its JSON-LD is broken', () => {
    const broken = '<script type="application/ld+json">{"@graph": [</script>'
    expect(articleFrom(page(broken + openGraph)).title).toBe('Ein Markt öffnet')
  })

  it('has no picture when the page shows only an avatar', () => {
    const avatar = '<meta property="og:image" content="https://secure.gravatar.com/avatar/1?s=500">'
    expect(articleFrom(page(avatar, '<article><h1>Ein Markt öffnet</h1></article>')).image).toBeNull()
  })

  it('is none without a headline', () => {
    expect(readPage(page('', '<p>Nichts</p>'), address)).toBeNull()
  })
})
