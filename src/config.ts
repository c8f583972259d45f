/**
 * What the operator writes, as one zod schema: the program's types, `config/schema.json` and the checks come from it.
 * Durations are milliseconds inside, `30s 15m 2h 1d` in the file. Secrets are names (`${NAME}`) in the file.
 */
import { z } from 'zod'
import { languages } from './article/article.ts'

/** How a `${NAME}` in the file becomes its value; undefined when nothing of that name is set. */
export type ResolveSecret = (name: string) => string | undefined

const idPattern = /^[a-z0-9][a-z0-9-]{0,39}$/
const id = z.string().regex(idPattern, 'use lower-case letters, digits and hyphens, e.g. telegram-de')
const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'write a whole address, e.g. https://novastan.org/de/feed/',
})
const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

const duration = z
  .string({ error: 'write a duration such as 30s, 15m, 2h or 1d' })
  .regex(/^\d{1,6}[smhd]$/, 'write a duration such as 30s, 15m, 2h or 1d')
  .transform(parseDuration)

/** Milliseconds of `30s`, `15m`, `2h`, `1d`; NaN for anything else. */
export function parseDuration(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text)
  if (match === null) return Number.NaN
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]
}

const size = z
  .string({ error: 'write a size such as 10MB, at most 100MB' })
  .regex(/^([1-9]\d?|100)MB$/, 'write a size such as 10MB, at most 100MB')
  .transform((text) => Number(text.slice(0, -'MB'.length)) * 1_000_000)

const quiet = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'write from and to, e.g. "22:00-07:00"')
  .transform((text) => {
    const [from = '', to = ''] = text.split('-')
    return { from: minuteOfDay(from), to: minuteOfDay(to) }
  })

function minuteOfDay(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':')
  return Number(hours) * 60 + Number(minutes)
}

const approve = z
  .string()
  .regex(/^(auto|manual|hold \d{1,6}[smhd])$/, 'write auto, manual, or hold with a duration, e.g. hold 15m')
  .transform((text): Approve => {
    if (text === 'auto' || text === 'manual') return { kind: text }
    return { kind: 'hold', forMs: parseDuration(text.slice('hold '.length)) }
  })

/** Does a teaser go out by itself, after a person's word, or after a time in which a person can stop it? */
export type Approve = { readonly kind: 'auto' | 'manual' } | { readonly kind: 'hold'; readonly forMs: number }

function channelBase(platform: string) {
  return {
    id,
    platform: z.literal(platform),
    apiUrl: httpUrl.optional(),
    approve: approve.prefault('auto'),
    pace: z
      .strictObject({ gap: duration.optional(), perHour: z.int().min(1).max(3600).optional() })
      .optional(),
    quiet: quiet.optional(),
    only: z.array(z.string().min(1)).min(1).optional(),
    except: z.array(z.string().min(1)).min(1).optional(),
    image: z
      .strictObject({
        upload: z
          .array(z.string().min(1), { error: 'list categories, e.g. ["Bild des Tages"], or ["*"] for all' })
          .min(1, 'list categories, e.g. ["Bild des Tages"], or ["*"] for all'),
      })
      .optional(),
  }
}

/** The schema; built for each reading, since a secret's value is looked up while it is checked. */
export function configSchema(resolveSecret: ResolveSecret) {
  const secret = secretField(resolveSecret)
  const telegram = z.strictObject({
    ...channelBase('telegram'),
    platform: z.literal('telegram'),
    chat: z.union(
      [
        z.string().regex(/^(@[A-Za-z0-9_]+|-?\d+)$/, 'write @the_channel_name in quotes, or the numeric id'),
        z.int(),
      ],
      { error: 'write @the_channel_name in quotes, or the numeric id of the chat' },
    ),
    token: secret,
  })
  const x = z.strictObject({
    ...channelBase('x'),
    platform: z.literal('x'),
    appKey: secret,
    appSecret: secret,
    accessToken: secret,
    accessSecret: secret,
  })
  const linkedin = z.strictObject({
    ...channelBase('linkedin'),
    platform: z.literal('linkedin'),
    organization: digits(/^\d+$/, 'write the numeric id of the page, e.g. "1234567"'),
    token: secret,
    apiVersion: digits(/^20\d{2}(0[1-9]|1[0-2])$/, 'write year and month, e.g. "202609"'),
  })
  return z.strictObject({
    timezone: z
      .string()
      .refine(isTimeZone, 'write a zone of the tz database, e.g. Europe/Berlin')
      .default('UTC'),
    database: databaseField(resolveSecret),
    network: z.strictObject({ allowPrivate: z.boolean().default(false) }).prefault({}),
    feeds: z.array(feedSchema()).min(1, 'name at least one feed'),
    channels: z
      .array(z.discriminatedUnion('platform', [telegram, x, linkedin]))
      .min(1, 'name at least one channel'),
    settle: z
      .strictObject({
        first: duration.prefault('5m'),
        again: duration.prefault('15m'),
        absentAfter: duration.prefault('15m'),
      })
      .prefault({}),
    retry: z.strictObject({ first: duration.prefault('10s'), max: duration.prefault('1h') }).prefault({}),
    stale: duration.prefault('24h'),
  })
}

