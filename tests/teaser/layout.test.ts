import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ArticleContent } from '../../src/article/article.ts'
import { composeTeaser } from '../../src/teaser/compose.ts'
import { hashtagsOf } from '../../src/teaser/hashtags.ts'
import { linkedinLength } from '../../src/teaser/linkedin.ts'
import { telegramLength } from '../../src/teaser/telegram.ts'
import { isLinkOnX, weightedLength } from '../../src/teaser/x.ts'
import { sharedFolder } from '../setup/shared.ts'
import { plainArticle } from './article.ts'
import { foundByTelegram, foundByX, parseTelegramHtml } from './telegram-parser.ts'

const text = (platform: 'telegram' | 'x' | 'linkedin', changes: Partial<ArticleContent> = {}) =>
  composeTeaser({ ...plainArticle, ...changes }, platform).text

const sentence =
  'Der Markt von Osch war ein ganzes Jahr lang geschlossen, weil sich Stadt und Händler nicht einig wurden.'

describe('Telegram', () => {
  it('sets the headline bold, then lead, link and hashtags', () => {
    expect(text('telegram')).toBe(
      '<b>In Osch öffnet ein neuer Markt nach langem Streit</b>\n\n' +
        'Der Markt war ein Jahr geschlossen. Jetzt kommen die ersten Händler:innen zurück.\n\n' +
        '<a href="https://novastan.org/de/kirgistan/ein-markt-in-osch/">Weiterlesen</a>\n\n#Kirgistan',
    )
  })

  it.each([
    ['fr', 'Lire la suite', 'Photo\u00a0: '],
    ['en', 'Read more', 'Photo: '],
    ['de', 'Weiterlesen', 'Foto: '],
  ] as const)('speaks %s', (language, readMore, photo) => {
    const post = text('telegram', { language, credit: '@a.b A. Beispiel (Italien)' })
    expect(post).toContain(`>${readMore}</a>`)
    expect(post).toContain(`\n\n${photo}`)
    expect(post).not.toContain('@')
  })

  it('shortens a long lead at a sentence and stays within a caption', () => {
    const post = composeTeaser({ ...plainArticle, lead: `${sentence} `.repeat(12).trim() }, 'telegram')
    expect(post.length).toBeLessThanOrEqual(1_024)
    expect(post.text).toContain('nicht einig wurden.\n\n<a href')
  })

  it('shows the address itself where Telegram would drop the link', () => {
    const url = 'http://localhost:9090/a'
    expect(parseTelegramHtml(`<a href="${url}">Weiterlesen</a>`).urls).toEqual([])
    expect(text('telegram', { url })).toContain(`Weiterlesen: ${url}`)
  })

  it('measures what is left of the markup', () => {
    expect(telegramLength('<b>a &amp; b</b> <a href="https://x.example/?a=1&amp;b=2">c</a>')).toBe(7)
    expect(telegramLength('👩‍👩‍👧‍👦')).toBe(11)
  })
})

describe('X', () => {
  it('has the headline, whole sentences, and the link last', () => {
    expect(text('x')).toBe(
      'In Osch öffnet ein neuer Markt nach langem Streit\n\n' +
        'Der Markt war ein Jahr geschlossen. Jetzt kommen die ersten Händler:innen zurück.\n\n' +
        plainArticle.url,
    )
  })

  it('takes as many sentences as fit', () => {
    expect(text('x', { lead: `${sentence} ${sentence} Kurz.` })).toBe(
      `${plainArticle.title}\n\n${sentence}\n\n${plainArticle.url}`,
    )
  })

  it('has headline and link alone rather than half a sentence', () => {
    const lead = `${'Ein Markt, der '.repeat(20)}endet.`
    expect(text('x', { lead })).toBe(`${plainArticle.title}\n\n${plainArticle.url}`)
  })

  it('cuts a sentence only after a headline that says nothing alone', () => {
    const lead = `${'Ein Markt, der '.repeat(20)}endet.`
    expect(text('x', { title: 'Was für ein Anblick!', lead })).toMatch(
      /^Was für ein Anblick!\n\nEin Markt, .*\p{L}\u00a0…\n\nhttps:/u,
    )
  })

  it('names the photographer before it gives room to the lead', () => {
    const post = text('x', {
      title: 'Der Basar',
      lead: `${sentence} ${sentence} Und niemand weiß, warum das so war.`,
      credit: 'A. Beispiel (Italien)',
    })
    expect(post).toBe(
      `Der Basar\n\n${sentence} ${sentence}\n\nFoto: A. Beispiel (Italien)\n\n${plainArticle.url}`,
    )
  })

  it('has no hashtag', () => {
    expect(text('x')).not.toContain('#')
  })

  it('says when X will not see the address as one link', () => {
    expect(isLinkOnX('https://novastan.org/de/a_(b)/?x=1&y=2')).toBe(true)
    const local = composeTeaser({ ...plainArticle, url: 'http://localhost:9090/a' }, 'x')
    expect(local.warnings).toEqual(['X does not recognise the whole address as a link'])
    const endless = composeTeaser({ ...plainArticle, url: `http://localhost:9090/${'a'.repeat(400)}` }, 'x')
    expect(endless.warnings).toEqual(['X will refuse this: the address alone is longer than a post'])
    expect(endless.text).toContain(endless.link)
  })

  const validate = join(sharedFolder, 'twitter-text/validate.yml')
  it.skipIf(!existsSync(validate))('measures as X itself does in its conformance file', () => {
    const expected = z.object({ weightedLength: z.number(), valid: z.boolean() })
    const group = z.array(z.object({ description: z.string(), text: z.string(), expected }))
    const conformance = z.object({
      tests: z.object({
        WeightedTweetsCounterTest: group,
        WeightedTweetsWithDiscountedEmojiCounterTest: group,
      }),
    })
    const { tests } = conformance.parse(parse(readFileSync(validate, 'utf8')))
    // The first group is of 2017: since 2018 an emoji weighs 2 whatever it is made of, as the second group has it.
    const emoji = /\p{Extended_Pictographic}|\p{RI}/u
    const still = tests.WeightedTweetsCounterTest.filter((one) => !emoji.test(one.text))
    const cases = [...still, ...tests.WeightedTweetsWithDiscountedEmojiCounterTest]
    expect(cases.length).toBeGreaterThan(20)
    for (const one of cases) {
      expect(weightedLength(one.text), one.description).toBe(one.expected.weightedLength)
      expect(weightedLength(one.text) <= 280 && one.text !== '', one.description).toBe(one.expected.valid)
    }
  })

  it('weighs a bare domain as the link it would be, and less with our joiner', () => {
    expect(weightedLength('Your.tj')).toBe(23)
    expect(composeTeaser({ ...plainArticle, title: 'Your.tj', lead: '' }, 'x').length).toBe(9 + 2 + 23)
  })
})

