/**
 * Which addresses Telegram takes for a link, and how it writes them (platforms.md §1, parse_mode HTML: "an `<a>`
 * without valid href silently becomes plain text"). The rules are TDLib's, held by tests against TDLib itself.
 */

/** The user that `tg://user?id=N` names. */
export function linkedUser(address: string): number | undefined {
  const id = /^tg:(?:\/\/)?user\/?\?(?:[^#]*&)?id=(\d{1,15})(?:[&#]|$)/i.exec(address)?.[1]
  return id === undefined || Number(id) === 0 ? undefined : Number(id)
}

/** The address as Telegram would write it; `undefined` when it is none. */
export function checkedLink(address: string): string | undefined {
  const own = /^(tg|ton):(?:\/\/)?(.*)$/is.exec(address)
  if (own !== null) return ownScheme(`${own[1]}`.toLowerCase(), own[2] ?? '')
  const parts = splitAddress(address)
  if (parts === undefined) return undefined
  if (!parts.host.includes('.') && !parts.host.startsWith('[')) return undefined
  const user = parts.user === '' ? '' : `${parts.user}@`
  return `${parts.scheme}://${user}${parts.host}${parts.port === 0 ? '' : `:${parts.port}`}${parts.rest}`
}

function ownScheme(scheme: string, address: string): string | undefined {
  const parts = splitAddress(address)
  if (parts === undefined || /^https?:\/\//i.test(address)) return undefined
  if (parts.user !== '' || parts.port !== 0 || !/^[a-z0-9_-]+$/.test(parts.host)) return undefined
  return `${scheme}://${parts.host}${parts.rest.startsWith('/?') ? parts.rest.slice(1) : parts.rest}`
}

interface AddressParts {
  readonly scheme: string
  readonly user: string
  readonly host: string
  readonly port: number
  readonly rest: string
}

function splitAddress(address: string): AddressParts | undefined {
  const [, written, scheme, authority = '', tail = ''] =
    /^(?:(([^:/?#]*):\/\/))?([^/?#]*)(.*)$/s.exec(address) ?? []
  const lowered = scheme?.toLowerCase()
  if (written !== undefined && lowered !== 'http' && lowered !== 'https') return undefined
  const [, userAndHost = '', portText] = /^(.+?)(?::([^:\]@]*))?$/s.exec(authority) ?? []
  const port = portText === undefined ? 0 : Number(portText)
  if (portText !== undefined && (!/^\d+$/.test(portText) || port < 1 || port > 65_535)) return undefined
  const at = userAndHost.lastIndexOf('@')
  const user = at < 0 ? '' : userAndHost.slice(0, at)
  const host = userAndHost.slice(at + 1).toLowerCase()
  const isIpv6 = /^\[[0-9a-f:.]+\]$/.test(host)
  if (host === '' || host === '.' || !(isIpv6 || allowed(host, false)) || !allowed(user, true))
    return undefined
  const trimmed = tail.replace(/[ \t\r\n\v]+$/, '')
  return { scheme: lowered ?? 'http', user, host, port, rest: escaped(trimmed) }
}

/** Beyond ASCII everything is allowed: it may be an international domain name. */
function allowed(part: string, withColon: boolean): boolean {
  const plain = /^(?:[\w.\-!$,~*'();&+=]|%[0-9a-f]{2}|[^\p{ASCII}])*$/iu
  return plain.test(withColon ? part.replaceAll(':', '') : part)
}

function escaped(tail: string): string {
  const rooted = tail.startsWith('/') ? tail : `/${tail}`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Telegram escapes
  return rooted.replace(/[\x00-\x20]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
