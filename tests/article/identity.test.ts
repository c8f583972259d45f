import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Candidate,
  canonicalLink,
  filedUnder,
  identify,
  identityKeys,
  type KnownArticles,
  keysOfNew,
  newArticleId,
  pairKey,
  textKey,
  titleKey,
} from '../../src/article/identity.ts'

describe('an address', () => {
  const page = 'https://novastan.org/de/turkmenistan/leben'
  const same = [
    page,
    `${page}/`,
    `${page}//`,
    `${page}/amp/`,
    `${page}/?utm_source=x&utm_medium=y`,
    `${page}/?fbclid=1#comments`,
    `${page}?noredirect=de_DE`,
    'http://novastan.org/de/turkmenistan/leben',
    'https://www.novastan.org/de/turkmenistan/leben/',
    'HTTPS://NOVASTAN.ORG/de/turkmenistan/leben',
    'https://novastan.org:443/de/turkmenistan/leben',
  ]
  test.each(same)('written as %s is that page', (address) => {
    expect(canonicalLink(address)).toBe(page)
  })

  const other = [
    'https://novastan.org/fr/turkmenistan/leben',
    `${page}?page=2`,
    `${page}-2`,
    'https://novastan.org/de/Turkmenistan/leben',
    'https://shop.novastan.org/de/turkmenistan/leben',
    'https://novastan.org:8080/de/turkmenistan/leben',
  ]
  test.each(other)('written as %s is another page', (address) => {
    expect(canonicalLink(address)).not.toBe(page)
  })

  test('names the same page whatever the order of its parameters', () => {
    expect(canonicalLink('https://a.test/?b=2&a=1&utm_id=3')).toBe(
      canonicalLink('http://www.a.test/?a=1&b=2'),
    )
  })

  test.each(['', 'nonsense', 'mailto:a@b.test', 'javascript:alert(1)', 'ftp://a.test/'])(
    'that is none (%s) names no page',
    (address) => {
      expect(canonicalLink(address)).toBeNull()
    },
  )

  test('reduced once stays as it is', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const once = canonicalLink(address)
        expect(once === null ? null : canonicalLink(once)).toBe(once)
      }),
    )
  })
})

describe('keys', () => {
  const keysOf = (guid: string | null, link: string | null) => identityKeys([{ guid, link }])[0]

  test.each([
    ['https://novastan.org/de/?p=29870', 'p:29870'],
    ['http://www.novastan.org/?p=29870', 'p:29870'],
    ['https://novastan.org/?post_type=podcast&p=29870', 'p:29870'],
    ['https://novastan.org/?p=29870&preview=true', 'guid:https://novastan.org?p=29870&preview=true'],
    ['https://novastan.org/?p=abc', 'guid:https://novastan.org?p=abc'],
    ['http://www.novastan.org/de/leben/', 'guid:https://novastan.org/de/leben'],
    ['tag:blogger.com,1999:blog-1', 'guid:tag:blogger.com,1999:blog-1'],
    [' 42 ', 'guid:42'],
    ['  ', null],
    [null, null],
  ])('of the guid %s are %s', (guid, key) => {
    expect(keysOf(guid, null)?.guid).toBe(key)
  })

  test('of a link not yet made pretty are those of its number', () => {
    expect(keysOf(null, 'https://novastan.org/?p=5')?.link).toBe('p:5')
    expect(keysOf(null, 'not an address')?.link).toBeNull()
  })

  test('that repeat inside a document are none there', () => {
    const items = [
      { guid: 'a', link: 'https://m.test/1' },
      { guid: 'a', link: 'https://m.test/2/' },
      { guid: 'b', link: 'http://www.m.test/2' },
    ]
    expect(identityKeys(items)).toEqual([
      { guid: null, link: 'link:https://m.test/1' },
      { guid: null, link: null },
      { guid: 'guid:b', link: null },
    ])
  })
})

const candidate = (change: Partial<Candidate>): Candidate => ({
  keys: { guid: null, link: null },
  titleKey: 'the week in pictures',
  textKey: 'text-1',
  ...change,
})
const known = (change: Partial<KnownArticles> = {}): KnownArticles => ({
  articleByKey: new Map(),
  namesakes: [],
  previous: [],
  ...change,
})

describe('what an item is filed under', () => {
  test('are its keys, or its text where it has none', () => {
    expect(filedUnder(candidate({ keys: { guid: 'g', link: 'l' } }))).toEqual(['g', 'l'])
    expect(filedUnder(candidate({}))).toEqual(['text:text-1'])
  })

  test('are only keys that are nobody else’s, and then the pair of both', () => {
    const keys = { guid: 'g', link: 'l' }
    expect(keysOfNew(candidate({ keys }), new Map())).toEqual(['g', 'l'])
    expect(keysOfNew(candidate({ keys }), new Map([['l', 'en-1']]))).toEqual(['g', pairKey(keys)])
    const both = new Map([
      ['g', 'en-1'],
      ['l', 'en-2'],
    ])
    expect(keysOfNew(candidate({ keys }), both)).toEqual([pairKey(keys)])
  })

  test('gives the article its id: readable where WordPress numbers it', () => {
    expect(newArticleId('de', ['p:29870', 'link:x'])).toBe('de-29870')
    expect(newArticleId('de', ['guid:x'])).toMatch(/^de-[0-9a-f]{10}$/)
    expect(newArticleId('de', ['guid:x'])).not.toBe(newArticleId('de', ['guid:y']))
  })
})

