/** Previews for people: for each article its channels side by side, with length meters, warnings and what was removed. */
import { styleText } from 'node:util'
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import type { Previewed } from '../feed/preview.ts'
import type { Teaser } from '../teaser/teaser.ts'
import { beginning } from '../teaser/text.ts'
import { type ShownPart, shownParts } from './preview-shown.ts'

export interface CardLook {
  /** Of the terminal, in columns. */
  readonly width: number
  readonly colour: boolean
}

/** All previews, articles one below the other, their channels side by side where there is room. */
export function describePreviews(
  shown: readonly { readonly feed: string; readonly item: Previewed }[],
  look: CardLook,
): string {
  if (shown.length === 0) return 'nothing to show: there are no items'
  const articles = Map.groupBy(shown, ({ feed, item }) => `${feed} ${item.articleId}`)
  return [...articles.values()].map((cards) => describeArticle(cards, look)).join('\n\n')
}

const gap = '   '
const narrowest = 36
const widest = 76

function describeArticle(
  cards: readonly { readonly feed: string; readonly item: Previewed }[],
  look: CardLook,
): string {
  const [first] = cards
  if (first === undefined) return ''
  const { content, warnings, removed } = first.item
  const across = Math.max(
    1,
    Math.min(cards.length, Math.floor((look.width + gap.length) / (narrowest + gap.length))),
  )
  const width = Math.max(12, Math.min(widest, Math.floor((look.width - gap.length * (across - 1)) / across)))
  const columns = cards.map(({ item }) => card(item, width, look))
  const rows: string[] = []
  for (let from = 0; from < columns.length; from += across) {
    rows.push(sideBySide(columns.slice(from, from + across), width))
  }
  const notes = [...new Set(cards.flatMap(({ item }) => item.warnings))].map((warning) =>
    paint('yellow', `! ${warning}`, look),
  )
  const gone = removed.map(({ rule, text }) =>
    paint('dim', `− ${rule}: ${shortened(text, look.width - rule.length - 4)}`, look),
  )
  const head = paint('bold', `${first.feed}  ${content.title}`, look)
  return [
    head,
    paint('dim', content.url, look),
    ...pictureLine(first.item, look),
    '',
    ...rows,
    ...(warnings.length + notes.length > 0 ? notes : []),
    ...gone,
  ].join('\n')
}

function card({ channel, teaser }: Previewed, width: number, look: CardLook): readonly string[] {
  const head = paint('cyan', channel.id, look)
  if (teaser === null) return [head, paint('dim', 'nothing is posted', look)]
  const full = teaser.length / teaser.limit
  const bar = meter(full, Math.max(1, Math.min(20, width - 14)))
  const measure = paint(full > 0.95 ? 'yellow' : 'green', `${bar} ${teaser.length}/${teaser.limit}`, look)
  const text = shownParts(teaser).map((part) => painted(part, look))
  return [
    head,
    measure,
    paint('dim', '─'.repeat(width), look),
    ...wrapped(text.join(''), width),
    ...linkCard(teaser, width, look),
  ]
}

/** LinkedIn's article card, which carries the headline and the address. */
function linkCard(teaser: Teaser, width: number, look: CardLook): readonly string[] {
  if (teaser.platform !== 'linkedin') return []
  const { title, description } = teaser.card
  const lines = [
    ...wrapped(paint('bold', title, look), width - 2),
    ...(description === '' ? [] : wrapped(description, width - 2)),
    ...wrapped(paint('dim', teaser.link, look), width - 2),
  ]
  return ['', `┌${'─'.repeat(width - 1)}`, ...lines.map((line) => `│ ${line}`), `└${'─'.repeat(width - 1)}`]
}

function wrapped(text: string, width: number): readonly string[] {
  return wrapAnsi(text, width, { hard: true }).split('\n')
}

function painted({ text, look }: ShownPart, cardLook: CardLook): string {
  if (look === 'plain') return text
  // Line by line: a style must not run on into the card beside it.
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : paint(look === 'link' ? 'underline' : look, line, cardLook)))
    .join('\n')
}

function pictureLine({ teaser }: Previewed, look: CardLook): readonly string[] {
  const image = teaser?.image
  if (image === null || image === undefined) return []
  const credit = image.credit === null ? '' : ` · ${image.credit}`
  const label = image.upload ? 'picture, uploaded in place of a link card' : 'picture'
  return [paint('dim', `${label}: ${image.url}${image.alt === null ? '' : ` · ${image.alt}`}${credit}`, look)]
}

function meter(share: number, cells: number): string {
  const filled = Math.min(cells, Math.max(share > 0 ? 1 : 0, Math.round(share * cells)))
  return '█'.repeat(filled) + '░'.repeat(cells - filled)
}

function sideBySide(columns: readonly (readonly string[])[], width: number): string {
  const height = Math.max(...columns.map((column) => column.length))
  const lines = Array.from({ length: height }, (_, row) =>
    columns
      .map((column) => {
        const line = column[row] ?? ''
        return line + ' '.repeat(Math.max(0, width - stringWidth(line)))
      })
      .join(gap)
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}

function shortened(text: string, width: number): string {
  const most = Math.max(20, width)
  return text.length > most ? `${beginning(text, most - 1)}…` : text
}

function paint(
  style: 'bold' | 'dim' | 'underline' | 'cyan' | 'green' | 'yellow',
  text: string,
  { colour }: CardLook,
): string {
  return colour ? styleText(style, text, { validateStream: false }) : text
}
