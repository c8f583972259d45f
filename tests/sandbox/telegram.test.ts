import { describe, expect, test } from 'vitest'
import { type Reply, type Running, start } from './http.ts'

const bot = (run: Running, method: string, body: object, token = '77:token'): Promise<Reply> =>
  run.call('POST', `/telegram/bot${token}/${method}`, { body })
const refusal = (description: string): object => ({
  status: 400,
  body: { ok: false, error_code: 400, description: `Bad Request: ${description}` },
})

describe('sendMessage', () => {
  test('answers the message as followers see it, with entities in UTF-16 units', async () => {
    const run = await start()
    const options = { url: 'https://novastan.org/de/a/', prefer_large_media: true }
    const reply = await bot(run, 'sendMessage', {
      chat_id: '@novastan_de',
      text: '😀 <b>Titel</b>\n\n<a href="https://novastan.org/de/a/?x=1&amp;y=2">mehr</a> &lt;3\n',
      parse_mode: 'HTML',
      link_preview_options: options,
    })
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } })
    const chat = { type: 'channel', title: 'novastan_de', username: 'novastan_de', id: expect.any(Number) }
    expect(reply.body).toEqual({
      ok: true,
      result: {
        message_id: 1,
        sender_chat: chat,
        chat,
        date: Date.parse('2026-11-23T12:00:00Z') / 1000,
        text: '😀 Titel\n\nmehr <3',
        entities: [
          { type: 'bold', offset: 3, length: 5 },
          { type: 'text_link', offset: 10, length: 4, url: 'https://novastan.org/de/a/?x=1&y=2' },
        ],
        link_preview_options: options,
      },
    })
  })

  test('numbers messages without a gap, in each chat from 1, whether named or numbered', async () => {
    const run = await start()
    const ids: unknown[] = []
    for (const chat_id of ['@novastan_de', '@novastan_fr', '@Novastan_DE', -100123, -100123]) {
      const { body } = await bot(run, 'sendMessage', { chat_id, text: 'x' })
      ids.push(body)
    }
    expect(ids).toMatchObject([1, 1, 2, 1, 2].map((message_id) => ({ result: { message_id } })))
  })

  test('is understood as JSON, as a form, as multipart and as a query', async () => {
    const run = await start()
    const url = `${run.sandbox.url}/telegram/bot1:t/sendMessage`
    const fields = { chat_id: '7', text: 'a', link_preview_options: '{"is_disabled":true}' }
    const multipart = new FormData()
    for (const [name, value] of Object.entries(fields)) multipart.set(name, value)
    await fetch(url, {
      method: 'POST',
      body: JSON.stringify(fields),
      headers: { 'content-type': 'application/json' },
    })
    await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
    await fetch(url, { method: 'POST', body: multipart })
    const last = await fetch(`${url}?${new URLSearchParams(fields)}`)
    expect(await last.json()).toMatchObject({
      result: { message_id: 4, text: 'a', link_preview_options: { is_disabled: true } },
    })
  })

  test.each([
    [{ text: 'x' }, 'chat_id is empty'],
    [{ chat_id: '', text: 'x' }, 'chat_id is empty'],
    [{ chat_id: 'novastan', text: 'x' }, 'chat not found'],
    [{ chat_id: 1 }, 'message text is empty'],
    [{ chat_id: 1, text: '' }, 'message text is empty'],
    [{ chat_id: 1, text: ' \n' }, 'text must be non-empty'],
    [{ chat_id: 1, text: '<b></b>', parse_mode: 'HTML' }, 'text must be non-empty'],
    [{ chat_id: 1, text: 'x', parse_mode: 'Wiki' }, 'unsupported parse_mode'],
    [
      { chat_id: 1, text: 'ä<br>', parse_mode: 'HTML' },
      'can\'t parse entities: Unsupported start tag "br" at byte offset 2',
    ],
    [{ chat_id: 1, text: 'x'.repeat(4097) }, 'message is too long'],
    [{ chat_id: 1, text: 'x', link_preview_options: { urls: 'x' } }, "can't parse link_preview_options"],
  ])('refuses %j', async (body, description) => {
    const run = await start()
    expect(await bot(run, 'sendMessage', body)).toMatchObject(refusal(description))
    expect((await run.call('GET', '/api/posts')).body).toEqual([])
  })

  test('counts code points after parsing', async () => {
    const run = await start()
    const text = `<b>${'😀'.repeat(4096)}</b>`
    expect((await bot(run, 'sendMessage', { chat_id: 1, text, parse_mode: 'HTML' })).status).toBe(200)
    expect(await bot(run, 'sendMessage', { chat_id: 1, text: `${text}a`, parse_mode: 'HTML' })).toMatchObject(
      refusal('message is too long'),
    )
  })

  test('finds links and hashtags in plain text', async () => {
    const run = await start()
    const { body } = await bot(run, 'sendMessage', {
      chat_id: 1,
      text: 'See https://novastan.org/de/a, Your.tj #Kirgistan',
    })
    expect(body).toMatchObject({
      result: {
        entities: [
          { type: 'url', offset: 4, length: 25 },
          { type: 'url', offset: 31, length: 7 },
          { type: 'hashtag', offset: 39, length: 10 },
        ],
      },
    })
  })

  test('shows no entity that holds only whitespace', async () => {
    const run = await start()
    const { body } = await bot(run, 'sendMessage', {
      chat_id: 1,
      text: ' <b> </b> <i> a</i>b ',
      parse_mode: 'HTML',
    })
    expect(body).toMatchObject({
      result: { text: 'ab', entities: [{ type: 'italic', offset: 0, length: 1 }] },
    })
  })
})

