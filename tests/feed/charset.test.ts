import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/feed/charset.ts'

const TEXT = '<rss><title>Straße, Aïda</title></rss>'
const CYRILLIC = '<rss><title>Шёлковый путь</title></rss>'

function declared(charset: string, text: string): string {
  return `<?xml version="1.0" encoding="${charset}"?>${text}`
}

describe('the charset comes from', () => {
  test.each<[string, Uint8Array, string | null, string]>([
    [
      'a UTF-8 mark, whatever else is said',
      iconv.encode(TEXT, 'utf8', { addBOM: true }),
      'text/xml; charset=iso-8859-1',
      TEXT,
    ],
    ['a UTF-16 LE mark', iconv.encode(TEXT, 'utf-16le', { addBOM: true }), 'text/xml; charset=utf-8', TEXT],
    ['a UTF-16 BE mark', iconv.encode(TEXT, 'utf-16be', { addBOM: true }), null, TEXT],
    ['the pattern of UTF-16 LE', iconv.encode(TEXT, 'utf-16le'), null, TEXT],
    ['the pattern of UTF-16 BE', iconv.encode(TEXT, 'utf-16be'), null, TEXT],
    ['the header', iconv.encode(CYRILLIC, 'windows-1251'), 'text/xml; Charset="windows-1251"', CYRILLIC],
    [
      'the declaration',
      iconv.encode(declared('windows-1251', CYRILLIC), 'windows-1251'),
      'text/xml',
      declared('windows-1251', CYRILLIC),
    ],
    [
      'ISO-8859-1, meant as Windows-1252',
      iconv.encode(declared('iso-8859-1', 'ß “a” €'), 'windows-1252'),
      null,
      declared('iso-8859-1', 'ß “a” €'),
    ],
    ['KOI8-R', iconv.encode(declared('koi8-r', CYRILLIC), 'koi8-r'), null, declared('koi8-r', CYRILLIC)],
    ['nothing: UTF-8', Buffer.from(TEXT), null, TEXT],
    [
      'the header before the declaration',
      iconv.encode(declared('iso-8859-5', CYRILLIC), 'windows-1251'),
      'text/xml; charset=windows-1251',
      declared('iso-8859-5', CYRILLIC),
    ],
    [
      'the declaration of UTF-8 where Apache adds ISO-8859-1',
      Buffer.from(declared('UTF-8', TEXT)),
      'text/xml; charset=ISO-8859-1',
      declared('UTF-8', TEXT),
    ],
    [
      'the header of UTF-8 over a template with ISO-8859-1',
      Buffer.from(declared('ISO-8859-1', TEXT)),
      'text/xml; charset=utf-8',
      declared('ISO-8859-1', TEXT),
    ],
    [
      'the declaration where the bytes are not the UTF-8 of the header',
      iconv.encode(declared('windows-1251', CYRILLIC), 'windows-1251'),
      'text/xml; charset=utf-8',
      declared('windows-1251', CYRILLIC),
    ],
  ])('%s', (_name, bytes, contentType, text) => {
    expect(decodeText(bytes, contentType)).toEqual({ text, warnings: [] })
  })

  test('the bytes when the label UTF-8 is wrong: Windows-1252, said', () => {
    const { text, warnings } = decodeText(iconv.encode(declared('utf-8', TEXT), 'windows-1252'), null)
    expect(text).toContain('Straße, Aïda')
    expect(warnings).toEqual([expect.stringContaining('read as windows-1252')])
  })

  test('UTF-8 although a character was cut in half somewhere, said', () => {
    const bytes = Buffer.concat([Buffer.from(`${TEXT}Aß`).subarray(0, -1), Buffer.from(CYRILLIC)])
    const { text, warnings } = decodeText(bytes, null)
    expect(text).toBe(`${TEXT}A\uFFFD${CYRILLIC}`)
    expect(warnings).toEqual([expect.stringContaining('1 places are not valid UTF-8')])
  })

  test.each(['x-unknown', 'utf-16', 'utf-7', '', '../../etc'])(
    'no label that means nothing here (%s)',
    (label) => {
      expect(decodeText(Buffer.from(declared(label, TEXT)), `text/xml; charset=${label}`).text).toContain(
        'Straße',
      )
    },
  )
})

test('what XML forbids is removed and counted, line ends and tabs are not', () => {
  expect(decodeText(Buffer.from('a\u0000b\u0007c\t\r\nd\uFFFE'), null)).toEqual({
    text: 'abc\t\r\nd',
    warnings: ['Removed 3 control characters that XML forbids.'],
  })
})

test('any bytes give a text', () => {
  const noise = Uint8Array.from({ length: 4096 }, (_, index) => (index * 2_654_435_761) >>> 24)
  for (const length of [0, 1, 2, 3, 4, 5, 4096]) {
    expect(typeof decodeText(noise.subarray(0, length), 'a; charset=utf-8').text).toBe('string')
  }
})
