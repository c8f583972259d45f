/**
 * The facts of research/novastan.md, in its order and by its numbers: one case each, where no table elsewhere has it.
 * Elsewhere: §2.2 boilerplate.test.ts · §2.3 credit.test.ts · §2.4 kicker.test.ts · §1.3 excerpt.test.ts · §4 hashtags
 * in teaser/layout.test.ts · §1.4, §1.5 page.test.ts · URLs and dates in tests/feed.
 */
import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/article/article.ts'
import { boilerplateRules } from '../../src/article/boilerplate.ts'
import { extract } from '../../src/article/extract.ts'
import { stripBoilerplate } from '../../src/article/strip.ts'
import { parseFeed } from '../../src/feed/parse.ts'
import { composeTeaser } from '../../src/teaser/compose.ts'
import { platforms } from '../../src/teaser/teaser.ts'

interface Parts {
  readonly title?: string
  readonly creator?: string
  readonly categories?: readonly string[]
  readonly description?: string
  readonly content?: string
  readonly number?: number
}

const link = 'https://novastan.org/en/photo-of-the-day/view-from-the-tower/'

/** A feed as Novastan's server writes it (§1.2), with one item. */
function feedWith(parts: Parts): string {
  const categories = (parts.categories ?? ['Photo of the day', 'Uzbekistan'])
    .map((name) => `<category><![CDATA[${name}]]></category>`)
    .join('\n')
  const content =
    parts.content === undefined ? '' : `<content:encoded><![CDATA[${parts.content}]]></content:encoded>`
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Uzbekistan Archives</title><link>https://novastan.org/en/tag/uzbekistan/</link><description>Read all the news</description>
<lastBuildDate>Wed, 13 May 2026 20:38:04 +0000</lastBuildDate><language>en-GB</language>
<sy:updatePeriod>
	hourly	</sy:updatePeriod><sy:updateFrequency>
	1	</sy:updateFrequency>
<image><url>https://novastan.org/en/wp-content/uploads/sites/8/2020/08/cropped-Logo-32x32.png</url><title>Uzbekistan Archives</title><link>https://novastan.org/en/</link><width>32</width><height>32</height></image>
<item><title>${parts.title ?? 'View from the tower'}</title><link>${link}</link><comments>${link}#respond</comments>
<dc:creator><![CDATA[ ${parts.creator ?? 'ldevillard'}]]></dc:creator><pubDate>Thu, 14 May 2026 04:23:00 +0000</pubDate>
${categories}
<guid isPermaLink="false">https://novastan.org/en/?p=${parts.number ?? 48885}</guid>
<description><![CDATA[${parts.description ?? '<p>In Khiva, the tower overlooks the entire city.</p>'}]]></description>${content}</item>
</channel></rss>`
}

async function documentOf(parts: Parts) {
  const result = await parseFeed(
    new TextEncoder().encode(feedWith(parts)),
    null,
    'https://novastan.org/en/feed/',
  )
  if (result.kind === 'failed') throw new Error(result.reason)
  return result.document
}

async function articleOf(parts: Parts, language: Language = 'en') {
  const [item] = (await documentOf(parts)).items
  if (item === undefined) throw new Error('no item')
  const extracted = extract(item, { language, skip: { titles: [], categories: [] } })
  if (extracted.kind === 'skip') throw new Error(extracted.reason)
  return extracted.content
}

describe('§1.2, what the feed is like', () => {
  it('no. 1: the linked title before the text is not the text', async () => {
    const description = `<p><a href="${link}">View from the tower</a></p>\n<p>In Khiva, the tower overlooks the city.</p>`
    expect((await articleOf({ description })).lead).toBe('In Khiva, the tower overlooks the city.')
  })

  it.each([
    ['de', 'Der Beitrag <a href="/a">A</a> erschien zuerst auf <a href="/">Novastan Deutsch</a>.'],
    ['fr', 'L’article <a href="/a">A</a> est apparu en premier sur <a href="/">Novastan français</a>.'],
    ['fr', 'Cet article <a href="/a">A</a> est apparu en premier sur <a href="/">Novastan français</a>.'],
    ['en', 'The post <a href="/a">A</a> appeared first on <a href="/">Novastan English</a>.'],
  ] as const)('no. 2: the footer after the text goes (%s)', async (language, footer) => {
    expect((await articleOf({ description: `<p>Le lac est bleu.</p><p>${footer}</p>` }, language)).lead).toBe(
      'Le lac est bleu.',
    )
  })

  it('no. 3: caption, credit and call to action glued into one line come apart', async () => {
    const description =
      '<p>A shepherd above snow-covered Bishkek.Credit: Ann Example (France) Find all of our photos of the day here.</p>'
    expect(await articleOf({ description })).toMatchObject({
      lead: 'A shepherd above snow-covered Bishkek.',
      credit: 'Ann Example (France)',
    })
  })

  it('no. 4: entities inside CDATA are decoded, beside raw characters', async () => {
    const content = await articleOf({
      title: 'L&#8217;Al&#233;atoire',
      description: '<p>Uzbekistan’s caf&#233; &#8211; open&#8230; to &amp; for all.</p>',
    })
    expect(content).toMatchObject({ title: 'L’Aléatoire', lead: 'Uzbekistan’s café – open… to & for all.' })
  })

  it.each([
    ['jguyonvarch', []],
    ['Novastan', []],
    ['Die Redaktion', []],
    ['La rédaction', []],
    ['Véronique Muster', ['Véronique Muster']],
  ])('no. 5: the creator %s is shown as %j', async (creator, authors) => {
    expect((await articleOf({ creator })).authors).toEqual(authors)
  })

  it('no. 5: a magazine of another name is its own newsroom too', async () => {
    const [item] = (await documentOf({ creator: 'Jibekstan France' })).items
    if (item === undefined) throw new Error('no item')
    const read = extract(
      { ...item, link: 'https://www.jibekstan.org/fr/a/' },
      { language: 'fr', skip: { titles: [], categories: [] } },
    )
    expect(read).toMatchObject({ content: { authors: [] } })
  })

  it('no. 6: the guid is kept as it is', async () => {
    expect((await documentOf({ number: 39820 })).items[0]?.guid).toBe('https://novastan.org/en/?p=39820')
  })

  it('no. 7: categories come first, tags after them, in feed order', async () => {
    const categories = ['Kazakhstan', 'Kyrgyzstan', 'Society', 'Turkmenistan', 'cows', 'Culture & Society']
    expect((await articleOf({ categories })).categories).toEqual(categories)
  })

  it('no. 8, 9: an item newer than lastBuildDate has its own date, in UTC', async () => {
    expect((await articleOf({})).publishedAt).toEqual(new Date('2026-05-14T04:23:00Z'))
  })

  it('no. 10: the site’s icon is nobody’s picture', async () => {
    expect((await articleOf({})).image).toBeNull()
    const content = '<p>Text.</p><img src="https://novastan.org/x/cropped-Logo-32x32.png">'
    expect((await articleOf({ content })).image).toBeNull()
  })

  it.each([
    ['What a circus !', 'What a circus\u00a0!'],
    ['Live watermelons or still life?', 'Live watermelons or still life?'],
    ['Novastan photo contest #6 is open', 'Novastan photo contest #6 is open'],
    ['Join #novastanphotocontest', 'Join #\u2060novastanphotocontest'],
    ['Culture &amp; Society', 'Culture & Society'],
  ])('no. 12: the headline %s is posted as %s', async (title, posted) => {
    expect(composeTeaser(await articleOf({ title }), 'x').text.split('\n')[0]).toBe(posted)
  })
})

describe('§1.3, excerpts', () => {
  it.each([' [&#8230;]', '… [...]', ' [...]', ' &#8230; [&#8230;]'])(
    'end at the last whole sentence before%s',
    async (mark) => {
      expect((await articleOf({ description: `<p>The tower stands. It was built in${mark}</p>` })).lead).toBe(
        'The tower stands.',
      )
    },
  )

  it('lose the picture that a theme puts before them', async () => {
    const description =
      '<p><img src="https://novastan.org/a-1300x901.jpg" class="wp-post-image" alt="The tower of Khiva"></p><p>The tower stands.</p>'
    expect(await articleOf({ description })).toMatchObject({
      lead: 'The tower stands.',
      image: { alt: 'The tower of Khiva' },
    })
  })
})

describe('§2.1, the layout of an article', () => {
  it('the lead that stands twice comes once, in its better set copy', async () => {
    const straight =
      "L'Américain qui lisait les cartes n'était pas espion, et l‘année fut longue pour tous les siens"
    const content = `<p>${straight}</p><p>L’Américain qui lisait les cartes n’était pas espion, et l’année fut longue pour tous les siens.</p><p>Il part.</p>`
    const lead =
      'L’Américain qui lisait les cartes n’était pas espion, et l’année fut longue pour tous les siens.'
    expect(await articleOf({ description: `<p>${straight}</p>`, content }, 'fr')).toMatchObject({
      lead,
      body: ['Il part.'],
    })
    expect(await articleOf({ description: '', content }, 'fr')).toMatchObject({ lead, body: ['Il part.'] })
  })

  it('the first sentence of a short lead is kept when a better copy of it stands in the text', async () => {
    const description =
      "<p>L'eau manque</p><p>À Khorog, on attend le soir pour se laver, et parfois la nuit entière.</p>"
    const content = await articleOf({ description, content: '<p>L’eau manque.</p>' }, 'fr')
    expect(content.lead).toBe(
      'L’eau manque. À Khorog, on attend le soir pour se laver, et parfois la nuit entière.',
    )
  })

  it('keywords as alternative text give way to the caption, a credit is none', async () => {
    const figure = (alt: string, caption: string) =>
      `<p>Der Markt öffnet wieder.</p><figure><img src="/a.jpg" alt="${alt}"><figcaption>${caption}</figcaption></figure>`
    const altOf = async (alt: string, caption: string) =>
      (await articleOf({ content: figure(alt, caption) }, 'de')).image?.alt
    expect(await altOf('Lastwagen Usbekistan', 'Lastwagen warten an der Grenze. Foto: A. B.')).toBe(
      'Lastwagen warten an der Grenze.',
    )
    expect(await altOf('Lastwagen Usbekistan', '')).toBe('Lastwagen Usbekistan')
    expect(await altOf('Lastwagen an der Grenze', 'Foto: A. B.')).toBe('Lastwagen an der Grenze')
    expect(await altOf('Foto: Pressedienst', 'Foto: Pressedienst')).toBeNull()
  })

  it('a PHP warning printed into the page goes', async () => {
    const content =
      '<b>Warning</b>: Undefined array key "favorits" in <b>/srv/www/x/single.php</b> on line <b>91</b><br /><p>The tower stands over the old town, and it leans.</p>'
    expect((await articleOf({ description: '', content })).lead).toBe(
      'The tower stands over the old town, and it leans.',
    )
  })

  it('a lead of 650 characters is shortened at a sentence end on every platform', async () => {
    const sentence =
      'Seit zwei Jahrzehnten verhandeln drei Staaten über Straßen, Weiden und Wasserläufe im Tal. '
    const content = await articleOf(
      {
        title: 'Der Grenzstein',
        description: `<p>${sentence.repeat(3)}${'Was bleibt davon für die Dörfer am Fluss übrig? '.repeat(9)}</p>`,
      },
      'de',
    )
    for (const platform of platforms) expect(composeTeaser(content, platform).text).not.toContain('…')
  })
})

describe('§2.2, a magazine of another name', () => {
  it.each([
    ['de', 'Jibekstan ist das einzige deutschsprachige Nachrichtenmagazin, das es nur im Sandkasten gibt.'],
    ['de', 'Als vereinsgetragene, unabhängige Plattform lebt Jibekstan vom Enthusiasmus vieler.'],
    ['de', 'Unterstützt Jibekstan – das europäische Zentralasien-Magazin'],
    ['de', 'Lest auch auf Jibekstan: Ein Markt'],
    ['de', 'Maria Muster Für Jibekstan France'],
    ['de', 'Jibekstan übersetzt den ursprünglich bei Kloop erschienenen Text.'],
    ['fr', 'En vous abonnant à Jibekstan, vous soutenez le seul média imaginaire.'],
    ['fr', 'Soutenez Jibekstan, le média associatif'],
    ['fr', 'Lire aussi sur Jibekstan : Un marché'],
    ['fr', 'Jibekstan reprend et traduit ici un article publié par notre partenaire.'],
    ['en', 'Support Jibekstan, the Central Asia magazine that exists only in a sandbox.'],
    ['en', 'By supporting Jibekstan, you are supporting the only media.'],
    ['en', 'Read more on The Diplomat: A market'],
  ] as const)('%s: "%s" goes', (language, note) => {
    expect(stripBoilerplate(note, language).text).toBe('')
  })

  it.each([
    ['de', 'Unterstützt Moskau - das ist die Frage - die neue Regierung?'],
    ['de', 'Ein guter Tag. Für Osch.'],
    ['de', 'Lest auch zwischen den Zeilen: Es geht um Wasser.'],
    ['fr', 'Moscou reprend ici la main.'],
    ['fr', 'Soutenez Aliya, disait l’affiche.'],
    ['en', 'Support Aliya, the poster said.'],
  ] as const)('%s: "%s" is text and stays', (language, sentence) => {
    expect(stripBoilerplate(sentence, language).text).toBe(sentence)
  })

  it('no rule holds for one magazine only', () => {
    for (const { pattern, name } of boilerplateRules) expect(pattern.source, name).not.toMatch(/Novastan/i)
  })
})

describe('§2.2, paywalls', () => {
  it.each([
    ['Les juments sont là. L’été fut quelque peu am . . .', 'Les juments sont là.'],
    [
      'Les juments sont là. Elles sont trois...Le reste de cet article est réservé aux abonné-e-s.',
      'Les juments sont là.',
    ],
    ['Les juments sont là. ...Le reste de cet article est réservé aux abonné-e-s.', 'Les juments sont là.'],
    [
      'Les juments sont là. L’ing . . . Vous avez encore 80 % de cet article à découvrir! Abonnez-vous',
      'Les juments sont là.',
    ],
  ])('"%s" ends at its last whole sentence', async (text, lead) => {
    expect((await articleOf({ description: `<p>${text}</p>` }, 'fr')).lead).toBe(lead)
  })
})

describe('§2.5, typography', () => {
  it.each([
    'Im Qalʼа von Chiwa, in Qo‘qon und Qo’qon.',
    'Muhtar Áblıazov vor dem Báıterek.',
    'Tadschik:innen, jede:r, BloggerInnen und Internet-Nomad:innen.',
    'Er sagt: „Der ‚Strom‘ […] fällt aus.“ « Non ! » “Yes.”',
    'Die Version 2.0 misst 6,5 km bei -20°C und 455,6 Milliarden.',
  ])('"%s" goes out letter for letter', async (lead) => {
    const content = await articleOf({ description: `<p>${lead}</p>` }, 'de')
    expect(content.lead).toBe(lead)
    expect(composeTeaser(content, 'x').text.replaceAll('\u2060', '').replaceAll('\u00a0', ' ')).toContain(
      lead,
    )
  })

  it.each([
    ['de', 'Kasachstan: Der lange Weg'],
    ['de', 'Kirgistan : Der lange Weg'],
    ['fr', 'Kazakhstan : la longue route'],
    ['en', '2024 : the results'],
    ['fr', 'IT : le premier album'],
    ['de', 'Pischpek. Frunse. Bischkek.'],
    ['en', '[Newsletter] A gas deal'],
    ['de', 'Wasser (1/2)'],
  ] as const)('%s: the headline "%s" is whole', async (language, title) => {
    const content = await articleOf({ title, description: '<p>Ein Satz, der für sich steht.</p>' }, language)
    expect(content.title).toBe(title)
    expect(content.lead).toBe('Ein Satz, der für sich steht.')
  })

  it('spaces U+0020, U+00A0 and U+202F before a sign are one and the same to the rules', async () => {
    for (const space of [' ', '\u00a0', '\u202f']) {
      const description = `<p>Le lac est bleu. Crédit${space}: Anne Muster (France)</p><p>Lire aussi sur Novastan${space}: Le lac</p>`
      expect(await articleOf({ description }, 'fr')).toMatchObject({
        lead: 'Le lac est bleu.',
        credit: 'Anne Muster (France)',
      })
    }
  })
})

describe('§3, social networks', () => {
  it('a stranger’s @handle calls nobody, on any platform', async () => {
    const content = await articleOf(
      { description: '<p>Tag @example_rail. Foto : Ann Muster ( @ann.muster, Italien)</p>' },
      'de',
    )
    expect(content.credit).toBe('Ann Muster (Italien)')
    expect(composeTeaser(content, 'telegram').text).toContain('@\u2060example_rail')
    expect(composeTeaser(content, 'x').text).not.toMatch(/@\w/)
    expect(composeTeaser(content, 'linkedin').text).toContain('\\@example')
  })

  it('the magazine’s mail address stays one that can be written to', async () => {
    const content = await articleOf({
      description: '<p>Send your pictures to photo@novastan.org, please.</p>',
    })
    for (const platform of platforms)
      expect(composeTeaser(content, platform).text.replaceAll('\\', '')).toContain('photo@novastan.org')
  })
})

describe('§4, §5, kinds of articles', () => {
  it.each([
    ['de', 'Bild des Tages', 'Foto: A. Muster (Italien)', 'Zum Bild'],
    ['fr', 'Photo du Jour', 'Crédit : A. Muster (Italie)', 'Voir la photo'],
    ['en', 'Photo of the day', 'Credit: A. Muster (Italy)', 'See the photo'],
    ['en', 'Photo of the day', '', 'Read more'],
    ['fr', 'Non classé', 'Crédit : A. Muster (Italie)', 'Lire la suite'],
  ] as const)('%s, %s, "%s": the link says "%s"', async (language, category, credit, words) => {
    const content = await articleOf(
      { categories: [category], description: `<p>Le lac est bleu. ${credit}</p>` },
      language,
    )
    expect(composeTeaser(content, 'telegram').text).toContain(`>${words}</a>`)
  })

  it('a podcast is to be heard', async () => {
    const content = await articleOf({ title: 'Podcast: Wasser', description: '<p>Ein Gespräch.</p>' }, 'de')
    expect(composeTeaser(content, 'telegram').text).toContain('>Anhören</a>')
  })

  it('what only subscribers read, and "Uncategorized", are no hashtags', async () => {
    const content = await articleOf(
      { categories: ['Uncategorized', 'Accès abonné', 'Douchanbé', 'balkash', 'qapshigai dam'] },
      'fr',
    )
    expect(composeTeaser(content, 'telegram').text).toMatch(/\n\n#AsieCentrale$/)
  })
})
