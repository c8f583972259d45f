/** Which of an item's clean paragraphs is the lead: the description's, else the first of the content. */
import type { Language } from './article.ts'
import { sameTextKey } from './characters.ts'
import type { Paragraph } from './paragraphs.ts'
import { endsSentence, isBetterSet } from './sentences.ts'

export interface LeadChosen {
  readonly lead: string
  readonly kicker: string | null
  readonly credit: string | null
  /** The paragraphs of the content after the lead; at most three. */
  readonly body: readonly string[]
}

/** A first paragraph shorter than this says too little alone; the next one joins it. UTF-16 units. */
const shortLead = 80
const mostBody = 3

export function chooseLead(
  description: readonly Paragraph[],
  content: readonly Paragraph[],
  language: Language,
): LeadChosen {
  const first = firstText(description)
  const whole = first?.unfinished ? wholeOf(first, content) : undefined
  const opening =
    first === undefined
      ? fromFirstSentence(content, language)
      : description.filter(hasText).map((one) => bestCopy(one, content, language))
  const lead = whole?.text ?? joinShort(opening)
  const near = [...description, ...content.slice(0, first === undefined ? 3 : 0)]
  return {
    lead,
    kicker: [...near, ...content.slice(0, 2)].find(({ kicker }) => kicker !== null)?.kicker ?? null,
    credit: near.find(({ credit }) => credit !== null)?.credit ?? null,
    body: bodyAfter(lead, content),
  }
}

function firstText(paragraphs: readonly Paragraph[]): Paragraph | undefined {
  return paragraphs.find(hasText)
}

/** The lead stands twice, once with straight apostrophes and no stop: the better set copy goes out (§2.1). */
function bestCopy(one: Paragraph, others: readonly Paragraph[], language: Language): Paragraph {
  const key = sameTextKey(one.text)
  const copies = others.filter(({ text, unfinished }) => !unfinished && sameTextKey(text) === key)
  return copies.reduce((best, copy) => (isBetterSet(copy.text, best.text, language) ? copy : best), one)
}

function hasText({ text }: Paragraph): boolean {
  return text !== ''
}

/** Content may begin with lines that are no sentence (a place, a date, a name): the lead begins after them. */
function fromFirstSentence(content: readonly Paragraph[], language: Language): readonly Paragraph[] {
  const all = content.filter(hasText)
  const start = all.findIndex(({ text }) => text.length >= shortLead || endsSentence(text, language))
  return all.slice(Math.max(start, 0))
}

/** An excerpt cut before its first sentence ended: the content may have that paragraph whole. */
function wholeOf(cut: Paragraph, content: readonly Paragraph[]): Paragraph | undefined {
  const beginning = sameTextKey(cut.text)
  return content.find(({ text, unfinished }) => !unfinished && sameTextKey(text).startsWith(beginning))
}

function joinShort(paragraphs: readonly Paragraph[]): string {
  let lead = ''
  for (const { text, unfinished } of paragraphs) {
    if (lead !== '' && (lead.length >= shortLead || unfinished)) break
    lead = lead === '' ? text : `${lead} ${text}`
    if (unfinished) break
  }
  return lead
}

function bodyAfter(lead: string, content: readonly Paragraph[]): readonly string[] {
  const said = sameTextKey(lead)
  return content
    .filter(({ text, unfinished }) => text !== '' && !unfinished && !said.includes(sameTextKey(text)))
    .map(({ text }) => text)
    .slice(0, mostBody)
}
