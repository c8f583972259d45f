import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { describePreviews } from '../../src/cli/preview-cards.ts'
import { foldOf, shownParts } from '../../src/cli/preview-shown.ts'
import type { Previewed } from '../../src/feed/preview.ts'
import { composeTeaser } from '../../src/teaser/compose.ts'
import { platforms } from '../../src/teaser/teaser.ts'
import { install, runChapar } from '../setup/chapar.ts'
import { rssFeed, rssItem } from '../setup/magazine.ts'
import { plainArticle } from '../teaser/article.ts'

const market = rssItem({
  number: 1,
  title: 'Ein Markt am Pass',
  lead: 'ENTSCHLÜSSELUNG. Auf 3000 Metern handeln Hirten mit Tee. Lest auch: Der Basar',
})
const draft = rssItem({ number: 2, title: 'Auto Draft', lead: 'x' })

const previewed = z.array(
  z.strictObject({
    feed: z.string(),
    article: z.strictObject({ id: z.string(), url: z.string(), title: z.string() }),
    channel: z.string(),
    platform: z.enum(platforms),
    text: z.string().nullable(),
    length: z.number(),
    limit: z.number(),
    link: z.string(),
    image: z
      .strictObject({ url: z.string(), alt: z.string().nullable(), credit: z.string().nullable() })
      .nullable(),
    warnings: z.array(z.string()),
  }),
)

const articlePage = `<!DOCTYPE html><html><head><meta property="og:title" content="Ein Markt am Pass - Magazin">
<meta property="og:site_name" content="Magazin"><meta property="og:image" content="/up/markt.jpg">
<link rel="shortlink" href="https://magazin.example.org/de/?p=1"></head>
<body><article><h1>Ein Markt am Pass</h1><p>Auf 3000 Metern handeln Hirten mit Tee.</p></article></body></html>`

describe('preview --json', () => {
  test('gives each item on each channel as the contract has it, skipped ones with the reason', async () => {
    const place = await install({ feed: 'skip: { titles: ["Auto Draft"] }' })
    place.feed.body = rssFeed([market, draft])
    const { code, body } = await place.json('preview')
    const shown = previewed.parse(body)
    expect(code).toBe(0)
    expect(shown.map(({ channel }) => channel)).toEqual([
      ...['telegram-de', 'x-de', 'linkedin-de'],
      ...['telegram-de', 'x-de', 'linkedin-de'],
    ])
    expect(shown[1]).toMatchObject({
      feed: 'de',
      article: { title: 'Ein Markt am Pass' },
      text: 'Ein Markt am Pass\n\nAuf 3000 Metern handeln Hirten mit Tee.\n\nhttps://magazin.example.org/de/artikel-1/',
      limit: 280,
      link: 'https://magazin.example.org/de/artikel-1/',
      image: null,
      warnings: [],
    })
    for (const { text, warnings } of shown.slice(3)) {
      expect(text).toBeNull()
      expect(warnings).toEqual([expect.stringContaining('Auto Draft')])
    }
  })

  test('needs no secrets, sends nothing and stores nothing', async () => {
    const place = await install()
    place.feed.body = rssFeed([market])
    const { code } = await runChapar(place.folder, ['preview', '--json', '--config', place.configFile])
    expect(code).toBe(0)
    expect(await place.posts()).toEqual([])
    expect(existsSync(join(place.folder, 'chapar.db'))).toBe(false)
  })

  test('takes a feed by its id, a saved feed, a saved page and the address of a page', async () => {
    const place = await install()
    place.feed.body = rssFeed([market])
    writeFileSync(join(place.folder, 'saved.xml'), rssFeed([market]))
    writeFileSync(join(place.folder, 'saved.html'), articlePage)
    const site = await servePage(articlePage)
    const ids = []
    for (const what of ['de', 'saved.xml', 'saved.html', site]) {
      const { code, body } = await place.json('preview', what, '--feed', 'de')
      const shown = previewed.parse(body)
      expect([what, code, shown.length]).toEqual([what, 0, 3])
      expect(shown[0]?.article.title).toBe('Ein Markt am Pass')
      expect(shown[0]?.text).toContain('Auf 3000 Metern handeln Hirten mit Tee.')
      ids.push(shown[0]?.article.id)
    }
    expect(new Set(ids).size).toBe(1)
  })

  test('ends with 1 and still shows the rest when a feed fails', async () => {
    const place = await install()
    place.feed.body = 503
    const { code, stdout, stderr } = await place.run('preview', '--json')
    expect([code, JSON.parse(stdout)]).toEqual([1, []])
    expect(stderr).toContain('de: ')
  })

  test('ends with 2 for what is neither feed, address nor file, and for a feed that is not configured', async () => {
    const place = await install()
    copyFileSync(place.configFile, join(place.folder, 'a.xml'))
    const nothing = await place.run('preview', 'nirgends.xml')
    expect([nothing.code, nothing.stdout]).toEqual([2, ''])
    expect(nothing.stderr).toContain('is no feed of the configuration (de), no URL and no file')
    const feed = await place.run('preview', 'a.xml', '--feed', 'dee')
    expect(feed.code).toBe(2)
    expect(feed.stderr).toContain('de')
    expect((await place.run('preview', '--nonsense')).code).toBe(2)
  })

  test('ends with 1 and says so when a page names no headline', async () => {
    const place = await install()
    writeFileSync(join(place.folder, 'leer.html'), '<!DOCTYPE html><html><body><p>Nichts</p></body></html>')
    const { code, stderr } = await place.run('preview', 'leer.html')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^de: \S/m)
  })
})

