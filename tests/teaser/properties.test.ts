import fc from 'fast-check'
import twitter from 'twitter-text'
import { describe, expect, it } from 'vitest'
import { type ArticleContent, languages } from '../../src/article/article.ts'
import { extract } from '../../src/article/extract.ts'
import { composeTeaser } from '../../src/teaser/compose.ts'
import { telegramCaptionLimit, telegramLength } from '../../src/teaser/telegram.ts'
import { weightedLength } from '../../src/teaser/x.ts'
import { plainArticle } from './article.ts'
import { foundByTelegram, foundByX, parseTelegramHtml } from './telegram-parser.ts'

/** Any Unicode, lone surrogates and noncharacters too, mixed with what texts and attackers use. */
const wild = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 400 }) },
  {
    weight: 5,
    arbitrary: fc
      .array(
        fc.oneof(
          fc.lorem({ maxCount: 12, mode: 'sentences' }),
          fc.constantFrom(
            '#novastan',
            '@handle',
            '$USD',
            '/start',
            'Your.tj',
            '24.kg',
            'https://a.example/x?b=c#d',
            't.me/abc',
            'tg://resolve?domain=a',
            'http://192.168.0.1/',
            'a@b.example',
            '„Zitat',
            '“',
            '« ',
            ' »',
            '(',
            '[…]',
            '<b>',
            '&amp;',
            '&#8230;',
            '\\',
            '{hashtag|\\#|x}',
            '🇰🇿',
            '👩‍👩‍👧‍👦',
            'e\u0301',
            'Z\u0351\u036b\u0343\u032a',
            '\ud800',
            '\u202e',
            '\u0000',
            '\u2066',
            '. . .',
            '…',
            'z. B.',
            '24. Februar',
            'a.a.a.a',
            '＃tag',
            '＠name',
            '\u200c',
            '\u200d',
            '٣',
            'ﬃ',
            'İ',
            'x'.repeat(900),
            'a.'.repeat(600),
            '👨‍👩‍👧'.repeat(80),
          ),
        ),
        { maxLength: 14 },
      )
      .chain((parts) => fc.constantFrom('', ' ', '\n').map((glue) => parts.join(glue))),
  },
)

const article: fc.Arbitrary<ArticleContent> = fc
  .record({
    title: wild,
    lead: wild,
    credit: fc.option(wild),
    categories: fc.array(fc.oneof(wild, fc.constantFrom('Kirgistan', 'Ouzbékistan', 'Kyrgystan')), {
      maxLength: 6,
    }),
    language: fc.constantFrom(...languages),
    url: fc.constantFrom(
      plainArticle.url,
      'https://novastan.org/fr/?p=1&utm_source=a&x=%C3%A9',
      'http://127.0.0.1:9090/a/b',
      'https://novastan.org/en/a_(b)/',
      `https://novastan.org/de/${'a'.repeat(1_900)}/`,
    ),
  })
  .map((parts) => ({ ...plainArticle, ...parts }))

const runs = { numRuns: Number(process.env['RUNS'] ?? 800) }

