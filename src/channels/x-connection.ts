/**
 * What is particular to X's SDK and HTTP: one request on a connection of its own for a client built on node:http, an
 * answer as plain data, and the rate-limit headers.
 */
import { Agent as HttpAgent, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { type Answer, noAnswer, type Observed, readBody, type Wire, waitSeconds } from './connection.ts'

/** An agent for one request; it notes when the connection is open, which for TLS is after the certificate. */
export function agentFor(base: string, wire: Wire): HttpAgent {
  const secure = base.startsWith('https:')
  const agent = secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false })
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    if (wire.asked) throw new Error('one request, one connection')
    wire.asked = true
    const socket = connect(options, callback)
    socket?.once(secure ? 'secureConnect' : 'connect', () => {
      wire.opened = true
    })
    return socket
  }
  return agent
}

/** The SDK reports a cut answer as a whole one where it can parse the part; `complete` tells them apart. */
export function observe(
  text: unknown,
  response: IncomingMessage | undefined,
  error: unknown,
  wire: Wire,
): Observed {
  if (response?.statusCode === undefined) return noAnswer(error, wire, undefined)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.headers)) headers[name] = String(value)
  const body = typeof text === 'string' ? text : ''
  const answer: Answer = { kind: 'answer', status: response.statusCode, headers, body }
  return response.complete ? { ...answer, body: readBody(body) } : noAnswer(error, wire, answer)
}

/** Limits are counted in windows of 15 minutes (platforms.md §2, Rate limits). */
const windowSeconds = 900

/** Of the limits that are used up the one that lasts longest; a daily limit with room left says nothing. */
export function limitSeconds(headers: Answer['headers'], now: Date): number {
  const until = (name: string): number[] => {
    const wait = waitSeconds(Number(headers[`${name}-reset`] ?? Number.NaN) - now.getTime() / 1000)
    return wait === undefined ? [] : [wait]
  }
  const daily = ['x-app-limit-24hour', 'x-user-limit-24hour'].filter(
    (name) => headers[`${name}-remaining`] === '0',
  )
  const short = headers['x-rate-limit-remaining'] === '0' || daily.length === 0 ? ['x-rate-limit'] : []
  const told = [...daily, ...short].flatMap(until)
  return told.length > 0 ? Math.max(...told) : (waitSeconds(headers['retry-after']) ?? windowSeconds)
}