describe('LinkedIn', () => {
  it('opens with the lead, has the headline on its card and no address in the text', () => {
    const post = composeTeaser(
      { ...plainArticle, lead: 'Der Markt (Osch) war zu. Jetzt kommen sie zurück.' },
      'linkedin',
    )
    expect(post).toMatchObject({
      text: 'Der Markt \\(Osch\\) war zu. Jetzt kommen sie zurück.\n\n{hashtag|\\#|Kirgistan}',
      card: { title: plainArticle.title, description: 'Der Markt (Osch) war zu. Jetzt kommen sie zurück.' },
      link: plainArticle.url,
    })
    expect(post.length).toBe(linkedinLength(post.text))
  })

  it('puts the headline first where the lead is missing or says nothing', () => {
    expect(text('linkedin', { lead: '' })).toBe(`${plainArticle.title}\n\n{hashtag|\\#|Kirgistan}`)
    expect(text('linkedin', { lead: 'Ein Porträt.' })).toBe(
      `${plainArticle.title}\n\nEin Porträt.\n\n{hashtag|\\#|Kirgistan}`,
    )
  })

  it('describes the card in whole sentences', () => {
    const post = composeTeaser({ ...plainArticle, lead: `${sentence} ${sentence} ${sentence}` }, 'linkedin')
    expect(post).toMatchObject({ card: { description: `${sentence} ${sentence}` } })
  })
})

describe('hashtags', () => {
  const tags = (language: 'de' | 'fr' | 'en', categories: readonly string[], lead = '') =>
    hashtagsOf({ ...plainArticle, title: '', language, categories, lead }).join(' ')

  it.each([
    ['de', ['Kirgistan', 'cows'], 'Kirgistan'],
    ['de', ['Kirgisistan'], 'Kirgistan'],
    ['de', ['Uigurische Region (Xinjiang)'], 'Xinjiang'],
    ['en', ['Kyrgystan', 'balkash'], 'Kyrgyzstan'],
    ['fr', ['Ouzbékistan', 'Turkménistan', 'Paris'], 'Ouzbékistan Turkménistan'],
    ['fr', ['Région ouïghoure'], 'Xinjiang'],
    ['fr', ['Tadjikistan', 'Tadjikistan', 'Kirghizstan', 'Kazakhstan'], 'Tadjikistan Kirghizstan Kazakhstan'],
    ['en', ['Kazakhstan', 'Kyrgyzstan', 'Tajikistan', 'Uzbekistan'], 'CentralAsia'],
    ['de', ['Afghanistan', 'Unesco'], 'Zentralasien'],
    ['fr', [], 'AsieCentrale'],
  ] as const)('%s %j: %s', (language, categories, expected) => {
    expect(tags(language, categories)).toBe(expected)
  })

  it('come from headline and lead where no category names a country', () => {
    expect(tags('de', ['Novastan'], 'Usbekistans Baumwolle und die kirgisische Küche')).toBe('Usbekistan')
  })

  it('are hashtags to their last letter, accents and all', () => {
    const post = '#Ouzbékistan #Turkménistan #Xinjiang'
    expect(foundByTelegram(post)).toEqual([
      'hashtag:#Ouzbékistan',
      'hashtag:#Turkménistan',
      'hashtag:#Xinjiang',
    ])
    expect(foundByX(post)).toEqual(['hashtag:Ouzbékistan', 'hashtag:Turkménistan', 'hashtag:Xinjiang'])
  })
})
