import { describe, expect, it } from 'vitest'
import { readBlocks, readInline } from '../../src/article/html.ts'

const texts = (html: string) => readBlocks(html).blocks.map(({ text }) => text)

describe('HTML as blocks', () => {
  it('reads paragraphs, decodes entities once, joins lines and keeps a no-break space', () => {
    expect(
      texts('<p>L&#8217;air\n  et &amp;amp; l’eau</p><p>z.&nbsp;B. <em>dies</em><br>und das</p>'),
    ).toEqual(['L’air et &amp; l’eau', 'z.\u00a0B. dies und das'])
  })

  it('reads text without any tag, and text between tags', () => {
    expect(texts('Eins')).toEqual(['Eins'])
    expect(texts('Eins<p>Zwei</p>Drei')).toEqual(['Eins', 'Zwei', 'Drei'])
  })

  it('takes no word from scripts, styles, forms and embedded pages', () => {
    const html = '<script>a</script><style>b</style><form><p>c</p></form><iframe>d</iframe><p>Text</p>'
    expect(texts(html)).toEqual(['Text'])
  })

  it('tells headings, captions and lists from running text', () => {
    const html =
      '<h2>H</h2><figure><img src="a.jpg" alt="A"><figcaption>C</figcaption></figure><ul><li>L</li></ul><p>T</p>'
    expect(readBlocks(html).blocks.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'heading H',
      'caption C',
      'aside L',
      'text T',
    ])
    expect(readBlocks(html).images).toEqual([{ src: 'a.jpg', alt: 'A', caption: 'C' }])
  })

  it('knows the link that a paragraph begins with', () => {
    expect(readBlocks('<p><a href="/a">Titel</a> und Text</p>').blocks[0]?.leadingLink).toEqual({
      href: '/a',
      text: 'Titel',
    })
    expect(readBlocks('<p>Text mit <a href="/a">Link</a></p>').blocks[0]?.leadingLink).toBeNull()
  })

  it.each(['<p>Eins<p>Zwei', '<div><p>Eins</div>Zwei', '<b><p>Eins</b></p><p>Zwei'])(
    'reads broken HTML: %s',
    (html) => {
      expect(texts(html)).toEqual(['Eins', 'Zwei'])
    },
  )

  it('survives a hundred thousand open tags', () => {
    const start = performance.now()
    expect(texts(`${'<div>'.repeat(100_000)}Text`).length).toBeLessThanOrEqual(1)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

describe('a title', () => {
  it.each([
    ['L&#8217;Al&eacute;atoire', 'L’Aléatoire'],
    ['Strom &amp; Frost', 'Strom & Frost'],
    ['Ein <em>neuer</em> Markt', 'Ein neuer Markt'],
    ['Der Tag <Teil 2>: a < b', 'Der Tag <Teil 2>: a < b'],
    ['R&D, AT&T & Söhne', 'R&D, AT&T & Söhne'],
    ['  zwei\n Zeilen ', 'zwei Zeilen'],
    ['a\u202eb\u2066c\u0000d', 'abc d'],
    ['e\u0301te\u0301', 'été'],
    ['lone \ud800 half', 'lone \ufffd half'],
    ['&lt;b&gt;fett&lt;/b&gt;', '<b>fett</b>'],
  ])('%j is %j', (raw, text) => {
    expect(readInline(raw)).toBe(text)
  })
})
