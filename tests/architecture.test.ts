/** Holds the directions in which files may lean on each other (docs/decisions.md), by reading their imports. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

interface Source {
  /** From the top folder: `src/feed/poll.ts`. */
  readonly path: string
  readonly text: string
  /** Files of ours that are needed when this one runs; types are gone by then. */
  readonly needs: readonly string[]
  /** Of these only the types are used. */
  readonly types: readonly string[]
  readonly packages: readonly string[]
}

const top = resolve(import.meta.dirname, '..')
const sources = readdirSync(join(top, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readSource(join('src', name)))
const byPath = new Map(sources.map((source) => [source.path, source]))

function readSource(path: string): Source {
  const text = readFileSync(join(top, path), 'utf8')
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const needs: string[] = []
  const types: string[] = []
  const packages: string[] = []
  const statement = /\b(?:import|export)\s+(type\s+)?(\{[^}]*\}|[\w*\s,{}]+?)\s*from\s*'([^']+)'/g
  for (const [, type, names = '', target = ''] of code.matchAll(statement)) {
    const onlyTypes = type !== undefined || (names.startsWith('{') && everyNameIsType(names))
    if (!target.startsWith('.')) packages.push(...(onlyTypes ? [] : [target]))
    else (onlyTypes ? types : needs).push(relative(top, resolve(top, dirname(path), target)))
  }
  for (const [, target = ''] of code.matchAll(/\bawait import\('([^']+)'\)|\bimport\('[^']+'\)\.then/g)) {
    if (target.startsWith('.')) needs.push(relative(top, resolve(top, dirname(path), target)))
    else packages.push(target)
  }
  return { path, text: code, needs, types, packages }
}

function everyNameIsType(names: string): boolean {
  const list = names
    .slice(1, -1)
    .split(',')
    .map((name) => name.trim())
  return list.filter((name) => name !== '').every((name) => name.startsWith('type '))
}

/** Everything of ours that runs when this file runs. */
function reach(path: string, seen = new Set<string>()): Set<string> {
  for (const next of byPath.get(path)?.needs ?? []) {
    if (seen.has(next)) continue
    seen.add(next)
    reach(next, seen)
  }
  return seen
}

const pathsIn = (...starts: readonly string[]) =>
  sources.map(({ path }) => path).filter((path) => starts.some((start) => path.startsWith(start)))

test('the imports are read as they are written', () => {
  expect(sources.length).toBeGreaterThan(60)
  expect(byPath.get('src/delivery/publish.ts')).toMatchObject({
    needs: expect.arrayContaining(['src/delivery/step.ts']),
    types: expect.arrayContaining(['src/channels/channel.ts']),
  })
  expect(byPath.get('src/channels/telegram.ts')?.packages.join()).toMatch(/grammy/)
  for (const { path, needs, types } of sources) {
    for (const target of [...needs, ...types])
      expect(byPath.has(target), `${path} imports ${target}`).toBe(true)
  }
})

test('no file leans on itself, however far round', () => {
  const circular = sources.filter(({ path }) => reach(path).has(path)).map(({ path }) => path)
  expect(circular).toEqual([])
})

