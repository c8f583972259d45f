/**
 * The JSON-LD of a page: its article, and the picture that belongs to it. Yoast writes one `@graph` whose pieces point
 * at each other by `@id` (research/novastan.md §1.5). Pure.
 */
import { z } from 'zod'
import { readInline } from './html.ts'

/** What the page's article piece says; '' and [] where it says nothing. */
export interface LinkedArticle {
  readonly headline: string | undefined
  readonly authors: readonly string[]
  readonly sections: readonly string[]
  readonly keywords: readonly string[]
  readonly published: string | undefined
  /** Best first. */
  readonly images: readonly LinkedImage[]
}

export interface LinkedImage {
  readonly url: string
  readonly caption: string
  readonly credit: string
  readonly width: number | undefined
  readonly height: number | undefined
}

const optional = z.string().optional().catch(undefined)
const words = z.string().catch('')
const pixels = z.coerce.number().optional().catch(undefined)
const names = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat())
  .catch([])
const named = z.object({ name: z.string() }).transform(({ name }) => name)
/** Yoast's Article piece keeps categories (`articleSection`) and tags (`keywords`) apart (novastan.md §1.5). */
const piece = z.looseObject({
  '@type': z.union([z.string(), z.array(z.string())]).transform((type) => [type].flat()),
  '@id': optional,
  headline: optional,
  author: z.union([named.transform((name) => [name]), z.array(named)]).catch([]),
  articleSection: names,
  keywords: names,
  datePublished: optional,
  thumbnailUrl: optional,
  image: z.unknown().optional(),
  primaryImageOfPage: z.unknown().optional(),
})
type Piece = z.output<typeof piece>
const imageObject = z.object({
  '@id': optional,
  url: optional,
  contentUrl: optional,
  caption: words,
  creditText: words,
  creator: z.union([named, z.array(named).transform((list) => list.join(', ')), z.string()]).catch(''),
  width: pixels,
  height: pixels,
})
const reference = z.object({ '@id': z.string() })
const graph = z.object({ '@graph': z.array(z.unknown()) })

const articleTypes = ['Article', 'NewsArticle', 'BlogPosting', 'Report']
const pageTypes = ['WebPage', 'ItemPage', 'CollectionPage', 'FAQPage']

/** Reads the page's `application/ld+json` scripts, in the page's order; a script that is no JSON says nothing. */
export function readLinkedData(scripts: readonly string[]): LinkedArticle {
  const pieces = scripts.flatMap(piecesOf).flatMap((one) => {
    const read = piece.safeParse(one)
    return read.success ? [read.data] : []
  })
  const ofType = (types: readonly string[]) =>
    pieces.find((one) => one['@type'].some((type) => types.includes(type)))
  const article = ofType(articleTypes)
  return {
    headline: article?.headline,
    authors: article?.author ?? [],
    sections: (article?.articleSection ?? []).map(readInline),
    keywords: (article?.keywords ?? []).map(readInline),
    published: article?.datePublished,
    images: imagesOf(article, ofType(pageTypes), pieces),
  }
}

/** Only what the article or its page points at: a graph also holds the publisher's logo and the author's portrait. */
function imagesOf(
  article: Piece | undefined,
  page: Piece | undefined,
  pieces: readonly Piece[],
): readonly LinkedImage[] {
  const logos = new Set(
    pieces.flatMap((one) => [one['logo']].flat().map((logo) => reference.safeParse(logo).data?.['@id'])),
  )
  const named = [page?.primaryImageOfPage, article?.image, article?.thumbnailUrl, page?.thumbnailUrl]
  return named.flat().flatMap((value) => {
    const image = resolved(value, pieces)
    return image === null || (image.id !== undefined && logos.has(image.id)) ? [] : [image]
  })
}

function resolved(
  value: unknown,
  pieces: readonly Piece[],
): (LinkedImage & { readonly id: string | undefined }) | null {
  if (typeof value === 'string') return { id: undefined, url: value, ...bare }
  const id = reference.safeParse(value).data?.['@id']
  const target = id === undefined ? undefined : pieces.find((one) => one['@id'] === id)
  const read = imageObject.safeParse(target ?? value)
  if (!read.success) return null
  const { url, contentUrl, caption, creditText, creator, width, height } = read.data
  const address = contentUrl ?? url
  if (address === undefined) return null
  const credit = readInline(creditText === '' ? creator : creditText)
  return { id, url: address, caption: readInline(caption), credit, width, height }
}

const bare = { caption: '', credit: '', width: undefined, height: undefined }

function piecesOf(json: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(json)
    return [parsed].flat().flatMap((one) => graph.safeParse(one).data?.['@graph'] ?? [one])
  } catch {
    return []
  }
}
