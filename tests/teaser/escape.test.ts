import { describe, expect, it } from 'vitest'
import {
  escapeLittleText,
  escapeTelegramAttribute,
  escapeTelegramHtml,
  withoutAccidents,
} from '../../src/teaser/escape.ts'
import { foundByTelegram, foundByX, parseTelegramHtml } from './telegram-parser.ts'

describe('words that platforms take for something else', () => {
  it.each([
    'Laut Your.tj und 24.kg ist gazeta.uz online.',
    'Sie blieb in Bishkek.Credit war gestern, README.md auch.',
    'Fotowettbewerb #6 und #novastanphotocontest',
    'Von @simobergz, ＠other und ＃tag',
    '$USD und $KZT.A fallen',
    '/start und (/hilfe)',
    'https://a.example/x?y=z#w, http://192.168.0.1/a und tg://resolve?domain=a',
    't.me/abc und www.novastan.org',
    '#Ouzbékistan_2026 und #٣abc',
  ])('stay words: %s', (text) => {
    expect([...foundByX(text), ...foundByTelegram(text)].length).toBeGreaterThan(0)
    const safe = withoutAccidents(text)
    expect(foundByX(safe)).toEqual([])
    expect(foundByTelegram(safe)).toEqual([])
    expect(safe.replaceAll('\u2060', '')).toBe(text)
  })

  it.each([
    'z. B. 6.5 km, d.h. 24. Februar',
    'Asia-Plus, A.B. und U.S.',
    'km/h, und/oder, 1/2',
    'C# und 5 $',
    'Programmierer:innen',
  ])('are left alone where nothing is to be feared: %s', (text) => {
    expect(withoutAccidents(text)).toBe(text)
  })

  it('leave a mail address one that can be copied and written to', () => {
    const text = 'Bilder an photo@novastan.org oder (foto@novastan.org), bis 1. März an a.b@c.example.'
    expect(withoutAccidents(text)).toBe(text)
    expect(foundByTelegram(text)).toEqual([
      'emailaddress:photo@novastan.org',
      'emailaddress:foto@novastan.org',
      'emailaddress:a.b@c.example',
    ])
    expect(foundByX(text)).toEqual([])
  })
})

describe('escaping', () => {
  it('shows Telegram exactly the text it was given', () => {
    const text = '<b>"Strom" & \'Frost\'</b> &nbsp; &amp; &#8230; a < b > c'
    expect(parseTelegramHtml(escapeTelegramHtml(text))).toEqual({ text, entities: [], urls: [] })
  })

  it('keeps an address whole inside its attribute', () => {
    const url = 'https://novastan.org/?a="1"&b=<2>'
    expect(parseTelegramHtml(`<a href="${escapeTelegramAttribute(url)}">x</a>`).urls[0]).toContain('&b=')
    expect(escapeTelegramAttribute(url)).toBe('https://novastan.org/?a=&quot;1&quot;&amp;b=&lt;2&gt;')
  })

  it('escapes every sign of little text, and nothing else', () => {
    expect(escapeLittleText('| { } @ [ ] ( ) < > # \\ * _ ~')).toBe(
      '\\| \\{ \\} \\@ \\[ \\] \\( \\) \\< \\> \\# \\\\ \\* \\_ \\~',
    )
    expect(escapeLittleText('„Ä“ – 5 % & mehr/weniger')).toBe('„Ä“ – 5 % & mehr/weniger')
  })
})
