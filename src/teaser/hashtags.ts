/**
 * Hashtags from a table of countries (research/novastan.md §4), never from raw tags: those hold "cows", typos and
 * Paris. One to three countries give their tags; none or more than three give the region's.
 */
import type { ArticleContent, Language } from '../article/article.ts'

interface Country {
  readonly tag: Readonly<Record<Language, string>>
  /** All spellings seen, in any edition, lower case; the typo "Kyrgystan" is a real category. */
  readonly names: readonly string[]
}

const countries: readonly Country[] = [
  {
    tag: { de: 'Kasachstan', fr: 'Kazakhstan', en: 'Kazakhstan' },
    names: ['kasachstan', 'kazakhstan', 'kazakstan'],
  },
  {
    tag: { de: 'Kirgistan', fr: 'Kirghizstan', en: 'Kyrgyzstan' },
    names: [
      'kirgistan',
      'kirgisistan',
      'kirgisien',
      'kirghizstan',
      'kirghizistan',
      'kyrgyzstan',
      'kyrgystan',
    ],
  },
  {
    tag: { de: 'Tadschikistan', fr: 'Tadjikistan', en: 'Tajikistan' },
    names: ['tadschikistan', 'tadjikistan', 'tajikistan'],
  },
  {
    tag: { de: 'Turkmenistan', fr: 'Turkménistan', en: 'Turkmenistan' },
    names: ['turkmenistan', 'turkménistan'],
  },
  {
    tag: { de: 'Usbekistan', fr: 'Ouzbékistan', en: 'Uzbekistan' },
    names: ['usbekistan', 'ouzbékistan', 'ouzbekistan', 'uzbekistan'],
  },
  {
    tag: { de: 'Xinjiang', fr: 'Xinjiang', en: 'Xinjiang' },
    names: [
      'xinjiang',
      'uigurische region',
      'uigurische region (xinjiang)',
      'région ouïghoure',
      'uyghur region',
      'uyghur region / xinjiang',
    ],
  },
]

const region: Readonly<Record<Language, string>> = {
  de: 'Zentralasien',
  fr: 'AsieCentrale',
  en: 'CentralAsia',
}

/** A fourth country makes it an article about the region. */
const mostCountries = 3

/** One to three words without `#`. Categories decide; where they name no country, headline and lead do. */
export function hashtagsOf(content: ArticleContent): readonly string[] {
  const named = countriesInCategories(content.categories)
  const found = named.length > 0 ? named : countriesInText(`${content.title} ${content.lead}`)
  if (found.length === 0 || found.length > mostCountries) return [region[content.language]]
  return found.map(({ tag }) => tag[content.language])
}

function countriesInCategories(categories: readonly string[]): readonly Country[] {
  const found = categories.map((category) => {
    const name = category.toLowerCase().normalize('NFC')
    return countries.find(({ names }) => names.includes(name))
  })
  return [...new Set(found)].filter((country) => country !== undefined)
}

/** Names only, in order of the table; a genitive counts ("Kirgistans"), an adjective ("kirgisisch") does not. */
function countriesInText(text: string): readonly Country[] {
  const words = new Set(
    text
      .slice(0, 4_000)
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}]+/gu),
  )
  return countries.filter(({ names }) => names.some((name) => words.has(name) || words.has(`${name}s`)))
}
