/** The magazine's pages: what a follower sees who taps a link in the sandbox, and what Chapar asks for a picture. */
import {
  articleUrl,
  type Edition,
  editionUrl,
  type Published,
  pictureUrl,
  type SampleArticle,
} from './article.ts'
import { blockHtml, blocksOf, figureHtml } from './body.ts'
import { escapeHtml, scriptJson } from './escape.ts'
import { wordings } from './wording.ts'

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #667079; --line: #d9d4ca; --paper: #fdfbf7; --accent: #b0402f }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e4dc; --soft: #a39d92; --line: #3a3a40; --paper: #18191c; --accent: #e58a6f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.6 Georgia, 'Times New Roman', serif; overflow-wrap: break-word }
a { color: var(--accent) }
body > * { max-width: 42rem; margin: 0 auto; padding: 0 1.25rem }
header { display: flex; justify-content: space-between; align-items: baseline; flex-wrap: wrap; gap: 0 1rem; padding-top: 1rem; padding-bottom: 1rem }
header a { font-weight: bold; letter-spacing: .02em; text-decoration: none; color: inherit }
header span, .by, figcaption, footer, time { color: var(--soft); font: .875rem/1.5 system-ui, sans-serif }
h1 { font-size: clamp(1.75rem, 6vw, 2.5rem); line-height: 1.15; margin: 1rem 0 .75rem; text-wrap: balance }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2rem 0 .5rem }
.lead { font-size: 1.2rem; font-weight: bold; line-height: 1.45; margin: 0 0 .75rem }
figure { margin: 1.5rem 0 } img { display: block; width: 100%; height: auto; border-radius: 6px } figcaption { margin-top: .5rem }
.don, .newsletter-box { border: solid var(--line); border-width: 1px 0; margin: 1.5rem 0; font: .9375rem/1.5 system-ui, sans-serif }
.don strong { font-weight: 500 }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; padding-bottom: 2rem }
ul { list-style: none; padding: 0 } li { border-top: 1px solid var(--line); padding: 1rem 0 } li a { font-weight: bold; text-decoration: none }
`

/** An article's page, with the data about itself that Yoast puts into a page's head. */
export function articlePage({ article, publishedAt }: Published, baseUrl: string): string {
  const words = wordings[article.edition]
  const address = escapeHtml(articleUrl(article, baseUrl))
  const image = pictureUrl(article, baseUrl)
  const title = escapeHtml(article.title)
  const summary = escapeHtml(article.lead)
  const head = `<title>${title} - ${escapeHtml(words.siteName)}</title>
<meta name="description" content="${summary}">
<link rel="canonical" href="${address}">
<meta property="og:locale" content="${words.locale}">
<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${summary}">
<meta property="og:url" content="${address}">
<meta property="og:site_name" content="${escapeHtml(words.siteName)}">
<meta property="article:published_time" content="${publishedAt.toISOString()}">
<meta property="og:image" content="${escapeHtml(image)}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="675">
<meta property="og:image:type" content="image/svg+xml">
<meta property="og:image:alt" content="${escapeHtml(article.picture.alt)}">
<meta name="author" content="${escapeHtml(article.creator)}">
<meta name="twitter:card" content="summary_large_image">
<script type="application/ld+json" class="yoast-schema-graph">${scriptJson(graph(article, publishedAt, baseUrl))}</script>`
  const text = blocksOf(article.text).map((block) => blockHtml(block, article, baseUrl))
  const main = `<main>
<article>
<h1>${title}</h1>
<p class="lead">${summary}</p>
<p class="by">${escapeHtml(article.creator)} · ${timeHtml(publishedAt, article.edition)}</p>
${figureHtml(article, image)}
${text.filter((part) => part !== '').join('\n')}
</article>
</main>`
  return page(article.edition, head, article.edition === 'fr' ? frenchSpaces(main) : main, baseUrl)
}

/** An edition's front page: all that has appeared, newest first. */
export function frontPage(edition: Edition, articles: readonly Published[], baseUrl: string): string {
  const words = wordings[edition]
  const entries = articles
    .filter(({ article }) => article.edition === edition)
    .toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
    .map(({ article, publishedAt }) => {
      const address = escapeHtml(articleUrl(article, baseUrl))
      return `<li>${timeHtml(publishedAt, edition)}<br><a href="${address}">${escapeHtml(article.title)}</a></li>`
    })
  const head = `<title>${escapeHtml(words.siteName)}</title>
