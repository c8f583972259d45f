import { describe, expect, it } from 'vitest'
import { finishExcerpt } from '../../src/article/excerpt.ts'

describe('the end of an excerpt', () => {
  it.each([
    ['de', 'Der Strom fällt aus. Die Preise steigen in […]', 'Der Strom fällt aus.'],
    ['de', 'Der Strom fällt aus. Die Preise steigen. […]', 'Der Strom fällt aus. Die Preise steigen.'],
    ['de', 'Der Strom fällt aus. [...]', 'Der Strom fällt aus.'],
    [
      'de',
      'Der Strom fällt am 24. Februar z. B. in Osch […]',
      'Der Strom fällt am 24. Februar z. B. in Osch\u00a0…',
    ],
    ['de', 'Der Winter trifft das Land hart … […]', 'Der Winter trifft das Land hart …'],
    ['en', 'The winter is hard… [...]', 'The winter is hard…'],
    ['en', 'The winter is hard, [...]', 'The winter is hard…'],
    ['fr', 'Les juments sont là, et quelque peu am . . .', 'Les juments sont là, et quelque peu…'],
    ['fr', 'L’été vient. Les juments sont quelque peu am . . .', 'L’été vient.'],
    ['fr', 'L’été vient. L’ing . . .', 'L’été vient.'],
    ['de', '„Der Strom fällt aus“, sagt er. „Und die Preise […]', '„Der Strom fällt aus“, sagt er.'],
    ['de', 'Er sagt: „Der Strom fällt aus und […]', 'Er sagt: „Der Strom fällt aus und\u00a0…“'],
  ] as const)('%s: "%s"', (language, paragraph, text) => {
    expect(finishExcerpt(paragraph, language).text).toBe(text)
  })

  it.each([
    'Er sagt: „Der Strom […] fällt aus.“',
    'Er sagt: „Der Strom fällt aus […]“',
    'Aber dann kam alles anders…',
    'Der Winter trifft das Land hart',
  ])('leaves alone what is no excerpt mark: "%s"', (paragraph) => {
    expect(finishExcerpt(paragraph, 'de')).toEqual({ text: paragraph, unfinished: false, removed: [] })
  })

  it('says whether a whole sentence was left, and what it took', () => {
    expect(finishExcerpt('Eins kam. Zwei ka […]', 'de')).toMatchObject({
      unfinished: false,
      removed: [{ rule: 'excerpt end', text: 'Zwei ka […]' }],
    })
    expect(finishExcerpt('Zwei kam nicht […]', 'de').unfinished).toBe(true)
  })
})
