/** Which of the links of an item leads to its page, and what makes a link absolute. Pure. */

import { type Element, elements } from './elements.ts'
import type { RawItem } from './raw.ts'

/** An absolute http(s) URL, or null. An `&` that was escaped once too often is one `&`. */
export function absoluteUrl(written: string, base: string): string | null {
  const trimmed = written.trim().replace(/&(?:amp|#0*38|#x0*26);/gi, '&')
  if (trimmed === '') return null
  const url = URL.canParse(base) ? URL.parse(trimmed, base) : URL.parse(trimmed)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  url.username = ''
  url.password = ''
  return url.href
}

/** `link`, else Atom's link, else a guid that is a permalink: it is one unless the feed says that it is not. */
export function rssLink(raw: RawItem, base: string): string | null {
  for (const link of elements(raw, 'link').filter(leadsToPage)) {
    const url = absoluteUrl(link.text, base) ?? absoluteUrl(link.attributes['href'] ?? '', base)
    if (url !== null) return url
  }
  const alternate = alternateLink(elements(raw, 'atom:link'), base)
  if (alternate !== null) return alternate
  for (const { text, attributes: own } of elements(raw, 'guid')) {
    if (own['ispermalink']?.trim().toLowerCase() === 'false' || !isWebAddress(text)) continue
    const url = absoluteUrl(text, base)
    if (url !== null) return url
  }
  return null
}

/** The alternate link, a page before anything else; else the page that the content lies at. */
export function atomLink(raw: RawItem, base: string): string | null {
  const alternate = alternateLink(elements(raw, 'link'), base)
  if (alternate !== null) return alternate
  const sources = elements(raw, 'content').filter(({ attributes: own }) => isPage(own['type'] ?? ''))
  return sources.map((content) => absoluteUrl(content.attributes['src'] ?? '', base)).find(Boolean) ?? null
}

/** Whether the text is an absolute address, and not a name that happens to be one relative to the feed. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text.trim())
}

/** `rel` in lower case without IANA's prefix; '' when there is none. */
export function relationOf({ attributes: own }: Element): string {
  const rel = own['rel']?.trim().toLowerCase() ?? ''
  return rel.replace('http://www.iana.org/assignments/relation/', '')
}

function leadsToPage(link: Element): boolean {
  return ['', 'alternate'].includes(relationOf(link))
}

function isPage(type: string): boolean {
  return type.toLowerCase().includes('html')
}

function alternateLink(links: readonly Element[], base: string): string | null {
  const alternates = links.filter(leadsToPage)
  const page = alternates.find(({ attributes: own }) => isPage(own['type'] ?? ''))
  for (const link of page === undefined ? alternates : [page, ...alternates]) {
    const url = absoluteUrl(link.attributes['href'] ?? link.text, base)
    if (url !== null) return url
  }
  return null
}
