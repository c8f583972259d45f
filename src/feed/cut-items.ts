/** Finds where the items of an XML feed begin and end, without reading them. Linear in the length. Pure. */

import type { FeedFormat } from './document.ts'
import { cdataSkipper, risingSearch, tagEnd } from './markup.ts'
import type { NameReader } from './names.ts'

export interface Body {
  /** Everything inside the root element that is not an item. */
  readonly head: string
  readonly items: readonly string[]
  /** The root element (or at least its channel) was closed. */
  readonly closed: boolean
  /** How many items were left out since the text ended, or the document began anew, inside them. */
  readonly cut: number
  /** The index behind the root element. */
  readonly end: number
}

const MARKS = {
  rss: /<!\[CDATA\[|<!--|<(\/?)((?:[\w.-]+:)?(?:item|rss|channel))(?=[\s>/])/gi,
  rdf: /<!\[CDATA\[|<!--|<(\/?)((?:[\w.-]+:)?(?:item|rdf))(?=[\s>/])/gi,
  atom: /<!\[CDATA\[|<!--|<(\/?)((?:[\w.-]+:)?(?:entry|feed))(?=[\s>/])/gi,
} as const
const KINDS: Readonly<Record<string, 'item' | 'channel' | 'root'>> = {
  ...{ item: 'item', entry: 'item', channel: 'channel' },
  ...{ rss: 'root', rdf: 'root', 'rdf:rdf': 'root', feed: 'root' },
}

interface Mark {
  readonly kind: 'item' | 'channel' | 'root'
  readonly isClose: boolean
  readonly start: number
  readonly end: number
}

/** Cuts the text behind the root's opening tag, which ends at `from`. */
export function cutItems(text: string, from: number, format: FeedFormat, nameOf: NameReader): Body {
  const head: string[] = []
  const items: string[] = []
  let opened = -1
  let outside = from
  let closed = false
  let cut = 0
  const leaveItem = (end: number, isRead: boolean): void => {
    if (isRead) items.push(text.slice(opened, end))
    else cut++
    opened = -1
    outside = end
  }
  for (const tag of dividingTags(text, from, format, nameOf)) {
    if (tag.kind !== 'item' && !tag.isClose) {
      // Half an item and then the whole document again: what follows is no part of that item.
      if (opened >= 0 && tag.kind === 'root') leaveItem(tag.start, false)
      continue
    }
    // An item that was never closed ends where the next begins, or with the channel.
    if (opened >= 0) leaveItem(tag.kind === 'item' && tag.isClose ? tag.end : tag.start, true)
    if (tag.kind === 'item' && !tag.isClose) {
      head.push(text.slice(outside, tag.start))
      opened = tag.start
      if (text.startsWith('/>', tag.end - 2)) leaveItem(tag.end, true)
    } else if (tag.kind !== 'item') {
      closed = true
      if (tag.kind === 'channel') continue
      return { head: `${head.join('')}${text.slice(outside, tag.start)}`, items, closed, cut, end: tag.end }
    }
  }
  if (opened < 0) head.push(text.slice(outside))
  else cut++
  return { head: head.join(''), items, closed, cut, end: text.length }
}

/** The tags that divide the document, in order, without those inside CDATA and comments and of other namespaces. */
function* dividingTags(text: string, from: number, format: FeedFormat, nameOf: NameReader): Generator<Mark> {
  const marks = new RegExp(MARKS[format])
  const skipCdata = cdataSkipper(text)
  const commentEnd = risingSearch(text, '-->')
  marks.lastIndex = from
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const start = mark.index
    const written = mark[2]
    if (mark[0] === '<!--') {
      const end = commentEnd(start + 4)
      // A comment that never ends is none.
      marks.lastIndex = Number.isFinite(end) ? end + 3 : start + 4
    } else if (written === undefined) {
      marks.lastIndex = skipCdata(start)
    } else {
      const end = tagEnd(text, start)
      const kind = KINDS[nameOf(written)]
      if (end < 0 || kind === undefined) continue
      marks.lastIndex = end
      yield { kind, isClose: mark[1] === '/', start, end }
    }
  }
}
