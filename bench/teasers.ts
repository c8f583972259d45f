/**
 * How many articles a second become teasers for three platforms, from the bytes of a feed to the finished posts, and
 * what they hold in memory. `npm exec -- node --expose-gc bench/teasers.ts [seconds]`
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ArticleContent, Language } from '../src/article/article.ts'
import { extract } from '../src/article/extract.ts'
import type { FeedItem } from '../src/feed/item.ts'
import { parseFeed } from '../src/feed/parse.ts'
import { composeTeaser } from '../src/teaser/compose.ts'
import { platforms } from '../src/teaser/teaser.ts'

const folder = join(import.meta.dirname, '../tests/fixtures/articles')
const skip = { titles: ['Auto Draft'], categories: [] }

interface Sample {
  readonly item: FeedItem
  readonly language: Language
}

async function samples(): Promise<readonly Sample[]> {
  const found: Sample[] = []
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.xml'))) {
    const language = (['de', 'fr', 'en'] as const).find((one) => file.includes(one)) ?? 'en'
    const result = await parseFeed(readFileSync(join(folder, file)), null, 'https://novastan.org/feed/')
    if (result.kind === 'failed') throw new Error(`${file}: ${result.reason}`)
    found.push(...result.document.items.map((item) => ({ item, language })))
  }
  return found
}

function contentsOf(all: readonly Sample[]): readonly ArticleContent[] {
  return all.flatMap(({ item, language }) => {
    const extracted = extract(item, { language, skip })
    return extracted.kind === 'skip' ? [] : [extracted.content]
  })
}

/** Runs `work` for so long after a tenth of it to warm up; times a second, and the milliseconds of each round. */
function measured(
  seconds: number,
  work: () => void,
): { readonly perSecond: number; readonly rounds: number[] } {
  const until = (end: number, note: (ms: number) => void) => {
    while (performance.now() < end) {
      const start = performance.now()
      work()
      note(performance.now() - start)
    }
  }
  until(performance.now() + seconds * 100, () => {})
  const rounds: number[] = []
  const start = performance.now()
  until(start + seconds * 1_000, (ms) => rounds.push(ms))
  return { perSecond: (rounds.length * 1_000) / (performance.now() - start), rounds }
}

function line(name: string, perSecond: number, each: string): void {
  console.log(`${name.padEnd(34)}${Math.round(perSecond).toLocaleString('en').padStart(8)} / s   ${each}`)
}

const seconds = Number(process.argv[2] ?? 3)
const all = await samples()
const contents = contentsOf(all)
console.log(
  `${all.length} items of ${folder.slice(folder.indexOf('tests'))}, ${contents.length} of them articles\n`,
)

const extraction = measured(seconds, () => contentsOf(all))
line(
  'articles extracted',
  extraction.perSecond * all.length,
  `${(1_000 / extraction.perSecond / all.length).toFixed(2)} ms each`,
)
for (const platform of platforms) {
  const { perSecond } = measured(seconds, () => {
    for (const content of contents) composeTeaser(content, platform)
  })
  line(
    `teasers composed, ${platform}`,
    perSecond * contents.length,
    `${(1_000 / perSecond / contents.length).toFixed(2)} ms each`,
  )
}
const whole = measured(seconds, () => {
  for (const content of contentsOf(all)) for (const platform of platforms) composeTeaser(content, platform)
})
line(
  'articles, item to three teasers',
  whole.perSecond * all.length,
  `${(1_000 / whole.perSecond / all.length).toFixed(2)} ms each`,
)

const before = heap()
const kept = Array.from({ length: 200 }, () =>
  contentsOf(all).map((content) => platforms.map((platform) => composeTeaser(content, platform))),
)
const each = (heap() - before) / (kept.length * contents.length)
console.log(`\nheld per article with its three teasers: ${(each / 1_024).toFixed(1)} kB`)
console.log(
  `heap ${megabytes(process.memoryUsage().heapUsed)}, resident ${megabytes(process.memoryUsage().rss)} with ${kept.length * contents.length} articles held`,
)

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`
}
