/**
 * A post as WordPress's REST API gives it with `?_embed`: featured picture, authors, categories apart from tags
 * (research/novastan.md §1.4). Pure.
 */
import { z } from 'zod'
import type { ArticleImage, Language } from './article.ts'
import { shownAuthors } from './authors.ts'
import { altOf, creditOf, type SiteFacts } from './enrichment.ts'
import { readBlocks, readInline } from './html.ts'
import { canonicalLink } from './identity.ts'
import { isPictureSize, pictureUrl } from './image.ts'

/**
 * Where the post of a guid like `https://novastan.org/en/?p=48885` is read: on the article's own origin, below the
 * edition's folder. null: the guid is none of WordPress's.
 */
export function restAddress(guid: string | null, link: string): string | null {
  const found = URL.parse(guid ?? '')
  const origin = URL.parse(link)?.origin
  const id = found?.searchParams.get('p') ?? ''
  if (found === null || origin === undefined || !/^\d{1,12}$/.test(id)) return null
  const folder = found.pathname.replace(/[^/]*$/, '')
  return `${origin}${folder}wp-json/wp/v2/posts/${id}?_embed`
}

const text = z.string().catch('')
const size = z.number().optional().catch(undefined)
const rendered = z
  .object({ rendered: text })
  .transform((field) => field.rendered)
  .catch('')
const media = z.object({
  source_url: z.string(),
  alt_text: text,
  caption: rendered,
  media_type: z.literal('image').optional(),
  media_details: z.object({ width: size, height: size }).catch({ width: undefined, height: undefined }),
})
const socialImage = z.object({ url: z.string(), width: size, height: size })
const term = z.object({ name: z.string(), taxonomy: z.string() })
const list = z.array(z.unknown()).catch([])
const nothingEmbedded = { 'wp:featuredmedia': [], author: [], 'wp:term': [] }
const post = z.object({
  id: z.number(),
  link: z.string().optional().catch(undefined),
  _embedded: z
    .object({ 'wp:featuredmedia': list, author: list, 'wp:term': z.array(list).catch([]) })
    .catch(nothingEmbedded),
  yoast_head_json: z.object({ og_image: list }).catch({ og_image: [] }),
})
type Post = z.output<typeof post>

/** What the post says; null when it is not the article at `link`: numbers repeat from edition to edition. */
export function readWordPressPost(json: string, link: string, language: Language): SiteFacts | null {
  const read = post.safeParse(parsed(json))
  if (!read.success) return null
  const named = read.data.link === undefined ? null : canonicalLink(read.data.link)
  if (named !== null && named !== canonicalLink(link)) return null
  return {
    image: imageOf(read.data, link, language),
    authors: shownAuthors(
      known(z.object({ name: z.string() }), read.data._embedded.author).map(nameOf),
      link,
    ),
    sections: sectionsOf(read.data),
  }
}

function imageOf(read: Post, link: string, language: Language): ArticleImage | null {
  for (const found of known(media, read._embedded['wp:featuredmedia'])) {
    const url = pictureUrl(found.source_url, link)
    const { width, height } = found.media_details
    if (url === null || !isPictureSize(width, height)) continue
    const caption = plain(found.caption)
    const alt = readInline(found.alt_text)
    return { url, alt: altOf(alt, caption, language), credit: creditOf([caption, alt], language) }
  }
  for (const found of known(socialImage, read.yoast_head_json.og_image)) {
    const url = pictureUrl(found.url, link)
    if (url !== null && isPictureSize(found.width, found.height)) return { url, alt: null, credit: null }
  }
  return null
}

function sectionsOf(read: Post): readonly string[] | null {
  const terms = known(term, read._embedded['wp:term'].flat())
  const categories = terms.filter(({ taxonomy }) => taxonomy === 'category').map(nameOf)
  return categories.length === 0 ? null : [...new Set(categories)]
}

function nameOf({ name }: { readonly name: string }): string {
  return readInline(name.slice(0, 400))
}

/** The entries that can be read: an embedded object may be an error of its own (`rest_forbidden`). */
function known<T>(schema: z.ZodType<T>, entries: readonly unknown[]): readonly T[] {
  return entries.flatMap((entry) => {
    const read = schema.safeParse(entry)
    return read.success ? [read.data] : []
  })
}

function plain(html: string): string {
  return readBlocks(html)
    .blocks.map((block) => block.text)
    .join(' ')
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
