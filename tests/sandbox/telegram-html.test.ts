import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { tidyText } from '../../src/sandbox/telegram-entities.ts'
import { parseTelegramHtml } from '../../src/sandbox/telegram-html.ts'
import type { Entity } from '../../src/sandbox/telegram-tags.ts'

const tdlib = await loadTdlib()

/** TDLib's own parser; `undefined` on systems without a prebuilt binary. */
async function loadTdlib(): Promise<((request: object) => unknown) | undefined> {
  try {
    const { getTdjson } = z
      .object({ getTdjson: z.custom<() => string>() })
      .parse(createRequire(import.meta.url)('prebuilt-tdlib'))
    const tdl = await import('tdl')
    tdl.configure({ tdjson: getTdjson(), verbosityLevel: 0 })
    return z.object({ execute: z.custom<(request: object) => unknown>() }).parse(tdl).execute
  } catch (error) {
    console.warn(`tests against TDLib are skipped: ${error instanceof Error ? error.message : 'no binary'}`)
    return undefined
  }
}

const formatted = z.object({
  _: z.literal('formattedText'),
  text: z.string(),
  entities: z.array(
    z.object({ offset: z.number(), length: z.number(), type: z.looseObject({ _: z.string() }) }),
  ),
})
const refused = z.object({ _: z.literal('error'), message: z.string() })

const names: Readonly<Record<string, string>> = {
  PreCode: 'pre',
  TextUrl: 'text_link',
  MentionName: 'text_mention',
  CustomEmoji: 'custom_emoji',
  DateTime: 'date_time',
  BlockQuote: 'blockquote',
  ExpandableBlockQuote: 'expandable_blockquote',
}

function theirs(answer: unknown): unknown {
  const error = refused.safeParse(answer)
  if (error.success) return { problem: error.data.message.replace("Can't parse entities: ", '') }
  const { text, entities } = formatted.parse(answer)
  const shown = entities.map(({ offset, length, type }) => {
    const name = type._.replace('textEntityType', '')
    const extra = type['url'] ?? (type['language'] || undefined) ?? type['user_id'] ?? type['custom_emoji_id']
    return [names[name] ?? name.toLowerCase(), offset, length, extra ?? type['unix_time'] ?? null]
  })
  return { text, entities: shown.toSorted(byPlace) }
}

function ours(text: string, entities: readonly Entity[]): unknown {
  const shown = entities.map((entity) => {
    const language = entity.type === 'pre' ? entity.language : undefined
    const extra = entity.url ?? language ?? entity.user?.id ?? entity.custom_emoji_id ?? entity.unix_time
    return [entity.type, entity.offset, entity.length, extra ?? null]
  })
  return { text, entities: shown.toSorted(byPlace) }
}

const byPlace = (a: unknown[], b: unknown[]): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

function expectSame(html: string): void {
  if (tdlib === undefined) return
  const raw = tdlib({ _: 'parseTextEntities', text: html, parse_mode: { _: 'textParseModeHTML' } })
  const parsed = parseTelegramHtml(html)
  const parsedByUs = parsed.kind === 'bad' ? { problem: parsed.problem } : ours(parsed.text, parsed.entities)
  expect(parsedByUs, `parsing ${JSON.stringify(html)}`).toEqual(theirs(raw))
  if (parsed.kind === 'bad' || parsed.text.trim() === '') return
  // parseMarkdown of a text without Markdown does nothing but Telegram's clean-up of entities.
  const tidy = tidyText(parsed.text, parsed.entities)
  const cleaned = theirs(tdlib({ _: 'parseMarkdown', text: raw }))
  expect(ours(tidy.text, tidy.entities), `cleaning ${JSON.stringify(html)}`).toEqual(cleaned)
}

