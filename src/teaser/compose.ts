/**
 * Article → teaser for one platform. Pure and total: any article gives a text that is never empty, within the
 * platform's limit by its own ruler, with the link whole.
 */
import type { ArticleContent, ArticleImage } from '../article/article.ts'
import { composeLinkedIn } from './linkedin.ts'
import { materialOf } from './material.ts'
import type { Platform, Teaser, TeaserImage } from './teaser.ts'
import { composeTelegram } from './telegram.ts'
import { composeX, isLinkOnX } from './x.ts'

export function composeTeaser(content: ArticleContent, platform: Platform): Teaser {
  const material = materialOf(content)
  const image = imageOf(content.image)
  switch (platform) {
    case 'telegram':
      return { ...composeTelegram(material), image, warnings: [] }
    case 'x':
      return { ...composeX(material), image, warnings: linkWarnings(content.url) }
    case 'linkedin':
      return { ...composeLinkedIn(material), image, warnings: [] }
  }
}

function imageOf(image: ArticleImage | null): TeaserImage | null {
  return image === null ? null : { url: image.url, alt: image.alt, credit: image.credit }
}

function linkWarnings(url: string): readonly string[] {
  return isLinkOnX(url) ? [] : ['X does not recognise the whole address as a link']
}
