/**
 * Article → teaser for one platform. Pure and total: any article gives a text that is never empty, with the link
 * whole, within the platform's limit by its own ruler (an address that alone is longer says so in a warning).
 */
import type { ArticleContent, ArticleImage } from '../article/article.ts'
import { composeLinkedIn } from './linkedin.ts'
import { materialOf } from './material.ts'
import type { Platform, Teaser } from './teaser.ts'
import { composeTelegram, telegramCaptionLimit } from './telegram.ts'
import { composeX, isLinkOnX, xLimit } from './x.ts'

/** The finished post of an article for one platform, with a link card. */
export function composeTeaser(content: ArticleContent, platform: Platform): Teaser {
  return composeAs(content, platform, false)
}

/** The same for a post that is a link card, or the uploaded picture with its text: there the link is in the text. */
export function composeAs(content: ArticleContent, platform: Platform, upload: boolean): Teaser {
  const material = materialOf(content)
  const image = content.image === null ? null : { ...imageOf(content.image), upload }
  switch (platform) {
    case 'telegram': {
      const teaser = composeTelegram(material)
      return { ...teaser, limit: upload ? telegramCaptionLimit : teaser.limit, image, warnings: [] }
    }
    case 'x': {
      const teaser = composeX(material)
      return { ...teaser, image, warnings: linkWarnings(teaser.link, teaser.length) }
    }
    case 'linkedin':
      return { ...composeLinkedIn(material, upload), image, warnings: [] }
  }
}

function imageOf({ url, alt, credit }: ArticleImage): ArticleImage {
  return { url, alt, credit }
}

function linkWarnings(url: string, length: number): readonly string[] {
  if (length > xLimit) return ['X will refuse this: the address alone is longer than a post']
  return isLinkOnX(url) ? [] : ['X does not recognise the whole address as a link']
}
