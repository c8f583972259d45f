/**
 * Reads an HTTP body to its end, decompressed, within a limit on the decoded size: memory stays bounded whatever is
 * sent. A body that is cut, damaged or too long is no body.
 */

import { Buffer } from 'node:buffer'
import { Readable, type Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'

/** What came of reading a body; `problem` continues a sentence that begins with "the answer". */
export type BodyResult =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly problem: string }

/** Why decoding stopped: not an error of the connection. */
class BodyProblem extends Error {
  override readonly name = 'BodyProblem'
}

/** More codings on top of each other than this are an attack. */
const MOST_CODINGS = 2

/**
 * Reads `stream`, whose `Content-Encoding` is `encoding`, up to `maxBytes` sent and `maxBytes` decoded. Rejects when
 * the connection breaks or `signal` aborts.
 */
export async function readBody(
  stream: Readable,
  encoding: string | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<BodyResult> {
  const chunks: Uint8Array[] = []
  try {
    const source = stream[Symbol.asyncIterator]()
    const first = await source.next()
    if (first.done === true) return { kind: 'bytes', bytes: new Uint8Array() }
    const decoders = createDecoders(encoding, first.value)
    const sent = Readable.from(limited(first.value, source, maxBytes), { objectMode: false })
    await pipeline([sent, ...decoders, createCollector(chunks, maxBytes)], { signal })
  } catch (error) {
    stream.on('error', () => {}).destroy()
    const problem = problemOf(error)
    if (problem === null) throw error
    return { kind: 'failed', problem }
  }
  return { kind: 'bytes', bytes: Buffer.concat(chunks) }
}

async function* limited(
  first: Uint8Array,
  rest: AsyncIterableIterator<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let sent = first.length
  yield first
  for await (const chunk of rest) {
    sent += chunk.length
    if (sent > maxBytes) throw tooLong(maxBytes)
    yield chunk
  }
}

function createCollector(chunks: Uint8Array[], maxBytes: number): Writable {
  let length = 0
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      length += chunk.length
      if (length > maxBytes) return done(tooLong(maxBytes))
      chunks.push(chunk)
      done()
    },
  })
}

/** The last coding was put on last, so it comes off first. */
function createDecoders(encoding: string | null, first: Uint8Array): readonly Transform[] {
  const named = (encoding ?? '').split(',').map((coding) => coding.trim().toLowerCase())
  const codings = named.filter((coding) => coding !== '' && coding !== 'identity').reverse()
  if (codings.length > MOST_CODINGS) throw notUnderstood(encoding)
  return codings.map((coding, index) => {
    if (coding === 'gzip' || coding === 'x-gzip') return createGunzip()
    if (coding === 'br') return createBrotliDecompress()
    // Some servers send "deflate" without the zlib header that it should have; only the first byte tells.
    if (coding === 'deflate')
      return index > 0 || ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()
    throw notUnderstood(encoding)
  })
}

function notUnderstood(encoding: string | null): BodyProblem {
  return new BodyProblem(`is compressed as "${encoding}", though only gzip, br and deflate were asked for`)
}

function tooLong(maxBytes: number): BodyProblem {
  return new BodyProblem(`is longer than ${Math.round(maxBytes / 1_000_000) || 1} MB`)
}

/** null for errors of the connection, which are not the body's. */
function problemOf(error: unknown): string | null {
  if (error instanceof BodyProblem) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR') return 'was cut: its compressed data ends too early'
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT') || code.startsWith('ERR_BROTLI')) {
    return 'is damaged: its compressed data cannot be read'
  }
  return null
}