test('a revoked token is unauthorized, and an unknown method is not found', async () => {
  const run = await start()
  const unauthorized = { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } }
  expect(await bot(run, 'sendMessage', { chat_id: 1, text: 'x' }, 'revoked:1')).toMatchObject(unauthorized)
  expect(await bot(run, 'getMe', {}, 'revoked')).toMatchObject(unauthorized)
  expect(await bot(run, 'sendCoffee', {})).toMatchObject({ status: 404, body: { description: 'Not Found' } })
})

test('getMe, getChat and getChatMember tell who the bot is and that it may post', async () => {
  const run = await start()
  expect((await run.call('GET', '/telegram/bot77:t/getMe')).body).toMatchObject({
    result: { id: 77, is_bot: true },
  })
  expect((await run.call('GET', '/telegram/bot77:t/getChat?chat_id=-1001')).body).toMatchObject({
    result: { id: -1001, type: 'channel' },
  })
  expect((await bot(run, 'getChatMember', { chat_id: '@abcd', user_id: 77 })).body).toMatchObject({
    result: { status: 'administrator', can_post_messages: true, user: { id: 77 } },
  })
})

describe('a message that stands', () => {
  test('is edited, unless nothing changed or it is gone', async () => {
    const run = await start()
    await bot(run, 'sendMessage', { chat_id: 1, text: 'old' })
    const edit = { chat_id: 1, message_id: 1, text: '<i>new</i>', parse_mode: 'HTML' }
    expect((await bot(run, 'editMessageText', edit)).body).toMatchObject({
      result: { text: 'new', message_id: 1 },
    })
    expect((await bot(run, 'editMessageText', edit)).body).toMatchObject({
      description: expect.stringContaining('message is not modified'),
    })
    expect(await bot(run, 'editMessageText', { ...edit, message_id: 9 })).toMatchObject(
      refusal('message to edit not found'),
    )
    expect((await run.call('GET', '/api/posts')).body).toMatchObject([{ text: 'new' }])
  })

  test('is deleted once', async () => {
    const run = await start()
    await bot(run, 'sendMessage', { chat_id: 1, text: 'x' })
    expect((await bot(run, 'deleteMessage', { chat_id: 1, message_id: 1 })).body).toEqual({
      ok: true,
      result: true,
    })
    expect(await bot(run, 'deleteMessage', { chat_id: 1, message_id: 1 })).toMatchObject(
      refusal('message to delete not found'),
    )
  })

  test('is forwarded whole, which shows what an id is and is no post', async () => {
    const run = await start()
    await bot(run, 'sendMessage', { chat_id: '@novastan_de', text: '<b>x</b>', parse_mode: 'HTML' })
    const heard: string[] = []
    run.sandbox.onChange(({ kind }) => heard.push(kind))
    const forward = { chat_id: -5, from_chat_id: '@novastan_de', message_id: 1 }
    expect((await bot(run, 'forwardMessage', forward)).body).toMatchObject({
      result: {
        text: 'x',
        entities: [{ type: 'bold' }],
        forward_origin: { type: 'channel', message_id: 1, chat: { username: 'novastan_de' } },
      },
    })
    expect(await bot(run, 'forwardMessage', { ...forward, message_id: 2 })).toMatchObject(
      refusal('message to forward not found'),
    )
    expect((await run.call('GET', '/api/posts')).body).toHaveLength(1)
    expect(heard).toEqual([])
  })
})

