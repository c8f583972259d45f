import type { Browser } from 'playwright-core'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import type { PageOptions } from '../../src/sandbox/page.ts'
import { launchBrowser } from '../setup/browser.ts'
import { focused, reachable, weakTexts, widerThanItsPlace } from './page-look.ts'
import {
  openSite,
  postEverywhere,
  postOnLinkedIn,
  postOnTelegram,
  postOnX,
  type Site,
  visit,
} from './page-visit.ts'

const launched = await launchBrowser()
if (launched.kind === 'cannot') console.warn(`skipped: ${launched.why}`)

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
afterAll(async () => {
  if (launched.kind === 'browser') await launched.browser.close()
})

async function site(options: Partial<Omit<PageOptions, 'sandbox'>> = {}): Promise<Site> {
  const opened = await openSite(options)
  closing.push(opened.close)
  return opened
}

function browser(): Browser {
  if (launched.kind === 'cannot') throw new Error(launched.why)
  return launched.browser
}

const lead = 'Ein Satz, der lang genug ist, damit er über drei Zeilen reicht. '.repeat(8)
const water = { edition: 'de', slug: 'wasser', title: 'Wem gehört das Wasser?', lead }
const train = { edition: 'fr', slug: 'train', title: 'Le train de nuit', lead: 'Une nuit dans les steppes.' }
const picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
const card: PageOptions['card'] = (url) => ({
  title: `Karte ${url.split('/').at(-2)}`,
  description: 'Worum es geht',
  image: picture,
  alt: 'Ein Stausee im Schnee',
  site: 'Novastan',
  href: '/magazine/de/',
})

