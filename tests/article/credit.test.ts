import { describe, expect, it } from 'vitest'
import { creditOfCaption, takeCredit } from '../../src/article/credit.ts'

const caption = 'Der Basar von Chiwa bleibt offen.'

/** The forms of research/novastan.md §2.3; names are ours. */
const forms = [
  ['Photo: Akorda.kz', 'Akorda.kz'],
  ['Photo : Muster/Wikimedia Commons', 'Muster/Wikimedia Commons'],
  ['Foto: Alex Muster', 'Alex Muster'],
  ['Foto : Irina Muster (Deutschland)', 'Irina Muster (Deutschland)'],
  ['Foto : Simone Muster ( @muster.foto, Italien)', 'Simone Muster (Italien)'],
  ['Foto: Simone Muster (@muster_foto)', 'Simone Muster'],
  ['Foto: @muster_foto', null],
  ['Kredit: Cyril Muster (France)', 'Cyril Muster (France)'],
  ['Crédits : E. S.', 'E. S.'],
  ['Bild von Julian Muster.', 'Julian Muster'],
  ['Illustration von Wikimedia Commons.', 'Wikimedia Commons'],
  ['(Photo bereitgestellt vom Pressedienst)', 'Pressedienst'],
  ['(Symbolbild)', null],
  ['(illustration)', null],
  ['Credit: Justine Muster (F…', 'Justine Muster'],
  ['Credits : Lisa Muster (Germany)', 'Lisa Muster (Germany)'],
  ['Photo credits : Salomé Muster-Rou (France)', 'Salomé Muster-Rou (France)'],
  ['Photo credits : Salomé Muster-Rou (France', 'Salomé Muster-Rou'],
  ['Crédit : Tim Muster.', 'Tim Muster'],
  ['Crédit: Simon Muster (Italie)', 'Simon Muster (Italie)'],
  ['Crédit photo : Simon Muster', 'Simon Muster'],
  ['Photo : Your.tj.', 'Your.tj'],
  ['Crédit : @muster_foto (France)', null],
  ['© Alex Muster', 'Alex Muster'],
] as const

describe('picture credits', () => {
  it.each(forms)('"%s" leaves the text and gives %s', (credit, name) => {
    const taken = takeCredit(`${caption} ${credit}`, 'de')
    expect(taken.text).toBe(caption)
    expect(taken.credit).toBe(name)
    expect(taken.removed).toEqual([{ rule: 'credit', text: credit }])
  })

  it.each(forms)('"%s" is found when it is glued to the text', (credit, name) => {
    expect(takeCredit(`${caption}${credit}`, 'de')).toMatchObject({ text: caption, credit: name })
  })

  it.each(forms)('"%s" is found alone in its paragraph', (credit, name) => {
    expect(takeCredit(credit, 'de')).toMatchObject({ text: '', credit: name })
  })

  it('keeps what follows a credit with a country, a domain or a sentence end', () => {
    const next = 'Auf dem Markt ist es kalt.'
    for (const credit of ['Foto: A. Muster (Italien)', 'Photo: Akorda.kz', 'Foto: A. Muster.']) {
      expect(takeCredit(`${caption} ${credit} ${next}`, 'de').text).toBe(`${caption} ${next}`)
    }
  })

  it.each([
    'Foto: ein Beruf im Wandel.',
    'Ein Bild: Der Präsident lächelt.',
    'Das Foto zeigt Chiwa. Die Illustration von Usbekistans Geschichte verschwindet.',
    'Ein Bild von Lenin hängt noch immer in Osch.',
  ])('leaves an ordinary sentence alone: "%s"', (sentence) => {
    expect(takeCredit(sentence, 'de')).toEqual({ text: sentence, credit: null, removed: [] })
  })

  it('reads the credit at the end of a caption', () => {
    expect(creditOfCaption('Xi und Toqaev in Beijing. Photo: Akorda.kz', 'de')).toBe('Akorda.kz')
    expect(creditOfCaption('Xi und Toqaev in Beijing Foto: A. Muster', 'de')).toBe('A. Muster')
    expect(creditOfCaption('Xi und Toqaev in Beijing', 'de')).toBeNull()
  })
})
