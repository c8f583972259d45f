/**
 * The way of a posting request through the sandbox: counted, met by a fault or not, accepted or not, answered.
 * What was accepted is on disk before a byte of the answer leaves.
 */
import { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Platform } from '../teaser/teaser.ts'
import { type Answer, respond } from './answer.ts'
import type { Changes } from './changes.ts'
import { faultAnswer } from './fault-answer.ts'
import type { Fault, FaultQueue } from './faults.ts'

/** The environment of every sandbox route: connection faults reach the sockets through it. */
export interface SandboxEnv {
  Bindings: HttpBindings
}
export type SandboxContext = Context<SandboxEnv>

/** How many posting requests a platform has seen, and on how many TCP connections. */
export interface RequestCount {
  readonly requests: number
  readonly connections: number
}

export interface Posting {
  /** Answers a posting request. `accept` does what the platform does with it, and says what it would answer. */
  answer(c: SandboxContext, platform: Platform, accept: () => Promise<Answer>): Promise<Response>
  counts(): Readonly<Record<Platform, RequestCount>>
  /** Ends what hangs or waits. */
  close(): void
}

export function createPosting(faults: FaultQueue, changes: Changes, now: () => Date): Posting {
  const closing = new AbortController()
  const seen = createCounter()
  return {
    async answer(c, platform, accept) {
      const { incoming, outgoing } = c.env
      if (!(incoming instanceof IncomingMessage && outgoing instanceof ServerResponse)) {
        throw new Error('the sandbox speaks HTTP/1.1 only')
      }
      seen.count(platform, incoming.socket)
      const fault = faults.take(platform)
      if (fault === undefined) return respond(await accept())
      changes.tell({ kind: 'fault', platform, fault, at: now() })
      const answer = accepts(fault) ? await accept() : faultAnswer(fault, undefined, now())
      await wait(fault.delayMs, undefined, { signal: closing.signal }).catch(() => undefined)
      return meet(fault, answer, { incoming, outgoing, closing: closing.signal }, now())
    },
    counts: seen.counts,
    close: () => closing.abort(),
  }
}

function accepts(fault: Fault): boolean {
  switch (fault.kind) {
    case 'reset':
    case 'refuse':
      return false
    case 'status':
      return fault.accepted
    case 'reset-after-accept':
    case 'hang-after-accept':
    case 'half-answer':
      return true
  }
}

interface Wire {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly closing: AbortSignal
}

async function meet(fault: Fault, answer: Answer, wire: Wire, now: Date): Promise<Response> {
  switch (fault.kind) {
    case 'reset':
    case 'reset-after-accept':
    case 'refuse':
      wire.incoming.socket.resetAndDestroy()
      return alreadySent()
    case 'hang-after-accept':
      await untilGone(wire)
      return alreadySent()
    case 'half-answer':
      await sendHalf(answer, wire.outgoing)
      return alreadySent()
    case 'status':
      return respond(fault.accepted ? faultAnswer(fault, answer, now) : answer)
  }
}

/** Settles when the client has given up or the sandbox closes. */
function untilGone({ incoming, closing }: Wire): Promise<void> {
  return new Promise((resolve) => {
    if (incoming.socket.destroyed || closing.aborted) return resolve()
    incoming.socket.once('close', () => resolve())
    closing.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** An empty body (LinkedIn's) is announced longer than it is, so that this answer breaks off too. */
async function sendHalf(answer: Answer, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(answer.body)
  const half = body.subarray(0, Math.ceil(body.length / 2))
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': Math.max(body.length, 2) })
  outgoing.flushHeaders()
  if (half.length > 0) await new Promise((resolve) => outgoing.write(half, resolve))
  // Destroyed only once the kernel has it: a reset would take the half back.
  await new Promise((resolve) => outgoing.socket?.write('', resolve))
  outgoing.socket?.destroy()
}

/** A clone is always a plain Response, whatever @hono/node-server has put in its place meanwhile. */
function alreadySent(): Response {
  return RESPONSE_ALREADY_SENT.clone()
}

interface Counter {
  count(platform: Platform, socket: Socket): void
  counts(): Readonly<Record<Platform, RequestCount>>
}

function createCounter(): Counter {
  const none: RequestCount = { requests: 0, connections: 0 }
  const sockets = new WeakMap<Socket, Set<Platform>>()
  let totals: Readonly<Record<Platform, RequestCount>> = { telegram: none, x: none, linkedin: none }
  return {
    count(platform, socket) {
      const known = sockets.get(socket) ?? new Set()
      const { requests, connections } = totals[platform]
      const fresh = known.has(platform) ? 0 : 1
      sockets.set(socket, known.add(platform))
      totals = { ...totals, [platform]: { requests: requests + 1, connections: connections + fresh } }
    },
    counts: () => totals,
  }
}