describe('a package', () => {
  const homes: readonly (readonly [string, RegExp])[] = [
    ['grammy', /^src\/(channels\/telegram|desk\/)/],
    ['twitter-api-v2', /^src\/channels\/x[.-]/],
    ['twitter-text', /^src\/(teaser|sandbox)\//],
    ['rss-parser', /^src\/feed\//],
    ['kysely', /^src\/store\//],
    ['node:sqlite', /^src\/(store|sandbox)\//],
    ['pg', /^src\/store\//],
    ['node-cron', /^src\/(schedule|run|config-reading)\.ts$/],
    ['yaml', /^src\/config-reading\.ts$/],
    ['hono', /^src\/(http\.ts|sandbox\/)/],
    ['@hono/node-server', /^src\/(http\.ts|sandbox\/|cli\/)/],
    ['pino', /^src\/log\.ts$/],
    ['prom-client', /^src\/metrics\.ts$/],
    ['commander', /^src\/cli\//],
    ['undici', /^src\/(feed|channels)\//],
  ]
  test.each(homes)('%s is imported only where it belongs', (name, home) => {
    const isIt = (used: string) => used === name || used.startsWith(`${name}/`)
    const strays = sources.filter(({ path, packages }) => packages.some(isIt) && !home.test(path))
    expect(strays.map(({ path }) => path)).toEqual([])
  })

  test('that is heavy is loaded only when it is used', () => {
    const heavy = ['pg', 'sharp', 'pg-boss', 'pino', 'pino-pretty', 'node:sqlite']
    const eager = sources.filter(({ text }) =>
      heavy.some((name) => new RegExp(`^import (?!type).*from '${name}'`, 'm').test(text)),
    )
    expect(eager.map(({ path }) => path).filter((path) => !path.startsWith('src/sandbox/'))).toEqual([])
  })
})

describe('pure files', () => {
  const pure = [
    'src/delivery/step.ts',
    'src/delivery/lane.ts',
    'src/delivery/pace.ts',
    'src/delivery/planned.ts',
    'src/delivery/delivery.ts',
    'src/article/',
    'src/teaser/',
    'src/feed/plan.ts',
    'src/feed/planned-item.ts',
    'src/feed/revise.ts',
    'src/config.ts',
    'src/config-reading.ts',
  ]
  const edges =
    /^src\/(channels\/(?!channel\.ts)|store\/(?!store\.ts)|cli\/|sandbox\/|http\.ts|main\.ts|log\.ts|feed\/(fetch|parse)\.ts)/

  // What asks the magazine's site stands with what it is about.
  const impure = ['src/article/enrich.ts', 'src/article/robots.ts']

  test.each(pathsIn(...pure).filter((path) => !impure.includes(path)))(
    '%s reaches no edge, no clock, no chance and no disk',
    (path) => {
      expect([...reach(path)].filter((next) => edges.test(next))).toEqual([])
      const { text, packages } = byPath.get(path) ?? { text: '', packages: [] }
      expect(text).not.toMatch(/new Date\(\)|Date\.now|Math\.random|randomUUID|\bfetch\(|performance\.now/)
      const world =
        /^node:(fs|net|http|child_process|sqlite|os|timers|process)|^(undici|grammy|twitter-api-v2|pg|kysely)$/
      expect(packages.filter((name) => world.test(name))).toEqual([])
    },
  )
})

describe('ports and use cases', () => {
  test('the ports need no code at all', () => {
    for (const path of ['src/store/store.ts', 'src/channels/channel.ts'])
      expect(byPath.get(path)?.needs).toEqual([])
  })

  test('use cases know edges by their types alone', () => {
    const edges = /^src\/(channels|store|cli|sandbox|desk)\/|^src\/(http|log|main)\.ts|^src\/feed\/fetch\.ts/
    for (const path of [...pathsIn('src/delivery/'), 'src/feed/poll.ts', 'src/pass.ts']) {
      expect(
        [...reach(path)].filter((next) => edges.test(next)),
        path,
      ).toEqual([])
    }
  })

  test('channels, store, teasers and the sandbox do not know each other', () => {
    const folders = ['channels', 'store', 'teaser', 'sandbox', 'cli']
    const allowed: Readonly<Record<string, readonly string[]>> = { cli: folders, store: [], sandbox: [] }
    for (const folder of folders) {
      const others = folders.filter((other) => other !== folder && !allowed[folder]?.includes(other))
      for (const path of pathsIn(`src/${folder}/`)) {
        const strays = [...reach(path)].filter((next) =>
          others.some((other) => next.startsWith(`src/${other}/`)),
        )
        expect(
          strays.filter((next) => next !== 'src/teaser/teaser.ts'),
          path,
        ).toEqual([])
      }
    }
  })

  test('nobody imports the command line but the composition root', () => {
    const strays = sources.filter(
      ({ path, needs }) =>
        !/^src\/(cli\/|main\.ts)/.test(path) && needs.some((next) => next.startsWith('src/cli/')),
    )
    expect(strays.map(({ path }) => path)).toEqual([])
  })
})

describe('every file', () => {
  test('but main.ts gets the process as arguments', () => {
    const strays = sources.filter(
      ({ path, text, packages }) =>
        path !== 'src/main.ts' && (/\bprocess\.(?!')/.test(text) || packages.includes('node:process')),
    )
    expect(strays.map(({ path }) => path)).toEqual([])
  })

  test('is named by a word of the domain', () => {
    const vague = /(^|[/-])(utils?|helpers?|services?|types|common|misc|manager|index)\.ts$/
    const strays = sources.map(({ path }) => path).filter((path) => vague.test(path))
    expect(strays).toEqual(['src/channels/index.ts'])
  })

  test('exports by name, and passes nothing on from elsewhere', () => {
    const strays = sources.filter(({ text }) =>
      /^export default|^export (type )?(\*|\{[^}]*\}) from/m.test(text),
    )
    expect(strays.map(({ path }) => path)).toEqual([])
  })

  test('has at most 300 lines, opens with what it is for, and imports with .ts', () => {
    // Rules and sample texts that are data: as long as the list is.
    const data = /^src\/(article\/boilerplate\.ts|sandbox\/magazine\/)/
    for (const { path, text, needs, types } of sources) {
      const whole = readFileSync(join(top, path), 'utf8')
      if (!data.test(path)) expect(whole.split('\n').length - 1, path).toBeLessThanOrEqual(300)
      expect(whole.replace(/^#!.*\n/, ''), path).toMatch(/^(\/\*\*|\/\/)/)
      expect(
        [...needs, ...types].every((next) => next.endsWith('.ts')),
        path,
      ).toBe(true)
      expect(text, path).not.toMatch(/@ts-(ignore|nocheck)|\bas any\b/)
    }
  })
})
