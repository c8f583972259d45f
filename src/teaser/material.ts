/** What all three layouts are made of: the article's words, cleaned, set for their language, harmless. */
import type { ArticleContent, Language } from '../article/article.ts'
import { oneLine } from '../article/characters.ts'
import { withoutAccidents } from './escape.ts'
import { hashtagsOf } from './hashtags.ts'
import { beginning, typeset } from './text.ts'
import { linkWords, wordings } from './wording.ts'

export interface Material {
  readonly url: string
  readonly language: Language
  /** The words of the link. */
  readonly linkWords: string
  /** Before the photographer's name. */
  readonly photo: string
  /** Between words and an address. */
  readonly colon: string
  /** '' when the article has none; so are the next two. One line each, with joiners (escape.ts). */
  readonly title: string
  readonly lead: string
  readonly credit: string
  /** Words without `#`. */
  readonly hashtags: readonly string[]
  /** The same without joiners, for fields in which no platform looks for links. */
  readonly plain: { readonly title: string; readonly lead: string }
}

/** UTF-16 units: more than any platform takes, little enough to measure. */
const readAtMost = 4_000

export function materialOf(content: ArticleContent): Material {
  const set = (text: string) =>
    typeset(beginning(oneLine(text.slice(0, readAtMost * 2)), readAtMost), content.language)
  const plain = { title: set(content.title), lead: set(content.lead) }
  return {
    url: content.url,
    language: content.language,
    linkWords: linkWords(content),
    photo: wordings[content.language].photo,
    colon: wordings[content.language].colon,
    title: withoutAccidents(plain.title),
    lead: withoutAccidents(plain.lead),
    credit: withoutAccidents(set(content.credit ?? '').replace(/[@＠]/g, '')),
    hashtags: hashtagsOf(content),
    plain,
  }
}
