/** `backfill`: of the newest articles, those that first sight left out are posted after all. The fuse does not apply. */
import { postSkipped } from '../delivery/decide.ts'
import { composeTeaser } from '../teaser/compose.ts'
import { chooseFrom } from './choose.ts'
import { configFile, loadConfig } from './load-config.ts'
import type { CommonOptions } from './program.ts'
import { CliProblem, type CliSurroundings } from './surroundings.ts'
import { openOrThrow } from './workshop.ts'

export async function backfill(
  feedId: string,
  options: CommonOptions & { last: string },
  cli: CliSurroundings,
): Promise<number> {
  const { config } = loadConfig(configFile(options.config, cli), false, cli)
  const id = chooseFrom(
    config.feeds.map((feed) => feed.id),
    feedId,
    'feed',
  )
  const last = Number(options.last)
  if (!Number.isInteger(last) || last < 1)
    throw new CliProblem(`--last ${options.last}: write a whole number from 1`, 2)
  const channels = config.feeds.find((feed) => feed.id === id)?.channels ?? []
  const store = await openOrThrow(config.database, false)
  try {
    const articles = await store.newestArticles(id, last)
    const queued = await postSkipped(store, articles, channels, composeTeaser, cli.user, cli.now())
    if (options.json) cli.out(`${JSON.stringify({ feed: id, deliveries: queued })}\n`)
    else cli.out(`${queued.length === 0 ? 'nothing to do' : queued.join('\n')}\n`)
    return 0
  } finally {
    await store.close()
  }
}