describe('sendPhoto', () => {
  const send = async (run: Running, bytes: Uint8Array<ArrayBuffer>, caption: string): Promise<unknown> => {
    const form = new FormData()
    form.set('chat_id', '1')
    form.set('caption', caption)
    form.set('parse_mode', 'HTML')
    form.set('photo', new File([bytes], 'a.png', { type: 'image/png' }))
    const response = await fetch(`${run.sandbox.url}/telegram/bot1:t/sendPhoto`, {
      method: 'POST',
      body: form,
    })
    return response.json()
  }
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2])

  test('keeps an uploaded picture and its caption, which can be edited', async () => {
    const run = await start()
    expect(await send(run, png, '<b>Foto</b>')).toMatchObject({
      result: { caption: 'Foto', caption_entities: [{ type: 'bold' }], photo: [{ file_size: 6 }] },
    })
    const edit = { chat_id: 1, message_id: 1, caption: 'Bild' }
    expect((await bot(run, 'editMessageCaption', edit)).body).toMatchObject({ result: { caption: 'Bild' } })
    expect(await bot(run, 'editMessageText', { chat_id: 1, message_id: 1, text: 'x' })).toMatchObject(
      refusal('there is no text in the message to edit'),
    )
    expect((await run.call('GET', '/api/posts')).body).toMatchObject([
      { text: 'Bild', raw: { body: { photo: { file: 'a.png', bytes: 6 } } } },
    ])
  })

  test('refuses what is no picture, and captions over 1024', async () => {
    const run = await start()
    expect(await send(run, new Uint8Array([1, 2, 3]), 'x')).toMatchObject({ error_code: 400 })
    expect(await send(run, png, 'x'.repeat(1025))).toMatchObject({
      description: 'Bad Request: message caption is too long',
    })
    expect(await bot(run, 'sendPhoto', { chat_id: 1, photo: 'nothing' })).toMatchObject(
      refusal('wrong file identifier/HTTP URL specified'),
    )
  })
})

test('the public page shows posts with their links, and nothing for a chat that nobody posted to', async () => {
  const run = await start()
  await bot(run, 'sendMessage', {
    chat_id: '@novastan_de',
    text: '<b>A <a href="https://novastan.org/de/a/?x=1&amp;y=2">link</a></b> &amp; &lt;more&gt;',
    parse_mode: 'HTML',
    link_preview_options: { url: 'https://novastan.org/de/card/' },
  })
  const { text, headers } = await run.call('GET', '/telegram/s/novastan_de')
  expect(headers['content-type']).toContain('text/html')
  expect(text).toContain('data-post="novastan_de/1"')
  expect(text).toContain(
    '<b>A </b><a href="https://novastan.org/de/a/?x=1&amp;y=2" target="_blank" rel="noopener"><b>link</b></a> &amp; &lt;more&gt;',
  )
  expect(text).toContain('href="https://novastan.org/de/card/"')
  expect(text).toContain('<time datetime="2026-11-23T12:00:00.000Z"')
  expect((await run.call('GET', '/telegram/s/nobody')).text).not.toContain('data-post')
})
