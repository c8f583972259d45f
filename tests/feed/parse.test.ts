import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FeedDocument, FeedItem } from '../../src/feed/item.ts'
import { parseFeed } from '../../src/feed/parse.ts'

const BASE = 'https://karawane.example/feed/'

async function read(source: string | Uint8Array, contentType: string | null = null): Promise<FeedDocument> {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source
  const result = await parseFeed(bytes, contentType, BASE)
  if (result.kind === 'failed') throw new Error(result.reason)
  return result.document
}

async function readOne(source: string): Promise<FeedItem> {
  const [item] = (await read(source)).items
  if (item === undefined) throw new Error('no item')
  return item
}

function rss(...items: readonly string[]): string {
  const namespaces =
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
  return `<?xml version="1.0"?><rss version="2.0" ${namespaces}><channel><title>Blatt</title>${items.join('')}</channel></rss>`
}

function fixture(name: string): Promise<FeedDocument> {
  return read(readFileSync(new URL(`../fixtures/feeds/${name}`, import.meta.url)))
}

const GOOD = '<item><title>Gut</title><link>https://karawane.example/gut</link></item>'

describe('each format', () => {
  test('RSS 0.91 with its DOCTYPE', async () => {
    const document = await fixture('rss-0.91.xml')
    expect(document).toMatchObject({ title: 'Karawanenblatt', language: 'de', complete: true, warnings: [] })
    expect(document.items.map((item) => [item.title, item.link, item.description, item.guid])).toEqual([
      [
        'Der Pass ist wieder offen',
        'https://karawane.example/pass',
        'Nach dem Schnee fahren die Wagen wieder.',
        null,
      ],
      ['Ein Markt im Morgengrauen', 'https://karawane.example/markt', null, null],
    ])
  })

  test('RSS 0.92 without titles', async () => {
    const document = await fixture('rss-0.92.xml')
    expect(document).toMatchObject({ language: null, warnings: [] })
    expect(document.items).toEqual([
      {
        guid: null,
        link: 'https://karawane.example/fluss',
        title: '',
        description: 'Ein Bild vom <b>Fluss</b> am Abend.',
        content: null,
        creators: [],
        categories: ['Bilder', 'Fluss'],
        publishedAt: null,
        imageUrl: 'https://karawane.example/fluss.jpg',
      },
    ])
  })

  test('RSS 1.0 with items beside the channel', async () => {
    const document = await fixture('rss-1.0.xml')
    expect(document).toMatchObject({
      title: 'Karawanenblatt',
      language: 'fr-FR',
      complete: true,
      warnings: [],
    })
    expect(document.items).toEqual([
      {
        guid: 'https://karawane.example/pont',
        link: 'https://karawane.example/pont',
        title: 'Le pont de bois\u00a0!',
        description: 'Une traversée lente.',
        content: '<p>Une traversée lente.</p>',
        creators: ['Aïda Nour'],
        categories: ['Ponts'],
        publishedAt: new Date('2026-11-20T07:30:00Z'),
        imageUrl: null,
      },
    ])
  })

  test('RSS 2.0 as WordPress writes it: XML is decoded once, HTML stays', async () => {
    const document = await fixture('rss-2.0.xml')
    expect(document).toMatchObject({
      title: 'Karawanenblatt',
      language: 'de-DE',
      complete: true,
      warnings: [],
    })
    expect(document.items).toEqual([
      {
        guid: 'https://karawane.example/de/?p=41',
        link: 'https://karawane.example/de/gasthaus/?a=1&b=2',
        title: 'L’auberge &#8211; ein Gasthaus',
        description: '<p>Suppe, Brot &amp; Tee.</p> [&#8230;]',
        content: '<p>Suppe, Brot &amp; Tee.</p><p>Mehr.</p>',
        creators: ['Mira Sand', 'Jonas Weg'],
        categories: ['Kultur & Küche', 'Gasthaus'],
        publishedAt: new Date('2026-11-20T07:30:00Z'),
        imageUrl: 'https://karawane.example/gross.jpg',
      },
    ])
  })

  test('Atom with XHTML, relative links and an author of the feed', async () => {
    const document = await fixture('atom-1.0.xml')
    const { title, language, complete, warnings } = document
    expect({ title, language, complete, warnings }).toEqual({
      ...{ title: 'The <i>Caravan</i> Paper', language: 'en-GB', complete: true, warnings: [] },
    })
    expect(document.items).toEqual([
      {
        guid: 'tag:karawane.example,2026:1',
        link: 'https://karawane.example/en/salt',
        title: 'Salt &lt; sugar &amp; tea',
        description: 'Prices at the <b>well</b>.',
        content:
          '<div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b> three&#8230; <br/>four &amp; five</p></div>',
        creators: ['Ada Steppe'],
        categories: ['Trade', 'tea'],
        publishedAt: new Date('2026-11-20T01:30:00Z'),
        imageUrl: 'https://karawane.example/en/salt.png',
      },
      expect.objectContaining({
        creators: ['The editors'],
        publishedAt: null,
        guid: 'tag:karawane.example,2026:2',
      }),
    ])
  })
})