/** A number that is a name: YAML reads it as a number unless it is quoted, and either is meant the same. */
function digits(pattern: RegExp, mend: string) {
  return z.union(
    [z.string().regex(pattern, mend), z.int().transform(String).pipe(z.string().regex(pattern, mend))],
    {
      error: mend,
    },
  )
}

function feedSchema() {
  return z.strictObject({
    id,
    edition: id.optional(),
    url: httpUrl,
    language: z.enum(languages, { error: 'write de, fr or en' }),
    poll: z.string().default('*/5 * * * *'),
    maxSize: size.prefault('10MB'),
    enrich: z.boolean({ error: 'write true or false' }).default(true),
    channels: z.array(z.string()).min(1, 'name at least one channel'),
    skip: z
      .strictObject({
        titles: z.array(z.string().min(1)).default([]),
        categories: z.array(z.string().min(1)).default([]),
      })
      .prefault({}),
    fuse: z
      .strictObject({
        newAtOnce: z.int().min(1).default(10),
        share: z.number().gt(0).max(1, 'write a share between 0 and 1, e.g. 0.8').default(0.8),
      })
      .prefault({}),
  })
}

const secretPattern = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/

function secretField(resolveSecret: ResolveSecret) {
  return z
    .string({ error: 'write the name of a secret, e.g. ${TELEGRAM_BOT_TOKEN}' })
    .regex(
      secretPattern,
      `a secret does not belong in this file: write \${NAME} here and ${whereSecretsLive('NAME')}`,
    )
    .transform((text, context) => {
      const name = secretPattern.exec(text)?.[1] ?? ''
      const value = resolveSecret(name)
      if (value !== undefined) return value
      context.addIssue(`${name} is not set: ${whereSecretsLive(name)}`)
      return z.NEVER
    })
}

function databaseField(resolveSecret: ResolveSecret) {
  return z
    .string()
    .min(1)
    .default('./data/chapar.db')
    .transform((text, context) => {
      const name = secretPattern.exec(text)?.[1]
      if (name !== undefined) {
        const value = resolveSecret(name)
        if (value !== undefined) return value
        context.addIssue(`${name} is not set: ${whereSecretsLive(name)}`)
        return z.NEVER
      }
      if (passwordsIn(text).length === 0) return text
      context.addIssue(
        'a password does not belong in this file: put the whole address into CHAPAR_DATABASE_URL, or write ${NAME} here',
      )
      return z.NEVER
    })
}

/** Every password that a `postgres://` address holds, as written and as meant; wherever in it that is. */
export function passwordsIn(address: string): readonly string[] {
  if (!isPostgres(address)) return []
  if (!URL.canParse(address)) {
    // A password with a "/" or "#" that nobody encoded: what stands between ":" and the last "@".
    const password = /^\w+:\/\/[^:@]*:(.*)@/.exec(address)?.[1] ?? ''
    return password === '' ? [] : [password]
  }
  const { password, searchParams } = new URL(address)
  const queried = [...searchParams].flatMap(([name, value]) => (/password/i.test(name) ? [value] : []))
  return [...new Set([password, decoded(password), ...queried])].filter((text) => text !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function whereSecretsLive(name: string): string {
  return `put the value into the environment, into a file that ${name}_FILE names, or into .env`
}

/** Is this `database` a PostgreSQL address rather than a file? */
export function isPostgres(database: string): boolean {
  return /^postgres(ql)?:\/\//.test(database)
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export type Config = z.output<ReturnType<typeof configSchema>>
export type FeedConfig = Config['feeds'][number]
export type ChannelConfig = Config['channels'][number]

/** The edition an article of this feed belongs to: part of its identity. */
export function editionOf(feed: FeedConfig): string {
  return feed.edition ?? feed.id
}

/** Categories whose pictures this channel uploads; everything else is posted with its link card. */
export function uploadsOf(channel: ChannelConfig): readonly string[] {
  return channel.image?.upload ?? []
}
