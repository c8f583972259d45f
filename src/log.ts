/**
 * What the program says about itself: a fixed message and fields, one line an event.
 * Every line passes a scrubber that knows the secrets' values, so that none gets out, whatever error carried it.
 */
import type { Writable } from 'node:stream'

export type LogFields = Readonly<
  Record<string, string | number | boolean | null | undefined | readonly string[]>
>

export interface Log {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

export interface LogOptions {
  /** Lines for people; else JSON. */
  readonly readable: boolean
  readonly secrets: readonly string[]
  readonly out: Writable
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** A log through pino; loaded here, since short commands do without. */
export async function createLog({ readable, secrets, out, level }: LogOptions): Promise<Log> {
  const { default: pino } = await import('pino')
  const scrub = scrubber(secrets)
  const scrubbed = { write: (line: string) => void out.write(scrub(line)) }
  const stream = readable ? await prettyStream(scrubbed) : scrubbed
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const logger = pino(
    readable ? options : { ...options, formatters: { level: (label) => ({ level: label }) } },
    stream,
  )
  return {
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
  }
}

async function prettyStream(destination: { write(line: string): void }) {
  const { default: pretty } = await import('pino-pretty')
  const { Writable } = await import('node:stream')
  const sink = new Writable({
    write(chunk, _encoding, done) {
      destination.write(String(chunk))
      done()
    },
  })
  return pretty({
    colorize: true,
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
    sync: true,
    destination: sink,
  })
}

/** Replaces every secret in a text, also where JSON escaped it. Short ones would hit ordinary words and are left. */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
  const distinct = [...new Set(known)].sort((a, b) => b.length - a.length)
  return (text) => distinct.reduce((line, secret) => line.replaceAll(secret, '[secret]'), text)
}
