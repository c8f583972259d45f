/**
 * Who is asking X: OAuth 1.0a with all its parameters, or an OAuth 2 bearer token (platforms.md §2).
 * Signatures cannot be checked: any credentials work, so no secret is known here.
 */
import { isRevoked, stableNumber } from './world.ts'

/** The account's id: the digits before `-` of a user token, as real ones have them; else made from the token. */
export type XAccount = { readonly kind: 'account'; readonly id: string } | { readonly kind: 'unauthorized' }

const required = [
  'oauth_consumer_key',
  'oauth_token',
  'oauth_nonce',
  'oauth_signature',
  'oauth_signature_method',
  'oauth_timestamp',
]

export function readXAccount(authorization: string | undefined): XAccount {
  const bearer = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (bearer !== undefined) return accountOf([bearer], bearer)
  const oauth = /^OAuth\s+(.+)$/is.exec(authorization ?? '')?.[1]
  if (oauth === undefined) return { kind: 'unauthorized' }
  const parameters = new Map<string, string>()
  for (const [, name = '', value = ''] of oauth.matchAll(/(\w+)="([^"]*)"/g)) {
    parameters.set(name, decoded(value))
  }
  if (required.some((name) => !parameters.get(name))) return { kind: 'unauthorized' }
  if (parameters.get('oauth_signature_method') !== 'HMAC-SHA1') return { kind: 'unauthorized' }
  const token = parameters.get('oauth_token') ?? ''
  return accountOf([token, parameters.get('oauth_consumer_key') ?? ''], token)
}

function accountOf(credentials: readonly string[], token: string): XAccount {
  if (credentials.some(isRevoked)) return { kind: 'unauthorized' }
  const id = /^(\d{1,20})-/.exec(token)?.[1] ?? `${stableNumber(token)}`
  return { kind: 'account', id }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
