/** The program from the outside: a folder with a configuration, the sandbox, and the program's commands. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type FeedServer, rssFeed, serveFeed } from './magazine.ts'

/** The bundle where the run has built one (`bundle.ts`), else the checkout. */
export const program = process.env['CHAPAR_PROGRAM'] ?? join(import.meta.dirname, '../../bin/chapar.js')

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Installation {
  readonly folder: string
  readonly configFile: string
  readonly feed: FeedServer
  readonly sandbox: Sandbox
  /** Runs a command to its end. */
  run(...argv: readonly string[]): Promise<Finished>
  /** The same with `--json`, parsed. */
  json(...argv: readonly string[]): Promise<{ readonly code: number | null; readonly body: unknown }>
  posts(): Promise<readonly { readonly platform: string; readonly id: string; readonly text: string }[]>
  fault(fault: object): Promise<void>
}

export const secrets = {
  TELEGRAM_BOT_TOKEN: '4711:telegram-secret',
  X_SECRET: '4242-x-secret-value',
  LINKEDIN_TOKEN: 'linkedin-secret-value',
}

/** Runs the program by the Node of this test; ends with the exit code. */
export function runChapar(
  folder: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [program, ...argv], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString()
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...output })))
}

/** A fresh installation: three channels on one feed, everything on this machine; gone when the test is over. */
export async function install(
  options: {
    readonly feed?: string
    readonly channels?: string
    readonly extra?: string
    readonly retry?: string
  } = {},
): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'chapar-'))
  const feed = await serveFeed(rssFeed([]))
  const sandbox = await startSandbox({ port: 0, folder: null, now: () => new Date() })
  const configFile = join(folder, 'chapar.yaml')
  writeFileSync(configFile, configText(feed.url, sandbox.url, options))
  onTestFinished(async () => {
    await feed.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const run = (...argv: readonly string[]) => runChapar(folder, [...argv, '--config', configFile], secrets)
  return {
    folder,
    configFile,
    feed,
    sandbox,
    run,
    async json(...argv) {
      const { code, stdout } = await run(...argv, '--json')
      return { code, body: JSON.parse(stdout) }
    },
    posts: async () => (await fetch(`${sandbox.url}/api/posts`)).json(),
    async fault(fault) {
      const answer = await fetch(`${sandbox.url}/api/faults`, { method: 'POST', body: JSON.stringify(fault) })
      if (!answer.ok) throw new Error(await answer.text())
    },
  }
}

function configText(
  feedUrl: string,
  sandboxUrl: string,
  {
    feed = '',
    channels = '',
    extra = '',
    retry = '{ first: 1s, max: 2s }',
  }: { feed?: string; channels?: string; extra?: string; retry?: string },
): string {
  return `
timezone: Europe/Berlin
database: ./chapar.db
settle: { first: 1s, again: 1s, absentAfter: 1s }
retry: ${retry}
feeds:
  - id: de
    url: ${feedUrl}
    language: de
    channels: [telegram-de, x-de, linkedin-de]
${indent(feed, 4)}
channels:
  - id: telegram-de
    platform: telegram
    chat: "@magazin_de"
    token: \${TELEGRAM_BOT_TOKEN}
    apiUrl: ${sandboxUrl}/telegram
${indent(channels, 4)}
  - id: x-de
    platform: x
    appKey: \${X_SECRET}
    appSecret: \${X_SECRET}
    accessToken: \${X_SECRET}
    accessSecret: \${X_SECRET}
    apiUrl: ${sandboxUrl}/x
${indent(channels, 4)}
  - id: linkedin-de
    platform: linkedin
    organization: "1234567"
    token: \${LINKEDIN_TOKEN}
    apiVersion: "202609"
    apiUrl: ${sandboxUrl}/linkedin
${indent(channels, 4)}
${extra}
`
}

function indent(text: string, by: number): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${' '.repeat(by)}${line}`)
    .join('\n')
}
