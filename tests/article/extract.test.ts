import { describe, expect, it } from 'vitest'
import type { ArticleContent, Extracted } from '../../src/article/article.ts'
import { type ExtractRules, extract } from '../../src/article/extract.ts'
import { almostSameNames } from '../../src/article/names.ts'
import type { FeedItem } from '../../src/feed/item.ts'

const link = 'https://novastan.org/de/kirgistan/ein-markt/'
const item: FeedItem = {
  guid: 'https://novastan.org/de/?p=1',
  link,
  title: 'Ein Markt öffnet',
  description: `<p><a href="${link}">Ein Markt öffnet</a></p><p>In Osch kommen die ersten Händler:innen zurück.</p>`,
  content: null,
  creators: ['Maria Muster'],
  categories: ['Kirgistan'],
  publishedAt: new Date('2026-03-01T05:00:00Z'),
  imageUrl: null,
}
const rules: ExtractRules = { language: 'de', skip: { titles: [], categories: [] } }

function content(changes: Partial<FeedItem>): ArticleContent {
  const extracted = extract({ ...item, ...changes }, rules)
  if (extracted.kind === 'skip') throw new Error(extracted.reason)
  return extracted.content
}

function skipped(changes: Partial<FeedItem>, skip: Partial<ExtractRules['skip']> = {}): string {
  const extracted: Extracted = extract(
    { ...item, ...changes },
    { ...rules, skip: { ...rules.skip, ...skip } },
  )
  return extracted.kind === 'skip' ? extracted.reason : 'article'
}

describe('an article', () => {
  it('has the headline, lead, link, author, categories and date of its item', () => {
    expect(content({})).toEqual({
      url: link,
      title: 'Ein Markt öffnet',
      kicker: null,
      lead: 'In Osch kommen die ersten Händler:innen zurück.',
      body: [],
      authors: ['Maria Muster'],
      categories: ['Kirgistan'],
      sections: null,
      language: 'de',
      publishedAt: item.publishedAt,
      image: null,
      credit: null,
    })
  })

  it.each([
    ['a linked paragraph', `<p><a href="${link}">Ein Markt öffnet</a></p><p>In Osch ist es so weit.</p>`],
    ['the link alone, other words', `<p><a href="${link}">Zum Artikel</a></p><p>In Osch ist es so weit.</p>`],
    [
      'the same paragraph',
      `<p><a href="https://x.example/">Ein Markt öffnet</a> In Osch ist es so weit.</p>`,
    ],
    ['a line break', `<a href="${link}">Ein Markt öffnet</a><br/>In Osch ist es so weit.`],
    ['a paragraph without a link', '<p>Ein Markt öffnet</p><p>In Osch ist es so weit.</p>'],
    ['plain text with a stop', '<p>Ein Markt öffnet. In Osch ist es so weit.</p>'],
    ['a heading', '<h1>Ein Markt öffnet</h1><p>In Osch ist es so weit.</p>'],
  ])('loses the headline before its text: %s', (_, description) => {
    expect(content({ description }).lead).toBe('In Osch ist es so weit.')
  })

  it('keeps a lead that only begins with the same words', () => {
    const lead = 'Ein Markt öffnet in Osch, und alle kommen.'
    expect(content({ description: `<p>${lead}</p>` }).lead).toBe(lead)
  })

  it('takes the lead from the content when the description has none, once, and the body after it', () => {
    const lead =
      'In Osch kommen die ersten Händler:innen zurück, und mit ihnen die Kundschaft aus dem Umland.'
    const html = `<p>Osch, 1. März</p><p>${lead}</p><p>${lead.slice(0, -1)}</p><p>Es ist laut.</p>`
    for (const description of [null, '', '<p>&nbsp;</p>', `<p><a href="${link}">Ein Markt öffnet</a></p>`]) {
      expect(content({ description, content: html })).toMatchObject({
        lead,
        body: ['Osch, 1. März', 'Es ist laut.'],
      })
    }
  })

  it('recognises the lead in the content by its words, not by its quotes and stops', () => {
    const description = '<p>L\'Américain dit "non" à l\'eau.</p>'
    const html = '<p>L’Américain dit « non » à l‘eau</p><p>Il part.</p>'
    expect(content({ description, content: html }).body).toEqual(['Il part.'])
  })

  it('finishes an excerpt from the content when not one sentence of it was whole', () => {
    const description = '<p>In Osch kommen die ersten […]</p>'
    const html = '<p>In Osch kommen die ersten Händler:innen zurück.</p>'
    expect(content({ description, content: html }).lead).toBe(
      'In Osch kommen die ersten Händler:innen zurück.',
    )
    expect(content({ description }).lead).toBe('In Osch kommen die ersten\u00a0…')
  })

  it('keeps the caption of a photo that has no other text', () => {
    const html =
      '<figure><img src="/a.jpg" alt="Eine Frau verkauft Brot."></figure><p>Eine Frau verkauft Brot. Foto: A. B.</p>'
    const text = '<p>Eine Frau verkauft Brot.</p>'
    expect(content({ description: text, content: html }).lead).toBe('Eine Frau verkauft Brot.')
    expect(content({ description: null, content: html })).toMatchObject({
      lead: 'Eine Frau verkauft Brot.',
      credit: 'A. B.',
    })
  })

  it('may have no text at all, and says so', () => {
    const extracted = extract({ ...item, description: '<p>&nbsp;</p>' }, rules)
    expect(extracted).toMatchObject({
      kind: 'article',
      content: { lead: '' },
      warnings: [expect.stringContaining('only a headline')],
    })
  })

  it.each([
    [['ldevillard'], []],
    [['Novastan', 'Die Redaktion', 'La rédaction', 'Redaktion', 'Novastan France', 'admin'], []],
    [
      ['Mathieu Muster', 'Véronique Muster', 'A. Example'],
      ['Mathieu Muster', 'Véronique Muster', 'A. Example'],
    ],
    [['a@b.example (Maria Muster)', 'a@b.example'], ['Maria Muster']],
    [['Maria &amp; Jo', 'Maria &amp; Jo'], ['Maria & Jo']],
  ])('names people only: %j', (creators, authors) => {
    expect(content({ creators }).authors).toEqual(authors)
  })

  it('decodes categories and drops what is left empty', () => {
    expect(content({ categories: ['Politik &amp; Wirtschaft', '&nbsp;', 'Kirgistan'] }).categories).toEqual([
      'Politik & Wirtschaft',
      'Kirgistan',
    ])
  })

  it.each([
    [`${link}?utm_source=rss&noredirect=de_DE`, `${link}?utm_source=rss&noredirect=de_DE`],
    ['https://novastan.org/fr/l’été "a b"', 'https://novastan.org/fr/l%E2%80%99%C3%A9t%C3%A9%20%22a%20b%22'],
    ['https://novastan.org/a\u202eb', 'https://novastan.org/a%E2%80%AEb'],
  ])('keeps its address %s', (given, url) => {
    expect(content({ link: given }).url).toBe(url)
  })

  it('takes a picture from the enclosure or the text, with its credit, never an icon', () => {
    const figure =
      '<figure><img src="/up/a.jpg" alt="Ein Markt"><figcaption>Der Markt. Foto: A. B.</figcaption></figure>'
    const url = 'https://novastan.org/up/a.jpg'
    expect(content({ content: figure }).image).toEqual({ url, alt: 'Ein Markt', credit: 'A. B.' })
    expect(content({ content: figure, imageUrl: 'https://novastan.org/b.jpg' }).image).toEqual({
      url: 'https://novastan.org/b.jpg',
      alt: null,
      credit: null,
    })
    for (const src of [
      'https://secure.gravatar.com/avatar/1',
      'https://a.example/Logo-32x32.png',
      'data:image/png;base64,A',
      '',
    ]) {
      expect(content({ content: `<img src="${src}">` }).image).toBeNull()
    }
  })
})

