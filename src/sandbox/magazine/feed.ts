/**
 * An edition's RSS 2.0 document, in the shapes of WordPress with Yoast as Novastan uses them: each text begins with
 * the linked title, leads stand twice, no enclosure, a site icon in <image>, `?p=N` as the guid.
 */
import {
  articleUrl,
  type Edition,
  editionUrl,
  type Published,
  pictureUrl,
  type SampleArticle,
} from './article.ts'
import { type Block, blockHtml, blocksOf, figureHtml } from './body.ts'
import { cdata, escapeHtml, escapeXml } from './escape.ts'
import { paywall, wordings } from './wording.ts'

/** WordPress's default. */
const mostItems = 10
/** WordPress's automatic excerpt. */
const excerptWords = 55
/** Articles are scheduled: the last edit, which lastBuildDate tells, is older than the publication. */
const editedBeforeMs = 7 * 60_000

const namespaces = [
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:wfw="http://wellformedweb.org/CommentAPI/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:atom="http://www.w3.org/2005/Atom"',
  'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
  'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"',
]

/** The ten newest articles of an edition, newest first. Articles of other editions are left out. */
export function magazineFeed(edition: Edition, articles: readonly Published[], baseUrl: string): string {
  const newest = newestOf(edition, articles)
  const words = wordings[edition]
  const home = escapeXml(editionUrl(edition, baseUrl))
  const icon = `${escapeXml(baseUrl.replace(/\/+$/, ''))}/pictures/cropped-logo-32x32.svg`
  const built =
    newest[0] === undefined ? '' : rssDate(new Date(newest[0].publishedAt.getTime() - editedBeforeMs))
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
\t${namespaces.join('\n\t')}
\t>

<channel>
\t<title>${escapeXml(words.siteName)}</title>
\t<atom:link href="${home}feed/" rel="self" type="application/rss+xml" />
\t<link>${home}</link>
\t<description>${escapeXml(words.description)}</description>
\t<lastBuildDate>${built}</lastBuildDate>
\t<language>${words.language}</language>
\t<sy:updatePeriod>
\thourly\t</sy:updatePeriod>
\t<sy:updateFrequency>
\t1\t</sy:updateFrequency>
\t<generator>https://wordpress.org/?v=7.0</generator>

<image>
\t<url>${icon}</url>
\t<title>${escapeXml(words.siteName)}</title>
\t<link>${home}</link>
\t<width>32</width>
\t<height>32</height>
</image> 
${newest.map((published) => itemXml(published, baseUrl)).join('')}</channel>
</rss>
`
}

/** What a feed shows of an edition, newest first. */
export function newestOf(edition: Edition, articles: readonly Published[]): readonly Published[] {
  return articles
    .filter(({ article }) => article.edition === edition)
    .toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || b.article.post - a.article.post)
    .slice(0, mostItems)
}

function itemXml({ article, publishedAt }: Published, baseUrl: string): string {
  const link = escapeXml(articleUrl(article, baseUrl))
  const { description, content } = itemTexts(article, baseUrl)
  const set = article.numericEntities === true ? numericEntities : (markup: string) => markup
  return `\t<item>
\t\t<title>${set(escapeXml(article.title))}</title>
\t\t<link>${link}</link>
\t\t\t\t\t<comments>${link}#respond</comments>
\t\t
\t\t<dc:creator>${cdata(escapeCreator(article.creator))}</dc:creator>
\t\t<pubDate>${rssDate(publishedAt)}</pubDate>
${article.categories.map((name) => `\t\t\t\t<category>${cdata(name)}</category>\n`).join('')}\t\t<guid isPermaLink="false">${escapeXml(editionUrl(article.edition, baseUrl))}?p=${article.post}</guid>

\t\t\t\t\t<description>${cdata(set(description))}</description>
\t\t\t\t\t\t\t\t\t\t<content:encoded>${cdata(set(content))}</content:encoded>
\t\t\t\t\t
\t\t\t\t\t<wfw:commentRss>${link}feed/</wfw:commentRss>
\t\t\t<slash:comments>0</slash:comments>
\t\t
\t\t
\t\t\t</item>
`
}

interface ItemTexts {
  readonly description: string
  readonly content: string
}

function itemTexts(article: SampleArticle, baseUrl: string): ItemTexts {
  const heading = `<p>${linkTo(articleUrl(article, baseUrl), article.title)}</p>`
  const lead = `<p>${escapeHtml(article.lead)}</p>`
  const blocks = blocksOf(article.text)
  const html = (some: readonly Block[]) => some.map((block) => blockHtml(block, article, baseUrl))
  switch (article.form) {
    case 'photo':
      return sameTexts(`${heading}\n${lead}`)
    case 'excerpt':
      return sameTexts(`${heading}\n<p>${excerptOf(blocks)}</p>\n${feedFooter(article, baseUrl)}`)
    case 'paywall': {
      const ending = paywall.map((line) => `<p>${escapeHtml(line)}</p>`)
      const parts = [heading, lead, ...html(beforePaywall(blocks)), ...ending]
      return { description: `${heading}\n${lead}`, content: parts.join('\n') }
    }
    case 'report': {
      // Interviews begin at once; other texts with the picture and, once more, the lead.
      const isInterview = blocks[0]?.kind === 'question'
      const again = isInterview ? [] : [figureHtml(article, pictureUrl(article, baseUrl)), lead]
      const parts = [heading, lead, ...again, ...html(blocks)]
      return { description: `${heading}\n${lead}`, content: parts.join('\n\n\n\n') }
    }
  }
}

function sameTexts(markup: string): ItemTexts {
  return { description: markup, content: markup }
}

/** The blocks before the paywall, and a beginning of the next paragraph that ends inside a word. */
function beforePaywall(blocks: readonly Block[]): readonly Block[] {
  const wall = blocks.findIndex(({ kind }) => kind === 'paywall')
  const after = blocks.slice(wall + 1)
  const paragraph = after.findIndex(({ kind }) => kind === 'paragraph')
  const last = after[paragraph]
  if (last?.kind !== 'paragraph') return blocks.slice(0, wall)
  const cut = /^.{60,}?\p{L}{3}(?=\p{L}{2})/u.exec(last.text)?.[0] ?? last.text
  return [...blocks.slice(0, wall), ...after.slice(0, paragraph), { kind: 'paragraph', text: `${cut} . . .` }]
}

function excerptOf(blocks: readonly Block[]): string {
  const words = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.text.split(' ') : []))
  return `${escapeHtml(words.slice(0, excerptWords).join(' '))} [&#8230;]`
}

function feedFooter(article: SampleArticle, baseUrl: string): string {
  const words = wordings[article.edition]
  const title = linkTo(articleUrl(article, baseUrl), article.title).replaceAll('&amp;', '&#038;')
  const site = linkTo(editionUrl(article.edition, baseUrl).slice(0, -1), words.siteName)
  return `<p>${escapeHtml(words.feedFooter[0])}${title}${escapeHtml(words.feedFooter[1])}${site}.</p>`
}

function linkTo(address: string, text: string): string {
  return `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`
}

/** WordPress writes names into CDATA unescaped; only what would be markup is taken care of. */
function escapeCreator(name: string): string {
  return name.replaceAll('<', '&lt;')
}

function numericEntities(markup: string): string {
  return markup.replaceAll('’', '&#8217;').replaceAll('…', '&#8230;')
}

function rssDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}
