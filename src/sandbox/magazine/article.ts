/** A sample article and its addresses. Where the magazine stands (`baseUrl`) is always the caller's to say. */
import { german } from './de.ts'
import type { Draft } from './draft.ts'
import { english } from './en.ts'
import { french } from './fr.ts'

export const editions = ['de', 'fr', 'en'] as const
export type Edition = (typeof editions)[number]

export interface SampleArticle extends Draft {
  /** Never changes and is never used twice: `de-39841`. */
  readonly id: string
  readonly edition: Edition
}

/** An article that has appeared. */
export interface Published {
  readonly article: SampleArticle
  readonly publishedAt: Date
}

const drafts: Readonly<Record<Edition, readonly Draft[]>> = { de: german, fr: french, en: english }

/** The articles of an edition in the order in which they appear. */
export function articlesOf(edition: Edition): readonly SampleArticle[] {
  return drafts[edition].map((draft) => ({ ...draft, id: `${edition}-${draft.post}`, edition }))
}

export function articleById(id: string): SampleArticle | undefined {
  return editions.flatMap(articlesOf).find((article) => article.id === id)
}

export function isEdition(text: string): text is Edition {
  return editions.some((edition) => edition === text)
}

/** `<baseUrl>/de/`: the front page of an edition. */
export function editionUrl(edition: Edition, baseUrl: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/${edition}/`
}

/** `<baseUrl>/de/kirgistan/slug/` */
export function articleUrl({ edition, section, slug }: SampleArticle, baseUrl: string): string {
  return `${editionUrl(edition, baseUrl)}${section}/${slug}/`
}

/** `<baseUrl>/pictures/de-39841.svg` */
export function pictureUrl({ id }: SampleArticle, baseUrl: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/pictures/${id}.svg`
}
