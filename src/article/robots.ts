/**
 * What a site's robots.txt lets Chapar read, asked once an hour (RFC 9309): a site without one allows all, a site that
 * cannot answer allows nothing for the moment.
 */
import robotsModule from 'robots-parser'
import { USER_AGENT } from '../feed/fetch.ts'
import type { Visited } from '../feed/visit.ts'

/** The package's types describe an ES module; what is exported is the function itself. */
const robotsParser = robotsModule as unknown as typeof robotsModule.default

export type Permission = 'allowed' | 'forbidden' | 'unknown'

interface Rules {
  readonly until: number
  allows(url: string): Permission
}

const keptMs = 3_600_000
/** A site that was down a minute ago may be up again. */
const keptAfterTroubleMs = 5 * 60_000
/** The RFC asks for at least 500 kB; what is longer is not read, and forbids. In bytes. */
const maxBytes = 1_000_000

export type AskRobots = (url: string, signal: AbortSignal) => Promise<Permission>

/** `get` fetches a robots.txt within `maxBytes`. */
export function createRobots(
  get: (url: string, maxBytes: number, signal: AbortSignal) => Promise<Visited>,
  now: () => Date,
): AskRobots {
  const known = new Map<string, Rules>()
  return async (url, signal) => {
    const { origin } = new URL(url)
    const kept = known.get(origin)
    if (kept !== undefined && kept.until > now().getTime()) return kept.allows(url)
    const rules = readRules(
      `${origin}/robots.txt`,
      await get(`${origin}/robots.txt`, maxBytes, signal),
      now(),
    )
    if (!signal.aborted) known.set(origin, rules)
    return rules.allows(url)
  }
}

function readRules(address: string, visited: Visited, now: Date): Rules {
  switch (visited.kind) {
    case 'body': {
      const robots = robotsParser(address, new TextDecoder().decode(visited.bytes))
      const allows = (url: string) => (robots.isAllowed(url, USER_AGENT) === false ? 'forbidden' : 'allowed')
      return { until: now.getTime() + keptMs, allows }
    }
    case 'status': {
      const isMissing = visited.status >= 400 && visited.status < 500 && visited.status !== 429
      if (isMissing) return { until: now.getTime() + keptMs, allows: () => 'allowed' }
      return { until: now.getTime() + keptAfterTroubleMs, allows: () => 'unknown' }
    }
    case 'failed':
      return { until: now.getTime() + keptAfterTroubleMs, allows: () => 'unknown' }
  }
}
