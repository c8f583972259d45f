/**
 * A teaser is the finished post for one channel: composed once, stored, previewed, approved and sent as the same
 * bytes. Whatever a platform needs for the call is in here; adapters add nothing to the words.
 */

export const platforms = ['telegram', 'x', 'linkedin'] as const
export type Platform = (typeof platforms)[number]

/** What all teasers share. Lengths are in the platform's own ruler (see `limit`). */
interface TeaserBase {
  /** What is sent, in the platform's own markup. Never empty. */
  readonly text: string
  /** The article's address as the post carries it. Never cut. */
  readonly link: string
  /** By the platform's ruler: telegram UTF-16 units after parsing, x weighted, linkedin escaped characters. */
  readonly length: number
  readonly limit: number
  readonly image: TeaserImage | null
  /** For staff; nothing here stops the post. */
  readonly warnings: readonly string[]
}

/** The article's picture: the link card's, or uploaded where the configuration says so. */
export interface TeaserImage {
  readonly url: string
  readonly alt: string | null
  readonly credit: string | null
  /** The post carries the picture itself in place of a link card; its credit is then in the text. */
  readonly upload: boolean
}

export interface TelegramTeaser extends TeaserBase {
  readonly platform: 'telegram'
}

export interface XTeaser extends TeaserBase {
  readonly platform: 'x'
}

export interface LinkedInTeaser extends TeaserBase {
  readonly platform: 'linkedin'
  /** The article card; LinkedIn reads nothing from the page itself. */
  readonly card: { readonly title: string; readonly description: string }
}

export type Teaser = TelegramTeaser | XTeaser | LinkedInTeaser
