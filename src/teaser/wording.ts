/** The few words that Chapar adds to a teaser itself, in the language of the edition. */
import type { Language } from '../article/article.ts'

export interface Wording {
  /** The words of the link. */
  readonly readMore: string
  /** Before a photographer's name; French with its no-break space. */
  readonly photo: string
}

export const wordings: Readonly<Record<Language, Wording>> = {
  de: { readMore: 'Weiterlesen', photo: 'Foto: ' },
  fr: { readMore: 'Lire la suite', photo: 'Photo\u00a0: ' },
  en: { readMore: 'Read more', photo: 'Photo: ' },
}
