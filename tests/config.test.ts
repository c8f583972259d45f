import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv, promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/cli/load-config.ts'
import { CliProblem, type CliSurroundings } from '../src/cli/surroundings.ts'
import { type Config, passwordsIn } from '../src/config.ts'
import { configJsonSchema, type Problem, parseConfig } from '../src/config-reading.ts'
import { temporaryFolder } from './setup/databases.ts'

const anySecret = () => 'the-secret'
const minimal = `
feeds:
  - { id: en, url: https://magazine.test/feed/, language: en, channels: [telegram-en] }
channels:
  - { id: telegram-en, platform: telegram, chat: "@en", token: "\${TOKEN}" }
`

function configOf(text: string): Config {
  const parsed = parseConfig(text, anySecret)
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems, null, 2))
  return parsed.config
}

function problemsOf(text: string, resolveSecret: (name: string) => string | undefined = anySecret) {
  const parsed = parseConfig(text, resolveSecret)
  return parsed.kind === 'problems' ? parsed.problems : []
}

/** Problems as `line path`, to be compared at a glance. */
function placesOf(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ line, path }) => `${line} ${path}`)
}

describe('a configuration', () => {
  test('of two entries is whole: everything else has a default', () => {
    expect(configOf(minimal)).toEqual({
      timezone: 'UTC',
      database: './data/chapar.db',
      network: { allowPrivate: false },
      feeds: [
        {
          id: 'en',
          url: 'https://magazine.test/feed/',
          language: 'en',
          poll: '*/5 * * * *',
          maxSize: 10_000_000,
          enrich: true,
          channels: ['telegram-en'],
          skip: { titles: [], categories: [] },
          fuse: { newAtOnce: 10, share: 0.8 },
        },
      ],
      channels: [
        {
          id: 'telegram-en',
          platform: 'telegram',
          approve: { kind: 'auto' },
          chat: '@en',
          token: 'the-secret',
        },
      ],
      settle: { first: 300_000, again: 900_000, absentAfter: 900_000 },
      retry: { first: 10_000, max: 3_600_000 },
      stale: 86_400_000,
    })
  })

  test('with ten mistakes is told all ten at once, each with its line, its path and the mend', () => {
    const problems = problemsOf(`timezone: Europe/Berln
feeds:
  - id: EN
    url: magazine.test/feed
    language: english
    poll: every five minutes
    chanels: [telegram-en]
    channels: [telegram-em]
  - id: fr
    url: https://magazine.test/fr/feed/
    channels: [telegram-en]
channels:
  - id: telegram-en
    platform: telegram
    chat: magazine
    token: 123456:ABC-a-literal
    approve: hold 15 minutes
    quiet: 22-7
stale: 1 day
`)
    const said = problems.map(({ line, path, message }) => `${line} ${path}: ${message}`)
    expect(said).toEqual([
      expect.stringMatching(/^1 timezone: .*Europe\/Berlin/),
      expect.stringMatching(/^3 feeds\[0\]\.id: use lower-case/),
      expect.stringMatching(/^4 feeds\[0\]\.url: write a whole address/),
      expect.stringMatching(/^5 feeds\[0\]\.language: write de, fr or en/),
      expect.stringMatching(/^6 feeds\[0\]\.poll: "every five minutes" is not a cron expression/),
      expect.stringMatching(/^7 feeds\[0\]\.chanels: unknown key; did you mean "channels"\?/),
      expect.stringMatching(/^8 feeds\[0\]\.channels\[0\]: .*did you mean "telegram-en"\?/),
      expect.stringMatching(/^9 feeds\[1\]\.language: is missing/),
      expect.stringMatching(/^15 channels\[0\]\.chat: write @the_channel_name/),
      expect.stringMatching(/^16 channels\[0\]\.token: a secret does not belong in this file/),
      expect.stringMatching(/^17 channels\[0\]\.approve: write auto, manual, or hold/),
      expect.stringMatching(/^18 channels\[0\]\.quiet: write from and to/),
      expect.stringMatching(/^19 stale: write a duration/),
    ])
    expect(said.join()).not.toContain('123456:ABC')
  })

  test('names the known keys where none is near, and those of the platform inside a channel', () => {
    const far = problemsOf(`${minimal}wholesomeness: 1`)
    expect(far[0]?.message).toMatch(/^unknown key; known here: timezone, database, /)
    const inChannel = problemsOf(minimal.replace('chat:', 'chatt: "@en", chat:'))
    expect(inChannel[0]).toMatchObject({ line: 5, message: 'unknown key; did you mean "chat"?' })
  })

  test('names what is missing and what is of an unknown platform', () => {
    expect(problemsOf('timezone: UTC').map(({ path }) => path)).toEqual(['feeds', 'channels'])
    const strange = problemsOf(minimal.replace('platform: telegram', 'platform: myspace'))
    expect(strange).toEqual([
      { line: 5, path: expect.stringMatching(/^channels\[0\]/), message: 'write telegram, x or linkedin' },
    ])
  })

  test('cannot have one id twice, nor a feed without a channel', () => {
    const twice = `${minimal}  - { id: telegram-en, platform: telegram, chat: -1001, token: "\${TOKEN}" }\n`
    expect(problemsOf(twice)).toEqual([
      { line: 6, path: 'channels[1].id', message: '"telegram-en" is the id of channels[0] already' },
    ])
    expect(placesOf(problemsOf(minimal.replace('[telegram-en]', '[]')))).toEqual(['3 feeds[0].channels'])
  })

  const notYaml: readonly (readonly [string, string, number])[] = [
    ['a tab', 'timezone: UTC\nfeeds:\n\t- id: en', 3],
    ['a quote that is not closed', 'timezone: UTC\nstale: "24h', 2],
    ['a key twice', 'timezone: UTC\nstale: 24h\ntimezone: UTC', 3],
    ['a colon too many', 'timezone: UTC\nstale: a: b', 2],
    ['two documents', 'timezone: UTC\n---\nstale: 24h', 2],
  ]
  test.each(notYaml)('with %s is not YAML, and says on which line', (_, text, line) => {
    const [problem] = problemsOf(text)
    expect(problem?.message).toMatch(/^this is not valid YAML: /)
    expect(problem?.line).toBe(line)
  })

  test('never makes the reader throw', () => {
    const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghij'].reduce(
      (text, name, index) =>
        index === 0 ? name : `${text}\n${name}: &${name} [${`*${'abcdefghij'[index - 1]},`.repeat(9)}]`,
      '',
    )
    const odd = [
      '',
      '  \n# nothing\n',
      '[]',
      'text',
      '5',
      'feeds: 5\nchannels: {}',
      'feeds: [null, 5]',
      '*nobody',
    ]
    for (const text of [
      ...odd,
      'a: *nobody',
      laughs,
      'feeds: *f\n',
      '? [a, b]\n: c',
      '\u0000',
      '{}\n...\n{}',
    ]) {
      expect(problemsOf(text).length, text.slice(0, 40)).toBeGreaterThan(0)
    }
  })

  test.each([
    ['30s', 30_000],
    ['15m', 900_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['0s', 0],
  ])('takes %s for a duration', (text, ms) => {
    expect(configOf(`${minimal}stale: ${text}`).stale).toBe(ms)
  })

  test.each(['5', '"5"', '1.5h', '5 m', '-5m', '1w', '5M', '""', '1h30m', '99999999d'])(
    'does not take %s for one',
    (text) => {
      expect(placesOf(problemsOf(`${minimal}stale: ${text}`))).toEqual(['6 stale'])
    },
  )

  test('understands approval, pace, quiet hours and numbers that are names', () => {
    const text = minimal.replace(
      'chat: "@en"',
      'chat: -100123, approve: hold 15m, quiet: "22:00-07:30", pace: { gap: 2m, perHour: 6 }, only: [Politics]',
    )
    const linkedin =
      '  - { id: l, platform: linkedin, organization: 1234567, token: "${T}", apiVersion: 202609, approve: manual }'
    const { channels } = configOf(`${text}${linkedin}`)
    expect(channels[0]).toMatchObject({
      chat: -100123,
      approve: { kind: 'hold', forMs: 900_000 },
      quiet: { from: 1320, to: 450 },
      pace: { gap: 120_000, perHour: 6 },
      only: ['Politics'],
    })
    expect(channels[1]).toMatchObject({
      organization: '1234567',
      apiVersion: '202609',
      approve: { kind: 'manual' },
    })
  })
})

