/** `preview`: what each channel would get, composed as `once` would; sends and stores nothing, needs no secrets. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createEnricher } from '../article/enrich.ts'
import { readPage, readPageFacts } from '../article/page.ts'
import { type Config, editionOf, type FeedConfig } from '../config.ts'
import { decodeText } from '../feed/charset.ts'
import { enrichItems } from '../feed/enriching.ts'
import { fetchFeed } from '../feed/fetch.ts'
import { parseFeed } from '../feed/parse.ts'
import { enriched, type ReadItem } from '../feed/planned-item.ts'
import { readItem } from '../feed/poll.ts'
import { type Previewed, previewItems } from '../feed/preview.ts'
import { sniff } from '../feed/sniff.ts'
import type { TeaserImage } from '../teaser/teaser.ts'
import { chooseFrom } from './choose.ts'
import { configFile, loadConfig } from './load-config.ts'
import { type CardLook, describePreviews } from './preview-cards.ts'
import type { CommonOptions } from './program.ts'
import { CliProblem, type CliSurroundings } from './surroundings.ts'
import { composerOf, plannedChannel } from './workshop.ts'

type PreviewOptions = CommonOptions & { feed?: string }

/** A document to preview, and the feed whose rules and channels apply. */
interface Source {
  readonly feed: FeedConfig
  readonly bytes: Uint8Array
  readonly contentType: string | null
  readonly address: string
  /** It came from the network, so the site may be asked; a file is shown as it stands. */
  readonly online: boolean
}

export async function preview(
  what: string | undefined,
  options: PreviewOptions,
  cli: CliSurroundings,
): Promise<number> {
  const { config } = loadConfig(configFile(options.config, cli), false, cli)
  const previews: { readonly feed: string; readonly items: readonly Previewed[] }[] = []
  const problems: string[] = []
  for (const load of sourcesOf(what, options, config, cli)) {
    const source = await load()
    const read = typeof source === 'string' ? source : await previewSource(source, config, cli)
    if (typeof read === 'string') problems.push(read)
    else previews.push(read)
  }
  for (const problem of problems) cli.err(`${problem}\n`)
  const shown = previews.flatMap(({ feed, items }) => items.map((item) => ({ feed, item })))
  if (options.json) cli.out(`${JSON.stringify(shown.map(({ feed, item }) => previewJson(feed, item)))}\n`)
  else cli.out(`${describePreviews(shown, lookOf(cli))}\n`)
  return problems.length > 0 ? 1 : 0
}

/** A pipe has no width of its own: then the shell's COLUMNS counts. */
function lookOf(cli: CliSurroundings): CardLook {
  const columns = Number(cli.env['COLUMNS'])
  const width = !cli.stdoutIsTerminal && columns >= 20 ? Math.floor(columns) : cli.width
  return { width, colour: cli.stdoutIsTerminal && !cli.env['NO_COLOR'] }
}

