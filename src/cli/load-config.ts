/** Finds the configuration file, and the secrets it names: environment, `NAME_FILE`, `.env`. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { type Config, passwordsIn } from '../config.ts'
import { describeProblems, parseConfig } from '../config-reading.ts'
import { CliProblem, type CliSurroundings } from './surroundings.ts'

export interface LoadedConfig {
  readonly config: Config
  readonly file: string
  /** The values behind `${NAME}`, to be kept out of every output. */
  readonly secrets: readonly string[]
}

/** Which file a command reads: `--config`, else `CHAPAR_CONFIG`, else `config/chapar.yaml`. */
export function configFile(option: string | undefined, { env, folder }: CliSurroundings): string {
  return resolve(folder, option ?? nonEmpty(env['CHAPAR_CONFIG']) ?? 'config/chapar.yaml')
}

/** Reads and checks. Throws `CliProblem` with exit code 2 that lists everything to mend. */
export function loadConfig(file: string, needsSecrets: boolean, surroundings: CliSurroundings): LoadedConfig {
  const text = readText(file)
  const lookUp = secretLookup(file, surroundings)
  const used = new Set<string>()
  const parsed = parseConfig(text, (name) => {
    const value = lookUp(name)
    if (value !== undefined) used.add(value)
    return value ?? (needsSecrets ? undefined : '')
  })
  if (parsed.kind === 'problems') throw new CliProblem(describeProblems(file, parsed.problems), 2)
  const database = lookUp('CHAPAR_DATABASE_URL') ?? parsed.config.database
  if (database === '') {
    throw new CliProblem(
      `${file}  database: the secret that it names is not set, and without a database there is nothing to do`,
      2,
    )
  }
  return {
    config: { ...parsed.config, database },
    file,
    secrets: [...used, ...passwordsIn(database)],
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    throw new CliProblem(
      `${file}: ${why}. Copy config/chapar.example.yaml to it and fill it in, or name another file with --config or CHAPAR_CONFIG. To try Chapar without a configuration: npm start`,
      2,
    )
  }
}

/** An empty value counts as not set: container tools pass variables that nobody filled in. */
function secretLookup(file: string, { env, folder }: CliSurroundings): (name: string) => string | undefined {
  const dotEnvs = [join(dirname(file), '.env'), join(folder, '.env')].map(dotEnv)
  const fromFile = (path: string | undefined) => {
    if (path === undefined) return undefined
    try {
      return nonEmpty(readFileSync(resolve(folder, path), 'utf8').trim())
    } catch {
      return undefined
    }
  }
  return (name) => {
    for (const source of [env, ...dotEnvs]) {
      const value = nonEmpty(source[name]) ?? fromFile(nonEmpty(source[`${name}_FILE`]))
      if (value !== undefined) return value
    }
    return undefined
  }
}

function dotEnv(path: string): Readonly<Record<string, string | undefined>> {
  return existsSync(path) ? parseEnv(readText(path)) : {}
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text
}
