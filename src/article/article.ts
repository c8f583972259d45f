/**
 * An article as Chapar knows it: what one item of a feed came to after extraction.
 * Plain data, already clean: no markup, no boilerplate, entities decoded. Nothing in here is cut to a platform.
 */

/** The languages whose wording, sentence rules and hashtags Chapar knows. */
export const languages = ['de', 'fr', 'en'] as const
export type Language = (typeof languages)[number]

/** A picture that belongs to an article. `null` where the source does not say. */
export interface ArticleImage {
  readonly url: string
  readonly alt: string | null
  readonly credit: string | null
}

/** What extraction took away, so that staff can see it: the rule's name and the words it removed. */
export interface Removal {
  readonly rule: string
  readonly text: string
}

/** The content of an article: everything a revision may change. Identity is kept beside it, in the store. */
export interface ArticleContent {
  /** Absolute http(s) URL of the article as the feed gives it (tracking parameters and all). */
  readonly url: string
  readonly title: string
  /** "Decoding", "Cinestan": a label that stood before the lead; never the first word of a teaser. */
  readonly kicker: string | null
  /** Whole sentences of the introduction, one paragraph of plain text; '' when the item has none. */
  readonly lead: string
  /** The magazine's opening paragraphs after the lead, clean, for platforms with room; may be empty. */
  readonly body: readonly string[]
  /** Names fit to be shown; logins ("ldevillard") and collective names are left out. */
  readonly authors: readonly string[]
  /** Categories and tags in feed order, entities decoded. */
  readonly categories: readonly string[]
  /** The categories alone, as far as the site itself tells them from tags; null: it did not say. */
  readonly sections: readonly string[] | null
  readonly language: Language
  readonly publishedAt: Date | null
  readonly image: ArticleImage | null
  /** Photographer or source of the picture the text speaks of, with any `@` taken off. */
  readonly credit: string | null
}

/** What extraction made of an item: an article, or the reason why there is none to post. */
export type Extracted =
  | {
      readonly kind: 'article'
      readonly content: ArticleContent
      /** For staff: things that look wrong in the source and went out unchanged. */
      readonly warnings: readonly string[]
      readonly removed: readonly Removal[]
    }
  | {
      readonly kind: 'skip'
      /** Enough to show staff what was skipped. */
      readonly title: string
      readonly url: string
      readonly language: Language
      /** A rule of the feed's configuration matched: `rule: title "Auto Draft"`, or the item is unusable. */
      readonly reason: string
    }
