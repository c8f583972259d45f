/**
 * An item exactly as a feed document gives it, whatever its format was (RSS 0.9x/1.0/2.0, Atom, JSON).
 * Markup is still in `description` and `content`; entities of the XML layer are decoded, those of HTML are not.
 */

export interface FeedItem {
  /** The guid or Atom id, trimmed; null when missing or empty. */
  readonly guid: string | null
  /** Absolute http(s) URL (relative links are resolved against the document); null when missing or unusable. */
  readonly link: string | null
  /** May hold HTML entities (`L&#8217;air`) and stray tags; '' when missing. */
  readonly title: string
  /** HTML of `description`, `summary`; null when missing. */
  readonly description: string | null
  /** HTML of `content:encoded`, Atom `content`; null when missing. */
  readonly content: string | null
  /** `dc:creator`, `author`: display names or logins, in feed order. */
  readonly creators: readonly string[]
  /** Trimmed, in feed order, without repeats. */
  readonly categories: readonly string[]
  /** null when missing or unreadable. */
  readonly publishedAt: Date | null
  /** An image named by enclosure or media:*; null when there is none. */
  readonly imageUrl: string | null
}

/** A feed document that could be read. */
export interface FeedDocument {
  readonly title: string
  /** As the document states it ("de-DE"); null when it does not. */
  readonly language: string | null
  readonly items: readonly FeedItem[]
  /**
   * The document has its end; else validators are not kept, so that the rest is asked for again. An item that stands
   * in a whole document and cannot be read does not count: the same bytes would be asked for, for ever and in vain.
   */
  readonly complete: boolean
  /** What was repaired or left out while reading, in words for staff. */
  readonly warnings: readonly string[]
}
