/**
 * Small feeds that are made badly, each with what must be recovered of it and what staff are told. What
 * parse.test.ts has is not repeated here. Invented for the purpose; the feeds are written as they would arrive.
 */
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import type { FeedDocument, FeedItem } from '../../src/feed/item.ts'
import { parseFeed } from '../../src/feed/parse.ts'
import { sniff } from '../../src/feed/sniff.ts'

const BASE = 'https://karawane.example/de/feed/'
const K = 'https://karawane.example'

interface Case {
  readonly defect: string
  readonly feed: string | Uint8Array
  readonly contentType?: string
  /** Of the items in order, at least this. */
  readonly items: readonly Partial<FeedItem>[]
  /** What staff are told, in order; none where nothing had to be guessed or mended. */
  readonly told?: readonly (string | RegExp)[]
  readonly isCut?: boolean
}

const GOOD = '<item><title>Gut</title><link>/gut</link></item>'
const good = { title: 'Gut', link: `${K}/gut` }

function rss(...items: readonly string[]): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Blatt</title>${items.join('')}</channel></rss>`
}

/** One item between which and the end a sound one follows: it must come through whatever happens before. */
function item(inside: string): string {
  return rss(`<item>${inside}</item>`, GOOD)
}

function atom(inside: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Blatt</title><entry><id>urn:1</id>${inside}</entry></feed>`
}

function json(items: unknown, head: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Blatt', ...head, items })
}

async function read(feed: string | Uint8Array, contentType: string | null = null): Promise<FeedDocument> {
  const result = await parseFeed(typeof feed === 'string' ? Buffer.from(feed) : feed, contentType, BASE)
  if (result.kind === 'failed') throw new Error(result.reason)
  return result.document
}

function checks(cases: readonly Case[]): void {
  test.each(cases.map((one) => [one.defect, one] as const))('%s', async (_defect, one) => {
    const document = await read(one.feed, one.contentType ?? null)
    expect(document.items).toMatchObject(one.items)
    expect(document.items).toHaveLength(one.items.length)
    const told = (one.told ?? []).map((text) =>
      typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text),
    )
    expect(document.warnings).toEqual(told)
    expect(document.complete).toBe(one.isCut !== true)
  })
}

const CYRILLIC = 'Шёлковый путь открыт снова'

describe('charsets', () => {
  const cyrillic = rss(`<item><guid>1</guid><title>${CYRILLIC}</title></item>`)
  checks([
    {
      defect: 'Windows-1251 that names no charset is recognised by its words',
      feed: iconv.encode(cyrillic, 'windows-1251'),
      items: [{ title: CYRILLIC }],
      told: ['name no other charset: read as windows-1251'],
    },
    {
      defect: 'ISO-8859-1 that names no charset stays Western',
      feed: iconv.encode(item('<title>Créée à Zürich, fêtée</title>'), 'latin1'),
      items: [{ title: 'Créée à Zürich, fêtée' }, good],
      told: ['read as windows-1252'],
    },
    {
      defect: 'a declaration of ISO-8859-1 under a header of Windows-1251: the header counts',
      feed: iconv.encode(cyrillic.replace('?>', ' encoding="iso-8859-1"?>'), 'windows-1251'),
      contentType: 'application/rss+xml; charset=windows-1251',
      items: [{ title: CYRILLIC }],
    },
    {
      defect: 'UTF-16 without a mark behind blank lines',
      feed: iconv.encode(`\n${cyrillic}`, 'utf-16le'),
      items: [{ title: CYRILLIC }],
      told: ['Cut 1 characters before the document'],
    },
    {
      defect: 'a declaration of UTF-16 over UTF-8',
      feed: cyrillic.replace('?>', ' encoding="UTF-16"?>'),
      items: [{ title: CYRILLIC }],
      told: ['Unknown charset "utf-16": ignored.'],
    },
    {
      defect: 'byte order marks in the middle, even inside a tag',
      feed: item('<ti\uFEFFtle>Der\uFEFF Pass</title><guid>\uFEFF1</guid>'),
      items: [{ title: 'Der Pass', guid: '1' }, good],
      told: ['Removed 3 byte order marks inside the document.'],
    },
    {
      defect: 'curly quotes of Windows-1252 that came through as control characters',
      feed: item('<title>Ada\u0092s \u0093Weg\u0094 \u0096 neu</title>'),
      items: [{ title: 'Ada’s “Weg” – neu' }, good],
      told: ['Read 4 control characters as Windows-1252 means them'],
    },
    {
      defect: 'control characters in a guid and a link',
      feed: item('<title>A</title><guid>1\u0002</guid><link>\u0000/a\u001f</link>'),
      items: [{ guid: '1', link: `${K}/a` }, good],
      told: ['Removed 3 control characters'],
    },
  ])
})