const table = [
  '<b>Title</b>\n\nText with &quot;quotes&quot; &amp; <a href="https://novastan.org/de/a-b/?x=1&amp;y=2">a link</a>.',
  '<b>a<i>b</b>',
  ' <b>  </b> x',
  '<pre><b>a</b></pre>',
  '<a href="foo">x</a>',
  '<a href="novastan.org">x</a>',
  '<a>novastan.org/de</a>',
  '<a href="">a.de</a>',
  '<a href="http://x.de/ä?a=b c">x</a>',
  '<a href="tg://user?id=123">x</a>',
  '<a href="tg:user?id=123">x</a>',
  '<a href="tg://resolve?domain=x">x</a>',
  '<a href="ton://a">x</a>',
  '<a href="mailto:a@b.de">x</a>',
  '<a href="tel:+491">x</a>',
  '<a href="HTTP://Novastan.ORG">x</a>',
  '<a href=novastan.org>x</a>',
  '<a href="http://localhost/x">x</a>',
  '<a href="http://127.0.0.1:9/x">x</a>',
  '<a href="http://a.de?x">x</a>',
  '<a href="http://a.de#x">x</a>',
  '<a href="https://münchen.de/">x</a>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="https://user:pw@a.de/">x</a>',
  '<a href="https://a.de:443/">x</a>',
  '<a href="https://a.de:0/">x</a>',
  '<a href="https://a.de:/">x</a>',
  '<a href="https://a.de:99999/">x</a>',
  '<a href="http://[::1]/x">x</a>',
  '<a href="https://a_b.de/x">x</a>',
  '<a href=" https://a.de/ ">x</a>',
  '<a href="https://a.de/ ">x</a>',
  '<a href="//a.de/x">x</a>',
  '<a href="a.de/?u=http://b.de">x</a>',
  '<a href="ftp://a.de/x">x</a>',
  '<a HREF="a.de">x</a>',
  "<a href='a.de'>x</a>",
  '<a href="a.de" href="b.de">x</a>',
  '<a href="a.de?x=&quot;y">x</a>',
  '<a href="a.de"> </a>b',
  '<a href="https://a%2.de">x</a>',
  '<a href="https://a b.de">x</a>',
  '<tg-time unix="123">x</tg-time>',
  '<tg-time unix="abc">x</tg-time>',
  '<tg-time>x</tg-time>',
  '<tg-time unix="1" format="xx">x</tg-time>',
  '<tg-time unix="1" format="wDT">x</tg-time>',
  '<tg-time unix="1" format="r">x</tg-time>',
  '<tg-emoji emoji-id="5">👍</tg-emoji>',
  '<tg-emoji>👍</tg-emoji>',
  '<blockquote expandable>x</blockquote>',
  '<blockquote cite="x">y</blockquote>',
  '<blockquote>a<blockquote>b</blockquote></blockquote>',
  '<blockquote>a <code>b</code> <b>c</b></blockquote>',
  '<span class="tg-spoiler">x</span>',
  '<span class="x">d</span>',
  '<span>x</span>',
  '<b',
  '<b foo',
  '<b ',
  '<b a=',
  '<b a="x',
  '<b a= >x</b>',
  '<b ="x">x</b>',
  '<b a=x_y>x</b>',
  '<b a="x"b="y">x</b>',
  '<b a="x>y">x</b>',
  '<b x>a</b>',
  '<b/>',
  '</b>',
  '<b>x</',
  '<b>x</b',
  '<b>x</b >',
  '<b>x</>',
  '<b>x',
  '<>x</>',
  '< b>x',
  '<br>',
  '<p>',
  'ä<br>',
  '<B>a</B>',
  '&nbsp;&apos;&mdash;&AMP;',
  '&#8217;&#x41 &lt&#0;&#1114111;&#128512;&#x;&#;&ltx',
  '&#xD83D;&#xDE00;',
  '&#xD83D;',
  '😀<b>😀</b>ä<i>€</i>',
  '<code class="language-py">a</code>',
  '<pre><code class="language-py">a</code></pre>',
  '<pre><code class="language-py">a</code>b</pre>',
  '<code class="language-py"><pre>a</pre></code>',
  '<pre><code>a</code></pre>',
  '<b> <code>x</code> y</b>',
  '<b>x <a href="a.de">y</a> z</b>',
  '<a href="a.de">x <b>y</b></a>',
  '<a href="a.de">x <a href="b.de">y</a></a>',
  '<b>x<b>y</b></b>',
  '<b>x<i>y</i>z</b>',
  '<u><s>x</s></u>',
  '<ins>x</ins><del>y</del><strike>z</strike><em>e</em><strong>f</strong>',
  '<b>a\r\nb</b>',
  '<i> a</i>',
]

const withTdlib = tdlib === undefined ? test.skip : test

describe('parse_mode HTML', () => {
  withTdlib.each(table)('reads %j as TDLib does', (html) => expectSame(html))

  withTdlib('reads any proper markup as TDLib does', () => {
    const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('a', ' ', '\n', 'ä', '€', '😀', '&amp;', '&lt;', '&#8217;', 'word', '. '),
        fc
          .tuple(
            fc.constantFrom('b', 'i', 'u', 's', 'tg-spoiler', 'code', 'pre', 'blockquote', 'em', 'a'),
            tie('tree'),
          )
          .map(([tag, inner]) => `<${tag}${tag === 'a' ? ' href="https://a.de/"' : ''}>${inner}</${tag}>`),
      ),
      tree: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => nodes.join('')),
    }))
    fc.assert(fc.property(tree, expectSame), { numRuns: 2_000 })
  })

  withTdlib('refuses and reads any broken markup as TDLib does', () => {
    const piece = fc.constantFrom(
      ...[
        '<',
        '>',
        '</',
        '<b>',
        '</b>',
        '<i',
        'a',
        ' ',
        '"',
        "'",
        '=',
        'href',
        '<a href="',
        'a.de',
        '">',
        '</a>',
      ],
      ...[
        '&',
        'amp',
        ';',
        '&#',
        '65',
        '&#x',
        '/',
        'ä',
        '😀',
        '<code>',
        '</code>',
        '<br>',
        '<span class="tg-',
      ],
      ...[
        'spoiler">',
        '</span>',
        '<pre>',
        '</pre>',
        'x',
        '.',
        '-',
        '<blockquote expandable',
        '</blockquote>',
        ':',
      ],
    )
    const broken = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''))
    fc.assert(fc.property(broken, expectSame), { numRuns: 5_000 })
  })

  test('names the place of an error in bytes, not in characters', () => {
    expect(parseTelegramHtml('ä<br>')).toEqual({
      kind: 'bad',
      problem: 'Unsupported start tag "br" at byte offset 2',
    })
  })
})
