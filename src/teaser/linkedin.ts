/**
 * LinkedIn: the lead opens the post, since the card right below shows the headline; three lines are visible before
 * "… see more". Without a lead the headline takes its place. The address is the card's, never in the text.
 */
import { escapeLittleText, withoutAccidentalLinks } from './escape.ts'
import type { Material } from './material.ts'
import type { LinkedInTeaser } from './teaser.ts'
import { cutText, wholeWords } from './text.ts'

/** Characters of the escaped text; the platform's own 3,000 is documented for its editor only (platforms.md §3). */
export const linkedinLimit = 2_900

/** Characters of the escaped text; more is folded away anyway. */
const longestLead = 900
const longestCredit = 120
/** UTF-16 units. Below this a lead ("Ein Porträt.") does not stand for the article: the headline goes before it. */
const tellingLead = 30
/** UTF-16 units. The card's title may have 400; its description is shown in one or two lines. */
const cardTitle = 400
const cardDescription = 250

/** Length of escaped little text: escaping counts, to be safe. */
export function linkedinLength(escaped: string): number {
  return escaped.length
}

/** `upload`: an uploaded picture takes the card's place, so headline and address are in the text. */
export function composeLinkedIn(
  material: Material,
  upload: boolean,
): Omit<LinkedInTeaser, 'image' | 'warnings'> {
  const { language, photo, linkWords, colon, plain, url } = material
  const fitsLead = (text: string) => linkedinLength(escapeLittleText(text)) <= longestLead
  const lead = cutText(withoutAccidentalLinks(plain.lead), language, fitsLead)
  const headline = withoutAccidentalLinks(plain.title)
  const title = lead.length >= tellingLead && !upload ? '' : wholeWords(headline, language, fitsLead)
  const credit = wholeWords(material.credit, language, (text) => text.length <= longestCredit)
  const parts = [
    escapeLittleText(title === '' && lead === '' ? linkWords : title),
    escapeLittleText(lead),
    credit === '' ? '' : escapeLittleText(`${photo}${credit}`),
    upload ? escapeLittleText(`${linkWords}${colon}${url}`) : '',
    material.hashtags.map(hashtag).join(' '),
  ]
  const text = parts.filter((part) => part !== '').join('\n\n')
  const card = {
    title: wholeWords(plain.title, language, (words) => words.length <= cardTitle) || hostOf(url),
    description: cutText(plain.lead, language, (words) => words.length <= cardDescription),
  }
  return { platform: 'linkedin', text, link: url, length: linkedinLength(text), limit: linkedinLimit, card }
}

/** The documented template rather than a bare `#word`: it cannot end at an accent, and never looks unescaped. */
function hashtag(word: string): string {
  return `{hashtag|\\#|${word}}`
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? url
}
