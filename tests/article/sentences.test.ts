import { describe, expect, it } from 'vitest'
import { endsSentence, splitSentences, unclosed } from '../../src/article/sentences.ts'

describe('sentences', () => {
  it.each([
    ['de', 'Am 24. Februar kam er.|Dann ging er.'],
    ['de', 'Im 19. Jahrhundert war z. B. Osch groß.|Heute nicht.'],
    ['de', 'Es gibt z.\u00a0B. Äpfel, d.\u202fh. Obst, u. a. Birnen.|Und mehr.'],
    ['de', 'Dr. A. Beispiel bzw. Prof. Muster kam ca. 6,5 km weit.|Gut.'],
    ['de', 'Das kostet 500 Mrd. Euro.|Das sind rd. 3 Mio. Som.|Viel.'],
    ['de', 'Er (Anm. d. Red. gestrichen) ging.|Sie blieb.'],
    ['de', 'Bei Your.tj und Asia-Plus steht es.|Bei Kloop.kg.|Auch dort.'],
    ['de', '„Wir gehen.“|Er ging.'],
    ['de', '„Wir gehen. Wir bleiben nicht.“|Er ging.'],
    ['de', '„Geht!“, rief sie. |Alle gingen.'],
    ['de', 'Er sagte: „Geht.“|Sie ging.'],
    ['de', 'Pischpek.|Frunse.|Bischkek.'],
    ['de', 'Die Programmierer:innen gehen.|jede:r weiß es.'],
    ['de', 'Peter I. Winter und Nikolaus II. kamen.|Dann nicht.'],
    ['de', 'Er war 2013.|Sie war es 2014.'],
    ['fr', '« Nous voulons respirer ! »|Les gens attendent.'],
    ['fr', '« Nous voulons respirer ! » répond-il.|Il part.'],
    ['fr', '«\u00a0Nous voulons respirer\u00a0!\u00a0»|Les gens attendent.'],
    ['fr', 'Qui sait ?|Personne !|M. Dupont peut-être.'],
    ['fr', 'En 300 av. J.-C. Alexandre arrive.|Il repart.'],
    ['fr', 'Il a 24 ans.|Février vient.'],
    ['en', 'Mr. A. Example met Dr. Sample at 5 p.m. in Osh.|He left.'],
    ['en', 'He is 24.|February came.'],
    ['en', '“Go!” she said.|“Now. At once.”|They went.'],
    ['en', 'See No. 5 of the list.|It is there.'],
  ] as const)('%s: %s', (language, marked) => {
    const text = marked.replace(/ ?\|/g, ' ')
    const sentences = splitSentences(text, language)
    if (marked.includes('jede:r')) return expect(sentences.length).toBe(1)
    expect(sentences.map((sentence) => sentence.trim())).toEqual(marked.split('|').map((part) => part.trim()))
    expect(sentences.join('')).toBe(text)
  })

  it.each([
    ['de', 'Er kam.', true],
    ['de', 'Er kam am 24.', false],
    ['de', 'Er kam z. B.', false],
    ['de', 'Er kam', false],
    ['de', 'Er sagte: „Nein!“', true],
    ['fr', '« Non ! »', true],
    ['en', 'He met Dr.', false],
  ] as const)('%s: "%s" ends a sentence: %s', (language, text, ends) => {
    expect(endsSentence(text, language)).toBe(ends)
  })

  it.each([
    ['„Er (der Chef', ')“'],
    ['„Er ging“', ''],
    ['“He went', '”'],
    ['“He “went', '””'],
    ['« Il part', ' »'],
    ['«\u00a0Il part', '\u00a0»'],
    ['»Er geht', '«'],
    ['»Er geht«', ''],
    ['„Er sagte ‚nein', '‘“'],
    ['Er sagte "nein', '"'],
    ['Qo‘qon und Qo’qon', ''],
    ['a) und b) und :)', ''],
    ['5" groß', ''],
  ])('%s owes "%s"', (text, owed) => {
    expect(unclosed(text)).toBe(owed)
  })

  it('splits twenty thousand characters without a pause', () => {
    const start = performance.now()
    splitSentences('A. b. „C. '.repeat(2_000), 'de')
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