describe('an item that is not posted', () => {
  it.each([
    ['Auto Draft', 'Auto Draft', 'rule: title "Auto Draft"'],
    ['AUTO draft', 'auto Draft', 'rule: title "auto Draft"'],
    ['Auto Draft', 'Auto', 'article'],
    ['Auto Draft', 'Auto*', 'rule: title "Auto*"'],
    ['[Newsletter] La semaine', '[newsletter]*', 'rule: title "[newsletter]*"'],
    ['L&#8217;air', "l'air", 'rule: title "l\'air"'],
  ])('headline %j and rule %j: %s', (title, pattern, reason) => {
    expect(skipped({ title }, { titles: [pattern] })).toBe(reason)
  })

  it('is named by its category', () => {
    expect(skipped({ categories: ['A', 'newsletter'] }, { categories: ['Newsletter'] })).toBe(
      'rule: category "Newsletter"',
    )
  })

  it.each([
    [{ link: null }, 'rule: the item has no usable link'],
    [{ link: 'javascript:alert(1)' }, 'rule: the item has no usable link'],
    [{ link: `https://novastan.org/${'a'.repeat(3_000)}` }, 'rule: the item has no usable link'],
    [{ title: '' }, 'rule: the item has no title'],
    [{ title: ' \u200b\u202e&nbsp;' }, 'rule: the item has no title'],
  ])('%j: %s', (changes, reason) => {
    expect(skipped(changes)).toBe(reason)
  })
})

describe('what staff are told', () => {
  it('names two spellings of a name, as in "Xi Xinping" and "Xi Jinping"', () => {
    expect(
      almostSameNames('Xi Xinping plant einen Besuch', 'Präsident Xi Jinping reist nach Astana.', 'de'),
    ).toEqual([['Xi Xinping', 'Xi Jinping']])
  })

  it.each([
    ['Kirgisen in Moskau', 'Ein Kirgise erzählt.'],
    ['Kasachstans Weg', 'Kasachstan geht ihn.'],
    ['Der Wagen rollt', 'Das Sagen hat er.'],
    ['Mirsijojew spricht', 'Mirsijojew schweigt.'],
    ['Der Grenzstein im Garten', 'Die Karten zeigen ihn nicht.'],
  ])('finds nothing odd in %j and %j', (title, lead) => {
    expect(almostSameNames(title, lead, 'de')).toEqual([])
  })
})

describe('an item made to do harm', () => {
  it.each(['a.a.', 'A', '&amp;', '„', 'Photo: A ', '<b', '. . . ', '(', '\u0301'])(
    'takes a moment even with a megabyte of %j',
    (unit) => {
      const megabyte = unit.repeat(Math.ceil(1_000_000 / unit.length))
      const start = performance.now()
      extract(
        { ...item, title: megabyte, description: megabyte, content: megabyte, categories: [megabyte] },
        rules,
      )
      expect(performance.now() - start).toBeLessThan(1_500)
    },
  )

  it('has its headline cut before anything measures it, and says so', () => {
    const extracted = extract({ ...item, title: 'wort '.repeat(200_000) }, rules)
    if (extracted.kind === 'skip') throw new Error(extracted.reason)
    expect(extracted.content.title.length).toBeLessThanOrEqual(501)
    expect(extracted.content.title).toMatch(/wort…$/)
    expect(extracted.warnings.join()).toContain('headline cut')
  })
})