describe('any article', () => {
  it('gives Telegram a text that it parses as we measured it, with one link and no accident', () => {
    fc.assert(
      fc.property(article, (content) => {
        const teaser = composeTeaser(content, 'telegram')
        const seen = parseTelegramHtml(teaser.text)
        expect(seen.text.trim()).not.toBe('')
        expect(seen.text.length).toBe(teaser.length)
        expect(teaser.length).toBe(telegramLength(teaser.text))
        expect(teaser.length).toBeLessThanOrEqual(telegramCaptionLimit)
        expect(seen.urls).toEqual([content.url])
        const tags = foundByTelegram(seen.text).filter(
          (one) => !/^(?:emailaddress|mediatimestamp|bankcard|phone)/.test(one),
        )
        const intended = /(?:#[\p{L}]+ ?){1,3}$/u.exec(seen.text)?.[0].split(' ') ?? []
        expect(tags).toEqual(intended.map((tag) => `hashtag:${tag}`))
      }),
      runs,
    )
  })

  it('gives X a valid text within 280, whose only link is the article', () => {
    fc.assert(
      fc.property(article, (content) => {
        const isLong = content.url.length > 200 && weightedLength(content.url) > 200
        fc.pre(!isLong)
        const teaser = composeTeaser(content, 'x')
        expect(twitter.parseTweet(teaser.text).valid).toBe(true)
        expect(teaser.length).toBe(weightedLength(teaser.text))
        expect(teaser.length).toBeLessThanOrEqual(280)
        expect(teaser.text.endsWith(content.url)).toBe(true)
        const isLink = !content.url.includes('127.0.0.1')
        expect(foundByX(teaser.text)).toEqual(isLink ? [`url:${content.url}`] : [])
      }),
      runs,
    )
  })

  it('gives LinkedIn escaped text within its limit, and a card with a title', () => {
    fc.assert(
      fc.property(article, (content) => {
        const teaser = composeTeaser(content, 'linkedin')
        if (teaser.platform !== 'linkedin') throw new Error('wrong platform')
        expect(teaser.text.trim()).not.toBe('')
        expect(teaser.length).toBeLessThanOrEqual(teaser.limit)
        const outsideTags = teaser.text.replace(/\{hashtag\|\\#\|[\p{L}]+\}/gu, '')
        expect(outsideTags.replace(/\\[|{}@[\]()<>#\\*_~]/g, '')).not.toMatch(/[|{}@[\]()<>#\\*_~]/)
        expect(teaser.card.title).not.toBe('')
        expect(teaser.card.title.length).toBeLessThanOrEqual(400)
        expect(teaser.card.description.length).toBeLessThanOrEqual(250)
        for (const text of [teaser.text, teaser.card.title, teaser.card.description])
          expect(text).toBe(text.toWellFormed())
      }),
      runs,
    )
  })

  it('never splits a grapheme', () => {
    const family = '👩‍👩‍👧‍👦'
    const word = fc.constantFrom(`${family}`, '🇰🇿', 'e\u0323\u0302', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'a', ' ')
    fc.assert(
      fc.property(fc.array(word, { minLength: 100, maxLength: 400 }), (parts) => {
        const text = parts.join('')
        for (const platform of ['telegram', 'x', 'linkedin'] as const) {
          const teaser = composeTeaser({ ...plainArticle, title: text, lead: text }, platform)
          for (const piece of graphemesOf(teaser.text)) {
            if (/\p{Extended_Pictographic}|\p{RI}/u.test(piece))
              expect(['👩‍👩‍👧‍👦', '🇰🇿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿']).toContain(piece)
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('comes from any item without an exception, as an article or with a reason', () => {
    const item = fc.record({
      guid: fc.option(wild),
      link: fc.option(fc.oneof(wild, fc.webUrl())),
      title: wild,
      description: fc.option(wild),
      content: fc.option(wild),
      creators: fc.array(wild, { maxLength: 3 }),
      categories: fc.array(wild, { maxLength: 3 }),
      publishedAt: fc.constant(null),
      imageUrl: fc.option(wild),
    })
    fc.assert(
      fc.property(item, fc.constantFrom(...languages), (one, language) => {
        const extracted = extract(one, { language, skip: { titles: [], categories: [] } })
        if (extracted.kind === 'skip') {
          expect(extracted.reason).toMatch(/^rule: the item has no/)
          return
        }
        const { content } = extracted
        for (const text of [
          content.title,
          content.lead,
          content.credit ?? '',
          ...content.body,
          ...content.categories,
        ]) {
          expect(text).toBe(text.toWellFormed())
          // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
          expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
        }
        expect(content.credit ?? '').not.toContain('@')
      }),
      runs,
    )
  })
})

function graphemesOf(text: string): readonly string[] {
  return Array.from(
    new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  )
}
