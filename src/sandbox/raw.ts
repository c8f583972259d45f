/** Reads a request once: its body as values, and what may be shown of it. No secret gets into what is kept. */

import type { SandboxContext } from './posting.ts'
import type { RawRequest } from './state.ts'

/** An uploaded file of a multipart request. */
export interface Upload {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** A body as values: parsed JSON or form fields. `undefined`: JSON that is none. */
export interface ReadBody {
  readonly value: unknown
  readonly uploads: ReadonlyMap<string, Upload>
  readonly raw: RawRequest
}

const secretHeaders = ['authorization', 'cookie', 'proxy-authorization']

/** Reads JSON, forms and multipart; other types are kept as text. */
export async function readRequest(c: SandboxContext): Promise<ReadBody> {
  const type = c.req.header('content-type')?.toLowerCase() ?? ''
  const isForm =
    type.startsWith('multipart/form-data') || type.startsWith('application/x-www-form-urlencoded')
  if (!isForm) {
    const text = await c.req.text()
    const value = parseJson(text)
    return { value, uploads: new Map(), raw: rawRequest(c, value ?? text) }
  }
  const fields: Record<string, string> = {}
  const files: Record<string, object> = {}
  const uploads = new Map<string, Upload>()
  for (const [name, value] of (await c.req.formData()).entries()) {
    if (typeof value === 'string') {
      fields[name] = value
      continue
    }
    const bytes = new Uint8Array(await value.arrayBuffer())
    uploads.set(name, { name: value.name, type: value.type, bytes })
    files[name] = { file: value.name, type: value.type, bytes: bytes.length }
  }
  return { value: fields, uploads, raw: rawRequest(c, { ...fields, ...files }) }
}

/** `undefined` for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function rawRequest(c: SandboxContext, body: unknown): RawRequest {
  const { pathname, search } = new URL(c.req.url)
  const path = `${pathname.replace(/\/bot[^/]+/, '/bot***')}${search}`
  const headers = Object.entries(c.req.header()).filter(([name]) => !secretHeaders.includes(name))
  return { method: c.req.method, path, headers: Object.fromEntries(headers), body }
}
