/** What a hijacked site may write, from its bytes to the three texts: the platforms' own parsers judge them. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { openStore } from '../../src/store/create.ts'
import type { Platform } from '../../src/teaser/teaser.ts'
import { channelWith, feedWith } from '../setup/newsroom.ts'
import { type Pipeline, pipeline } from '../setup/pipeline.ts'
import { foundByTelegram, foundByX, parseTelegramHtml } from '../teaser/telegram-parser.ts'

const platforms = ['telegram', 'x', 'linkedin'] as const
const feed = feedWith({ channels: [...platforms] })
const channels = platforms.map((platform) => channelWith({ id: platform, platform, lane: platform }))
const link = 'https://magazine.org/en/story-9/'

let pipe: Pipeline

beforeEach(async () => {
  pipe = pipeline(await openStore(':memory:', { create: true }), channels)
  await pipe.poll(feed, documentOf('<item><title>Known</title><guid>known</guid></item>'))
})

function documentOf(items: string, doctype = ''): string {
  return `<?xml version="1.0"?>${doctype}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>M</title>${items}</channel></rss>`
}

function itemOf(title: string, text: string): string {
  return `<item><title>${title}</title><link>${link}</link><guid>nine</guid><description>${text}</description></item>`
}

/** Polls it three times; the one delivery of each platform. */
async function texts(document: string): Promise<Readonly<Record<Platform, string>>> {
  for (let times = 0; times < 3; times++) await pipe.poll(feed, document)
  const all = (await pipe.store.deliveries({ states: ['queued'] })).filter(isOfNine)
  expect(all.map(({ platform }) => platform)).toEqual([...platforms])
  const textOf = (platform: Platform) => all.find((one) => one.platform === platform)?.teaser?.text ?? ''
  return { telegram: textOf('telegram'), x: textOf('x'), linkedin: textOf('linkedin') }
}

function isOfNine({ teaser }: Delivery): boolean {
  return teaser?.link === link
}

/** Nobody is called, nothing is linked but the article, nothing is formatted by the source, all fits. */
function expectHarmless({ telegram, x, linkedin }: Readonly<Record<Platform, string>>): void {
  const seen = parseTelegramHtml(telegram)
  expect(seen.urls).toEqual([link])
  expect(seen.text.length).toBeLessThanOrEqual(1024)
  expect(seen.entities.filter((one) => !/^(?:bold|italic|texturl):/.test(one))).toEqual([])
  expect(foundByTelegram(seen.text).filter((one) => /^(?:mention|url|botcommand)/.test(one))).toEqual([])
  expect(foundByX(x)).toEqual([`url:${link}`])
  expect(x.replace(link, '').length).toBeLessThanOrEqual(280)
  const outsideTags = linkedin.replace(/\{hashtag\|\\#\|[\p{L}]+\}/gu, '')
  expect(outsideTags.replace(/\\[|{}@[\]()<>#\\*_~]/g, '')).not.toMatch(/[|{}@[\]()<>#\\*_~]/)
  for (const text of [seen.text, x, linkedin]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/)
    expect(text).toBe(text.toWellFormed())
  }
}

describe('a title or a text with', () => {
  test.each([
    ['HTML', '<![CDATA[<b>Bold</b> <script>alert(1)</script><img src=x onerror=alert(1)> news]]>'],
    ['escaped HTML', '&lt;a href="https://evil.com/"&gt;Click here&lt;/a&gt; for news'],
    [
      'doubly escaped HTML',
      '&amp;lt;a href=&amp;quot;https://evil.com/&amp;quot;&amp;gt;Click&amp;lt;/a&amp;gt;',
    ],
    [
      'Telegram markup',
      '<![CDATA[<tg-spoiler>x</tg-spoiler> *bold* __under__ [text](tg://user?id=1) ||spoiler||]]>',
    ],
    ['a Telegram user', '<![CDATA[See tg://user?id=4711 and t.me/evil and @evilchannel today]]>'],
    ['little-text templates', 'Read {hashtag|\\#|spam} and @[Somebody](urn:li:person:4711) {unknown|x}'],
    ['a credit that calls somebody', 'News. Photo credits : @everyone / instagram.com/everyone'],
    ['mentions', '@elonmusk @everyone ＠fullwidth and a@b.com write to us'],
    ['hashtags, cashtags and commands', '#spam $TSLA /start /delete@bot the day'],
    ['addresses', 'https://evil.com/a http://192.168.0.1/ evil.com www.evil.com 24.kg'],
    ['right-to-left overrides', 'Report \u202egnp.exe\u202c \u2066of\u2069 the \u200fday'],
    ['control characters', 'A\u0001B\u0008C\u000bD\u001bE\u007fF\u0085G'],
    ['lone surrogates as references', 'Half &#xD83D; a face, &#0; &#x110000; &#xFFFE; news'],
    ['zero-width letters', 'A\u200bB\u200cC\u200dD\u2060E\ufeffF\u00adG'],
    ['marks on marks', `Z${'\u0351\u036b\u0343\u032a'.repeat(200)}algo`],
    ['backslashes and braces', '\\\\{{{[[[((( <<< ~~~ ___ *** ||| \\n'],
  ])('%s harms nobody, and goes out once', async (_, hostile) => {
    expectHarmless(await texts(documentOf(itemOf(hostile, `Text of the day: ${hostile}`))))
  })

  test('a megabyte is cut at a word, within every limit', async () => {
    const began = performance.now()
    const long = 'Kilometres of headline '.repeat(45_000)
    expectHarmless(await texts(documentOf(itemOf(long, long))))
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('a megabyte without a space is cut all the same', async () => {
    expectHarmless(await texts(documentOf(itemOf('a.'.repeat(500_000), 'x'.repeat(1_000_000)))))
  })
})

describe('a document with', () => {
  test('a billion laughs is read without them', async () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      '',
    )
    const began = performance.now()
    const doctype = `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]>`
    const { x } = await texts(documentOf(itemOf('Nine &l9; lives', 'Text.'), doctype))
    expect(x).not.toContain('haha')
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test('external entities fetches and reads nothing', async () => {
    const doctype =
      '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "http://127.0.0.1:1/x">]>'
    const { telegram, x } = await texts(documentOf(itemOf('Nine &f; lives', 'Text &h; of it.'), doctype))
    expect(`${telegram}${x}`).not.toContain('root:')
  })

  test('one item that is broken to the core loses none of its neighbours', async () => {
    const broken = `<item><title><![CDATA[${'<'.repeat(5_000)}</title><guid>${'&'.repeat(5_000)}</item>`
    expectHarmless(await texts(documentOf(`${broken}${itemOf('Nine lives', 'Text of the day.')}`)))
  })

  test('an item whose address is no web address is never posted with it', async () => {
    const evil = ['javascript:alert(1)', 'file:///etc/passwd', 'tg://resolve?domain=evil', 'data:text/html,x']
    const items = evil.map(
      (to, n) => `<item><title>Evil ${n}</title><link>${to}</link><guid>e${n}</guid></item>`,
    )
    await pipe.poll(feed, documentOf(items.join('')))
    const all = await pipe.store.deliveries({})
    for (const { teaser } of all) for (const to of evil) expect(teaser?.text ?? '').not.toContain(to)
    expect(all).toHaveLength(15)
  })
})
