/**
 * How the sample articles are written down, so that an editor can read and change them (de.ts, fr.ts, en.ts).
 * The text is plain: paragraphs with an empty line between them, and a few lines with a meaning of their own:
 * `## heading` · `? question` (interviews) · `[see slug]` (cross reference) · `[donation]` `[newsletter]` `[footer]`
 * · `[paywall]` (the feed cuts the next paragraph) · `[by Name | second line]`.
 */
import type { Mood } from './picture.ts'

/** One sample article as it is written. */
export interface Draft {
  /** WordPress's number of the post: `?p=N` of the guid. */
  readonly post: number
  /**
   * What the feed carries: the whole `report`; the `photo` of the day in one glued paragraph; an automatic `excerpt`
   * with a footer; a text that ends at the `paywall`, inside a word.
   */
  readonly form: 'report' | 'photo' | 'excerpt' | 'paywall'
  /** The category of the address, e.g. `kirgistan`. */
  readonly section: string
  readonly slug: string
  readonly title: string
  /** A name, a login or the newsroom. */
  readonly creator: string
  /** Categories, then tags, as noisy as real ones. */
  readonly categories: readonly string[]
  /** Shown before the text; for a photo all there is in the feed. */
  readonly lead: string
  readonly text: string
  readonly picture: {
    readonly mood: Mood
    /** Draws another picture of the same mood; the article's id unless given. */
    readonly seed?: string
    readonly alt: string
    readonly caption: string
    /** As a caption ends: "Foto: …". */
    readonly credit: string
  }
  /** The feed writes `&#8217;` for ’ and `&#8230;` for …, as WordPress does in places. */
  readonly numericEntities?: true
}
