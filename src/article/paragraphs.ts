/**
 * The clean paragraphs of an item: each block loses the repeated headline, boilerplate, credits, excerpt marks,
 * its kicker and sentences said before, in this order; what is left empty is gone.
 */
import type { Language, Removal } from './article.ts'
import { plainShape, sameTextKey } from './characters.ts'
import { takeCredit } from './credit.ts'
import { finishExcerpt } from './excerpt.ts'
import type { Block } from './html.ts'
import { takeKicker } from './kicker.ts'
import { isBetterSet, splitSentences } from './sentences.ts'
import { type Stripped, stripBoilerplate, without } from './strip.ts'

export interface Paragraph {
  /** '' when only a kicker or a credit stood in it. */
  readonly text: string
  readonly kicker: string | null
  readonly credit: string | null
  /** The source cuts it; it ends with `…`. */
  readonly unfinished: boolean
}

export interface ParagraphContext {
  readonly title: string
  readonly url: string
  readonly language: Language
  /** As the feed names them, logins too: a paragraph that is only one of them is a byline. */
  readonly creators: readonly string[]
  /** Captions and alternative texts of the item's pictures. */
  readonly pictureTexts: readonly string[]
}

/** UTF-16 units. No paragraph is so long; one that is ends like an excerpt, at its last whole sentence. */
const longestBlock = 6_000
/** A teaser needs the first few. */
const mostBlocks = 40

export function readParagraphs(
  blocks: readonly Block[],
  context: ParagraphContext,
): { readonly paragraphs: readonly Paragraph[]; readonly removed: readonly Removal[] } {
  const paragraphs: Paragraph[] = []
  const removed: Removal[] = []
  const said = new Map<string, number>()
  for (const block of runningText(blocks).slice(0, mostBlocks).map(shortened)) {
    const furniture = furnitureRule(block, context)
    if (furniture !== null) {
      removed.push({ rule: furniture, text: block.text })
      continue
    }
    const read = readParagraph(block, context)
    removed.push(...read.removed)
    const { text, kicker, credit } = read.paragraph
    const key = sameTextKey(text)
    const at = said.get(key)
    const before = at === undefined ? undefined : paragraphs[at]
    if (at !== undefined && before !== undefined && text !== '') {
      const isBetter = isBetterSet(text, before.text, context.language)
      removed.push({ rule: 'said before', text: isBetter ? before.text : text })
      if (isBetter) paragraphs[at] = { ...before, text }
    } else if (text !== '' || kicker !== null || credit !== null) {
      said.set(key, paragraphs.length)
      paragraphs.push(read.paragraph)
    }
  }
  return { paragraphs, removed }
}

/** Where an item has no running text (a list, a table), whatever it has. Captions are no text of the article. */
function runningText(blocks: readonly Block[]): readonly Block[] {
  const running = blocks.filter(({ kind }) => kind === 'text')
  return running.length > 0 ? running : blocks.filter(({ kind }) => kind === 'aside')
}

/** Paragraphs that the theme repeats: the picture's caption or alternative text, the author's name (§2.1 layout). */
function furnitureRule(block: Block, context: ParagraphContext): string | null {
  const key = sameTextKey(block.text)
  if (context.pictureTexts.some((text) => sameTextKey(text) === key)) return 'caption'
  if (context.creators.some((name) => sameTextKey(name) === key)) return 'byline'
  return null
}

function isHeadline(block: Block, context: ParagraphContext): boolean {
  return sameTextKey(block.text) === sameTextKey(context.title)
}

function readParagraph(
  block: Block,
  context: ParagraphContext,
): { readonly paragraph: Paragraph; readonly removed: readonly Removal[] } {
  const headline = withoutHeadline(block, context)
  const captions = withoutPictureTexts(headline.text, context)
  const boilerplate = stripBoilerplate(captions.text, context.language)
  const credit = takeCredit(boilerplate.text, context.language)
  const excerpt = finishExcerpt(credit.text, context.language)
  const kicker = takeKicker(excerpt.text)
  const repeated = withoutRepeatedSentences(kicker.text, context.language)
  const steps = [headline, captions, boilerplate, credit, excerpt, kicker, repeated]
  return {
    paragraph: {
      text: /[\p{L}\p{N}]/u.test(repeated.text) ? repeated.text : '',
      kicker: kicker.kicker,
      credit: credit.credit,
      unfinished: excerpt.unfinished,
    },
    removed: steps.flatMap((step) => step.removed),
  }
}

function shortened(block: Block): Block {
  if (block.text.length <= longestBlock) return block
  return { ...block, text: `${block.text.slice(0, longestBlock).toWellFormed()} […]` }
}

/** Yoast puts the linked title before each text (novastan.md §1.2 no. 1); plain excerpts glue it on with a stop. */
function withoutHeadline(block: Block, context: ParagraphContext): Stripped {
  const removed = (words: string) => [{ rule: 'headline', text: words.trim() }]
  if (isHeadline(block, context)) return { text: '', removed: removed(block.text) }
  const link = block.leadingLink
  if (link !== null && block.text.startsWith(link.text)) {
    const isTitle = sameTextKey(link.text) === sameTextKey(context.title)
    const isWholeBlock = block.text === link.text && link.href === context.url
    if (isTitle || isWholeBlock) {
      return {
        text: block.text.slice(link.text.length).replace(/^[\s:–—-]+/, ''),
        removed: removed(link.text),
      }
    }
  }
  const shape = plainShape(block.text)
  const title = plainShape(context.title)
  const after = shape.startsWith(title) ? block.text.slice(title.length) : ''
  const separator = (/[.!?]$/.test(title) ? /^ (?=\p{Lu})/u : /^ ?(?:[.:|–—-]+|!|\?) (?=\S)/u).exec(after)
  if (separator === null) return { text: block.text, removed: [] }
  return { text: after.slice(separator[0].length), removed: removed(context.title) }
}

/** An excerpt made from the whole page has caption and credit in it; the words around them are the article. */
function withoutPictureTexts(paragraph: string, context: ParagraphContext): Stripped {
  let text = paragraph
  const removed: Removal[] = []
  for (const caption of context.pictureTexts) {
    const start = plainShape(text).indexOf(plainShape(caption))
    if (start < 0 || text.length - caption.length < 40) continue
    removed.push({ rule: 'caption', text: caption })
    text = without(text, { start, end: start + caption.length })
  }
  return { text, removed }
}

/** A lead that stands twice in one paragraph; short exclamations may repeat. */
function withoutRepeatedSentences(text: string, language: Language): Stripped {
  const said = new Set<string>()
  const kept: string[] = []
  const removed: Removal[] = []
  for (const sentence of splitSentences(text, language)) {
    const key = sameTextKey(sentence)
    if (key.length >= 25 && said.has(key)) removed.push({ rule: 'said before', text: sentence.trim() })
    else kept.push(sentence)
    said.add(key)
  }
  return { text: kept.join('').trim(), removed }
}