describe('a secret', () => {
  test('that is not set is said by name, with where it may be put', () => {
    const [problem] = problemsOf(minimal, () => undefined)
    expect(problem).toMatchObject({ line: 5, path: 'channels[0].token' })
    expect(problem?.message).toMatch(/^TOKEN is not set: .*environment.*TOKEN_FILE.*\.env/)
  })

  const literals = [
    ['a token', minimal.replace('"${TOKEN}"', '"123:LITERAL"')],
    ['a token beside a name', minimal.replace('"${TOKEN}"', '"LITERAL-${TOKEN}"')],
    ['a token as a list', minimal.replace('"${TOKEN}"', '[LITERAL]')],
    ['a token that is no YAML', minimal.replace('"${TOKEN}"', '"x" LITERAL')],
    ['a token that spoils the line', minimal.replace('"${TOKEN}"', '"x"}\n]LITERAL')],
    ['a token after a block sign', `${minimal}stale: |LITERAL\n`],
    ['a password in the address of the database', `${minimal}database: postgres://me:LITERAL@db.test/m\n`],
    ['a password with a slash', `${minimal}database: postgres://me:LITERAL/x@db.test/m\n`],
    ['a password with a number sign', `${minimal}database: "postgres://me:LITERAL#x@db.test/m"\n`],
    [
      'a password behind a question mark',
      `${minimal}database: postgresql://db.test/m?user=me&password=LITERAL\n`,
    ],
  ] as const
  test.each(literals)('written into the file as %s is refused and not repeated', (_, text) => {
    const problems = problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    expect(JSON.stringify(problems)).not.toContain('LITERAL')
  })

  test('in the address of a database is every form of it that could show', () => {
    expect(passwordsIn('postgres://me:a%2Fb@db.test/m')).toEqual(['a%2Fb', 'a/b'])
    expect(passwordsIn('postgres://me@db.test/m')).toEqual([])
    expect(passwordsIn('./data/me:word@chapar.db')).toEqual([])
    expect(configOf(`${minimal}database: postgres://me@db.test/m`).database).toBe('postgres://me@db.test/m')
  })
})