<meta name="description" content="${escapeHtml(words.description)}">
<link rel="canonical" href="${escapeHtml(editionUrl(edition, baseUrl))}">`
  const main = `<main>
<h1>${escapeHtml(words.description)}</h1>
<ul>
${entries.join('\n')}
</ul>
</main>`
  return page(edition, head, edition === 'fr' ? frenchSpaces(main) : main, baseUrl)
}

function page(edition: Edition, head: string, main: string, baseUrl: string): string {
  const words = wordings[edition]
  const home = escapeHtml(editionUrl(edition, baseUrl))
  return `<!DOCTYPE html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<link rel="alternate" type="application/rss+xml" title="${escapeHtml(words.siteName)}" href="${home}feed/">
<style>${style}</style>
</head>
<body>
<header><a href="${home}">${escapeHtml(words.siteName)}</a><span>${escapeHtml(words.description)}</span></header>
${main}
<footer>${escapeHtml(words.disclaimer)}</footer>
</body>
</html>
`
}

function graph(article: SampleArticle, publishedAt: Date, baseUrl: string): object {
  const words = wordings[article.edition]
  const [address, home] = [articleUrl(article, baseUrl), editionUrl(article.edition, baseUrl)]
  const [at, image] = [publishedAt.toISOString(), pictureUrl(article, baseUrl)]
  const names = new Set(Object.values(words.sections))
  const picture = { '@id': `${address}#primaryimage` }
  const shared = {
    datePublished: at,
    dateModified: at,
    inLanguage: words.language,
    image: picture,
    thumbnailUrl: image,
  }
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Article',
        '@id': `${address}#article`,
        isPartOf: { '@id': address },
        author: { name: article.creator },
        headline: article.title,
        ...shared,
        mainEntityOfPage: { '@id': address },
        publisher: { '@id': `${home}#organization` },
        keywords: article.categories.filter((name) => !names.has(name)),
        articleSection: article.categories.filter((name) => names.has(name)),
      },
      {
        '@type': 'WebPage',
        '@id': address,
        url: address,
        name: `${article.title} - ${words.siteName}`,
        isPartOf: { '@id': `${home}#website` },
        primaryImageOfPage: picture,
        ...shared,
        description: article.lead,
        breadcrumb: { '@id': `${address}#breadcrumb` },
      },
      {
        '@type': 'ImageObject',
        ...picture,
        inLanguage: words.language,
        url: image,
        contentUrl: image,
        width: 1200,
        height: 675,
        caption: article.picture.alt,
      },
      {
        '@type': 'BreadcrumbList',
        '@id': `${address}#breadcrumb`,
        itemListElement: [
          { '@type': 'ListItem', position: 1, name: words.home, item: home },
          { '@type': 'ListItem', position: 2, name: article.title },
        ],
      },
      {
        '@type': 'WebSite',
        '@id': `${home}#website`,
        url: home,
        name: words.siteName,
        inLanguage: words.language,
      },
      { '@type': 'Organization', '@id': `${home}#organization`, name: 'Jibekstan', url: home },
    ],
  }
}

function timeHtml(date: Date, edition: Edition): string {
  const shown = date.toLocaleDateString(wordings[edition].language, {
    dateStyle: 'long',
    timeZone: 'Europe/Paris',
  })
  return `<time datetime="${date.toISOString()}">${escapeHtml(shown)}</time>`
}

/** Keeps a sign on the line of its word; only between tags. */
function frenchSpaces(markup: string): string {
  return markup.replaceAll(/>[^<]+/g, (text) =>
    text.replaceAll(/ (?=[:;!?»%])|(?<=«) |(?<=\d) (?=\d{3}\b|h\b)/g, '&nbsp;'),
  )
}