describe('CDATA and entities', () => {
  checks([
    {
      defect: 'entities inside CDATA are HTML and stay for its reader',
      feed: item('<title><![CDATA[L&#8217;air &amp; l&eacute;t&nbsp;!]]></title>'),
      items: [{ title: 'L&#8217;air &amp; l&eacute;t&nbsp;!' }, good],
    },
    {
      defect: 'a link in CDATA that was escaped before',
      feed: item('<title>A</title><link><![CDATA[\n/a?b=1&amp;c=2&#038;d=3 ]]></link>'),
      items: [{ link: `${K}/a?b=1&c=2&d=3` }, good],
    },
    {
      defect: 'a link escaped twice',
      feed: item('<link>https://karawane.example/a?b=1&amp;amp;c=2</link>'),
      items: [{ link: `${K}/a?b=1&c=2` }, good],
    },
    {
      defect: 'CDATA inside CDATA',
      feed: item('<title>A</title><description><![CDATA[Eins <![CDATA[<b>zwei</b>]]> drei]]></description>'),
      items: [{ description: 'Eins <b>zwei</b> drei' }, good],
      told: ['Item 1: repaired CDATA inside CDATA.'],
    },
    {
      defect: 'CDATA three deep with markup behind',
      feed: item('<title><![CDATA[<![CDATA[<![CDATA[A]]>]]>]]></title><description>b</description>'),
      items: [{ title: 'A', description: 'b' }, good],
      told: ['Item 1: repaired CDATA inside CDATA.'],
    },
    {
      defect: 'CDATA that is not closed, though its element is, before another',
      feed: item('<title><![CDATA[A</title><link>/a</link><description><![CDATA[B]]></description>'),
      items: [{ title: 'A', link: `${K}/a`, description: 'B' }, good],
      told: ['Item 1: repaired a CDATA section without its end.'],
    },
    {
      defect: 'an undefined entity in an attribute',
      feed: item('<title>A</title><enclosure type="image/jpeg" url="/a.jpg?x=&yy;&eacute;"/>'),
      items: [{ imageUrl: `${K}/a.jpg?x=&yy;%C3%A9` }, good],
      told: [/^Item 1: repaired an unknown entity, entities that only HTML knows\.$/],
    },
    {
      defect: 'an entity without its semicolon, and a price',
      feed: item('<title>Salz &nbsp Tee &#8217 AT&T</title>'),
      items: [{ title: 'Salz &nbsp Tee &#8217 AT&T' }, good],
      told: ['Item 1: repaired a stray "&".'],
    },
    {
      defect: 'an escaped tag in a title is left to the reader of HTML',
      feed: item('<title>Ein &lt;i&gt;Wort&lt;/i&gt;&lt;br/&gt;mehr</title>'),
      items: [{ title: 'Ein <i>Wort</i><br/>mehr' }, good],
    },
  ])
})

