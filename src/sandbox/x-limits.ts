/** X's rate limits per account and 15 minutes (platforms.md §2, Rate limits), with the headers that tell of them. */

export type XRoute = 'create' | 'delete' | 'timeline' | 'me' | 'lookup' | 'upload' | 'metadata'

/** The look-up of one post is not in platforms.md `[?]`; taken to be as wide as the timeline's. */
const limits: Readonly<Record<XRoute, number>> = {
  create: 100,
  delete: 50,
  timeline: 900,
  me: 75,
  lookup: 900,
  upload: 500,
  metadata: 500,
}
const windowSeconds = 15 * 60

export interface Allowance {
  readonly isAllowed: boolean
  readonly headers: Readonly<Record<string, string>>
}

/** Counts a request; kept in memory, as a restart forgets nothing that matters here. */
export function createXLimits(now: () => Date): (account: string, route: XRoute) => Allowance {
  const windows = new Map<string, { readonly endsAt: number; readonly used: number }>()
  return (account, route) => {
    const key = `${account} ${route}`
    const seconds = Math.floor(now().getTime() / 1000)
    const old = windows.get(key)
    const current =
      old === undefined || old.endsAt <= seconds ? { endsAt: seconds + windowSeconds, used: 0 } : old
    const limit = limits[route]
    const isAllowed = current.used < limit
    const used = isAllowed ? current.used + 1 : current.used
    windows.set(key, { ...current, used })
    return {
      isAllowed,
      headers: {
        'x-rate-limit-limit': `${limit}`,
        'x-rate-limit-remaining': `${limit - used}`,
        'x-rate-limit-reset': `${current.endsAt}`,
      },
    }
  }
}
