/** The few words that Chapar adds to a teaser itself, in the language of the edition. */
import type { ArticleContent, Language } from '../article/article.ts'

export interface Wording {
  /** The words of the link: it says what waits behind it. */
  readonly readMore: string
  readonly seePhoto: string
  readonly listen: string
  /** Before a photographer's name; French with its no-break space. */
  readonly photo: string
  /** Between words and the address they name. */
  readonly colon: string
}

export const wordings: Readonly<Record<Language, Wording>> = {
  de: { readMore: 'Weiterlesen', seePhoto: 'Zum Bild', listen: 'Anhören', photo: 'Foto: ', colon: ': ' },
  fr: {
    readMore: 'Lire la suite',
    seePhoto: 'Voir la photo',
    listen: 'Écouter',
    photo: 'Photo\u00a0: ',
    colon: '\u00a0: ',
  },
  en: { readMore: 'Read more', seePhoto: 'See the photo', listen: 'Listen', photo: 'Photo: ', colon: ': ' },
}

/** Sections of pictures, in any edition (research/novastan.md §4). */
const photoSections = ['bild des tages', 'photo du jour', 'photo of the day']

/** "Weiterlesen" would promise a text where a picture or a voice waits. A photo post names its photographer. */
export function linkWords({ language, title, categories, credit }: ArticleContent): string {
  const wording = wordings[language]
  if (/^Podcast[\s\u00a0]?:/i.test(title)) return wording.listen
  const isPhoto = credit !== null && categories.some((name) => photoSections.includes(name.toLowerCase()))
  return isPhoto ? wording.seePhoto : wording.readMore
}
