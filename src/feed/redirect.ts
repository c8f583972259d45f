/**
 * Decides where a redirect may lead. A permanent one to another host is an error that a person confirms: an expired
 * domain must not take a feed over. Pure.
 */

import { Buffer } from 'node:buffer'

/** One redirect, as it was answered. */
export interface RedirectAnswer {
  /** The configured URL. */
  readonly start: URL
  /** The URL that answered. */
  readonly url: URL
  readonly status: number
  readonly location: string | null
  readonly seen: ReadonlySet<string>
}

export type RedirectResult =
  | { readonly kind: 'follow'; readonly url: URL; readonly isPermanent: boolean }
  | { readonly kind: 'failed'; readonly reason: string }

/** The next URL to ask, or why it is not asked. */
export function redirectFrom({ start, url, status, location, seen }: RedirectAnswer): RedirectResult {
  const from = `${url.href} redirects (${status})`
  if (location === null || location.trim() === '') {
    return { kind: 'failed', reason: `${from} without saying where to: tell the site's administrator.` }
  }
  const next = withoutCredentials(URL.parse(asUtf8(location.trim()), url))
  if (next === null) return { kind: 'failed', reason: `${from} to "${location}", which is no address.` }
  if (next.protocol !== 'http:' && next.protocol !== 'https:') {
    return {
      kind: 'failed',
      reason: `${from} to ${next.protocol}, which is not followed (http and https are).`,
    }
  }
  next.hash = ''
  if (seen.has(next.href)) {
    return {
      kind: 'failed',
      reason: `${from} in a loop, back to ${next.href}: open the feed's url in a browser.`,
    }
  }
  const isPermanent = status === 301 || status === 308
  const staysOnHost = next.hostname === start.hostname
  if (isPermanent && !staysOnHost && url.hostname === start.hostname) {
    const reason = `${url.href} has moved for good to another host. If that is right, write "url: ${next.href}" for this feed into the configuration; if not, ask the site's administrator.`
    return { kind: 'failed', reason }
  }
  return { kind: 'follow', url: next, isPermanent: isPermanent && staysOnHost }
}

/** A user name and password in a URL are not sent, shown or stored. */
export function withoutCredentials(url: URL | null): URL | null {
  if (url === null) return null
  url.username = ''
  url.password = ''
  return url
}

/** Headers arrive as Latin-1; addresses in them are meant as UTF-8. */
function asUtf8(header: string): string {
  const text = Buffer.from(header, 'latin1').toString('utf8')
  return text.includes('\uFFFD') ? header : text
}

/** Novastan's editions redirect by browser language (novastan.md §5): `/de/feed/` must not end at `/en/feed/`. */
export function otherLanguage(asked: string, got: string): string | null {
  const [wanted, found] = [languageOfPath(asked), languageOfPath(got)]
  if (wanted === null || found === null || wanted === found) return null
  return `${asked} led to ${got}: that is another language's feed. Ask the site's technician why /${wanted}/ redirects to /${found}/.`
}

/** `de` of https://novastan.org/de/feed/; null where the address begins with no language. */
export function languageOfPath(address: string): string | null {
  if (!URL.canParse(address)) return null
  return /^\/([a-z]{2})(?:\/|$)/.exec(new URL(address).pathname)?.[1] ?? null
}
