/** A teaser as its reader sees it: markup becomes what it stands for. The bytes that are sent stand in `--json`. */
import { decodeTelegramHtml } from '../teaser/escape.ts'
import type { Teaser } from '../teaser/teaser.ts'

/** A stretch of text in one look. */
export interface ShownPart {
  readonly text: string
  readonly look: 'plain' | 'bold' | 'link' | 'dim'
}

/** The post in parts, in reading order; joined they are what the reader sees and, in dim, what the editor should know. */
export function shownParts(teaser: Teaser): readonly ShownPart[] {
  switch (teaser.platform) {
    case 'telegram':
      return telegramParts(teaser.text)
    case 'x':
      return linked(teaser.text, teaser.link)
    case 'linkedin':
      return folded(withoutLittleText(teaser.text))
  }
}

/** Bold and links are all the markup our own posts have (teaser/telegram.ts). */
function telegramParts(html: string): readonly ShownPart[] {
  const parts = html.split(/(<b>.*?<\/b>|<a href=".*?">.*?<\/a>)/s).filter((part) => part !== '')
  return parts.flatMap((part): readonly ShownPart[] => {
    const text = decodeTelegramHtml(part)
    if (part.startsWith('<b>')) return [{ text, look: 'bold' }]
    if (!part.startsWith('<a ')) return [{ text, look: 'plain' }]
    const address = decodeTelegramHtml(/^<a href="(.*?)">/.exec(part)?.[1] ?? '')
    return [
      { text, look: 'link' },
      { text: ` → ${address}`, look: 'dim' },
    ]
  })
}

function linked(text: string, link: string): readonly ShownPart[] {
  if (!text.endsWith(link)) return [{ text, look: 'plain' }]
  return [
    { text: text.slice(0, -link.length), look: 'plain' },
    { text: link, look: 'link' },
  ]
}

function withoutLittleText(text: string): string {
  return text.replace(/\{hashtag\|\\#\|([^}]*)\}/g, '#$1').replace(/\\(.)/g, '$1')
}

/** LinkedIn shows about three lines of seventy characters, then "… see more". */
const linesBeforeFold = 3
const charactersInLine = 70

function folded(text: string): readonly ShownPart[] {
  const at = foldOf(text)
  if (at >= text.length) return [{ text, look: 'plain' }]
  return [
    { text: text.slice(0, at).trimEnd(), look: 'plain' },
    { text: '\n┄┄ … see more ┄┄\n', look: 'dim' },
    { text: text.slice(at).trimStart(), look: 'plain' },
  ]
}

/** How much of a post LinkedIn shows before its fold, at a word. UTF-16 units, about. */
export function foldOf(text: string): number {
  let lines = 0
  let at = 0
  for (const line of text.split('\n')) {
    const needed = Math.max(1, Math.ceil(line.length / charactersInLine))
    if (lines + needed > linesBeforeFold) {
      const room = (linesBeforeFold - lines) * charactersInLine
      const space = line.lastIndexOf(' ', room)
      return at + (space > 0 && line.length > room ? space : Math.min(room, line.length))
    }
    lines += needed
    at += line.length + 1
  }
  return text.length
}
