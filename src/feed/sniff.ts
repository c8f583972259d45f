/** Tells a feed from a web page by its first bytes, whatever the server calls it. Pure. */

const WITHIN = 64 * 1024

/** What a document looks like: `other` is everything without a feed's or a page's first tag. */
export function sniff(bytes: Uint8Array): 'feed' | 'html' | 'other' {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, WITHIN)).replaceAll('\0', '')
  const json = /^(?:ï»¿|ÿþ|þÿ)?\s*\{\s*(?:"|\})/.test(start)
  // The HTML of an article stands inside a JSON Feed as it is.
  if (json && /"https?:(?:\\?\/){2}(?:www\.)?jsonfeed\.org\\?\/|"items"\s*:\s*\[/i.test(start)) return 'feed'
  const withoutComments = start.replace(/<!--[\s\S]*?(?:-->|$)/g, '')
  const page = withoutComments.search(/<!doctype\s+html|<html[\s>]/i)
  const feed = withoutComments.search(/<(?:[\w.-]{1,20}:)?(?:rss|rdf|feed)[\s>/]/i)
  if (feed >= 0 && (page < 0 || feed < page)) return 'feed'
  return page >= 0 ? 'html' : 'other'
}
