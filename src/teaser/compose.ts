/**
 * Article → teaser for one platform. Pure and total: any article gives a text that is never empty, with the link
 * whole, within the platform's limit by its own ruler (an address that alone is longer says so in a warning).
 */
import type { ArticleContent, ArticleImage } from '../article/article.ts'
import { composeLinkedIn } from './linkedin.ts'
import { materialOf } from './material.ts'
import type { Platform, Teaser, TeaserImage } from './teaser.ts'
import { composeTelegram } from './telegram.ts'
import { composeX, isLinkOnX, xLimit } from './x.ts'

/** The finished post of an article for one platform. */
export function composeTeaser(content: ArticleContent, platform: Platform): Teaser {
  const material = materialOf(content)
  const image = imageOf(content.image)
  switch (platform) {
    case 'telegram':
      return { ...composeTelegram(material), image, warnings: [] }
    case 'x': {
      const teaser = composeX(material)
      return { ...teaser, image, warnings: linkWarnings(teaser.link, teaser.length) }
    }
    case 'linkedin':
      return { ...composeLinkedIn(material), image, warnings: [] }
  }
}

function imageOf(image: ArticleImage | null): TeaserImage | null {
  return image === null ? null : { url: image.url, alt: image.alt, credit: image.credit }
}

function linkWarnings(url: string, length: number): readonly string[] {
  if (length > xLimit) return ['X will refuse this: the address alone is longer than a post']
  return isLinkOnX(url) ? [] : ['X does not recognise the whole address as a link']
}