describe('preview on a terminal', () => {
  test('shows the cards side by side, what the reader sees, and what was removed by which rule', async () => {
    const place = await install()
    place.feed.body = rssFeed([market])
    const { code, stdout } = await place.run('preview')
    expect(code).toBe(0)
    expect(stdout).toContain('Ein Markt am Pass')
    expect(stdout).toContain('− kicker: ENTSCHLÜSSELUNG.')
    expect(stdout).toContain('− cross reference: Lest auch: Der Basar')
    expect(stdout).toMatch(/█░+ \d+\/4096/)
    expect(stdout).not.toContain('\u001b[')
    expect(stdout).not.toContain('<b>')
  })

  test('takes its width from COLUMNS when it writes to a pipe', async () => {
    const place = await install()
    place.feed.body = rssFeed([market])
    const across = async (columns: string) => {
      const argv = ['preview', '--config', place.configFile]
      const { stdout } = await runChapar(place.folder, argv, { COLUMNS: columns })
      return stdout.split('\n').find((line) => line.startsWith('telegram-de'))
    }
    expect(await across('40')).toBe('telegram-de')
    expect(await across('160')).toMatch(/^telegram-de +x-de +linkedin-de$/)
    expect(await across('nonsense')).toMatch(/^telegram-de +x-de$/)
  })

  const wide = {
    ...plainArticle,
    title: '丝绸之路 👩‍👩‍👧‍👦 🇰🇿: ein Markt',
    lead: `${'Der Markt von Osch öffnet wieder 🇰🇬. '.repeat(9)}Ende.`,
    image: { url: 'https://novastan.org/a.jpg', alt: 'Ein Markt', credit: 'A. B.' },
  }
  const cards = (article = wide, warnings: readonly string[] = []) =>
    platforms.map((platform): { feed: string; item: Previewed } => ({
      feed: 'de',
      item: {
        articleId: '1',
        content: article,
        channel: {
          id: `${platform}-de`,
          platform,
          lane: platform,
          approve: { kind: 'auto' },
          only: undefined,
          except: undefined,
        },
        teaser: composeTeaser(article, platform),
        warnings,
        removed: [{ rule: 'headline', text: 'x'.repeat(300) }],
      },
    }))

  test.each([12, 20, 36, 40, 75, 80, 100, 114, 150, 220])('keeps its columns in %i columns', (width) => {
    const text = describePreviews(cards(), { width, colour: false })
    const body = text.split('\n').filter((line) => !/^(?:de {2}|https|picture|−|!)/.test(line))
    for (const line of body) expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(width, 16))
    const across = text.split('\n').find((line) => line.startsWith('telegram-de'))
    expect(across?.includes('x-de')).toBe(width >= 75)
    expect(across?.includes('linkedin-de')).toBe(width >= 114)
  })

  test('colours only when asked to, and says the same without', () => {
    const plain = describePreviews(cards(wide, ['the lead is cut']), { width: 120, colour: false })
    const coloured = describePreviews(cards(wide, ['the lead is cut']), { width: 120, colour: true })
    expect(plain).not.toContain('\u001b')
    expect(plain.match(/^! the lead is cut$/gm)).toHaveLength(1)
    expect(coloured).toContain('\u001b[1m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain)
  })

  test('shows LinkedIn’s fold after three lines, at a word', () => {
    const text = `${'wort '.repeat(60)}ende`
    expect(foldOf('Kurz.\n\n#Kirgistan')).toBe(17)
    expect(foldOf(text)).toBeLessThanOrEqual(210)
    expect(text.slice(0, foldOf(text))).toMatch(/wort$/)
    expect(describePreviews(cards(), { width: 150, colour: false })).toContain('┄┄ … see more ┄┄')
  })

  test('shows signs, not their escapes', () => {
    const odd = {
      ...plainArticle,
      title: 'A & B <c>',
      lead: 'Der Preis (neu) für a_b ist 5 * 3, sagt [jemand].',
    }
    const shown = platforms.map((platform) =>
      shownParts(composeTeaser(odd, platform))
        .map(({ text }) => text)
        .join(''),
    )
    for (const text of shown) expect(text).toContain('Der Preis (neu) für a_b ist 5 * 3, sagt [jemand].')
    expect(shown[0]).toContain('A & B <c>')
    expect(shown[0]).toContain(`Weiterlesen → ${plainArticle.url}`)
    expect(shown[2]).toContain('#Kirgistan')
  })
})

async function servePage(html: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=UTF-8')
    response.end(html)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/de/kirgistan/ein-markt/`
}