describe.skipIf(launched.kind === 'cannot')('the page of the sandbox', () => {
  test('posts appear in their columns without a reload, newest first, and are announced', async () => {
    const running = await site({ card })
    const { page, troubles } = await visit(browser(), running)
    await page.evaluate(() => document.body.setAttribute('data-not-reloaded', ''))
    await postEverywhere(running, water)
    await postEverywhere(running, train)
    for (const column of ['telegram', 'x', 'linkedin']) {
      const posts = page.locator(`#${column} article`)
      await posts.nth(1).waitFor()
      expect(await posts.evaluateAll((all) => all.map((one) => one.getAttribute('lang'))), column).toEqual([
        'fr',
        'de',
      ])
    }
    expect(await page.locator('body[data-not-reloaded]').count()).toBe(1)
    await expect
      .poll(() => page.textContent('#announcer'))
      .toContain('New post on LinkedIn: Le train de nuit')
    expect(await page.textContent('[data-counter="once"] dd')).toBe('6')
    expect(troubles).toEqual([])
  })

  test('each platform shows a post in its own way', async () => {
    const running = await site({ card })
    await postEverywhere(running, water)
    const { page } = await visit(browser(), running)
    const telegram = page.locator('#telegram article')
    expect(await telegram.locator('.preview .preview-title').textContent()).toBe('Karte wasser')
    expect(await telegram.locator('.preview img').getAttribute('alt')).toBe('Ein Stausee im Schnee')
    expect(await telegram.locator('.text b').textContent()).toBe(water.title)
    expect(await telegram.locator('.text a').getAttribute('href')).toBe('/magazine/de/')
    const x = page.locator('#x article')
    expect(await x.locator('.text').textContent()).toBe(water.title)
    expect(await x.locator('.x-card').textContent()).toContain('Von novastan.org')
    const linkedin = page.locator('#linkedin article')
    expect(await linkedin.locator('.li-card').textContent()).toBe(`${water.title}novastan.org`)
    expect(await linkedin.locator('img').count(), 'LinkedIn shows no picture that was not uploaded').toBe(0)
    expect(await linkedin.locator('.t-tag').textContent()).toBe('#Kirgistan')
  })

  test('"…mehr" opens a long commentary, and is not there for a short one', async () => {
    const running = await site()
    await postOnLinkedIn(running, water)
    await postOnLinkedIn(running, { ...train, lead: 'Court.' })
    const { page } = await visit(browser(), running)
    const [short, long] = [page.locator('#linkedin article').nth(0), page.locator('#linkedin article').nth(1)]
    const more = long.getByRole('button', { name: '…mehr' })
    await more.waitFor()
    expect(await short.getByRole('button').count()).toBe(0)
    const before = (await long.boundingBox())?.height ?? 0
    await more.click()
    expect((await long.boundingBox())?.height).toBeGreaterThan(before + 20)
    expect(await more.isVisible()).toBe(false)
  })

  test('a button of "Break something" orders a fault, which the next post meets', async () => {
    const running = await site()
    const { page, troubles } = await visit(browser(), running)
    await page.check('#break-platform [value="linkedin"]')
    await page.getByRole('button', { name: /^Server error, but it was posted/ }).click()
    await page.getByText('LinkedIn: Server error, but it was posted').waitFor()
    expect((await running.call('GET', '/api/faults')).body).toMatchObject([
      { platform: 'linkedin', kind: 'status', status: 500, accepted: true },
    ])
    expect((await postOnLinkedIn(running, water)).status).toBe(500)
    await page.getByText('A post to LinkedIn has just run into it.').waitFor()
    await page.locator('#linkedin article').waitFor()
    await expect.poll(() => page.locator('.pending').count()).toBe(0)
    await page.getByRole('button', { name: /^Line cut/ }).click()
    await page.getByRole('button', { name: 'Clear all' }).click()
    await expect.poll(async () => (await running.call('GET', '/api/faults')).body).toEqual([])
    expect(troubles).toEqual([])
  })

  test('every fault of the panel is one that the sandbox takes, on every platform', async () => {
    const running = await site()
    const { page, troubles } = await visit(browser(), running)
    let expected = 0
    for (const platform of ['telegram', 'x', 'linkedin']) {
      await page.check(`#break-platform [value="${platform}"]`)
      const names = await page
        .locator('#faults [data-fault]')
        .evaluateAll((all) => all.map((one) => one.dataset['fault']))
      expect(names).toHaveLength(platform === 'telegram' ? 9 : 10)
      for (const name of names.filter((one) => one !== 'refuse')) {
        await page.click(`[data-fault="${name}"]`)
        expected += 1
        await expect.poll(async () => (await running.call('GET', '/api/faults')).body).toHaveLength(expected)
      }
    }
    expect(troubles).toEqual([])
  })

  test('markup in a post is text on the page, and no address runs a script', async () => {
    const running = await site({
      card: () => ({
        title: '<img src=x onerror=alert(1)>',
        description: '<b>',
        image: 'https://evil.example/i.png',
        alt: null,
        site: '<s>',
        href: 'javascript:alert(1)',
      }),
    })
    const { page, troubles } = await visit(browser(), running)
    const title = '<script>alert(1)</script> & <img src=x onerror=alert(2)>'
    await postEverywhere(running, { ...water, title, lead: '"><svg onload=alert(3)>' })
    for (const column of ['telegram', 'x', 'linkedin']) {
      await page.locator(`#${column} article`).waitFor()
      expect(await page.locator(`#${column} article`).textContent(), column).toContain(
        '<script>alert(1)</script>',
      )
    }
    expect(await page.locator('article :is(script, img, svg[onload], a[href^="javascript"])').count()).toBe(0)
    expect(troubles).toEqual([])
  })

  test('a page whose connection broke shows afterwards what is there: nothing double, nothing missing', async () => {
    const running = await site()
    const { page } = await visit(browser(), running)
    await postOnTelegram(running, water)
    await page.locator('#telegram article').waitFor()
    running.server.closeAllConnections()
    await postOnTelegram(running, { ...water, slug: 'zwei', title: 'Zwei' })
    await postOnX(running, train)
    await running.call('POST', '/telegram/bot1:t/deleteMessage', {
      body: { chat_id: '@novastan_de', message_id: 1 },
    })
    await page.locator('#x article').waitFor()
    await expect.poll(() => page.locator('#telegram article .text b').allInnerTexts()).toEqual(['Zwei'])
    await expect.poll(() => page.textContent('#live')).toContain('Live')
    await postOnTelegram(running, { ...water, slug: 'drei', title: 'Drei' })
    await expect
      .poll(() => page.locator('#telegram article .text b').allInnerTexts())
      .toEqual(['Drei', 'Zwei'])
  })

  test('edits, removals and clearing are shown', async () => {
    const running = await site()
    const { page } = await visit(browser(), running)
    await postOnTelegram(running, water)
    const edit = { chat_id: '@novastan_de', message_id: 1, text: 'Neu' }
    await running.call('POST', '/telegram/bot1:t/editMessageText', { body: edit })
    await expect.poll(() => page.locator('#telegram article .text').allInnerTexts()).toEqual(['Neu'])
    await running.call('DELETE', '/api/posts')
    await expect.poll(() => page.locator('article').count()).toBe(0)
    expect(await page.locator('#telegram .empty').isVisible()).toBe(true)
  })

  test('the same article twice on one account is counted, on two accounts it is not', async () => {
    const running = await site()
    const { page } = await visit(browser(), running)
    await postOnTelegram(running, water)
    await postOnX(running, water)
    const twice = page.locator('[data-counter="twice"] dd')
    await expect.poll(() => page.textContent('[data-counter="once"] dd')).toBe('2')
    expect(await twice.textContent()).toBe('0')
    await postOnTelegram(running, water)
    await expect.poll(() => twice.textContent()).toBe('1')
  })

  test('the editions filter all three columns', async () => {
    const running = await site()
    await postEverywhere(running, water)
    await postEverywhere(running, train)
    const { page } = await visit(browser(), running)
    await page.check('#editions [value="fr"]')
    expect(
      await page.locator('article:visible').evaluateAll((all) => all.map((one) => one.getAttribute('lang'))),
    ).toEqual(['fr', 'fr', 'fr'])
    await page.check('#editions [value="en"]')
    expect(await page.getByText('Nothing in this language yet.').count()).toBe(3)
  })

  test('deliveries and lanes are shown in words, with counters and the time that is left', async () => {
    const next = vi.fn()
    let report = reportWith('queued', 'rate-limit: Telegram asks to wait 20 s')
    const running = await site({ status: async () => report, nextArticle: next })
    const { page, troubles } = await visit(browser(), running)
    const row = page.locator('.articles [data-state]')
    await row.waitFor()
    expect(await row.textContent()).toMatch(/^telegram-deWaiting0:\d\d2 triesTelegram asks to wait 20 s$/)
    expect(await page.locator('#lanes').textContent()).toMatch(
      /^telegram-depaused0:\d\dTelegram asks to wait 20 sopenx-de$/,
    )
    expect(await page.textContent('[data-counter="waiting"] dd')).toBe('1')
    report = reportWith('failed', 'content: not taken')
    await postOnTelegram(running, water)
    await expect.poll(() => page.textContent('[data-counter="person"] dd')).toBe('1')
    await page.getByRole('button', { name: 'Next article now' }).click()
    await expect.poll(() => next.mock.calls.length).toBe(1)
    expect(troubles).toEqual([])
  })

  test('the sandbox alone shows neither deliveries nor a button for the next article', async () => {
    const running = await site()
    const { page } = await visit(browser(), running)
    expect(await page.locator('#deliveries').isVisible()).toBe(false)
    expect(await page.locator('#next-article').isVisible()).toBe(false)
    expect((await running.call('GET', '/api/status')).status).toBe(404)
  })

  test('on a phone there is one part at a time, and nothing is wider than the screen', async () => {
    const running = await site({ card, status: async () => reportWith('unconfirmed', 'timeout: no answer') })
    await postEverywhere(running, { ...water, title: 'Donaudampfschifffahrtsgesellschaft'.repeat(3) })
    const { page, troubles } = await visit(browser(), running, { viewport: { width: 390, height: 844 } })
    for (const part of ['telegram', 'x', 'linkedin', 'break', 'deliveries']) {
      await page.click(`.tabs [data-tab="${part}"]`)
      expect(await page.locator('.column:visible, .panel:visible').count(), part).toBe(1)
      expect(await page.evaluate(widerThanItsPlace), part).toEqual([])
    }
    expect(troubles).toEqual([])
  })

  test('all texts stand out from their ground, by day and by night', async () => {
    const report = reportWith('unconfirmed', 'timeout: no answer')
    const running = await site({ card, status: async () => report, nextArticle: () => undefined })
    await postEverywhere(running, water)
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await visit(browser(), running, { colorScheme, reducedMotion: 'reduce' })
      await page.locator('.articles [data-state]').waitFor()
      expect(await page.evaluate(weakTexts), colorScheme).toEqual([])
    }
  })

  test('the keyboard reaches everything that can be pressed', async () => {
    const running = await site({ card, nextArticle: () => undefined })
    await postEverywhere(running, water)
    const { page } = await visit(browser(), running)
    const missing = new Set(await page.evaluate(reachable))
    expect(missing.size).toBeGreaterThan(15)
    for (let presses = 0; presses < 80 && missing.size > 0; presses++) {
      await page.keyboard.press('Tab')
      missing.delete(await page.evaluate(focused))
    }
    expect([...missing]).toEqual([])
    await page.focus('#break-platform input:checked')
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('#break-platform input:checked').getAttribute('value')).toBe('x')
  })
})

