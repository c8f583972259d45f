/**
 * X: headline, as many whole sentences of the lead as fit, link. No hashtags: the headline names the country, a
 * second blue word draws the tap away from the link, and each costs the room of half a sentence.
 */
import twitter from 'twitter-text'
import type { Material } from './material.ts'
import type { XTeaser } from './teaser.ts'
import { beginning, wholeSentences, wholeWords } from './text.ts'

/** Weighted characters (twitter-text, configuration v3): Latin and Cyrillic 1, most else 2, a link 23. */
export const xLimit = 280

/** Weighted. A shorter headline ("What a view !") says nothing alone: then a cut sentence is better than none. */
const tellingTitle = 40
/** Weighted. Less of a cut sentence than this is no information. */
const shortestCut = 60
/** Weighted; leaves room for a link that X does not recognise. */
const longestTitle = 200
const longestCredit = 60
/** UTF-16 units: twitter-text takes time that grows with the square ("a.a.a."), and no post has more. */
const measuredAtMost = 1_200

/** Weighted length by X's own ruler. Give it no more than a few thousand characters: it is quadratic. */
export function weightedLength(text: string): number {
  return twitter.parseTweet(text).weightedLength
}

/** Whether X sees this address whole, and as a link (23); an odd one counts letter by letter. */
export function isLinkOnX(url: string): boolean {
  return twitter.extractUrls(url)[0] === url
}

export function composeX(material: Material): Omit<XTeaser, 'image' | 'warnings'> {
  const { language, url, photo } = material
  const room = xLimit - weightedLength(url)
  const title = wholeWords(beginning(material.title, measuredAtMost), language, (text) =>
    isAtMost(text, Math.min(longestTitle, room - 2)),
  )
  const withTitle = title === '' ? [] : [title]
  const credit = creditLine(material.credit, photo, (line) =>
    isAtMost(joined([...withTitle, line, '']), room),
  )
  const lead = leadThatFits(material, title, (text) =>
    isAtMost(joined([...withTitle, text, ...credit, '']), room),
  )
  const text = joined([...withTitle, ...(lead === '' ? [] : [lead]), ...credit, url])
  return { platform: 'x', text, link: url, length: weightedLength(text), limit: xLimit }
}

function leadThatFits(material: Material, title: string, fits: (text: string) => boolean): string {
  const lead = beginning(material.lead, measuredAtMost)
  const whole = wholeSentences(lead, material.language, fits)
  if (whole !== '' && (whole !== lead || lead === material.lead)) return whole
  if (weightedLength(title) >= tellingTitle) return ''
  const cut = wholeWords(lead, material.language, fits)
  return weightedLength(cut) < shortestCut ? '' : cut
}

/** The photographer is named whole or not at all. */
function creditLine(credit: string, label: string, fits: (line: string) => boolean): readonly string[] {
  if (credit === '' || credit.length > longestCredit) return []
  const line = `${label}${credit}`
  return fits(line) ? [line] : []
}

/** X trims what is longer than 280; texts that cannot fit are never handed to the slow ruler. */
function isAtMost(text: string, weight: number): boolean {
  return text.length <= measuredAtMost * 2 && weightedLength(text) <= weight
}

function joined(parts: readonly string[]): string {
  return parts.join('\n\n')
}
