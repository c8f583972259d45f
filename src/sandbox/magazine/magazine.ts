/**
 * The sandbox's magazine as a site: feeds, article pages, pictures under `/magazine`. It keeps no state: what has
 * appeared, and when, is the caller's to say.
 */
import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { articleById, isEdition, type Published } from './article.ts'
import { magazineFeed, newestOf } from './feed.ts'
import { articlePage, frontPage } from './page.ts'
import { picture } from './picture.ts'

export interface MagazineOptions {
  /** Where the routes are reached, `/magazine` included: `http://127.0.0.1:8080/magazine`. */
  readonly baseUrl: string
  /** All that was published, in any order; what lies in the future of `now` is not shown yet. */
  readonly published: () => readonly Published[]
  readonly now: () => Date
}

/** Routes that begin with `/magazine`; to be mounted at `/`. */
export function createMagazine({ baseUrl, published, now }: MagazineOptions): Hono {
  const app = new Hono()
  const visible = () => published().filter(({ publishedAt }) => publishedAt.getTime() <= now().getTime())

  app.get('/magazine/pictures/cropped-logo-32x32.svg', (c) => c.body(logo, 200, svgHeaders))
  app.get('/magazine/pictures/:name{.+\\.svg}', (c) => {
    const article = articleById(c.req.param('name').replace(/\.svg$/, ''))
    if (article === undefined) return c.notFound()
    const { mood, seed } = article.picture
    return c.body(picture(seed ?? article.id, mood), 200, svgHeaders)
  })
  app.get('/magazine/:edition/feed/', (c) => {
    const edition = c.req.param('edition')
    if (!isEdition(edition)) return c.notFound()
    const articles = visible()
    const xml = magazineFeed(edition, articles, baseUrl)
    const newest = newestOf(edition, articles)[0]?.publishedAt ?? null
    const validators = validatorsOf(xml, newest)
    if (isFresh(c.req.raw.headers, validators.etag, newest)) return c.body(null, 304, validators)
    return c.body(xml, 200, { ...validators, 'content-type': 'application/rss+xml; charset=UTF-8' })
  })
  app.get('/magazine/:edition/', (c) => {
    const edition = c.req.param('edition')
    return isEdition(edition) ? c.html(frontPage(edition, visible(), baseUrl)) : c.notFound()
  })
  app.get('/magazine/:edition/:section/:slug/', (c) => {
    const { edition, section, slug } = c.req.param()
    const found = visible().find(
      ({ article }) => article.edition === edition && article.section === section && article.slug === slug,
    )
    return found === undefined ? c.notFound() : c.html(articlePage(found, baseUrl))
  })
  return app
}

const svgHeaders = { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=3600' }

/** A thread of silk. */
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32"><rect width="32" height="32" rx="7" fill="#b0402f"/>' +
  '<path d="M6 22c5-14 9-14 10-6s5 8 10-6" fill="none" stroke="#fdf3df" stroke-width="3.4" stroke-linecap="round"/></svg>\n'

function validatorsOf(xml: string, newest: Date | null): { etag: string; 'last-modified'?: string } {
  const etag = `"${createHash('sha256').update(xml).digest('hex').slice(0, 32)}"`
  return newest === null ? { etag } : { etag, 'last-modified': newest.toUTCString() }
}

/** An ETag decides where one is given (RFC 9110, 13.2.2); a date counts only in whole seconds. */
function isFresh(headers: Headers, etag: string, newest: Date | null): boolean {
  const tags = headers.get('if-none-match')
  if (tags !== null)
    return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  const since = Date.parse(headers.get('if-modified-since') ?? '')
  return newest !== null && Math.floor(newest.getTime() / 1000) * 1000 <= since
}
