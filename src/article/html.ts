/**
 * HTML of a feed item → blocks of plain text, in reading order, with the pictures it shows.
 * Tags are gone and entities decoded; nothing is judged here.
 */
import { decodeHTMLStrict } from 'entities'
import { Parser } from 'htmlparser2'
import { oneLine } from './characters.ts'

export type BlockKind = 'text' | 'heading' | 'caption' | 'aside'

/** A paragraph, heading or the like. Never empty, one line. */
export interface Block {
  readonly kind: BlockKind
  readonly text: string
  /** The link that the block begins with, and its words. */
  readonly leadingLink: { readonly href: string; readonly text: string } | null
}

export interface HtmlImage {
  readonly src: string
  readonly alt: string
  /** Text of the figure's caption; '' when it has none. */
  readonly caption: string
}

export interface HtmlBlocks {
  readonly blocks: readonly Block[]
  readonly images: readonly HtmlImage[]
}

/** More than any article; what lies behind it is never needed for a teaser. UTF-16 units. */
const readAtMost = 300_000

const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const breaking = new Set(
  `address article aside blockquote center dd details div dl dt fieldset figcaption figure footer header hr li main
  nav ol p pre section summary table tbody td tfoot th thead tr ul`.split(/\s+/),
)
const asides = new Set(['aside', 'nav', 'footer', 'li', 'td', 'th', 'dt', 'dd', 'pre'])
const silent = new Set(
  'script style noscript iframe object audio video canvas svg math template head title form button select textarea'.split(
    ' ',
  ),
)

/** Reads any HTML, however broken; what stands behind 300,000 characters is left out. */
export function readBlocks(html: string): HtmlBlocks {
  const blocks = createCollector()
  const kinds: BlockKind[] = []
  let silence = 0
  const parser = new Parser({
    onopentag(name, attributes) {
      if (silent.has(name)) silence++
      if (isBreaking(name)) blocks.end(kinds.at(-1))
      kinds.push(kindOf(name, attributes['class'] ?? '', kinds.at(-1) ?? 'text'))
      if (silence > 0) return
      if (name === 'br') blocks.text('\n')
      if (name === 'a') blocks.openLink(attributes['href'] ?? '')
      if (name === 'img') blocks.image(attributes['src'] ?? '', attributes['alt'] ?? '')
    },
    ontext(text) {
      if (silence === 0) blocks.text(text)
    },
    onclosetag(name) {
      if (isBreaking(name)) blocks.end(kinds.at(-1))
      if (name === 'a') blocks.closeLink()
      if (silent.has(name)) silence--
      kinds.pop()
    },
  })
  parser.end(html.slice(0, readAtMost))
  blocks.end('text')
  return blocks
}

/** Gathers text until a block ends; the first link counts only when no text stands before it. */
function createCollector() {
  const blocks: Block[] = []
  const images: { readonly src: string; readonly alt: string; caption: string }[] = []
  let buffer = ''
  let link: { readonly href: string; readonly start: number; end: number | undefined } | null = null

  function end(kind: BlockKind = 'text'): void {
    const text = oneLine(buffer)
    const words = link === null ? '' : oneLine(buffer.slice(link.start, link.end))
    if (text !== '') {
      blocks.push({
        kind,
        text,
        leadingLink: link === null || words === '' ? null : { href: link.href, text: words },
      })
      const image = images.at(-1)
      if (kind === 'caption' && image?.caption === '') image.caption = text
    }
    buffer = ''
    link = null
  }
  function openLink(href: string): void {
    if (href !== '' && link === null && buffer.trim() === '') {
      link = { href: href.trim(), start: buffer.length, end: undefined }
    }
  }
  function closeLink(): void {
    if (link !== null) link.end ??= buffer.length
  }
  function image(src: string, alt: string): void {
    if (src !== '') images.push({ src: src.trim(), alt: oneLine(alt), caption: '' })
  }
  function text(part: string): void {
    buffer += part
  }
  return { blocks, images, end, openLink, closeLink, image, text }
}

/** Plain text of a title or category: entities decoded, inline tags taken off, one line. */
export function readInline(html: string): string {
  return oneLine(decodeHTMLStrict(html.replace(inlineTag, '')))
}

/** Only tags that do occur in titles: "Der Tag <Teil 2>" and "a < b" are text. */
const inlineTag =
  /<\/?(?:a|abbr|b|bdi|bdo|br|cite|code|del|em|font|i|ins|mark|p|q|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]{0,500})?\/?>/gi

function isBreaking(name: string): boolean {
  return breaking.has(name) || headings.has(name)
}

function kindOf(name: string, className: string, inherited: BlockKind): BlockKind {
  if (headings.has(name)) return 'heading'
  if (name === 'figcaption' || /\bwp-caption-text\b/.test(className)) return 'caption'
  if (asides.has(name)) return 'aside'
  return inherited
}
