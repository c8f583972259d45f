/**
 * The last step before a platform: its markup is escaped, and nothing in the magazine's words becomes a link,
 * a mention or a hashtag by accident.
 */

/** U+2060: no width, no break, no hyphen. Copied into a browser's address it is ignored (UTS 46). */
export const wordJoiner = '\u2060'

/** An address to write to may stay what it is: with a joiner in it the mail would not arrive. */
const mail =
  /(?<=^|[\s(«„"])[A-Za-z0-9_]{1,40}(?:[.+-][A-Za-z0-9_]{1,40}){0,4}@(?:[a-z0-9]{1,40}(?:-[a-z0-9]{1,20}){0,4}\.){1,4}[a-z]{2,24}(?=$|\s|[).,;:!?»“"]{1,3}(?:\s|$))/

/**
 * `Your.tj`, `24.kg`, `geöffnet.Foto`: letters or figures, a stop, at least two letters. Not `z.B.`. Figures match
 * whole, since no address ends in one: `12.000`, `6.40`, `24.02.2026` stay as they are; `192.168.0.1` is an address.
 */
const domainStop =
  /(?<![\p{L}\p{N}\p{M}_.@-])\d+(?:\.\d+)+(?![\p{L}\p{N}\p{M}_@-]|\.[\p{L}\p{N}])|(?<=[\p{L}\p{N}\p{M}_-])\.(?=[\p{L}\p{N}][\p{L}\p{N}\p{M}-])/gu

/** `https://`, `tg://`, and what would begin a hashtag, mention, cashtag or bot command. */
const opener =
  /:\/\/(?=\S)|[#＃@＠](?!\d+(?:[\s:;!?)»“”"…]|$))(?=[\p{L}\p{N}\p{M}_\u200c\u200d])|\$(?=[A-Za-z])|(?<![\p{L}\p{N}<])\/(?=[A-Za-z0-9_])/gu

/**
 * The same text for a reader, with an invisible U+2060 where a platform would see a link, `@mention`, `#hashtag`,
 * `$CASHTAG` or `/command`. Measured: twitter-text and TDLib then find none. Mail addresses stay links.
 */
export function withoutAccidents(text: string): string {
  return outsideMail(text, (part) => withoutDomains(part).replace(opener, `$&${wordJoiner}`))
}

function withoutDomains(text: string): string {
  return text.replace(domainStop, (found) => {
    const isFigure = found.length > 1 && found.split('.').length !== 4
    return isFigure ? found : found.replaceAll('.', `.${wordJoiner}`)
  })
}

/** Only for links, where escaping takes care of all the rest: LinkedIn. */
export function withoutAccidentalLinks(text: string): string {
  return outsideMail(text, withoutDomains)
}

/** Telegram knows four named entities only: everything else must already be a character (platforms.md §1). */
export function escapeTelegramHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** For `href="…"`. */
export function escapeTelegramAttribute(text: string): string {
  return escapeTelegramHtml(text).replace(/"/g, '&quot;')
}

/** LinkedIn's little text: one unescaped sign and the post ends there without an error (platforms.md §3). */
export function escapeLittleText(text: string): string {
  return text.replace(/[|{}@[\]()<>#\\*_~]/g, '\\$&')
}

function outsideMail(text: string, change: (part: string) => string): string {
  let rest = text
  let done = ''
  for (let i = 0; i < 20; i++) {
    const found = mail.exec(rest)
    if (found === null) break
    done += change(rest.slice(0, found.index)) + found[0]
    rest = rest.slice(found.index + found[0].length)
  }
  return done + change(rest)
}

/** The text a reader sees of our own HTML: tags gone, entities decoded. */
export function decodeTelegramHtml(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}