test('the page says who may run scripts in it, and asks again whether its files are new', async () => {
  const running = await site()
  const page = await running.call('GET', '/')
  expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  expect(page.text).not.toMatch(/<script>|onclick|style="/)
  const again = await running.call('GET', '/', { headers: { 'if-none-match': page.headers['etag'] ?? '' } })
  expect(again.status).toBe(304)
  expect((await running.call('GET', '/page/page.js')).headers['content-type']).toContain('text/javascript')
  expect((await running.call('GET', '/page/fonts/emoji.woff2')).headers['content-type']).toBe('font/woff2')
  for (const path of ['/page/none.js', '/page/..%2fpage.ts', '/page/index.html']) {
    expect((await running.call('GET', path)).status, path).toBe(404)
  }
})

function reportWith(state: string, reason: string): object {
  const until = new Date(Date.now() + 20_000).toISOString()
  const article = { id: 'a', feed: 'de', url: '', title: 'Ein Artikel', publishedAt: null }
  return {
    stopped: false,
    feeds: [],
    lanes: [
      { channel: 'telegram-de', state: 'paused', until, reason },
      { channel: 'x-de', state: 'open', until: null, reason: null },
    ],
    deliveries: [
      {
        id: 'd',
        article,
        channel: 'telegram-de',
        platform: 'telegram',
        state,
        attempts: 2,
        notBefore: until,
        reason,
      },
    ],
  }
}
