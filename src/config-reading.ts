/**
 * From the text of the configuration file to a `Config`, or to every problem at once with line, path and mend.
 * Pure: secrets are looked up through the `resolveSecret` that is passed in.
 */
import { distance } from 'fastest-levenshtein'
import { validate as isCron } from 'node-cron'
import type { Document } from 'yaml'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { type Config, configSchema, type ResolveSecret } from './config.ts'

/** One thing to mend in the configuration. `line` counts from 1; null when it belongs to no line. */
export interface Problem {
  readonly line: number | null
  /** As staff would write it: `feeds[0].channels[1]`; '' for the whole file. */
  readonly path: string
  readonly message: string
}

export type ParsedConfig =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }

type Path = readonly (string | number)[]
interface Found {
  readonly path: Path
  readonly message: string
}

/** Reads and checks; never throws on bad input. */
export function parseConfig(text: string, resolveSecret: ResolveSecret): ParsedConfig {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      path: '',
      message: `this is not valid YAML: ${withoutQuotes(error.message)}`,
    }))
    return { kind: 'problems', problems }
  }
  const raw = plainValue(document)
  if (raw instanceof Error) {
    return {
      kind: 'problems',
      problems: [{ line: null, path: '', message: `this is not valid YAML: ${raw.message}` }],
    }
  }
  if (raw === null || raw === undefined) {
    const message = 'the file is empty: copy config/chapar.example.yaml and fill it in'
    return { kind: 'problems', problems: [{ line: 1, path: '', message }] }
  }
  const checked = configSchema(resolveSecret).safeParse(raw, { reportInput: true })
  const found = [...(checked.success ? [] : checked.error.issues.flatMap(fromIssue)), ...crossCheck(raw)]
  if (checked.success && found.length === 0) return { kind: 'config', config: checked.data }
  const problems = found
    .map(({ path, message }) => ({ line: lineOf(document, lines, path), path: written(path), message }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return { kind: 'problems', problems }
}

/** The parser quotes what it stumbled over, and that may be a secret in the wrong place. */
function withoutQuotes(message: string): string {
  return message.replace(/(: )".*$/s, '$1what stands here').replace(/(extra characters: ).*$/s, '$1')
}

/** An alias without its anchor, or aliases that would fill the memory, come to light only here. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** `config/chapar.yaml:12  feeds[0].url  write a whole address …`, one line a problem. */
export function describeProblems(file: string, problems: readonly Problem[]): string {
  return problems
    .map(({ line, path, message }) => {
      const place = line === null ? file : `${file}:${line}`
      return path === '' ? `${place}  ${message}` : `${place}  ${path}: ${message}`
    })
    .join('\n')
}

function fromIssue(issue: z.core.$ZodIssue): Found[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, knownKeys(path)) }))
    case 'invalid_union':
      if (issue.discriminator !== undefined) return [{ path, message: 'write telegram, x or linkedin' }]
      return [{ path, message: issue.message }]
    default:
      return [{ path, message: issue.input === undefined ? `is missing: ${mend(issue)}` : issue.message }]
  }
}

function mend(issue: z.core.$ZodIssue): string {
  return issue.message.startsWith('Invalid input') ? 'it is needed here' : issue.message
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known)
  if (near !== null) return `unknown key; did you mean "${near}"?`
  return `unknown key; known here: ${known.join(', ')}`
}

/** The known word that a mistyped one most likely meant; null when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: { readonly word: string; readonly distance: number } | null = null
  for (const candidate of known) {
    const apart = distance(word.toLowerCase(), candidate.toLowerCase())
    if (best === null || apart < best.distance) best = { word: candidate, distance: apart }
  }
  if (best === null || best.distance > Math.max(2, Math.ceil(word.length / 2))) return null
  return best.word
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly oneOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
}

/** The JSON schema that editors use for completion; `config/schema.json` holds its text. */
export function configJsonSchema(): object {
  return z.toJSONSchema(
    configSchema(() => ''),
    { io: 'input', target: 'draft-7' },
  )
}

/** The keys that may stand at `path`; for a channel, those of every platform. */
function knownKeys(path: Path): string[] {
  let schemas: JsonSchema[] = [configJsonSchema()]
  for (const part of path) {
    const alternatives = schemas.flatMap((schema) => [
      schema,
      ...(schema.oneOf ?? []),
      ...(schema.anyOf ?? []),
    ])
    schemas = alternatives.flatMap((schema) => {
      const next = typeof part === 'number' ? schema.items : schema.properties?.[part]
      return next === undefined ? [] : [next]
    })
  }
  const alternatives = schemas.flatMap((schema) => [schema, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])])
  return [...new Set(alternatives.flatMap((schema) => Object.keys(schema.properties ?? {})))]
}

const loose = z.looseObject({
  feeds: z
    .array(
      z
        .looseObject({
          id: z.string().catch(''),
          poll: z.string().optional().catch(undefined),
          channels: z.array(z.string().catch('')).catch([]),
        })
        .catch({ id: '', poll: undefined, channels: [] }),
    )
    .catch([]),
  channels: z.array(z.looseObject({ id: z.string().catch('') }).catch({ id: '' })).catch([]),
})

/** What no single field can know: names that must fit together. Works on files that are wrong elsewhere, too. */
function crossCheck(raw: unknown): Found[] {
  const parsed = loose.safeParse(raw)
  if (!parsed.success) return []
  const { feeds, channels } = parsed.data
  const channelIds = channels.map((channel) => channel.id).filter((id) => id !== '')
  const found = [...repeated('feeds', feeds), ...repeated('channels', channels)]
  for (const [index, feed] of feeds.entries()) {
    if (feed.poll !== undefined && !isCron(feed.poll)) {
      const message = `"${feed.poll}" is not a cron expression; every five minutes is "*/5 * * * *"`
      found.push({ path: ['feeds', index, 'poll'], message })
    }
    for (const [at, name] of feed.channels.entries()) {
      if (name === '' || channelIds.includes(name)) continue
      const near = nearest(name, channelIds)
      const mend = near === null ? `channels here: ${channelIds.join(', ')}` : `did you mean "${near}"?`
      found.push({
        path: ['feeds', index, 'channels', at],
        message: `no channel is called "${name}"; ${mend}`,
      })
    }
  }
  return found
}

function repeated(list: string, entries: readonly { readonly id: string }[]): Found[] {
  return entries.flatMap((entry, index) => {
    const first = entries.findIndex((other) => other.id === entry.id)
    if (entry.id === '' || first === index) return []
    return [{ path: [list, index, 'id'], message: `"${entry.id}" is the id of ${list}[${first}] already` }]
  })
}

function lineOf(document: Document, lines: LineCounter, path: Path): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) {
      const keyed = length === path.length ? keyOffset(document, path) : null
      return lines.linePos(keyed ?? node.range[0]).line
    }
  }
  return null
}

/** Where the key itself stands: the value of `fuse:` may begin a line below it. */
function keyOffset(document: Document, path: Path): number | null {
  const parent: unknown = path.length === 0 ? null : document.getIn(path.slice(0, -1), true)
  if (typeof parent !== 'object' || parent === null || !('items' in parent)) return null
  const key = path.at(-1)
  for (const pair of parent.items as Iterable<{ key?: unknown }>) {
    const node = pair.key
    if (isNode(node) && node.range && 'value' in node && node.value === key) return node.range[0]
  }
  return null
}

function written(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}
