/**
 * The exact teasers of whole articles, one Markdown file each under tests/fixtures/teasers: to be read by people.
 * `vitest -u` writes them anew; the difference is then reviewed like any text.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import twitter from 'twitter-text'
import { describe, expect, it } from 'vitest'
import type { Extracted, Language } from '../../src/article/article.ts'
import { boilerplateRules } from '../../src/article/boilerplate.ts'
import { plainShape, sameTextKey } from '../../src/article/characters.ts'
import { extract } from '../../src/article/extract.ts'
import { readBlocks } from '../../src/article/html.ts'
import type { FeedItem } from '../../src/feed/item.ts'
import { parseFeed } from '../../src/feed/parse.ts'
import { composeTeaser } from '../../src/teaser/compose.ts'
import { platforms, type Teaser } from '../../src/teaser/teaser.ts'
import { telegramLength } from '../../src/teaser/telegram.ts'
import { sharedFolder } from '../setup/shared.ts'
import { foundByX, parseTelegramHtml } from './telegram-parser.ts'

const shared = join(sharedFolder, 'feeds')
const own = join(import.meta.dirname, '../fixtures/articles')
const golden = join(import.meta.dirname, '../fixtures/teasers')

const feeds: readonly (readonly [string, Language])[] = [
  [join(own, 'de.xml'), 'de'],
  [join(own, 'fr.xml'), 'fr'],
  [join(own, 'en.xml'), 'en'],
  [join(own, 'review-de.xml'), 'de'],
  [join(own, 'review-fr.xml'), 'fr'],
  [join(own, 'review-en.xml'), 'en'],
  [join(shared, 'novastan-de.xml'), 'de'],
  [join(shared, 'novastan-fr.xml'), 'fr'],
  [join(shared, 'novastan-en.xml'), 'en'],
  [join(shared, 'wp_de_derbrutkasten_excerptonly_yoastfooter.xml'), 'de'],
  [join(shared, 'wp_de_jungegruender_full.xml'), 'de'],
  [join(shared, 'wp_en_androidauthority_media.xml'), 'en'],
  [join(shared, 'wp_en_natasha_enclosure.xml'), 'en'],
  [join(shared, 'nonwp_LeMonde.xml'), 'fr'],
  [join(shared, 'nonwp_ISO88591Intranet30.xml'), 'de'],
]

const rules = { titles: ['Auto Draft'], categories: [] }

for (const [file, language] of feeds) {
  const name = basename(file, '.xml')
  // The folder lies beside the repository on some machines only: elsewhere these are reported as skipped.
  describe.skipIf(!existsSync(file))(`the articles of ${name}`, () => {
    it('give the teasers that were read and agreed on', async () => {
      if (name.startsWith('wp_') || name.startsWith('nonwp_')) return
      for (const item of await itemsOf(file)) {
        // A published article word for word: its teasers are checked below, but its text is not kept here.
        if (item.guid?.endsWith('?p=29870')) continue
        const extracted = extract(item, { language, skip: rules })
        const slug =
          URL.parse(item.link ?? '')
            ?.pathname.split('/')
            .filter(Boolean)
            .at(-1) ?? 'none'
        const page = rendered(item, extracted)
        await expect(page).toMatchFileSnapshot(join(golden, `${name}-${slug.slice(0, 40)}.md`))
      }
    })

    it('are parsed by Telegram as we measured them, with the link whole', async () => {
      for (const { teaser } of await teasersOf(file, language, 'telegram')) {
        const seen = parseTelegramHtml(teaser.text)
        expect(seen.text.length).toBe(telegramLength(teaser.text))
        expect(seen.text.length).toBe(teaser.length)
        expect(seen.urls).toEqual([teaser.link])
      }
    })

    it('are valid for X, with the link last and no other', async () => {
      for (const { teaser } of await teasersOf(file, language, 'x')) {
        expect(twitter.parseTweet(teaser.text)).toMatchObject({ valid: true, weightedLength: teaser.length })
        expect(foundByX(teaser.text)).toEqual([`url:${teaser.link}`])
        expect(teaser.text.endsWith(teaser.link)).toBe(true)
      }
    })

    it('say the headline once and hold no boilerplate', async () => {
      for (const platform of platforms) {
        for (const { item, title, teaser } of await teasersOf(file, language, platform)) {
          const words = spoken(teaser)
          expect(
            ` ${sameTextKey(words)} `.split(` ${sameTextKey(title)} `).length,
            item.title,
          ).toBeLessThanOrEqual(2)
          for (const rule of boilerplateRules) {
            if (rule.takes !== 'block') expect(plainShape(words), item.title).not.toMatch(rule.pattern)
          }
          expect(words).not.toMatch(/\[(?:…|\.\.\.)\]\s*$|\. \. \.|&#|&[a-z]+;/m)
          for (const creator of item.creators)
            if (/^[a-z]+$/.test(creator)) expect(words).not.toContain(creator)
        }
      }
    })

    it('use words of the source only, in their order', async () => {
      for (const platform of platforms) {
        for (const { item, title, lead, teaser } of await teasersOf(file, language, platform)) {
          const source = wordsOf([item.description, item.content].map((html) => textOf(html ?? '')).join(' '))
          const words = wordsOf(leadPart(teaser, title))
          expect(words.length === 0 || isInOrder(words, source), `${item.title}: ${words.join(' ')}`).toBe(
            true,
          )
          expect(wordsOf(lead).slice(0, words.length)).toEqual(words)
        }
      }
    })
  })
}

async function itemsOf(file: string): Promise<readonly FeedItem[]> {
  const result = await parseFeed(readFileSync(file), null, 'https://novastan.org/feed/')
  if (result.kind === 'failed') throw new Error(result.reason)
  return result.document.items
}

async function teasersOf(file: string, language: Language, platform: Teaser['platform']) {
  return (await itemsOf(file)).flatMap((item) => {
    const extracted = extract(item, { language, skip: rules })
    if (extracted.kind === 'skip') return []
    const { title, lead } = extracted.content
    return [{ item, title, lead, teaser: composeTeaser(extracted.content, platform) }]
  })
}

/** What a follower reads: no markup, no escapes, no joiners, no link. */
function spoken(teaser: Teaser): string {
  const shown =
    teaser.platform === 'telegram'
      ? parseTelegramHtml(teaser.text).text
      : teaser.text.replace(/\{hashtag\|\\#\|(\p{L}+)\}/gu, '#$1').replace(/\\([|{}@[\]()<>#\\*_~])/g, '$1')
  return shown.replaceAll('\u2060', '').replaceAll(teaser.link, '')
}

function leadPart(teaser: Teaser, title: string): string {
  const parts = spoken(teaser)
    .split('\n\n')
    .filter(
      (part) =>
        !/^(?:Weiterlesen|Lire la suite|Read more|Zum Bild|Voir la photo|See the photo|Anhören|Écouter|Listen|#|(?:Foto|Photo)[\s\u00a0]?:)/.test(
          part,
        ),
    )
  return parts.filter((part) => sameTextKey(part) !== sameTextKey(title)).join(' ')
}

function textOf(html: string): string {
  return readBlocks(html)
    .blocks.map(({ text }) => text)
    .join(' ')
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
}

function isInOrder(words: readonly string[], source: readonly string[]): boolean {
  let at = 0
  for (const word of words) {
    at = source.indexOf(word, at) + 1
    if (at === 0) return false
  }
  return true
}

/** One page to read. No-break spaces and joiners are made visible, everything else is exact. */
function rendered(item: FeedItem, extracted: Extracted): string {
  const head = [
    `# ${extracted.kind === 'skip' ? item.title : extracted.content.title}`,
    '',
    '⍽ is a no-break space, ‸ is U+2060',
  ]
  if (extracted.kind === 'skip') return visible([...head, '', `skipped: ${extracted.reason}`, ''].join('\n'))
  const { content, warnings, removed } = extracted
  const teasers = platforms.flatMap((platform) => {
    const teaser = composeTeaser(content, platform)
    const card =
      teaser.platform === 'linkedin'
        ? ['', `card: ${teaser.card.title}`, `      ${teaser.card.description}`]
        : []
    return ['', `## ${platform}, ${teaser.length} of ${teaser.limit}`, '', '```', teaser.text, '```', ...card]
  })
  const facts = [
    `- kicker: ${content.kicker ?? 'none'}; authors: ${content.authors.join(', ') || 'none'}; credit: ${content.credit ?? 'none'}`,
    `- image: ${content.image === null ? 'none' : `${content.image.url} (alt ${content.image.alt}, credit ${content.image.credit})`}`,
    ...warnings.map((warning) => `- warning: ${warning}`),
    ...removed.map(({ rule, text }) => `- removed, ${rule}: ${text}`),
  ]
  return visible([...head, ...teasers, '', '## extraction', '', ...facts, ''].join('\n'))
}

function visible(text: string): string {
  return text.replaceAll('\u00a0', '⍽').replaceAll('\u2060', '‸')
}