describe('an item', () => {
  const keys = { guid: 'g', link: 'l' }

  test('is the article of its guid, else of its link', () => {
    const byGuid = known({ articleByKey: new Map([['g', 'en-1']]) })
    expect(identify([candidate({ keys })], byGuid)).toEqual([{ kind: 'known', articleId: 'en-1' }])
    const byLink = known({ articleByKey: new Map([['l', 'en-2']]) })
    expect(identify([candidate({ keys })], byLink)).toEqual([{ kind: 'known', articleId: 'en-2' }])
  })

  test('is in doubt between two, and known once it was filed as a pair', () => {
    const two = [
      ['g', 'en-1'],
      ['l', 'en-2'],
    ] as const
    const articles = known({ articleByKey: new Map(two) })
    expect(identify([candidate({ keys })], articles)[0]?.kind).toBe('doubtful')
    const filed = known({ articleByKey: new Map([...two, [pairKey(keys), 'en-3']]) })
    expect(identify([candidate({ keys })], filed)).toEqual([{ kind: 'known', articleId: 'en-3' }])
  })

  const old = { id: 'en-1', titleKey: 'the week in pictures', textKey: 'text-1' }
  const neighbours = { articleByKey: new Map([['n', 'en-0']]), previous: ['en-1', 'en-0'] }
  const neighbour = candidate({ keys: { guid: 'n', link: null }, titleKey: 'other', textKey: 'other' })
  const comesBack = (change: Partial<Candidate>, articles: Partial<KnownArticles>) =>
    identify([candidate({ keys, ...change }), neighbour], known({ namesakes: [old], ...articles }))[0]?.kind

  test('with the headline of one that left the middle in the same poll is that one', () => {
    expect(comesBack({ textKey: 'rewritten' }, neighbours)).toBe('known')
  })

  test('with the headline of one that slid off the end is that one only with the same text', () => {
    const atTheEnd = { ...neighbours, previous: ['en-0', 'en-1'] }
    expect(comesBack({}, atTheEnd)).toBe('known')
    expect(comesBack({ textKey: 'rewritten' }, atTheEnd)).toBe('doubtful')
  })

  test('with the headline of one that left long ago is new, unless the text is the same too', () => {
    expect(comesBack({ textKey: 'rewritten' }, { ...neighbours, previous: ['en-0'] })).toBe('new')
    expect(comesBack({}, { ...neighbours, previous: ['en-0'] })).toBe('doubtful')
  })

  test('with the headline of one that still stands there is another', () => {
    const still = { ...neighbours, articleByKey: new Map([['n', 'en-1']]) }
    expect(comesBack({ textKey: 'rewritten' }, still)).toBe('new')
  })
})

test('no two items of a document are ever taken for one article', () => {
  const key = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null })
  const item = fc.record({
    guid: key,
    link: key,
    titleKey: fc.constantFrom('', 't', 'u'),
    textKey: fc.constantFrom('1', '2'),
  })
  const articles = fc.constantFrom('en-1', 'en-2', 'en-3')
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 6 }),
      fc.dictionary(
        fc.constantFrom('guid:a', 'guid:b', 'link:https://m.test/a', 'link:https://m.test/b'),
        articles,
      ),
      fc.uniqueArray(articles),
      (items, filed, previous) => {
        const documented = items.map(({ guid, link }) => ({ guid, link: link && `https://m.test/${link}` }))
        const candidates = identityKeys(documented).map((keys, at) => ({
          keys,
          titleKey: '',
          textKey: '',
          ...items[at],
        }))
        const found = identify(
          candidates.map(({ keys, titleKey, textKey }) => ({ keys, titleKey, textKey })),
          {
            articleByKey: new Map(Object.entries(filed)),
            namesakes: previous.map((id) => ({ id, titleKey: 't', textKey: '1' })),
            previous,
          },
        )
        const taken = found.flatMap((one) => (one.kind === 'known' ? [one.articleId] : []))
        expect(taken.length).toBe(new Set(taken).size)
      },
    ),
    { numRuns: 3000 },
  )
})

describe('headlines', () => {
  test('are the same whatever their case, quotes, spaces and stops', () => {
    expect(titleKey('  „Wasser“ – der  Streit! ')).toBe(titleKey('"wasser": Der Streit'))
    expect(titleKey('ﬁne café')).toBe(titleKey('FINE CAFÉ'))
    expect(titleKey('Xi in Astana')).not.toBe(titleKey('Xi in Taschkent'))
    expect(titleKey('🏔️ ?')).toBe('')
    expect(titleKey('Вода в Оше')).toBe('вода в оше')
  })

  test('and leads are compared together', () => {
    expect(textKey('A', 'b c')).toBe(textKey('a!', '“B  C.”'))
    expect(textKey('A b', 'c')).not.toBe(textKey('A', 'b c'))
  })
})
