/** Pictures on demand: most channels never upload one, and their memory is not spent on it. */
import type { Platform } from '../teaser/teaser.ts'
import type { Pictures } from './prepare.ts'

/** One `Pictures` for the life of a channel, made when it is first asked for. */
export function lazyPictures(platform: Platform, allowPrivate: boolean): () => Promise<Pictures> {
  let made: Promise<Pictures> | undefined
  return () => {
    made ??= make(platform, allowPrivate)
    return made
  }
}

async function make(platform: Platform, allowPrivate: boolean): Promise<Pictures> {
  const [{ createPictures }, { ownSource, pictureLimits }] = await Promise.all([
    import('./prepare.ts'),
    import('./picture.ts'),
  ])
  return createPictures(pictureLimits[platform], ownSource(allowPrivate))
}
