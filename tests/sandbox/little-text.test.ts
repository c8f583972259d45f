import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLittleText } from '../../src/sandbox/little-text.ts'

const reserved = [...'|{}@[]()<>#\\*_~']

describe('little text', () => {
  test.each([
    ['plain words, 1. 2. – “quoted”', 'plain words, 1. 2. – “quoted”'],
    ['a \\(b\\) \\#c \\\\d \\_e\\~', 'a (b) #c \\d _e~'],
    ['Kirgistan #Zentralasien heute', 'Kirgistan #Zentralasien heute'],
    ['{hashtag|\\#|Zentral\\_asien} x', '#Zentral_asien x'],
    ['von @[Novastan Deutsch](urn:li:organization:42)!', 'von Novastan Deutsch!'],
  ])('%j is shown whole', (source, shown) => {
    expect(readLittleText(source)).toMatchObject({ shown, cutAt: null })
  })

  test.each([
    ['before (after)', 'before ', 7],
    ['before # after', 'before ', 7],
    ['a\\nb', 'a', 1],
    ['mail a@b.de', 'mail a', 6],
    ['#snake_case', '#snake', 6],
    ['{hashtag|x', '', 0],
    ['end\\', 'end', 3],
  ])('%j is cut', (source, shown, cutAt) => {
    expect(readLittleText(source)).toMatchObject({ shown, cutAt })
  })

  test('names its hashtags', () => {
    expect(readLittleText('#a {hashtag|\\#|b} \\#c').hashtags).toEqual(['a', 'b'])
  })

  test('shows any text that is escaped, and cuts at any reserved character that is not', () => {
    const escaped = (text: string): string => text.replace(/[|{}@[\]()<>#\\*_~]/g, '\\$&')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...reserved), (text, char) => {
        expect(readLittleText(escaped(text))).toEqual({ shown: text, hashtags: [], cutAt: null })
        expect(readLittleText(`${escaped(text)}${char} `)).toMatchObject({ shown: text })
      }),
    )
  })
})
