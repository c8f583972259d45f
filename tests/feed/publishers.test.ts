import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FeedDocument } from '../../src/feed/item.ts'
import { parseFeed } from '../../src/feed/parse.ts'

/** Real feeds, which are their publishers' and not in this repository. */
const FEEDS = new URL('../../../shared/data/feeds/', import.meta.url)
const isMissing = !existsSync(FEEDS)

/** As they are stored (novastan.md §7), with a word that is to be shown to staff. */
const ENCODED_TWICE: ReadonlyMap<string, string> = new Map([
  ['nonwp_LeMonde.xml', '18 of 18 items: letters look encoded twice ("imputÃ©", probably meant as "imputé")'],
  ['wp_de_derbrutkasten_excerptonly_yoastfooter.xml', '10 of 10 items: letters look encoded twice'],
  ['wp_de_jungegruender_full.xml', '6 of 6 items: letters look encoded twice'],
])

async function read(file: string): Promise<FeedDocument> {
  const result = await parseFeed(readFileSync(new URL(file, FEEDS)), null, 'https://example.org/feed/')
  if (result.kind === 'failed') throw new Error(result.reason)
  return result.document
}

describe.skipIf(isMissing)(
  `feeds of publishers${isMissing ? ' (skipped: ../shared/data/feeds is missing)' : ''}`,
  () => {
    test.each([
      ['nonwp_ISO88591Intranet30.xml', 30, null],
      ['nonwp_LeMonde.xml', 18, null],
      ['novastan-de.xml', 5, 'de-DE'],
      ['novastan-en.xml', 2, 'en-GB'],
      ['novastan-fr.xml', 3, 'fr-FR'],
      ['wp_de_derbrutkasten_excerptonly_yoastfooter.xml', 10, 'de-DE'],
      ['wp_de_jungegruender_full.xml', 6, 'de-DE'],
      ['wp_en_androidauthority_media.xml', 1, 'en-US'],
      ['wp_en_natasha_enclosure.xml', 10, 'en-US'],
    ])('%s gives all its %i items, whole and without a repair', async (file, count, language) => {
      const document = await read(file)
      expect(document).toMatchObject({ complete: true, language })
      const mojibake = ENCODED_TWICE.get(file)
      expect(document.warnings).toEqual(mojibake === undefined ? [] : [expect.stringContaining(mojibake)])
      expect(document.items).toHaveLength(count)
      expect(document.items.filter((item) => item.description !== null).length).toBeGreaterThan(0.9 * count)
      for (const item of document.items) {
        expect(item).toMatchObject({
          guid: expect.stringMatching(/./),
          link: expect.stringMatching(/^https?:/),
        })
        expect(item.title).not.toBe('')
        expect(item.publishedAt).toBeInstanceOf(Date)
      }
    })

    test('ISO-8859-1 gives the right letters', async () => {
      const [item] = (await read('nonwp_ISO88591Intranet30.xml')).items
      expect(item?.title).toBe('SVART MÅNAD - DÖDSOLYCKA i Vetlanda')
      expect(item?.creators).toEqual(['Höglandsnytt'])
    })

    test('Novastan gives guid, names, categories and HTML as they stand in the feed', async () => {
      const [item] = (await read('novastan-de.xml')).items
      expect(item).toMatchObject({
        guid: 'https://novastan.org/de/?p=29870',
        creators: ['Arthur Quinquenet'],
        categories: expect.arrayContaining(['Politik & Wirtschaft', 'Neue Seidenstraße']),
        description: expect.stringMatching(/^<p><a href="https:\/\/novastan\.org\/de\//),
        publishedAt: new Date('2022-02-08T09:12:00Z'),
        imageUrl: null,
      })
    })

    test('media:content gives the image', async () => {
      const [item] = (await read('wp_en_androidauthority_media.xml')).items
      expect(item?.imageUrl).toMatch(/^https:\/\/cdn57\.androidauthority\.net\/.*\.jpg$/)
    })
  },
)
