/** X's errors: `{title, detail, type, status}` as problem+json (platforms.md §2, Errors). */
import { type Answer, json } from './answer.ts'

const type = { 'content-type': 'application/problem+json' }

export function problem(status: number, title: string, detail: string): Answer {
  return json(status, { title, detail, type: 'about:blank', status }, type)
}

/** A request that does not fit the schema: 400 with the parameter that is wrong. */
export function invalid(parameter: string, words: string): Answer {
  const body = {
    errors: [{ parameters: { [parameter]: [words] }, message: words }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: 'https://api.twitter.com/2/problems/invalid-request',
  }
  return json(400, body, type)
}
