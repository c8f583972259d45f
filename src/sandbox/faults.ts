/**
 * Faults that a test or a curious operator orders: a queue per platform, used up by posting requests in order.
 * `refuse` is not in the queue: a server cannot refuse one request only, see `Door`.
 */
import { z } from 'zod'
import { type Platform, platforms } from '../teaser/teaser.ts'

export const faultKinds = [
  'refuse',
  'reset',
  'reset-after-accept',
  'hang-after-accept',
  'half-answer',
  'status',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** contract.md, The sandbox. Without `status`, a `status` fault that accepts answers the truth, only later. */
export interface Fault {
  readonly platform: Platform
  readonly kind: FaultKind
  readonly status: number | undefined
  /** A JSON value, or a string that is sent as it is; `undefined`: what the platform would say. */
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly accepted: boolean
  readonly delayMs: number
  readonly times: number
}

export type ReadFault =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'bad'; readonly problems: readonly string[] }

const defaultRefusalMs = 2_000
const header = z.union([z.string(), z.number().transform(String)])

const faultSchema = z.strictObject({
  platform: z.enum(platforms),
  kind: z.enum(faultKinds),
  status: z.int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/), header).default({}),
  accepted: z.boolean().default(false),
  delayMs: z.int().min(0).max(600_000).optional(),
  times: z.int().min(1).max(1_000).default(1),
})

const allowed: Readonly<Record<string, string>> = {
  platform: platforms.join(', '),
  kind: faultKinds.join(', '),
  status: 'a whole number from 200 to 599',
  headers: 'an object of strings',
  accepted: 'true, false',
  delayMs: 'a whole number of milliseconds from 0 to 600000',
  times: 'a whole number from 1 to 1000',
}
const fields = [...Object.keys(allowed), 'body'].join(', ')

/** Reads what was posted to `/api/faults`; problems name the field and what it may be. */
export function readFault(value: unknown): ReadFault {
  const parsed = faultSchema.safeParse(value)
  if (!parsed.success) return { kind: 'bad', problems: parsed.error.issues.flatMap(problemOf) }
  const { status, delayMs, ...rest } = parsed.data
  if (rest.kind === 'status' && status === undefined && !rest.accepted) {
    return { kind: 'bad', problems: [`status: must be ${allowed['status']} when kind is "status"`] }
  }
  if (rest.accepted && (rest.kind === 'refuse' || rest.kind === 'reset')) {
    const mend = 'kinds that accept: reset-after-accept, hang-after-accept, half-answer, status'
    return { kind: 'bad', problems: [`accepted: must be false when kind is "${rest.kind}"; ${mend}`] }
  }
  const wait = delayMs ?? (rest.kind === 'refuse' ? defaultRefusalMs : 0)
  return { kind: 'fault', fault: { ...rest, body: rest.body, status, delayMs: wait } }
}

function problemOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${key}: unknown; allowed fields are ${fields}`)
  }
  const field = issue.path[0]
  if (field === undefined) return [`the body must be a JSON object with the fields ${fields}`]
  return [`${String(field)}: must be ${orderOf(String(field))}`]
}

function orderOf(field: string): string {
  const values = allowed[field] ?? 'something else'
  return field === 'platform' || field === 'kind' || field === 'accepted' ? `one of ${values}` : values
}

export interface FaultQueue {
  add(fault: Fault): void
  /** The fault that the next posting request of this platform meets; used up by asking. */
  take(platform: Platform): Fault | undefined
  /** What is pending, with the `times` that are left. */
  pending(): readonly Fault[]
  clear(): void
}

export function createFaultQueue(): FaultQueue {
  let queue: readonly Fault[] = []
  return {
    add(fault) {
      queue = [...queue, fault]
    },
    take(platform) {
      const fault = queue.find((candidate) => candidate.platform === platform)
      if (fault === undefined) return undefined
      queue = queue.flatMap((entry) => {
        if (entry !== fault) return [entry]
        return entry.times > 1 ? [{ ...entry, times: entry.times - 1 }] : []
      })
      return fault
    },
    pending: () => queue,
    clear() {
      queue = []
    },
  }
}
