/** The pictures of a post as followers see them, with their alternative texts. Pure. */
import { z } from 'zod'
import { linkedinPost } from './linkedin-body.ts'
import type { Post } from './state.ts'
import { message } from './telegram-messages.ts'
import { xPost } from './x-create.ts'

export interface PostPicture {
  /** A path of the sandbox. */
  readonly src: string
  /** null: the post has none, or the platform has no place for it. */
  readonly alt: string | null
  /** `card`: it is the thumbnail of the link card. */
  readonly as: 'upload' | 'card'
}

const photo = z.object({ file_id: z.string() })

/** Uploaded ones only: what a card shows of a page is the page's. */
export function picturesOf({ platform, detail }: Post): readonly PostPicture[] {
  switch (platform) {
    case 'telegram': {
      const read = photo.safeParse(message.parse(detail).photo?.at(-1))
      const isKept = read.success && read.data.file_id.startsWith('photo-')
      return isKept ? [{ src: mediaPath(read.data.file_id), alt: null, as: 'upload' }] : []
    }
    case 'x':
      return xPost.parse(detail).media.map(({ id, alt }) => ({ src: mediaPath(id), alt, as: 'upload' }))
    case 'linkedin': {
      const { content } = linkedinPost.parse(detail)
      if (content === undefined) return []
      if ('media' in content) {
        return [{ src: mediaPath(content.media.id), alt: content.media.altText ?? null, as: 'upload' }]
      }
      const { thumbnail, thumbnailAltText } = content.article
      if (thumbnail === undefined) return []
      return [{ src: mediaPath(thumbnail), alt: thumbnailAltText ?? null, as: 'card' }]
    }
  }
}

function mediaPath(id: string): string {
  return `/api/media/${encodeURIComponent(id)}`
}
