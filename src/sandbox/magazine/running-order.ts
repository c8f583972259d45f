/** Which sample article comes next: the editions take turns, each article comes once. */
import { articlesOf, editions, type SampleArticle } from './article.ts'

/** All articles in the order in which the demo publishes them. */
export function runningOrder(): readonly SampleArticle[] {
  const lists = editions.map(articlesOf)
  const rounds = Math.max(...lists.map((list) => list.length))
  return Array.from({ length: rounds }, (_, round) =>
    lists.flatMap((list) => list.slice(round, round + 1)),
  ).flat()
}

/** The first article in the running order that is not among the published ids; null when all have appeared. */
export function nextArticle(publishedIds: Iterable<string>): SampleArticle | null {
  const published = new Set(publishedIds)
  return runningOrder().find(({ id }) => !published.has(id)) ?? null
}