describe('a defect is mended, and said', () => {
  const item = (inside: string): string => rss(`<item>${inside}</item>`, GOOD)

  test.each<[string, string, Partial<FeedItem>, RegExp | null]>([
    [
      'blank lines before the declaration',
      `\n\n${item('<title>A</title>')}`,
      { title: 'A' },
      /Cut 2 characters/,
    ],
    ['a byte order mark', `\uFEFF${item('<title>A</title>')}`, { title: 'A' }, null],
    [
      'a PHP warning before the document',
      `<br />\n<b>Warning</b>: Cannot modify header in <b>/x.php</b><br />\n${item('<title>A</title>')}`,
      { title: 'A' },
      /Cut \d+ characters.*Warning/,
    ],
    ['no declaration', item('<title>A</title>').replace(/<\?.*?\?>/, ''), { title: 'A' }, null],
    [
      'an article that shows a declaration',
      `<rss><channel><item><title>A</title><description><![CDATA[<?xml version="1.0"?><feed>]]></description></item></channel></rss>`,
      { title: 'A' },
      null,
    ],
    [
      'a cache comment with dashes behind the end',
      `${item('<title>A</title>')}<!-- a -- b -->`,
      { title: 'A' },
      null,
    ],
    ['a comment with dashes inside', item('<!-- a -- b --><title>A</title>'), { title: 'A' }, null],
    ['a comment that never ends', item('<title>A <!-- B</title>'), { title: 'A <!-- B' }, /stray "<"/],
    [
      'a stray & in text',
      item('<title>Salz & Tee</title>'),
      { title: 'Salz & Tee' },
      /Item 1: repaired a stray "&"/,
    ],
    [
      'a stray & in a link',
      item('<link>https://k.example/?a=1&b=2</link>'),
      { link: 'https://k.example/?a=1&b=2' },
      /stray "&"/,
    ],
    [
      'a stray & in an attribute',
      item('<title>A</title><enclosure type="image/png" url="https://k.example/?a=1&b=2"/>'),
      { imageUrl: 'https://k.example/?a=1&b=2' },
      /stray "&"/,
    ],
    ['a stray < in text', item('<title>5 < 6 <3</title>'), { title: '5 < 6 <3' }, /stray "<"/],
    [
      'entities of HTML',
      item('<title>Caf&eacute;&nbsp;&mdash; &Uuml;ber</title>'),
      { title: 'Café\u00a0— Über' },
      /only HTML knows/,
    ],
    [
      'an entity that nobody knows',
      item('<title>&grmpf; A</title>'),
      { title: '&grmpf; A' },
      /unknown entity/,
    ],
    [
      'an entity decoded once only',
      item('<title>&amp;#8217; &amp;eacute; &amp;amp;</title>'),
      { title: '&#8217; &eacute; &amp;' },
      null,
    ],
    [
      'numbers of characters that do not exist',
      item('<title>A&#0;&#x1F;&#xD800;&#1114112;B</title>'),
      { title: 'AB' },
      /do not exist/,
    ],
    ['numbers of Windows-1252', item('<title>Ada&#146;s</title>'), { title: 'Ada’s' }, /Windows-1252/],
    [
      'control characters',
      item('<title>A\u0008B\u000b</title>'),
      { title: 'AB' },
      /Removed 2 control characters/,
    ],
    [
      'HTML that is not escaped',
      item('<description><p>Eins<br>zwei <b>drei</b></p></description><title>A</title>'),
      { description: '<p>Eins<br>zwei <b>drei</b></p>' },
      /HTML that is not escaped/,
    ],
    [
      'HTML half in CDATA',
      item('<description><p><![CDATA[a & b]]></p></description>\n<title>A</title>'),
      { description: '<p>a & b</p>' },
      /not escaped/,
    ],
    [
      'a tag in a title',
      item('<title>Ein <em>Wort</em></title>'),
      { title: 'Ein <em>Wort</em>' },
      /not escaped/,
    ],
    [
      'CDATA in pieces',
      item('<title><![CDATA[A ]]>&amp;<![CDATA[ B ]]]]><![CDATA[> C]]></title>'),
      { title: 'A & B ]]> C' },
      null,
    ],
    [
      'CDATA that never ends',
      item('<title>A</title><description><![CDATA[<p>Text'),
      { title: 'A' },
      /CDATA section without its end/,
    ],
    [
      'an attribute without quotes',
      item('<title>A</title><enclosure url=https://k.example/a.jpg type=image/jpeg />'),
      { title: 'A', imageUrl: 'https://k.example/a.jpg' },
      /read leniently/,
    ],
    [
      'an element that is not closed',
      item('<title>A<link>https://k.example/a</link><category>B<category>C</category>'),
      { title: 'A', link: 'https://k.example/a', categories: ['B', 'C'] },
      /read leniently/,
    ],
    ['a close that is not opened', item('</b><title>A</title></i>'), { title: 'A' }, /read leniently/],
    [
      'an item that is not closed',
      rss('<item><title>A</title><guid>1</guid>', GOOD),
      { title: 'A', guid: '1' },
      /read leniently/,
    ],
    [
      'names in capitals',
      item('<TITLE>A</TITLE><PubDate>2026-11-20</PubDate>')
        .replace('<item>', '<ITEM>')
        .replace('</item>', '</ITEM>'),
      { title: 'A', publishedAt: new Date('2026-11-20T00:00:00Z') },
      null,
    ],
    ['no version', item('<title>A</title>').replace('version="2.0"', ''), { title: 'A' }, null],
    ['an unknown prefix', item('<title>A</title><foo:bar>x</foo:bar>'), { title: 'A' }, null],
    [
      'a broken head',
      item('<title>A</title>').replace('<title>Blatt', '<link><b>x</link><title>Blatt'),
      { title: 'A' },
      null,
    ],
    [
      'an external entity',
      `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${item('<title>A&x;</title>').replace(/<\?.*?\?>/, '')}`,
      { title: 'A&x;' },
      /none of them is expanded or fetched/,
    ],
    [
      'an entity of its own with a bracket in it',
      `<?xml version="1.0"?><!DOCTYPE rss [<!-- it's ]> --><!ENTITY x "]>">]>${item('<title>A</title>').replace(/<\?.*?\?>/, '')}`,
      { title: 'A' },
      /none of them is expanded/,
    ],
  ])('%s', async (_name, source, expected, warning) => {
    const document = await read(source)
    expect(document.title === 'Blatt' || document.title === '').toBe(true)
    expect(document.items[0]).toMatchObject(expected)
    if (source.includes(GOOD)) expect(document.items.at(-1)).toMatchObject({ title: 'Gut' })
    if (warning === null) expect(document.warnings).toEqual([])
    else expect(document.warnings.join('\n')).toMatch(warning)
    expect(document.complete).toBe(true)
  })

  test('a billion laughs are not heard', async () => {
    const laughs = Array.from(
      { length: 30 },
      (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
    )
    const doctype = `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs.join('')}]>`
    const source = rss('<item><title>A &l30;</title></item>').replace('?>', `?>${doctype}`)
    const document = await read(source)
    expect(document.items[0]?.title).toBe('A &l30;')
    expect(document.warnings.join()).toContain('declares entities of its own')
  })

  test('a prefix of its own choice means the same', async () => {
    const source = `<x:feed xmlns:x="http://www.w3.org/2005/Atom" xmlns:m="http://search.yahoo.com/mrss/"><x:entry>
      <x:title>A</x:title><x:link href="/a"/><m:thumbnail url="/a.png"/></x:entry></x:feed>`
    expect(await readOne(source)).toMatchObject({
      ...{ title: 'A', link: 'https://karawane.example/a', imageUrl: 'https://karawane.example/a.png' },
    })
  })
})

describe('one bad item', () => {
  test('never loses the others', async () => {
    const good = Array.from({ length: 120 }, (_, index) => `<item><guid>${index}</guid></item>`)
    const items = good.with(60, '<item><guid>60</guid><a b=c></d></item>')
    const document = await read(rss(...items))
    expect(document.items.map((item) => item.guid)).toEqual(
      Array.from({ length: 120 }, (_, index) => `${index}`),
    )
    expect(document.warnings).toEqual(['Item 61 is not well-formed: read leniently.'])
  })

  test('without guid, link and title is left out with a warning', async () => {
    const document = await read(rss('<item><description>Wer bin ich?</description></item>', GOOD, '<item/>'))
    expect(document.items.map((item) => item.title)).toEqual(['Gut'])
    // Asking for the same bytes again would not make them readable.
    expect(document.complete).toBe(true)
    expect(document.warnings).toEqual([
      'Item 1 has neither guid nor link nor title: left out.',
      'Item 3 has neither guid nor link nor title: left out.',
    ])
  })

  test('that is nested a million deep is left out in no time', async () => {
    const document = await read(rss(`<item><title>A</title>${'<a>'.repeat(1_000_000)}</item>`, GOOD))
    expect(document.items.map((item) => item.title)).toEqual(['Gut'])
    expect(document.warnings.join()).toContain('too deeply')
  })

  test('with CDATA that never ends does not swallow the next', async () => {
    const open = '<item><title>A</title><description><![CDATA[Text</description></item>'
    const next = '<item><title>B</title><description><![CDATA[Text]]></description></item>'
    const document = await read(rss(open, next))
    expect(document.items.map((item) => item.title)).toEqual(['A', 'B'])
  })

  test('leaves at most twenty warnings and a count', async () => {
    const document = await read(rss(...Array.from({ length: 50 }, () => '<item><title>a & b</title></item>')))
    expect(document.warnings).toHaveLength(21)
    expect(document.warnings.at(-1)).toBe('And 30 more of the kind.')
  })
})

describe('a document that was cut', () => {
  const whole = rss(GOOD, '<item><title>Halb</title><description>Dieser Satz ist</description></item>')

  test('inside an item gives the whole items, never half of one', async () => {
    const document = await read(whole.slice(0, whole.indexOf(' ist<')))
    expect(document.items.map((item) => item.title)).toEqual(['Gut'])
    expect(document.complete).toBe(false)
    expect(document.warnings).toEqual(['The document ends inside an item: that item is left out.'])
  })

  test('between items is not complete', async () => {
    const document = await read(whole.slice(0, whole.indexOf('</channel>')))
    expect(document.items).toHaveLength(2)
    expect(document.complete).toBe(false)
  })

  test('before its first whole item is no feed, in particular no empty one', async () => {
    for (const end of [whole.indexOf('</item>'), whole.indexOf('<item>'), whole.indexOf('version="2'), 30]) {
      const result = await parseFeed(Buffer.from(whole.slice(0, end)), null, BASE)
      expect(result.kind, whole.slice(0, end)).toBe('failed')
    }
  })

  test('at any place never throws and never invents an item', async () => {
    const titles = ['Gut', 'Halb']
    for (let end = 0; end <= whole.length; end++) {
      const result = await parseFeed(Buffer.from(whole.slice(0, end)), null, BASE)
      if (result.kind === 'failed') continue
      expect(titles.slice(0, result.document.items.length)).toEqual(
        result.document.items.map((item) => item.title),
      )
      expect(result.document.complete).toBe(end >= whole.indexOf('</channel>') + '</channel>'.length)
    }
  })
})

describe('what is no feed', () => {
  test.each([
    ['JSON', '{"version":"https://jsonfeed.org/version/1.1"}', /JSON/],
    ['plain text', 'Wartungsarbeiten', /plain text/],
    ['an HTML page', '<!DOCTYPE html>\n<html><body><feed >', /HTML page/],
    ['an HTML page without DOCTYPE', 'x<html><rss >', /HTML page/],
    ['OPML', '<?xml version="1.0"?><opml><body><rss /></body></opml>', /<opml> is not a feed/],
    ['a sitemap', '<urlset xmlns="x"><url/></urlset>', /<urlset> is not a feed/],
    ['nothing', '', /empty/],
    ['blank space', ' \n\uFEFF ', /empty/],
    ['NULs', '\0\0\0\0', /empty/],
  ])('%s fails with a clear reason', async (_name, source, reason) => {
    const result = await parseFeed(Buffer.from(source), null, BASE)
    expect(result).toMatchObject({ kind: 'failed', reason: expect.stringMatching(reason) })
  })
})

test('an empty feed is a feed', async () => {
  expect(await read(rss())).toEqual({
    title: 'Blatt',
    language: null,
    items: [],
    complete: true,
    warnings: [],
  })
  expect((await read('<feed xmlns="http://www.w3.org/2005/Atom"/>')).items).toEqual([])
})

describe('a field', () => {
  const field = (inside: string): Promise<FeedItem> => readOne(rss(`<item><title>A</title>${inside}</item>`))

  test.each([
    ['/a b', 'https://karawane.example/a%20b'],
    ['../x', 'https://karawane.example/x'],
    ['//cdn.example/x', 'https://cdn.example/x'],
    ['\n https://k.example/ü \n', 'https://k.example/%C3%BC'],
    ['https://user:geheim@k.example/', 'https://k.example/'],
    ['javascript:alert(1)', null],
    ['mailto:a@k.example', null],
    ['tag:k.example,2026:1', null],
    ['http://[', null],
    ['', null],
  ])('link "%s" becomes %s', async (written, link) => {
    expect((await field(`<link>${written}</link>`)).link).toBe(link)
  })

  test('link comes from a guid that is one, or from atom:link', async () => {
    const guid = 'https://k.example/?p=1'
    expect((await field(`<guid>${guid}</guid>`)).link).toBe(guid)
    expect((await field(`<guid isPermaLink="true">${guid}</guid>`)).link).toBe(guid)
    expect(await field(`<guid isPermaLink="false"> ${guid} </guid>`)).toMatchObject({ guid, link: null })
    expect((await field('<guid>4711</guid>')).link).toBeNull()
    expect((await field('<atom:link rel="alternate" href="/a"/><guid>1</guid>')).link).toBe(
      'https://karawane.example/a',
    )
  })

  test('guid that repeats stays as it is', async () => {
    const document = await read(rss('<item><guid>1</guid></item>', '<item><guid>1</guid></item>'))
    expect(document.items.map((item) => item.guid)).toEqual(['1', '1'])
  })

  test('guid, link and description take the first that is not empty', async () => {
    const item = await field(
      '<guid/><guid>2</guid><link/><link>/b</link><description/><description>B</description>',
    )
    expect(item).toMatchObject({ guid: '2', link: 'https://karawane.example/b', description: 'B' })
  })

  test.each([
    ['<author>ada@k.example (Ada Steppe)</author>', ['Ada Steppe']],
    ['<author>ada@k.example</author>', []],
    ['<author><name>Ada Steppe</name></author>', ['Ada Steppe']],
    ['<dc:creator>ldevillard</dc:creator><author>ldevillard</author>', ['ldevillard']],
    ['<dc:creator> </dc:creator>', []],
  ])('creators of %s', async (written, creators) => {
    expect((await field(written)).creators).toEqual(creators)
  })

  test.each([
    ['<enclosure url="/a.mp3" type="audio/mpeg"/>', null],
    ['<enclosure url="/a.jpg"/>', '/a.jpg'],
    ['<enclosure url="/a.jpg?w=1" type=""/>', '/a.jpg?w=1'],
    ['<media:group><media:content url="/g.jpg" type="image/jpeg"/></media:group>', '/g.jpg'],
    [
      '<media:content url="/film.mp4" medium="video"><media:thumbnail url="/t.jpg"/></media:content>',
      '/t.jpg',
    ],
    ['<media:thumbnail url="data:image/png;base64,AA"/>', null],
    ['<media:thumbnail url="https://2.gravatar.com/avatar/x"/>', null],
    ['<media:thumbnail/>', null],
  ])('image of %s', async (written, image) => {
    const url = image === null ? null : `https://karawane.example${image}`
    expect((await field(written)).imageUrl).toBe(url)
  })

  test('publishedAt takes the first date that can be read', async () => {
    const item = await field('<pubDate>gestern</pubDate><dc:date>2026-11-20T10:00:00Z</dc:date>')
    expect(item.publishedAt).toEqual(new Date('2026-11-20T10:00:00Z'))
    expect((await field('<pubDate>gestern</pubDate>')).publishedAt).toBeNull()
  })

  test('content of a foreign type is none', async () => {
    const entry = (type: string): string =>
      `<feed><entry><id>1</id><content type="${type}">QUJD</content></entry></feed>`
    expect((await readOne(entry('image/png'))).content).toBeNull()
    expect((await readOne(entry('html'))).content).toBe('QUJD')
  })

  test('names that JavaScript has other uses for do no harm', async () => {
    const item = await field('<__proto__>x</__proto__><constructor>y</constructor><toString/><_>z</_>')
    expect(item.title).toBe('A')
  })
})

test('a base that is no address leaves relative links out and absolute ones in', async () => {
  const source = Buffer.from(rss('<item><title>A</title><link>/a</link></item>', GOOD))
  const result = await parseFeed(source, null, 'feeds/blatt.xml')
  expect(result).toMatchObject({
    document: { items: [{ link: null }, { link: 'https://karawane.example/gut' }] },
  })
})

test('2,000 items of 20 MB leave the event loop to others', async () => {
  const words =
    '<p>Über die Berge führt ein Weg &#8211; langsam, <a href="https://k.example/?a=1&amp;b=2">aber sicher</a>.</p>'
  const content = `<content:encoded><![CDATA[${words.repeat(95)}]]></content:encoded>`
  const items = Array.from({ length: 2_000 }, (_, index) => `<item><guid>${index}</guid>${content}</item>`)
  const bytes = Buffer.from(rss(...items))
  expect(bytes.length).toBeGreaterThan(20_000_000)
  let turns = 0
  const others = setInterval(() => turns++, 1)
  const document = await read(bytes)
  clearInterval(others)
  expect(document.items).toHaveLength(2_000)
  expect(document.items.at(-1)?.content).toBe(words.repeat(95))
  expect(turns).toBeGreaterThan(10)
})
