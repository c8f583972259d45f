/** What LinkedIn asks of every request before it reads it (platforms.md §3, Headers). */
import type { Answer } from './answer.ts'
import { failure } from './linkedin-errors.ts'
import type { SandboxContext } from './posting.ts'
import { isRevoked } from './world.ts'

/** The day from which a version is gone (platforms.md §3, sunset table). There never was a 202512. */
const sunsets: Readonly<Record<string, string>> = {
  '202510': '2026-10-15',
  '202511': '2026-11-16',
  '202512': '2025-12-01',
  '202601': '2027-01-15',
  '202602': '2027-02-15',
  '202603': '2027-03-16',
  '202609': '2027-09-15',
}

/** The refusal, or `undefined` when the request may be read. */
export function refuseAccess(c: SandboxContext, now: Date): Answer | undefined {
  const token = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (token === undefined) return failure(401, 'EMPTY_ACCESS_TOKEN', 'Empty oauth2 access token')
  if (isRevoked(token)) {
    const words = 'The token used in the request has been revoked by the user'
    return failure(401, 'REVOKED_ACCESS_TOKEN', words)
  }
  const version = c.req.header('linkedin-version')
  if (version === undefined || version === '') {
    const words = 'A version must be present. Please specify a version by adding the LinkedIn-Version header.'
    return failure(400, 'VERSION_MISSING', words)
  }
  if (!isActive(version, now)) {
    return failure(426, 'NONEXISTENT_VERSION', `Requested version ${version} is not active`)
  }
  // What LinkedIn says without it is not in platforms.md `[?]`; URNs in paths are only understood in 2.0.0.
  if (c.req.header('x-restli-protocol-version') === '2.0.0') return undefined
  return failure(400, 'ILLEGAL_ARGUMENT', 'X-RestLi-Protocol-Version must be 2.0.0')
}

/** "Versions live ≥12 months": where the table says nothing, to the 15th of the same month a year later. */
function isActive(version: string, now: Date): boolean {
  const [, year, month] = /^(\d{4})(0[1-9]|1[0-2])$/.exec(version) ?? []
  if (year === undefined || month === undefined) return false
  const today = now.toISOString().slice(0, 10)
  const sunset = sunsets[version] ?? `${Number(year) + 1}-${month}-15`
  return `${year}-${month}-01` <= today && today < sunset
}
