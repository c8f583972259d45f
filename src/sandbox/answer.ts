/** An answer of a stand-in platform as data, until it is put on the wire. */

export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A JSON answer; `headers` may say a more special type. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** An answer without a body. */
export function bare(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: '' }
}

/** Always with a length: an answer that is cut can be told from a whole one. */
export function respond({ status, headers, body }: Answer): Response {
  const bodiless = status === 204 || status === 205 || status === 304
  return new Response(bodiless || body === '' ? null : body, {
    status,
    headers: bodiless ? headers : { ...headers, 'content-length': `${Buffer.byteLength(body)}` },
  })
}
