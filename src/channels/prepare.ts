/**
 * The picture's part of `prepare`, the same for every platform: fetched, fitted and uploaded within a time limit, or
 * left out with a warning. A picture never loses a post: one that a platform refuses is left out the next time.
 */
import type { Teaser, TeaserImage } from '../teaser/teaser.ts'
import type { Media, Prepared, SendOutcome } from './channel.ts'
import { fetchPicture, type PictureLimits, type PictureSource } from './picture.ts'

/** What a platform's upload came to. */
export type Uploaded =
  /** `warning`: the picture is there, something about it is not. */
  | { readonly kind: 'media'; readonly media: Media; readonly warning?: string }
  | { readonly kind: 'failed'; readonly reason: string }

export type Upload = (bytes: Uint8Array, image: TeaserImage, signal: AbortSignal) => Promise<Uploaded>

export interface Pictures {
  prepare(teaser: Teaser, upload: Upload, signal: AbortSignal): Promise<Prepared>
  /** A refusal of a post with a picture is first taken for the picture's fault: certainly nothing was posted. */
  judge(outcome: SendOutcome, prepared: Prepared): SendOutcome
}

/** For fetching, fitting and uploading together, in ms: so much later a post goes out at most. */
const prepareMs = 30_000

export function createPictures(limits: PictureLimits, source: PictureSource): Pictures {
  const refused = new Set<string>()
  return {
    async prepare(teaser, upload, signal) {
      const { image } = teaser
      if (image === null) return { teaser }
      if (refused.has(image.url)) return without(teaser, image, 'the platform refused it')
      const limited = AbortSignal.any([signal, AbortSignal.timeout(prepareMs)])
      try {
        const picture = await fetchPicture(image.url, limits, source, limited)
        if (picture.kind === 'none') return without(teaser, image, picture.reason)
        const uploaded = await upload(picture.bytes, image, limited)
        if (uploaded.kind === 'failed') return without(teaser, image, uploaded.reason)
        const { media, warning } = uploaded
        return { teaser: warning === undefined ? teaser : warned(teaser, warning), media }
      } catch (error) {
        return without(teaser, image, `a bug (${error instanceof Error ? error.name : typeof error})`)
      }
    },
    judge(outcome, { teaser, media }) {
      if (outcome.kind !== 'refused' || media === undefined || teaser.image === null) return outcome
      refused.add(teaser.image.url)
      const reason = `picture: refused with its picture, so it is tried without: ${outcome.reason}`
      return { kind: 'retry', notBefore: null, scope: 'delivery', reason }
    },
  }
}

function without(teaser: Teaser, image: TeaserImage, reason: string): Prepared {
  const plain = { ...teaser, image: { ...image, upload: false } }
  return { teaser: warned(plain, `posted without the picture ${image.url}: ${reason}`) }
}

/** A second attempt says the same only once. */
function warned(teaser: Teaser, warning: string): Teaser {
  return { ...teaser, warnings: [...teaser.warnings.filter((one) => one !== warning), warning] }
}
