/** An article for tests: what a test does not name is this. */
import type { ArticleContent } from '../../src/article/article.ts'

export const plainArticle: ArticleContent = {
  url: 'https://novastan.org/de/kirgistan/ein-markt-in-osch/',
  title: 'In Osch öffnet ein neuer Markt nach langem Streit',
  kicker: null,
  lead: 'Der Markt war ein Jahr geschlossen. Jetzt kommen die ersten Händler:innen zurück.',
  body: [],
  authors: [],
  categories: ['Kirgistan'],
  sections: null,
  language: 'de',
  publishedAt: null,
  image: null,
  credit: null,
}
