/** Feeds to measure with: whole articles in Novastan's shape, made from the test fixtures, as many as wanted. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const fixtures = join(import.meta.dirname, '../tests/fixtures/articles')

/** The items of the German fixture, with a place for what makes each its own. */
const templates = [...readFileSync(join(fixtures, 'de.xml'), 'utf8').matchAll(/<item>[\s\S]*?<\/item>/g)].map(
  ([item]) => item,
)

/** One item; the same number is the same article. */
export function itemOf(number: number): string {
  const template = templates[number % templates.length] ?? ''
  return template
    .replaceAll(/(\?p=)\d+/g, `$1${1_000_000 + number}`)
    .replaceAll(/(<link>[^<]*?)\/<\/link>/g, `$1-${number}/</link>`)
    .replace(/<title>([^<]*)<\/title>/, `<title>$1 (${number})</title>`)
    .replace(
      /<pubDate>[^<]*<\/pubDate>/,
      `<pubDate>${new Date(1.79e12 + number * 60_000).toUTCString()}</pubDate>`,
    )
}

/** A document with these articles, newest first. */
export function feedOf(numbers: readonly number[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Magazine</title><link>https://novastan.org/de/</link><language>de-DE</language>
${numbers.map(itemOf).join('\n')}</channel></rss>`
}

/** `count` numbers from `newest` down. */
export function countdown(newest: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => newest - index)
}
