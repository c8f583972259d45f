/** The text of a sample article (format: draft.ts) → blocks → HTML. */
import { articlesOf, articleUrl, editionUrl, type SampleArticle } from './article.ts'
import { escapeHtml } from './escape.ts'
import { wordings } from './wording.ts'

export type Block =
  | { readonly kind: 'paragraph' | 'heading' | 'question' | 'see'; readonly text: string }
  | { readonly kind: 'donation' | 'newsletter' | 'footer' | 'paywall' }
  | { readonly kind: 'byline'; readonly lines: readonly string[] }

export function blocksOf(text: string): readonly Block[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readBlock)
}

function readBlock(part: string): Block {
  if (part.startsWith('## ')) return { kind: 'heading', text: part.slice(3) }
  if (part.startsWith('? ')) return { kind: 'question', text: part.slice(2) }
  const [, word, rest = ''] = /^\[(see|by|donation|newsletter|footer|paywall)(?: (.+))?\]$/.exec(part) ?? []
  switch (word) {
    case 'see':
      return { kind: 'see', text: rest }
    case 'by':
      return { kind: 'byline', lines: rest.split(' | ') }
    case 'donation':
    case 'newsletter':
    case 'footer':
    case 'paywall':
      return { kind: word }
  }
  return { kind: 'paragraph', text: part.replaceAll('\n', ' ') }
}

/** The article that a cross reference names. */
export function referredTo(article: SampleArticle, slug: string): SampleArticle | undefined {
  return articlesOf(article.edition).find((other) => other.slug === slug)
}

/** A block as WordPress's editor makes it. */
export function blockHtml(block: Block, article: SampleArticle, baseUrl: string): string {
  const words = wordings[article.edition]
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`
    case 'heading':
      return `<h2 class="wp-block-heading">${escapeHtml(block.text)}</h2>`
    case 'question':
      return `<p><strong>${escapeHtml(block.text)}</strong></p>`
    case 'see':
      return crossReference(block.text, article, baseUrl)
    case 'donation':
      return `<div class="wp-block-group don"><p><strong>${escapeHtml(words.donation)}</strong></p></div>`
    case 'newsletter': {
      const link = `<a href="${escapeHtml(editionUrl(article.edition, baseUrl))}">${escapeHtml(words.newsletter[1])}</a>`
      return `<div class="newsletter-box"><p>${escapeHtml(words.newsletter[0])}</p><p>${link}</p></div>`
    }
    case 'footer':
      return `<p><em>${escapeHtml(words.footer)}</em></p>`
    case 'paywall':
      return ''
    case 'byline':
      return `<p style="text-align: right;"><strong>${block.lines.map(escapeHtml).join('<br />\n')}</strong></p>`
  }
}

function crossReference(slug: string, article: SampleArticle, baseUrl: string): string {
  const other = referredTo(article, slug)
  if (other === undefined) return ''
  const link = `<a href="${escapeHtml(articleUrl(other, baseUrl))}">${escapeHtml(other.title)}</a>`
  return `<p><strong>${escapeHtml(wordings[article.edition].readAlso)}${link}</strong></p>`
}

/** Picture, caption and credit, as they stand in a text. */
export function figureHtml({ picture }: SampleArticle, address: string): string {
  const caption = escapeHtml(`${picture.caption} ${picture.credit}`)
  return (
    `<figure class="wp-block-image size-large"><img fetchpriority="high" decoding="async" width="1200" height="675" ` +
    `src="${escapeHtml(address)}" alt="${escapeHtml(picture.alt)}" />` +
    `<figcaption class="wp-element-caption">${caption}</figcaption></figure>`
  )
}
