/**
 * An article's own page, read as if it were an item of a feed: what JSON-LD and Open Graph say of it, and its
 * paragraphs. For `preview` of an address or a saved page. Pure.
 */

import { findAll, getAttributeValue, getElementsByTagName, getOuterHTML, textContent } from 'domutils'
import { parseDocument } from 'htmlparser2'
import { z } from 'zod'
import type { FeedItem } from '../feed/item.ts'

type Document = ReturnType<typeof parseDocument>

/** The page as an item; null when it names no headline. `address` is where it was fetched. */
export function readPage(html: string, address: string): FeedItem | null {
  const document = parseDocument(html)
  const meta = metaOf(document)
  const article = articleOf(document)
  const title = article.headline ?? meta.get('og:title') ?? firstText(document, 'h1')
  if (title === undefined) return null
  const link = absolute(meta.get('og:url') ?? canonicalOf(document), address) ?? address
  return {
    guid: null,
    link,
    title,
    description: meta.get('og:description') ?? meta.get('description') ?? null,
    content: bodyOf(document),
    creators: article.authors,
    categories: [...new Set([...article.sections, ...article.keywords])],
    publishedAt: dateOf(article.published ?? meta.get('article:published_time')),
    imageUrl: absolute(meta.get('og:image') ?? article.image, address),
  }
}

interface ArticleData {
  readonly headline: string | undefined
  readonly authors: readonly string[]
  readonly sections: readonly string[]
  readonly keywords: readonly string[]
  readonly published: string | undefined
  readonly image: string | undefined
}

const names = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .catch([])
const author = z.union([
  z.object({ name: z.string() }).transform(({ name }) => [name]),
  z.array(z.object({ name: z.string() })).transform((list) => list.map(({ name }) => name)),
])
/** Yoast's Article piece keeps categories (`articleSection`) and tags (`keywords`) apart (novastan.md §1.5). */
const articlePiece = z.object({
  '@type': z.union([z.string(), z.array(z.string())]).transform((type) => [type].flat()),
  headline: z.string().optional().catch(undefined),
  author: author.catch([]),
  articleSection: names,
  keywords: names,
  datePublished: z.string().optional().catch(undefined),
  thumbnailUrl: z.string().optional().catch(undefined),
})
const graph = z.object({ '@graph': z.array(z.unknown()) })

const articleTypes = ['Article', 'NewsArticle', 'BlogPosting', 'Report']

function articleOf(document: Document): ArticleData {
  const scripts = findAll(
    (element) => element.name === 'script' && getAttributeValue(element, 'type') === 'application/ld+json',
    document.children,
  )
  for (const piece of scripts.flatMap((script) => piecesOf(textContent(script)))) {
    const read = articlePiece.safeParse(piece)
    if (!read.success || !read.data['@type'].some((type) => articleTypes.includes(type))) continue
    const { headline, author: authors, articleSection, keywords, datePublished, thumbnailUrl } = read.data
    return {
      headline,
      authors,
      sections: articleSection,
      keywords,
      published: datePublished,
      image: thumbnailUrl,
    }
  }
  return {
    headline: undefined,
    authors: [],
    sections: [],
    keywords: [],
    published: undefined,
    image: undefined,
  }
}

function piecesOf(json: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(json)
    const whole = graph.safeParse(parsed)
    return whole.success ? whole.data['@graph'] : [parsed].flat()
  } catch {
    return []
  }
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

function canonicalOf(document: Document): string | undefined {
  const link = getElementsByTagName('link', document).find(
    (element) => getAttributeValue(element, 'rel') === 'canonical',
  )
  return link === undefined ? undefined : getAttributeValue(link, 'href')
}

/** The article's own markup; without an <article> or <main> the description has to do. */
function bodyOf(document: Document): string | null {
  const [body] = [...getElementsByTagName('article', document), ...getElementsByTagName('main', document)]
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