function sourcesOf(
  what: string | undefined,
  options: PreviewOptions,
  config: Config,
  cli: CliSurroundings,
): readonly (() => Promise<Source | string>)[] {
  const feedIds = config.feeds.map(({ id }) => id)
  if (what === undefined) return config.feeds.map((feed) => () => fetched(feed.url, feed, config, cli))
  const named = config.feeds.find(({ id }) => id === what)
  if (named !== undefined) return [() => fetched(named.url, named, config, cli)]
  const chosen = options.feed === undefined ? undefined : chooseFrom(feedIds, options.feed, 'feed')
  const rules = (address: string | null) => feedFor(chosen, address, config)
  if (/^https?:\/\//i.test(what)) return [() => fetched(what, rules(what), config, cli)]
  const file = resolve(cli.folder, what)
  if (!existsSync(file))
    throw new CliProblem(
      `"${what}" is no feed of the configuration (${feedIds.join(', ')}), no URL and no file`,
      2,
    )
  return [
    async () => ({
      feed: rules(null),
      bytes: readFileSync(file),
      contentType: null,
      address: rules(null).url,
      online: false,
    }),
  ]
}

/** The feed whose rules apply: as asked for, else the only one, else the one whose address is nearest to `address`. */
function feedFor(chosen: string | undefined, address: string | null, config: Config): FeedConfig {
  const byId = config.feeds.find(({ id }) => id === chosen)
  if (byId !== undefined) return byId
  const [first] = config.feeds
  if (config.feeds.length === 1 && first !== undefined) return first
  const near = config.feeds
    .map((feed) => ({ feed, shared: address === null ? 0 : sharedStart(address, feed.url) }))
    .filter(
      ({ feed, shared }) =>
        shared > 0 && address !== null && new URL(address).host === new URL(feed.url).host,
    )
    .sort((a, b) => b.shared - a.shared)
  if (near[0] !== undefined) return near[0].feed
  throw new CliProblem(
    `whose rules apply? Name the feed with --feed: ${config.feeds.map(({ id }) => id).join(', ')}`,
    2,
  )
}

function sharedStart(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}

async function fetched(
  url: string,
  feed: FeedConfig,
  config: Config,
  cli: CliSurroundings,
): Promise<Source | string> {
  const request = {
    url,
    etag: null,
    lastModified: null,
    language: feed.language,
    timeoutMs: 20_000,
    maxBytes: feed.maxSize,
    pages: true,
    allowPrivate: config.network.allowPrivate,
  }
  const answer = await fetchFeed(request, cli.now, new AbortController().signal)
  if (answer.kind === 'document') {
    return {
      feed,
      bytes: answer.bytes,
      contentType: answer.contentType,
      address: answer.finalUrl,
      online: true,
    }
  }
  return `${feed.id}: ${answer.kind === 'failed' ? answer.reason : 'the site says that nothing changed'}`
}

async function previewSource(source: Source, config: Config, cli: CliSurroundings) {
  const { feed, bytes, contentType, address } = source
  const html = sniff(bytes) === 'html' ? decodeText(bytes, contentType).text : null
  const page = html === null ? null : readPage(html, address)
  const parsed = page === null ? await parseFeed(bytes, contentType, address) : null
  if (parsed?.kind === 'failed') return `${feed.id}: ${parsed.reason}`
  const channels = config.channels.filter(({ id }) => feed.channels.includes(id)).map(plannedChannel)
  const found = parsed === null ? [page].filter((item) => item !== null) : parsed.document.items
  const read = found.map((item) => readItem(item, feed))
  const items =
    html === null
      ? await withSiteFacts(read, source, config, cli)
      : read.map((one) => enriched(one, { ...readPageFacts(html, address, feed.language), warnings: [] }))
  return { feed: feed.id, items: previewItems(items, channels, editionOf(feed), composerOf(config)) }
}

/** As a poll would ask: the picture's credit stands in the text, and a preview shows what will be sent. */
async function withSiteFacts(
  items: readonly ReadItem[],
  { feed, online }: Source,
  config: Config,
  cli: CliSurroundings,
): Promise<readonly ReadItem[]> {
  if (!online) return items
  const enrich = createEnricher(config.network.allowPrivate, cli.now)
  const newest = items.slice(0, 10).map(({ item }) => item)
  return enrichItems(feed, items, newest, enrich, new AbortController().signal)
}

function previewJson(feed: string, { articleId, content, channel, teaser, warnings }: Previewed) {
  return {
    feed,
    article: { id: articleId, url: content.url, title: content.title },
    channel: channel.id,
    platform: channel.platform,
    text: teaser?.text ?? null,
    length: teaser?.length ?? 0,
    limit: teaser?.limit ?? 0,
    link: teaser?.link ?? content.url,
    image: teaser?.image ? imageJson(teaser.image) : null,
    warnings,
  }
}

function imageJson({ url, alt, credit }: TeaserImage) {
  return { url, alt, credit }
}
