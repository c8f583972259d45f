import { describe, expect, it } from 'vitest'
import { beginning, cutText, typeset, wholeSentences, wholeWords } from '../../src/teaser/text.ts'

const upTo = (units: number) => (text: string) => text.length <= units

describe('cutting', () => {
  it.each([
    ['de', 'Eins kam. Zwei ging. Drei blieb.', 25, 'Eins kam. Zwei ging.'],
    ['de', 'Am 24. Februar kam Dr. A. Muster an. Dann ging er.', 40, 'Am 24. Februar kam Dr. A. Muster an.'],
    ['de', 'Am 24. Februar kam Dr. A. Muster an. Dann ging er.', 12, ''],
    ['de', '„Wir gehen. Wir bleiben.“ Er ging.', 20, ''],
    ['de', '„Wir gehen. Wir bleiben.“ Er ging.', 30, '„Wir gehen. Wir bleiben.“'],
    ['de', 'Er ging (nach Osch. Und weiter). Sie blieb.', 25, ''],
    ['fr', '« Respirer ! » Les gens attendent.', 20, '« Respirer ! »'],
    ['de', 'Er sagte „nichts. Sie auch. Alle schwiegen.', 30, 'Er sagte „nichts. Sie auch.'],
  ] as const)('%s: whole sentences of %j in %i', (language, text, room, kept) => {
    expect(wholeSentences(text, language, upTo(room))).toBe(kept)
  })

  it.each([
    ['en', 'Night trains carry more people', 30, 'Night trains carry more people'],
    ['en', 'Night trains carry more people', 29, 'Night trains carry more…'],
    ['de', 'Nachtzüge fahren wieder weiter', 24, 'Nachtzüge fahren\u00a0…'],
    ['en', 'Night trains, which are slow', 18, 'Night trains…'],
    ['en', 'He left. Night trains are slow', 12, 'He left.'],
    ['de', 'Er kommt am 24. Februar an', 17, 'Er kommt am\u00a0…'],
    ['de', 'Er kommt z. B. Februar an', 16, 'Er kommt\u00a0…'],
    ['de', 'Er sagte: „Wir gehen alle heim“', 25, 'Er sagte: „Wir gehen\u00a0…“'],
    ['fr', '« Nous voulons tous respirer ! »', 25, '« Nous voulons tous… »'],
    ['en', 'They (the four of them) left', 8, 'They…'],
    ['fr', 'Il y a 10 000 juments dans la vallée', 12, 'Il y a…'],
    ['en', 'Donaudampfschifffahrt', 10, 'Donaudamp…'],
    ['en', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15, '👩‍👩‍👧‍👦…'],
  ] as const)('%s: whole words of %j in %i', (language, text, room, kept) => {
    expect(wholeWords(text, language, upTo(room))).toBe(kept)
  })

  it('leaves no quotation open, however many sentences it has', () => {
    const speech = `Er kam. Er sagte: „${'Wir gehen. '.repeat(20).trim()}“ Sie ging.`
    expect(wholeSentences(speech, 'de', upTo(200))).toBe('Er kam.')
  })

  it('ends at a sentence where one fits, else at a word', () => {
    expect(cutText('Eins kam. Zwei ging heim.', 'en', upTo(20))).toBe('Eins kam.')
    expect(cutText('Eins kam heim und blieb da.', 'en', upTo(20))).toBe('Eins kam heim und…')
    expect(cutText('Eins kam.', 'en', upTo(20))).toBe('Eins kam.')
  })

  it('does not cut a grapheme before measuring', () => {
    expect(beginning('abc🇰🇿', 5)).toBe('abc')
    expect(beginning('abc🇰🇿', 7)).toBe('abc🇰🇿')
    expect(beginning('x'.repeat(1_000_000), 10)).toBe('x'.repeat(10))
  })
})

describe('typesetting', () => {
  it('makes French spaces before : ; ! ? » and after « no-break spaces, and no others', () => {
    expect(typeset('Ouzbékistan : « nous voulons respirer ! » Qui ? Eux ; nous', 'fr')).toBe(
      'Ouzbékistan\u00a0: «\u00a0nous voulons respirer\u00a0!\u00a0» Qui\u00a0? Eux\u00a0; nous',
    )
  })

  it('keeps French figures, numbers and percentages together', () => {
    expect(typeset('Le n° 4 coûte 11 400 soms, soit 80 % de 2021 et 2022 soms', 'fr')).toBe(
      'Le n°\u00a04 coûte 11\u00a0400 soms, soit 80\u00a0% de 2021 et 2022 soms',
    )
  })

  it('leaves no sign alone at the start of a line in German and English either', () => {
    expect(typeset('What a view !', 'en')).toBe('What a view\u00a0!')
    expect(typeset('Kirgistan : Wer ? Bei -12 °C nur 80 %.', 'de')).toBe(
      'Kirgistan\u00a0: Wer\u00a0? Bei -12\u00a0°C nur 80\u00a0%.',
    )
  })

  it('leaves all other spaces of German and English as they are', () => {
    for (const text of ['»Hallo«, sagt er »so«.', 'Im Jahr 2020 500 Menschen', 'He :-) smiles', 'a « b » c'])
      expect(typeset(text, 'de')).toBe(text)
  })
})
