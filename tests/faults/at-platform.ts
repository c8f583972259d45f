/** The platforms' side: what is there, how often, and what goes wrong next. */
import type { Platform } from '../../src/teaser/teaser.ts'

export interface SeenPost {
  readonly platform: Platform
  readonly text: string
  readonly raw: unknown
  readonly at: string
}

export async function postsOn(sandboxUrl: string): Promise<readonly SeenPost[]> {
  return (await fetch(`${sandboxUrl}/api/posts`)).json()
}

/** How often an article is there, by the link that every post carries. */
export function countOf(posts: readonly SeenPost[], platform: Platform, article: number): number {
  const link = new RegExp(`/artikel-${article}/`)
  return posts.filter((post) => post.platform === platform && link.test(JSON.stringify(post.raw))).length
}

export async function orderFault(sandboxUrl: string, fault: object): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/api/faults`, { method: 'POST', body: JSON.stringify(fault) })
  if (!answer.ok) throw new Error(await answer.text())
}
