/** From the bytes of a feed to finished teasers, against bare rss-parser on the same bytes. */
import RssParser from 'rss-parser'
import { extract } from '../src/article/extract.ts'
import { parseFeed } from '../src/feed/parse.ts'
import { composeTeaser } from '../src/teaser/compose.ts'
import { platforms } from '../src/teaser/teaser.ts'
import type { Figure } from './figures.ts'
import { countdown, feedOf } from './magazine.ts'
import { median } from './setup.ts'

const rules = { language: 'de', skip: { titles: [], categories: [] } } as const

/** ms of each step for one document, round by round, so that a busy moment of the machine hits all alike. */
export async function readingFigures(rounds: number): Promise<readonly Figure[]> {
  const items = 10
  const text = feedOf(countdown(9, items))
  const bytes = new TextEncoder().encode(text)
  const bare: number[] = []
  const parse: number[] = []
  const extracted: number[] = []
  const composed: number[] = []
  const warmUp = Math.ceil(rounds / 5)
  for (let round = -warmUp; round < rounds; round++) {
    const times = [performance.now()]
    await new RssParser().parseString(new TextDecoder().decode(bytes))
    times.push(performance.now())
    const parsed = await parseFeed(
      bytes,
      'application/rss+xml; charset=UTF-8',
      'https://novastan.org/de/feed/',
    )
    times.push(performance.now())
    if (parsed.kind === 'failed' || parsed.document.items.length !== items) throw new Error('not read whole')
    const articles = parsed.document.items.map((item) => extract(item, rules))
    times.push(performance.now())
    for (const article of articles) {
      if (article.kind === 'skip') continue
      for (const platform of platforms) composeTeaser(article.content, platform)
    }
    times.push(performance.now())
    if (round < 0) continue
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = times
    bare.push(b - a)
    parse.push(c - b)
    extracted.push(d - c)
    composed.push(e - d)
  }
  const ms = {
    bare: median(bare),
    parse: median(parse),
    extract: median(extracted),
    compose: median(composed),
  }
  const whole = ms.parse + ms.extract + ms.compose
  const each = (part: number) => `${(part / items).toFixed(2)} ms`
  return [
    {
      name: 'parse + extract + compose, against rss-parser',
      value: whole / ms.bare,
      unit: '×',
      goal: 1.5,
      note: `an article: parse ${each(ms.parse)}, extract ${each(ms.extract)}, compose for three platforms ${each(ms.compose)}; rss-parser ${each(ms.bare)}; ${items} articles, ${Math.round(bytes.length / 1024)} kB`,
    },
    { name: 'parse alone, against rss-parser', value: ms.parse / ms.bare, unit: '×' },
    { name: 'articles read and composed', value: (items / whole) * 1000, unit: '/s' },
    { name: 'articles by rss-parser alone', value: (items / ms.bare) * 1000, unit: '/s' },
  ]
}
