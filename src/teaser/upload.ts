/**
 * Whether a channel posts an article's picture itself: only for the sections that its configuration names, and never
 * without the photographer's name in the text, for the rights are not the magazine's. Pure.
 */
import type { ArticleContent } from '../article/article.ts'
import { composeAs } from './compose.ts'
import { decodeTelegramHtml } from './escape.ts'
import type { Platform, Teaser } from './teaser.ts'

/** As `composeTeaser`, for a channel that uploads the pictures of these categories (`*`: of all). */
export function composeWithUploads(
  content: ArticleContent,
  platform: Platform,
  sections: readonly string[],
): Teaser {
  const card = composeAs(content, platform, false)
  if (!isNamed(content, sections)) return card
  if (content.image === null) return warned(card, 'the picture is not uploaded: none is known')
  const credit = content.image.credit ?? content.credit
  if (credit === null) return warned(card, 'the picture is not uploaded: no credit is known')
  const post = composeAs(content, platform, true)
  if (!names(post, credit))
    return warned(card, `the picture is not uploaded: the text has no room for its credit, ${credit}`)
  if (post.length > post.limit) return warned(card, 'the picture is not uploaded: its text would be too long')
  return warned(post, ...altWarnings(content.image.alt, platform))
}

function isNamed({ categories, sections }: ArticleContent, wanted: readonly string[]): boolean {
  const own = [...categories, ...(sections ?? [])].map((name) => name.toLowerCase())
  return wanted.some((name) => name === '*' || own.includes(name.toLowerCase()))
}

/** By letters and figures alone: joiners, no-break spaces and markup aside. */
function names({ text, platform }: Teaser, credit: string): boolean {
  const bare = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '')
  return bare(platform === 'telegram' ? decodeTelegramHtml(text) : text).includes(bare(credit))
}

function altWarnings(alt: string | null, platform: Platform): readonly string[] {
  if (alt === null) return ['the picture has no alternative text']
  return platform === 'telegram' ? ['Telegram has no place for the alternative text of the picture'] : []
}

function warned(teaser: Teaser, ...warnings: readonly string[]): Teaser {
  return { ...teaser, warnings: [...teaser.warnings, ...warnings] }
}
