/** How X writes a post's text: links become t.co, `& < >` are escaped, entities say where the links lead. */
import { createHash } from 'node:crypto'

export interface XUrl {
  /** In code points of the written text. */
  readonly start: number
  readonly end: number
  readonly url: string
  readonly expanded_url: string
  readonly display_url: string
}

export interface WrittenText {
  readonly text: string
  readonly urls: readonly XUrl[]
}

export interface FoundUrl {
  readonly url: string
  /** In UTF-16 units. */
  readonly indices: readonly [number, number]
}

/** `found`: the links by twitter-text's judgement; bare domains are links too (platforms.md §2, Price). */
export function writeXText(source: string, found: readonly FoundUrl[], id: string): WrittenText {
  let text = ''
  let at = 0
  const urls: XUrl[] = []
  for (const [index, { url, indices }] of found.entries()) {
    text += escaped(source.slice(at, indices[0]))
    const short = `https://t.co/${shortName(`${id} ${index}`)}`
    const expanded = /^https?:\/\//i.test(url) ? url : `http://${url}`
    const start = [...text].length
    urls.push({
      start,
      end: start + short.length,
      url: short,
      expanded_url: expanded,
      display_url: displayed(expanded),
    })
    text += short
    at = indices[1]
  }
  return { text: text + escaped(source.slice(at)), urls }
}

function shortName(seed: string): string {
  return createHash('sha256').update(seed).digest('base64').replace(/[+/=]/g, '').slice(0, 10)
}

function displayed(url: string): string {
  const bare = url.replace(/^https?:\/\/(?:www\.)?/i, '')
  return bare.length > 27 ? `${bare.slice(0, 26)}…` : bare
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
