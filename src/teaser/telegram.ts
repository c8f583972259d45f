/**
 * Telegram: bold headline, lead, link, hashtags. At most 1,024 units in all, though a message may have 4,096: the
 * same text is then also a caption under an uploaded picture.
 */

import { decodeTelegramHtml, escapeTelegramAttribute, escapeTelegramHtml } from './escape.ts'
import type { Material } from './material.ts'
import type { TelegramTeaser } from './teaser.ts'
import { cutText, wholeWords } from './text.ts'

/** UTF-16 units after parsing. The server counts code points: ours is the safe over-estimate (platforms.md §1). */
export const telegramLimit = 4_096
/** The same for a caption; every teaser keeps to it. */
export const telegramCaptionLimit = 1_024

/** UTF-16 units. Longer leads were seen (650, novastan.md §2.1): a teaser is read on a phone. */
const longestLead = 700
const longestTitle = 250
const longestCredit = 120

/** Length of a text in Telegram's HTML as the platform counts it: tags gone, entities one character each. */
export function telegramLength(html: string): number {
  return decodeTelegramHtml(html).length
}

export function composeTelegram(material: Material): Omit<TelegramTeaser, 'image' | 'warnings'> {
  const { language, photo, hashtags } = material
  const title = wholeWords(material.title, language, (text) => text.length <= longestTitle)
  const credit = wholeWords(material.credit, language, (text) => text.length <= longestCredit)
  const around = [
    title === '' ? '' : `<b>${escapeTelegramHtml(title)}</b>`,
    credit === '' ? '' : escapeTelegramHtml(`${photo}${credit}`),
    linkLine(material),
    hashtags.map((tag) => `#${tag}`).join(' '),
  ] as const
  const room = telegramCaptionLimit - telegramLength(joined([...around, 'x'])) + 1
  const lead = cutText(material.lead, language, (text) => text.length <= Math.min(longestLead, room))
  const [boldTitle, creditLine, link, tags] = around
  const text = joined([boldTitle, escapeTelegramHtml(lead), creditLine, link, tags])
  return {
    platform: 'telegram',
    text,
    link: material.url,
    length: telegramLength(text),
    limit: telegramLimit,
  }
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}

/** TDLib silently drops a link to a host without a dot (measured): there the address itself is shown. */
function linkLine({ url, linkWords, colon }: Material): string {
  const host = URL.parse(url)?.hostname ?? ''
  if (/[.:]/.test(host)) return `<a href="${escapeTelegramAttribute(url)}">${linkWords}</a>`
  return escapeTelegramHtml(`${linkWords}${colon}${url}`)
}
