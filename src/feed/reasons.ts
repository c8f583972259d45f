/** Why a feed could not be fetched, in sentences that name the place and the mend. Pure; never a stack, never a secret. */

import { PRIVATE_ADDRESS } from './address.ts'

/** For answers with a status other than 200. */
export function statusReason(url: URL, status: number, isChallenge: boolean): string {
  const answers = `${url.href} answers ${status}`
  if (isChallenge)
    return `${answers}, a Cloudflare check for browsers: allow Chapar's user agent on the site.`
  switch (status) {
    case 204:
    case 205:
      return `${answers}: no content. Look at the address in a browser.`
    case 206:
      return `${answers}, a part of the document nobody asked for: tell the site's administrator.`
    case 304:
      return `${answers} (not modified) though nothing was asked conditionally: tell the site's administrator.`
    case 401:
    case 407:
      return `${answers}: it wants a password, and Chapar gives none. Make the feed public for this machine.`
    case 403:
      return `${answers}: access refused. Allow Chapar's user agent or address on the site (firewall, bot check).`
    case 404:
      return `${answers}: there is nothing at this address. Correct the feed's url.`
    case 410:
      return `${answers}: the feed was removed for good. Correct the feed's url or remove the feed.`
    case 429:
      return `${answers}: asked too often. Poll this feed less often.`
    case 451:
      return `${answers}: not available for legal reasons.`
  }
  if (status >= 500) return `${answers}: the site has a problem. It is tried again at the next poll.`
  return `${answers}, which is not understood: look at the address in a browser.`
}

/** For a page of HTML where a feed should be. */
export function htmlReason(url: URL): string {
  return `${url.href} answers with an HTML page, not a feed (a Cloudflare check, a log-in or an author page?): open it in a browser, correct the feed's url or allow Chapar's user agent on the site.`
}

/** For a redirect into a private network. */
export function privateReason(start: URL, url: URL): string {
  return `${start.href} redirects to ${url.href}, a private address: refused. If that is right, configure this url itself, or set network.allowPrivate to true.`
}

/** What was being done when a request failed without an answer. */
export interface Attempt {
  readonly start: URL
  readonly url: URL
  readonly signal: AbortSignal
  readonly timeoutMs: number
}

/** For requests that got no whole answer. */
export function connectionReason(error: unknown, attempt: Attempt): string {
  const { start, url, signal, timeoutMs } = attempt
  const place = url.href
  if (signal.aborted) {
    const isTimeout = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
    if (!isTimeout) return `${place}: stopped before the answer was complete.`
    return `${place} did not answer completely within ${timeoutMs / 1000} s. It is tried again at the next poll.`
  }
  const code = codeOf(error)
  if (code === PRIVATE_ADDRESS) return privateReason(start, url)
  if (code === 'ENOTFOUND') return `${url.hostname} does not exist in DNS: check the feed's url.`
  if (code === 'EAI_AGAIN' || code === 'ENODATA')
    return `${url.hostname} could not be looked up: check DNS and network.`
  if (code === 'ECONNREFUSED') return `${url.host} refuses connections: is the site up, and the port right?`
  if (/^(?:ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)$/.test(code))
    return `${url.host} cannot be reached: check the network.`
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return `${url.host} does not accept the connection.`
  if (/CERT|TLS|SSL|^EPROTO$|SIGNATURE/.test(code)) {
    return `${url.host} has no valid certificate (${code}): tell the site's administrator.`
  }
  if (
    /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_ABORTED|ERR_STREAM_PREMATURE_CLOSE)$|CONTENT_LENGTH/.test(
      code,
    )
  ) {
    return `${place}: the answer was cut off before its end. It is tried again at the next poll.`
  }
  if (code.startsWith('HPE_') || code.startsWith('UND_ERR_')) {
    return `${place} answers with something that is not proper HTTP (${code}): tell the site's administrator.`
  }
  return `${place} could not be fetched${code === '' ? '' : ` (${code})`}: check the network and the feed's url.`
}

/** The code of an error, of its cause, or of the first of several attempts. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error.name === 'HTTPParserError') return 'HPE_INVALID'
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return codeOf(error.cause)
}