describe('a configuration file', () => {
  /** Files of a working folder, with the configuration in `config/`. */
  function loaded(
    files: Readonly<Record<string, string>>,
    env: CliSurroundings['env'] = {},
    needsSecrets = true,
  ) {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'config'))
    const all = { 'config/chapar.yaml': minimal, ...files }
    for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text)
    const surroundings = { env, folder } as CliSurroundings
    return loadConfig(join(folder, 'config', 'chapar.yaml'), needsSecrets, surroundings)
  }
  const tokenOf = (...args: Parameters<typeof loaded>) => {
    const [channel] = loaded(...args).config.channels
    return channel?.platform === 'telegram' ? channel.token : null
  }

  test('takes a secret from the environment, then from its file, then from .env', () => {
    const files = {
      '.env': 'TOKEN=from-the-folder',
      'config/.env': 'TOKEN=from-beside',
      secret: 'from-a-file\n',
    }
    expect(tokenOf(files, { TOKEN: 'from-the-environment', TOKEN_FILE: 'secret' })).toBe(
      'from-the-environment',
    )
    expect(tokenOf(files, { TOKEN_FILE: 'secret' })).toBe('from-a-file')
    expect(tokenOf(files)).toBe('from-beside')
    expect(tokenOf({ '.env': 'TOKEN=from-the-folder' })).toBe('from-the-folder')
    expect(tokenOf({ '.env': 'TOKEN_FILE=secret', secret: 'from-a-file' })).toBe('from-a-file')
  })

  test('counts an empty secret as not set, wherever it is empty', () => {
    const files = { '.env': 'TOKEN=from-the-folder', 'config/.env': 'TOKEN=\n', secret: ' \n' }
    expect(tokenOf(files, { TOKEN: '', TOKEN_FILE: 'secret' })).toBe('from-the-folder')
    expect(() => tokenOf({ '.env': 'TOKEN=' }, { TOKEN: '' })).toThrow('TOKEN is not set')
    expect(() => tokenOf({}, { TOKEN_FILE: 'nowhere' })).toThrow('TOKEN is not set')
  })

  test('is read without secrets by commands that need none', () => {
    expect(tokenOf({}, {}, false)).toBe('')
  })

  test('yields its database to CHAPAR_DATABASE_URL, whose password is a secret too', () => {
    const env = { TOKEN: 'token-1', CHAPAR_DATABASE_URL: 'postgres://me:pass%21word@db.test/m' }
    const { config, secrets } = loaded({}, env)
    expect(config.database).toBe(env.CHAPAR_DATABASE_URL)
    expect(secrets).toEqual(expect.arrayContaining(['token-1', 'pass%21word', 'pass!word']))
  })

  test('that is wrong or not there is exit 2, with file, line and path', () => {
    const wrong = () => loaded({ 'config/chapar.yaml': `${minimal}stale: soon` }, { TOKEN: 'x' })
    expect(wrong).toThrow(CliProblem)
    expect(wrong).toThrow(/config\/chapar\.yaml:6 {2}stale: write a duration/)
    const missing = () =>
      loadConfig('/nowhere/chapar.yaml', true, { env: {}, folder: '/' } as CliSurroundings)
    expect(missing).toThrow(/there is no such file.*chapar\.example\.yaml/)
  })

  test('of the example is right, with the names that .env.example lists and no others', () => {
    const asked = new Set<string>()
    const text = readFileSync(resolve('config/chapar.example.yaml'), 'utf8')
    const parsed = parseConfig(text, (name) => {
      asked.add(name)
      return 'set'
    })
    if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems))
    expect(parsed.config.feeds.map(({ id }) => id)).toEqual(['de', 'fr', 'en'])
    const listed = Object.keys(parseEnv(readFileSync(resolve('.env.example'), 'utf8')))
    expect([...asked].sort()).toEqual(listed.sort())
  })

  test('has a schema for editors that is the one it is checked by', async () => {
    const written = readFileSync(resolve('config/schema.json'), 'utf8')
    expect(written).toBe(`${JSON.stringify(configJsonSchema(), null, 2)}\n`)
    const { stdout } = await promisify(execFile)(process.execPath, [resolve('scripts/schema.ts')])
    expect(stdout).toBe(written)
  })
})
