/**
 * Telegram's public page of a channel, `/s/<chat>`: unofficial HTML with `data-post="chat/id"` (platforms.md §0 and §1).
 * Shows the newest 20 posts, oldest first. A chat that nobody posted to has an empty page.
 */
import type { Post } from './state.ts'
import { type Message, message } from './telegram-messages.ts'

const shownPosts = 20

export function previewPage(chat: string, posts: readonly Post[]): string {
  const newest = posts.slice(-shownPosts).map((post) => postBlock(chat, message.parse(post.detail)))
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>${escapeHtml(chat)} – Telegram</title></head>
<body class="widget_frame_base tgme_webpreview"><section class="tgme_channel_history js-message_history">
${newest.join('\n')}
</section></body></html>
`
}

function postBlock(chat: string, post: Message): string {
  const place = `${escapeHtml(chat)}/${post.message_id}`
  const time = new Date(post.date * 1000).toISOString()
  const text = renderText(post.text ?? post.caption ?? '', post.entities ?? post.caption_entities ?? [])
  const card = post.link_preview_options?.url
  const cardBlock =
    card === undefined ? '' : `<a class="tgme_widget_message_link_preview" href="${escapeHtml(card)}"></a>`
  return `<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message js-widget_message" data-post="${place}">
<div class="tgme_widget_message_text js-message_text" dir="auto">${text}</div>${cardBlock}
<a class="tgme_widget_message_date" href="https://t.me/${place}"><time datetime="${time}" class="time">${time.slice(11, 16)}</time></a>
</div></div>`
}

type Entities = NonNullable<Message['entities']>

/** Entities nest and are sorted, outer before inner. */
function renderText(text: string, entities: Entities): string {
  const render = (from: number, to: number, inside: Entities): string => {
    let html = ''
    let at = from
    for (const [index, entity] of inside.entries()) {
      if (entity.offset < at) continue
      const end = entity.offset + entity.length
      const [open, close] = tags(entity, text.slice(entity.offset, end))
      const inner = inside.slice(index + 1).filter((other) => other.offset < end)
      html += `${lines(text.slice(at, entity.offset))}${open}${render(entity.offset, end, inner)}${close}`
      at = end
    }
    return html + lines(text.slice(at, to))
  }
  return render(0, text.length, entities)
}

const simpleTags: Readonly<Record<string, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  spoiler: 'tg-spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
}

function tags(entity: Entities[number], shown: string): readonly [string, string] {
  const simple = simpleTags[entity.type]
  if (simple !== undefined) return [`<${simple}>`, `</${simple}>`]
  const address = addressOf(entity, shown)
  if (address === undefined) return ['', '']
  return [`<a href="${escapeHtml(address)}" target="_blank" rel="noopener">`, '</a>']
}

function addressOf(entity: Entities[number], shown: string): string | undefined {
  switch (entity.type) {
    case 'text_link':
      return typeof entity['url'] === 'string' ? entity['url'] : undefined
    case 'url':
      return /^https?:/i.test(shown) ? shown : `http://${shown}`
    case 'mention':
      return `https://t.me/${shown.slice(1)}`
    case 'hashtag':
      return `?q=${encodeURIComponent(shown)}`
    default:
      return undefined
  }
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br/>')
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
