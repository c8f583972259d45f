import { describe, expect, it } from 'vitest'
import { takeKicker } from '../../src/article/kicker.ts'

describe('kickers', () => {
  it.each([
    ['ENTSCHLÜSSELUNG. Warum versiegen die Brunnen?', 'ENTSCHLÜSSELUNG', 'Warum versiegen die Brunnen?'],
    ['CINESTAN. Ein Film über Osch.', 'CINESTAN', 'Ein Film über Osch.'],
    ['DIE LUFT ZUM ATMEN. Almaty im Winter.', 'DIE LUFT ZUM ATMEN', 'Almaty im Winter.'],
    ['DECRYPTAGE. Le koumis se vend.', 'DECRYPTAGE', 'Le koumis se vend.'],
    ['DÉCRYPTAGE.Le koumis se vend.', 'DÉCRYPTAGE', 'Le koumis se vend.'],
    ['DECODING: Night trains are full.', 'DECODING', 'Night trains are full.'],
    ['DECRYPTION. Night trains are full.', 'DECRYPTION', 'Night trains are full.'],
    ['CENTRAL ASIAN CINEMA. A film.', 'CENTRAL ASIAN CINEMA', 'A film.'],
    ['CENTRAL ASIA SCIENCE REVIEW − Glaciers melt.', 'CENTRAL ASIA SCIENCE REVIEW', 'Glaciers melt.'],
    ['Décryptage. Le koumis se vend.', 'Décryptage', 'Le koumis se vend.'],
    ['ENTSCHLÜSSELUNG.', 'ENTSCHLÜSSELUNG', ''],
    ['Le koumis se vend. Portrait.', 'Portrait', 'Le koumis se vend.'],
    ['Le koumis se vend.Critique.', 'Critique', 'Le koumis se vend.'],
    ['Le koumis se vend. Décryptage...', 'Décryptage', 'Le koumis se vend.'],
  ])('"%s" gives its label', (paragraph, kicker, text) => {
    expect(takeKicker(paragraph)).toMatchObject({ kicker, text })
  })

  it('puts what it took on record, once', () => {
    expect(takeKicker('DECODING: A. b').removed).toEqual([{ rule: 'kicker', text: 'DECODING:' }])
  })

  it.each([
    'FIFA, EU und IT: Wer zahlt?',
    'FIFA. Ein Wort, das alle kennen.',
    'URSS : trente ans après.',
    'COP 28: What Central Asia wants.',
    'IT : le premier album du groupe.',
    'COVID-19: Die Impfung beginnt.',
    'UNESCO. Osch wird Welterbe.',
    'KASACHSTAN: Ein Land im Umbruch.',
    'Critique littéraire à Och, elle écrit.',
    'Programmierer:innen verlassen das Land.',
  ])('"%s" is no kicker', (paragraph) => {
    expect(takeKicker(paragraph)).toEqual({ text: paragraph, kicker: null, removed: [] })
  })
})
