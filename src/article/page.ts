/**
 * An article's own page, read as if it were an item of a feed: what JSON-LD and Open Graph say of it, and its
 * paragraphs. For `preview` of an address or a saved page. Pure.
 */

import { findAll, getAttributeValue, getElementsByTagName, getOuterHTML, textContent } from 'domutils'
import { parseDocument } from 'htmlparser2'
import type { FeedItem } from '../feed/item.ts'
import type { Language } from './article.ts'
import { shownAuthors } from './authors.ts'
import type { SiteFacts } from './enrichment.ts'
import { type LinkedArticle, readLinkedData } from './linked-data.ts'
import { pageImage } from './page-image.ts'

type Document = ReturnType<typeof parseDocument>

/** The page as an item; null when it names no headline. `address` is where it was fetched. */
export function readPage(html: string, address: string): FeedItem | null {
  const document = parseDocument(html)
  const meta = metaOf(document)
  const article = linkedDataOf(document)
  const title = article.headline ?? withoutSite(meta.get('og:title'), meta) ?? firstText(document, 'h1')
  if (title === undefined) return null
  const link = absolute(linkOf(document, 'canonical') ?? meta.get('og:url'), address) ?? address
  const shortlink = linkOf(document, 'shortlink')
  return {
    // WordPress's `?p=N`, as in the feed's guid: the page then is the same article as the item.
    guid: shortlink !== undefined && /[?&]p=\d+/.test(shortlink) ? shortlink : null,
    link,
    title,
    description: meta.get('og:description') ?? meta.get('description') ?? null,
    content: bodyOf(document),
    creators: article.authors,
    categories: [...new Set([...article.sections, ...article.keywords])],
    publishedAt: dateOf(article.published ?? meta.get('article:published_time')),
    imageUrl: absolute(article.images[0]?.url ?? meta.get('og:image'), address),
  }
}

/** What an article's page says of picture, authors and sections, for `language`. Never a guess from its listings. */
export function readPageFacts(html: string, address: string, language: Language): SiteFacts {
  const document = parseDocument(html)
  const article = linkedDataOf(document)
  return {
    image: pageImage(
      { meta: metaOf(document), linked: article.images, body: bodyOf(document) ?? html },
      address,
      language,
    ),
    authors: shownAuthors(article.authors, address),
    sections: article.sections.length === 0 ? null : article.sections,
  }
}

function linkedDataOf(document: Document): LinkedArticle {
  const scripts = findAll(
    (element) => element.name === 'script' && getAttributeValue(element, 'type') === 'application/ld+json',
    document.children,
  )
  return readLinkedData(scripts.map((script) => textContent(script)))
}

function metaOf(document: Document): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const element of getElementsByTagName('meta', document)) {
    const name = getAttributeValue(element, 'property') ?? getAttributeValue(element, 'name')
    const content = getAttributeValue(element, 'content')?.trim()
    if (name !== undefined && content && !found.has(name)) found.set(name, content)
  }
  return found
}

/** Yoast ends og:title with the site's name: "Ein Markt - Novastan Deutsch". */
function withoutSite(title: string | undefined, meta: ReadonlyMap<string, string>): string | undefined {
  const site = meta.get('og:site_name')
  if (title === undefined || site === undefined || !title.endsWith(site)) return title
  return title.slice(0, -site.length).replace(/\s+[-–—|·•»]\s+$/, '') || title
}

function linkOf(document: Document, rel: string): string | undefined {
  const link = getElementsByTagName('link', document).find(
    (element) => getAttributeValue(element, 'rel') === rel,
  )
  return link === undefined ? undefined : getAttributeValue(link, 'href')
}

/**
 * The article's own markup: of several <article> (comments, teasers of others) the longest. Without an <article> or
 * <main> the description has to do.
 */
function bodyOf(document: Document): string | null {
  const articles = getElementsByTagName('article', document)
  const length = (element: (typeof articles)[number]) => textContent(element).length
  const longest = articles.reduce<(typeof articles)[number] | undefined>(
    (best, one) => (best === undefined || length(one) > length(best) ? one : best),
    undefined,
  )
  const body = longest ?? getElementsByTagName('main', document)[0]
  return body === undefined ? null : getOuterHTML(body)
}

function firstText(document: Document, tag: string): string | undefined {
  const [element] = getElementsByTagName(tag, document)
  const text = element === undefined ? '' : textContent(element).trim()
  return text === '' ? undefined : text
}

function absolute(address: string | undefined, base: string): string | null {
  return address === undefined ? null : (URL.parse(address, base)?.href ?? null)
}

function dateOf(text: string | undefined): Date | null {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? null : date
}
