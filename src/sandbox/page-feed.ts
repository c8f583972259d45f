/**
 * What the page hears: everything there is when it connects, in one piece, then every change. A page that connects
 * again gets everything again, so that nothing can be missing or double.
 */
import type { Platform } from '../teaser/teaser.ts'
import type { Change } from './changes.ts'
import { type CardOf, type ShownPost, shownPost } from './page-view.ts'
import type { Post } from './state.ts'

/** The newest of each platform that the page shows; all of them count. */
export const shownOfEach = 100

export interface Tally {
  readonly total: Readonly<Record<Platform, number>>
  /** Articles on accounts where they stand exactly once. */
  readonly once: number
  /** Posts too many: the same article on the same account again. */
  readonly twice: number
}

export interface Feed {
  /** Newest first. */
  readonly posts: readonly ShownPost[]
  readonly tally: Tally
  readonly shownOfEach: number
  readonly hasStatus: boolean
  readonly hasNextArticle: boolean
}

export type PageEvent =
  | { readonly kind: 'feed'; readonly feed: Feed }
  | { readonly kind: 'post' | 'edit'; readonly post: ShownPost; readonly tally: Tally }
  | { readonly kind: 'removal'; readonly key: string; readonly tally: Tally }
  | { readonly kind: 'cleared'; readonly tally: Tally }
  | { readonly kind: 'fault'; readonly platform: Platform; readonly fault: string; readonly at: string }
  /** `report` null: Chapar did not answer. */
  | { readonly kind: 'status'; readonly report: unknown }

/** Counts without reading all posts again at each change. */
export interface Counter {
  readonly tally: Tally
  /** `null`: the change is nothing that the page shows. */
  note(change: Change): PageEvent | null
}

export function createCounter(posts: readonly Post[], cardOf: CardOf): Counter {
  const links = new Map<string, { readonly platform: Platform; readonly place: string | null }>()
  const keep = (post: ShownPost): void => {
    const place = post.link === null ? null : `${post.account} ${sameAddress(post.link)}`
    links.set(post.key, { platform: post.platform, place })
  }
  for (const post of posts) keep(shownPost(post, cardOf))
  return {
    get tally() {
      return count([...links.values()])
    },
    note(change) {
      switch (change.kind) {
        case 'post':
        case 'edit': {
          const post = shownPost(change.post, cardOf)
          keep(post)
          return { kind: change.kind, post, tally: this.tally }
        }
        case 'removal': {
          const key = `${change.platform}/${change.account}/${change.id}`
          links.delete(key)
          return { kind: 'removal', key, tally: this.tally }
        }
        case 'cleared':
          links.clear()
          return { kind: 'cleared', tally: this.tally }
        case 'fault':
          return {
            kind: 'fault',
            platform: change.platform,
            fault: change.fault.kind,
            at: change.at.toISOString(),
          }
      }
    },
  }
}

function count(kept: readonly { readonly platform: Platform; readonly place: string | null }[]): Tally {
  const places = new Map<string, number>()
  const total = { telegram: 0, x: 0, linkedin: 0 }
  for (const { platform, place } of kept) {
    total[platform] += 1
    if (place === null) continue
    const name = `${platform} ${place}`
    places.set(name, (places.get(name) ?? 0) + 1)
  }
  const numbers = [...places.values()]
  return {
    total,
    once: numbers.filter((number) => number === 1).length,
    twice: numbers.reduce((sum, number) => sum + number - 1, 0),
  }
}

/** One article has one address, whatever was hung on to it. */
function sameAddress(link: string): string {
  const url = URL.parse(link)
  if (url === null) return link
  for (const name of [...url.searchParams.keys()]) if (name.startsWith('utm_')) url.searchParams.delete(name)
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}${url.search}`
}

/** The newest of each platform, newest first. */
export function newestPosts(posts: readonly Post[], cardOf: CardOf): readonly ShownPost[] {
  const seen = { telegram: 0, x: 0, linkedin: 0 }
  const newest: ShownPost[] = []
  for (const post of posts.toReversed()) {
    seen[post.platform] += 1
    if (seen[post.platform] <= shownOfEach) newest.push(shownPost(post, cardOf))
  }
  return newest
}