describe('the document', () => {
  const other = rss('<item><title>Kommentar</title></item>')
  checks([
    {
      defect: 'two feeds in one: the first is read, of the second staff are told',
      feed: `${item('<title>A</title>')}\n${other}`,
      items: [{ title: 'A' }, good],
      told: ['A second document stands behind the first: it is not read.'],
    },
    {
      defect: 'a cache comment that names a tag is no second feed',
      feed: `${item('<title>A</title>')}<!-- <rss> from cache -->`,
      items: [{ title: 'A' }, good],
    },
    {
      defect: 'half a feed, and then the whole: the half item is no item',
      feed: `${rss(GOOD).replace('</channel></rss>', '<item><title>Ha')}${item('<title>A</title>')}`,
      items: [good, { title: 'A' }, good],
      told: ['The document ends inside an item: that item is left out.'],
      isCut: true,
    },
    {
      defect: 'items outside of the channel, before and after',
      feed: `<rss>${GOOD}<channel><title>Blatt</title></channel><item><title>Danach</title></item></rss>`,
      items: [good, { title: 'Danach' }],
    },
    {
      defect: 'an item behind the channel that was cut',
      feed: `<rss><channel>${GOOD}</channel><item><title>Dana`,
      items: [good],
      told: ['The document ends inside an item: that item is left out.'],
      isCut: true,
    },
    {
      defect: 'no channel at all',
      feed: `<rss version="2.0">${GOOD}</rss>`,
      items: [good],
    },
    { defect: 'an empty channel', feed: '<rss version="2.0"><channel/></rss>', items: [] },
    {
      defect: 'two channels',
      feed: `<rss><channel><title>Blatt</title>${GOOD}</channel><channel><item><title>B</title></item></channel></rss>`,
      items: [good, { title: 'B' }],
    },
    {
      defect: 'everything in capitals',
      feed: `<RSS VERSION="2.0"><CHANNEL><TITLE>Blatt</TITLE><ITEM><TITLE>A</TITLE><GUID ISPERMALINK="FALSE">${K}/?p=1</GUID><ENCLOSURE URL="/a.png" TYPE="IMAGE/PNG"/></ITEM></CHANNEL></RSS>`,
      items: [{ title: 'A', guid: `${K}/?p=1`, link: null, imageUrl: `${K}/a.png` }],
    },
    {
      defect: 'a word from the server and blank lines before the declaration',
      feed: `\uFEFF\n\nDeprecated: strftime() in /x.php on line 3\n${item('<title>A</title>')}`,
      items: [{ title: 'A' }, good],
      told: [/^Cut \d+ characters before the document: "Deprecated/],
    },
    {
      defect: 'a script that a firewall adds behind the end',
      feed: `${item('<title>A</title>')}<script>let a = "<item>"</script>`,
      items: [{ title: 'A' }, good],
    },
  ])
})

describe('namespaces', () => {
  checks([
    {
      defect: 'prefixes of its own choice',
      feed: `<rss xmlns:inhalt="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:bild="http://search.yahoo.com/mrss/"><channel><item><title>A</title><inhalt:encoded>Text</inhalt:encoded><d:creator>Ada</d:creator><d:date>2026-11-20</d:date><bild:content medium="image" url="/a"/></item></channel></rss>`,
      items: [
        {
          ...{ title: 'A', content: 'Text', creators: ['Ada'], imageUrl: `${K}/a` },
          publishedAt: new Date('2026-11-20T00:00:00Z'),
        },
      ],
    },
    {
      defect: 'prefixes declared only where they are used',
      feed: item(
        '<title>A</title><ns0:creator xmlns:ns0="http://purl.org/dc/elements/1.1/">Ada</ns0:creator><ns1:content xmlns:ns1="http://search.yahoo.com/mrss/" url="/a.jpg"/>',
      ),
      items: [{ title: 'A', creators: ['Ada'], imageUrl: `${K}/a.jpg` }, good],
    },
    {
      defect: 'prefixes declared nowhere',
      feed: item('<title>A</title><dc:creator>Ada</dc:creator><content:encoded>Text</content:encoded>'),
      items: [{ title: 'A', creators: ['Ada'], content: 'Text' }, good],
    },
    {
      defect: 'an Atom prefix that is declared nowhere',
      feed: '<atom:feed><atom:entry><atom:id>1</atom:id><atom:title>A</atom:title><atom:link href="/a"/></atom:entry></atom:feed>',
      items: [{ guid: '1', title: 'A', link: `${K}/a` }],
    },
    {
      defect: 'RSS 1.0 under a prefix, its items without rdf:about',
      feed: '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/"><s:channel><s:title>Blatt</s:title></s:channel><s:item><s:title>A</s:title><s:link>/a</s:link></s:item></r:RDF>',
      items: [{ guid: null, title: 'A', link: `${K}/a` }],
    },
    {
      defect: 'an element of another namespace that is called item, too',
      feed: `<rss xmlns:shop="https://shop.example/ns"><channel><item><title>A</title><shop:item><shop:title>Tee</shop:title></shop:item><link>/a</link></item>${GOOD}</channel></rss>`,
      items: [{ title: 'A', link: `${K}/a` }, good],
    },
  ])
})

describe('guid and links', () => {
  checks([
    {
      defect: 'a permalink guid without a link, with white space around it',
      feed: item(`<title>A</title><guid isPermaLink=" True ">\n\t${K}/a \n</guid>`),
      items: [{ guid: `${K}/a`, link: `${K}/a` }, good],
    },
    {
      defect: 'a guid that is no address is no link, though nothing denies it',
      feed: item('<title>A</title><guid>post-41</guid>'),
      items: [{ guid: 'post-41', link: null }, good],
    },
    {
      defect: 'no guid',
      feed: item('<title>A</title><link>../a</link><guid></guid>'),
      items: [{ guid: null, link: `${K}/de/a` }, good],
    },
    {
      defect: 'a link of the feed to itself before the link of the item',
      feed: item(
        '<title>A</title><link xmlns="http://www.w3.org/2005/Atom" rel="self" href="/feed"/><link>/a</link>',
      ),
      items: [{ link: `${K}/a` }, good],
    },
    {
      defect: 'links relative to xml:base of the item',
      feed: rss('<item xml:base="/2026/"><title>A</title><link>a</link></item>', GOOD),
      items: [{ link: `${K}/2026/a` }, good],
    },
    {
      defect: 'a link that leads nowhere, and a guid that does',
      feed: item(`<title>A</title><link>javascript:void(0)</link><guid>${K}/a</guid>`),
      items: [{ link: `${K}/a` }, good],
    },
    {
      defect: 'everything twice',
      feed: item(
        '<title>A</title><title>B</title><link>/a</link><link>/b</link><guid>1</guid><guid>2</guid><pubDate/><pubDate>Fri, 20 Nov 2026 08:30:00 +0100</pubDate><pubDate>2020-01-01</pubDate><category>X</category><category> X </category>',
      ),
      items: [
        {
          ...{ title: 'A', link: `${K}/a`, guid: '1', categories: ['X'] },
          publishedAt: new Date('2026-11-20T07:30:00Z'),
        },
        good,
      ],
    },
    {
      defect: 'an item that is always empty does not keep the rest from being read',
      feed: rss('<item></item>', '<item><description>Text</description></item>', GOOD),
      items: [good],
      told: ['Item 1 has neither guid', 'Item 2 has neither guid'],
    },
  ])
})

describe('Atom', () => {
  checks([
    {
      defect: 'links of all relations, the page among them last and relative',
      feed: atom(
        '<title>A</title><link rel="self" href="/x.atom"/><link rel="replies" type="text/html" href="/c"/><link rel="enclosure" type="image/webp" href="/a.webp"/><link rel="alternate" type="application/json" href="/a.json"/><link rel="http://www.iana.org/assignments/relation/alternate" type="text/html" href="/a"/>',
      ),
      items: [{ link: `${K}/a`, imageUrl: `${K}/a.webp` }],
    },
    {
      defect: 'no link but the page that the content lies at',
      feed: atom('<title>A</title><content type="text/html" src="/a"/>'),
      items: [{ link: `${K}/a`, content: null }],
    },
    {
      defect: 'a title as XHTML, a summary as text, the content as HTML',
      feed: atom(
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ein <em>Wort</em></div></title><summary type="text">5 &lt; 6 &amp; mehr</summary><content type="html">&lt;p&gt;Text&lt;/p&gt;</content>',
      ),
      items: [
        {
          title: expect.stringContaining('Ein <em>Wort</em>'),
          description: '5 &lt; 6 &amp; mehr',
          content: '<p>Text</p>',
        },
      ],
    },
    {
      defect: 'XHTML with an entity of HTML and a tag that is not closed',
      feed: atom(
        '<title>A</title><content type="xhtml"><div>Über&nbsp;die <br>Berge</div></content><published>2026-11-20T08:30:00+01:00</published>',
      ),
      items: [
        {
          content: '<div>Über&nbsp;die <br>Berge</div>',
          publishedAt: new Date('2026-11-20T07:30:00Z'),
        },
      ],
    },
    {
      defect: 'Atom 0.3 with its old names',
      feed: '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><id>1</id><title mode="escaped">A</title><link rel="alternate" href="/a"/><issued>2004-01-02T03:04:05Z</issued><modified>2005-01-01</modified></entry></feed>',
      items: [{ title: 'A', link: `${K}/a`, publishedAt: new Date('2004-01-02T03:04:05Z') }],
    },
  ])
})

describe('pictures', () => {
  const pictures: readonly (readonly [string, string, string | null])[] = [
    [
      'several sizes: the widest, though it stands in a group, and with a unit',
      '<media:content url="/s.jpg" width="300"/><media:group><media:content url="/l.jpg" width="1600px"/><media:content url="/m.jpg" width="900"/></media:group><media:thumbnail url="/t.jpg" width="2000"/>',
      '/l.jpg',
    ],
    [
      'several thumbnails and nothing else: the widest',
      '<media:thumbnail url="/1.jpg" width="75"/><media:thumbnail url="/2.jpg" width="640"/>',
      '/2.jpg',
    ],
    [
      'a tracking pixel beside an enclosure',
      '<media:content url="https://stat.example/p.gif" medium="image" width="1" height="1"/><enclosure url="/a.jpg" type="image/jpeg" length="0"/>',
      '/a.jpg',
    ],
    ['an enclosure with a name for its type', '<enclosure url="/a.JPG" type="jpg"/>', '/a.JPG'],
    ['an enclosure of a wrong type', '<enclosure url="/a.jpeg" type="text/html"/>', '/a.jpeg'],
    ['a sound that calls itself a picture', '<enclosure url="/a.mp3" type="image/jpeg"/>', null],
    [
      'a sound before a picture',
      '<enclosure url="/a.mp3" type="audio/mpeg"/><enclosure url="/a.png" type="image/png"/>',
      '/a.png',
    ],
    ['a drawing that no platform takes', '<enclosure url="/a.svg" type="image/svg+xml"/>', null],
    [
      'a portrait before the picture',
      '<media:content medium="image" url="https://secure.gravatar.com/a"/><media:content medium="image" url="/a"/>',
      '/a',
    ],
    ['an image of the item with an address in it', '<image><url>/a.jpg</url></image>', '/a.jpg'],
    ['an image of the item that is an address', '<image> /a.jpg </image>', '/a.jpg'],
    [
      'an address with spaces and umlauts',
      '<enclosure url="/ü 1.jpg" type="image/jpeg"/>',
      '/%C3%BC%201.jpg',
    ],
    ['an empty address', '<enclosure url="" type="image/jpeg"/><media:thumbnail url=" "/>', null],
  ]
  test.each(pictures)('%s', async (_name, written, image) => {
    const document = await read(item(`<title>A</title>${written}`))
    expect(document.items[0]?.imageUrl).toBe(image === null ? null : `${K}${image}`)
    expect(document.warnings).toEqual([])
  })
})

describe('dates of an item', () => {
  test.each([
    ['<pubDate>Fri, 20 Nov 2026 08:30:00 +0100 (CET)</pubDate>', '2026-11-20T07:30:00Z'],
    ['<pubDate><![CDATA[Fr, 20 Nov 2026 07:30:00 GMT]]></pubDate>', '2026-11-20T07:30:00Z'],
    ['<pubDate>20. November 2026, 08:30 MEZ</pubDate>', '2026-11-20T07:30:00Z'],
    ['<pubDate>gestern</pubDate><dc:date>2026-11-20T08:30+01:00</dc:date>', '2026-11-20T07:30:00Z'],
    ['<pubDate>0000-00-00</pubDate><updated>2026-11-20T07:30:00Z</updated>', '2026-11-20T07:30:00Z'],
    ['<pubDate>11/20/2026</pubDate>', null],
    ['', null],
  ])('%s', async (written, instant) => {
    const [first] = (await read(item(`<title>A</title>${written}`))).items
    expect(first?.publishedAt).toEqual(instant === null ? null : new Date(instant))
  })
})

describe('JSON Feed', () => {
  const whole = json([
    {
      ...{ id: `${K}/?p=41`, url: '/a', title: 'Salz & Tee < Brot', summary: 'Am\nMarkt.' },
      ...{ content_html: '<p>Text</p>', content_text: 'Text', image: '/a.jpg', tags: ['Markt', 'Markt'] },
      ...{ date_published: '2026-11-20T08:30:00+01:00', authors: [{ name: 'Ada Steppe' }] },
    },
    { id: 2, title: 'Zwei' },
  ])
  const [a, b] = [{ title: 'Salz &amp; Tee &lt; Brot' }, { title: 'Zwei', guid: '2' }]

  test('gives what an XML feed gives, whatever its type is called', async () => {
    const named = json([{ id: 'x' }], { language: 'de-DE', authors: [{ name: 'Die Redaktion' }] })
    expect(await read(named)).toMatchObject({
      ...{ title: 'Blatt', language: 'de-DE', complete: true, warnings: [] },
      items: [{ guid: 'x', link: null, title: '', creators: ['Die Redaktion'] }],
    })
    expect((await read(whole, 'text/html')).items).toEqual([
      {
        ...{
          guid: `${K}/?p=41`,
          link: `${K}/a`,
          title: 'Salz &amp; Tee &lt; Brot',
          description: 'Am Markt.',
        },
        ...{ content: '<p>Text</p>', creators: ['Ada Steppe'], categories: ['Markt'] },
        ...{ publishedAt: new Date('2026-11-20T07:30:00Z'), imageUrl: `${K}/a.jpg` },
      },
      expect.objectContaining(b),
    ])
  })

  checks([
    {
      defect: 'version 1.0 with one author, slashes as PHP escapes them, and a mark before',
      feed: `\uFEFF\n{"version":"https:\\/\\/jsonfeed.org\\/version\\/1","author":{"name":"Ada"},"items":[{"id":"1","title":"A","attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg"},{"url":"/a.png","mime_type":"image/png"}]}]}`,
      items: [{ title: 'A', creators: ['Ada'], imageUrl: `${K}/a.png` }],
    },
    {
      defect: 'no version, the items before the head',
      feed: `{"items":[{"url":"/a","content_text":"Eins <3\\n\\nzwei"}],"title":"Blatt"}`,
      items: [{ guid: null, link: `${K}/a`, content: '<p>Eins &lt;3</p><p>zwei</p>' }],
      told: ['does not name its version'],
    },
    {
      defect: 'fields of wrong types',
      feed: json([
        { id: 7, title: ['A'], url: 3, tags: 'x', authors: [null, { name: 1 }], image: {} },
        GOOD,
        null,
      ]),
      items: [{ guid: '7', title: '', link: null, creators: [], categories: [], imageUrl: null }],
      told: ['Item 2 is no object', 'Item 3 is no object'],
    },
    {
      defect: 'a permalink for an id and no url',
      feed: json([{ id: `${K}/a` }, { id: 'tag:a' }, { summary: 'nichts sonst' }]),
      items: [{ link: `${K}/a` }, { link: null }],
      told: ['Item 3 has neither id nor url nor title: left out.'],
    },
    {
      defect: 'an id whose last digits JavaScript cannot keep is none',
      feed: json([]).replace('[]', '[{"id":12345678901234567890,"title":"A"}]'),
      items: [{ guid: null, title: 'A' }],
    },
    {
      defect: 'HTML in a title and a summary',
      feed: json([{ id: '1', title: 'Ein <em>Wort</em>', summary: '<p>L&#8217;air</p>' }]),
      items: [{ title: 'Ein <em>Wort</em>', description: '<p>L&#8217;air</p>' }],
      told: ['Item 1: repaired HTML where plain text belongs.'],
    },
    {
      defect: 'line ends inside a text, an escape that does not exist, commas too many',
      feed: `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"Ada\\'s\nWeg",},{"id":"2"},],}`,
      items: [{ title: "Ada's Weg" }, { guid: '2' }],
      told: [
        'The head: repaired a comma too many.',
        'Item 1: repaired line ends inside a text, escapes that JSON does not know, a comma too many.',
      ],
    },
    {
      defect: 'one item that is no JSON at all',
      feed: json(['#']).replace('"#"', '{"id":"1"},{id:2},{"id":"3"}'),
      items: [{ guid: '1' }, { guid: '3' }],
      told: ['Item 2 is no object of JSON that can be read: left out.'],
    },
    {
      defect: 'a PHP notice before it',
      feed: `<br />\n<b>Notice</b>: x in <b>/x.php</b><br />\n${whole}`,
      items: [a, b],
      told: [/^Cut \d+ characters before the document/],
    },
    {
      defect: 'the end cut inside an item',
      feed: whole.slice(0, whole.indexOf('"Zwei') + 3),
      items: [a],
      told: ['The document ends inside an item: that item is left out.'],
      isCut: true,
    },
    {
      defect: 'the end cut behind an item',
      feed: whole.slice(0, -2),
      items: [a, b],
      told: ['The document ends without its closing bracket: it may be cut.'],
      isCut: true,
    },
  ])

  test.each([
    ['an answer of an API', '{"code":"rest_no_route","data":{"status":404}}', /This is JSON, not a feed/],
    ['a list of posts', '[{"id":1,"title":{"rendered":"A"}}]', /This is JSON, not a feed/],
    [
      'a feed without items',
      '{"version":"https://jsonfeed.org/version/1.1","title":"A"}',
      /no list of items/,
    ],
    ['a feed cut in its first item', whole.slice(0, 150), /the answer was cut/],
    ['a page that shows a feed', `<html><script>${whole}</script></html>`, /HTML page/],
  ])('%s fails with a clear reason', async (_name, source, reason) => {
    const result = await parseFeed(Buffer.from(source), 'application/feed+json', BASE)
    expect(result).toMatchObject({ kind: 'failed', reason: expect.stringMatching(reason) })
  })

  test('is a feed and no page at first sight, though its items hold pages', () => {
    const page = json([{ id: '1', content_html: '<!doctype html><html><body>Text</body></html>' }])
    expect(sniff(Buffer.from(page))).toBe('feed')
    expect(sniff(iconv.encode(page, 'utf-16le', { addBOM: true }))).toBe('feed')
    expect(sniff(Buffer.from('{"code":"rest_no_route"}'))).toBe('other')
  })

  test('cut at any place never invents an item', async () => {
    const titles = [a.title, b.title]
    for (let end = 0; end <= whole.length; end++) {
      const result = await parseFeed(Buffer.from(whole.slice(0, end)), null, BASE)
      if (result.kind === 'failed') continue
      const got = result.document.items.map(({ title }) => title)
      expect(got).toEqual(titles.slice(0, got.length))
      expect(result.document.complete).toBe(end === whole.length)
    }
  })

  test('quoted in an article of an XML feed leaves it an XML feed', async () => {
    const document = await read(item(`<title>A</title><description><![CDATA[${whole}]]></description>`))
    expect(document.items).toMatchObject([{ title: 'A' }, good])
  })
})

describe('sizes that are meant to hurt', () => {
  const start = '{"version":"https://jsonfeed.org/version/1.1","items":['
  const hostile: readonly (readonly [string, string])[] = [
    ['brackets a million deep', `${start}{"id":"1","x":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}]}`],
    ['brackets that never close', `${start}{"id":"1"},${'['.repeat(1_000_000)}`],
    ['a head a million deep', `${start}{"id":"1"}],"x":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`],
    ['quotes that never close', `${start}{"id":"1"},${'"\\'.repeat(1_000_000)}`],
    ['a million tags', `${start}{"id":"1","tags":[${'"a",'.repeat(1_000_000)}"b"]}]}`],
    ['a million items', `${start}${'{},'.repeat(1_000_000)}{"id":"1"}]}`],
    ['CDATA a million times begun', item(`<title>A</title><a>${'<![CDATA['.repeat(1_000_000)}`)],
    ['CDATA a million times side by side', item(`<title>A</title>${'<a><![CDATA[]]></a>'.repeat(300_000)}`)],
    ['CDATA half closed', item(`<title>A</title>${'<a><![CDATA[<![CDATA[]]>'.repeat(300_000)}`)],
    ['a million namespaces', item(`<title>A</title>${'<a xmlns:b="c"/>'.repeat(300_000)}`)],
    ['a million letters that look encoded twice', item(`<title>${'Ã¶'.repeat(1_000_000)}</title>`)],
    ['a million curly quotes of Windows-1252', item(`<title>${'\u0093'.repeat(1_000_000)}</title>`)],
  ]
  test.each(hostile)('%s take no time', async (_name, source) => {
    const begun = performance.now()
    await parseFeed(Buffer.from(source), null, BASE)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})

describe('letters that are encoded twice', () => {
  const twice = (text: string): string => iconv.decode(Buffer.from(text), 'windows-1252')
  const told = async (text: string): Promise<readonly string[]> =>
    (await read(item(`<title><![CDATA[${text}]]></title>`))).warnings

  test.each([
    ...['Föhn über den Bergen', 'Fußgänger', 'Österreich', 'Über', 'Der Jäger', '„Weg“ – neu'],
    ...[
      'L’été à la campagne',
      'Déjà vu',
      'Œuvre',
      'cœur',
      'Il est là\u00a0!',
      '«\u00a0Non\u00a0»',
      '12\u00a0€',
    ],
    ...['Шёлковый путь', 'راه ابریشم', 'Oʻzbekiston', 'Ağ şəhər', 'A dog’s life…', 'Bäume 🌳'],
  ])('are noticed in "%s"', async (text) => {
    const broken = twice(text)
    expect((await read(item(`<title>${broken}</title>`))).items[0]?.title).toBe(broken)
    expect(await told(broken)).toEqual([expect.stringMatching(/^1 of 2 items: letters look encoded twice/)])
  })

  test.each([
    ...['Föhn über Österreich – „Spaß“', 'Der Buchstabe „Ä“ und „Ö“', '«\u00a0Où est-il\u00a0? Là\u00a0»'],
    ...['IL AURAIT DÛ… ÊTRE LÀ\u00a0!', 'DÛ\u00a0FAIRE', 'Élevé\u00a0», dit-il', 'forêt»', 'BØ» og Å…'],
    ...['São Paulo, SÃO PAULO', '20 °C, 5 €, 3 × 4 ½ ®', 'ESPAÑA, MAÑANA', 'ROMÂNIA', 'Žižek, Łódź, Ağrı'],
    ...['Шёлковый путь — «начало»', 'راه ابریشم', 'Oʻzbekiston ʼn', 'l’Aléatoire…', 'naïve œuvre “été”'],
    ...['AMANHÃ» disse', 'Ünlü Türkçe', '日本語 한국어', '🌳🇰🇬 👨‍👩‍👧'],
  ])('are not seen in "%s"', async (text) => {
    expect(await told(text)).toEqual([])
  })

  test('are told once for the whole feed, with a word and what it means, and entities count too', async () => {
    const broken = '<item><title>Gr&#195;&#188;&#195;&#159;e</title><link>/a</link></item>'
    const word = '("GrÃ¼ÃŸe", probably meant as "Grüße")'
    expect((await read(rss(broken, broken, GOOD))).warnings).toEqual([
      expect.stringContaining(`2 of 3 items: letters look encoded twice ${word}`),
      'Item 1: repaired characters of Windows-1252.',
      'Item 2: repaired characters of Windows-1252.',
    ])
  })

  test('are told of the title of the feed, where no item has any', async () => {
    const document = await read(rss(GOOD).replace('Blatt', 'SociÃ©tÃ©'))
    expect(document.title).toBe('SociÃ©tÃ©')
    expect(document.warnings).toEqual([expect.stringContaining('The title of the feed: letters')])
  })
})
