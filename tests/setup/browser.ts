/**
 * Chromium for tests, from @sparticuz/chromium. The binary is unpacked into a folder named by its version, under a
 * name of its own first, so that two processes that unpack at once do not write into a file that the other runs.
 */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { z } from 'zod'

export type Launched =
  | { readonly kind: 'browser'; readonly browser: Browser }
  /** In words for whoever reads why tests were skipped. */
  | { readonly kind: 'cannot'; readonly why: string }

/** Starts a browser, or says why there can be none here; for its caller to close. */
export async function launchBrowser(): Promise<Launched> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      kind: 'cannot',
      why: `the browser for tests runs on Linux x64, not ${process.platform} ${process.arch}`,
    }
  }
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    packed.setGraphicsMode = false
    const home = unpackedHome()
    const executablePath = await unpack(home, () => packed.executablePath())
    const args = packed.args.filter((arg) => !unwanted.some((name) => arg.startsWith(name)))
    const browser = await chromium.launch({
      executablePath,
      args,
      headless: true,
      env: { PATH: process.env['PATH'] ?? '', HOME: home, FONTCONFIG_FILE: join(home, fontsFile) },
    })
    return { kind: 'browser', browser }
  } catch (error) {
    return { kind: 'cannot', why: `Chromium does not start here: ${String(error).split('\n', 1)[0]}` }
  }
}

/** Made for a cloud function, not for tests: some crash with several pages, some switch off what is tested. */
const unwanted = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--headless',
]

const fontsFile = 'chapar-fonts.conf'

function unpackedHome(): string {
  const packageFile = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')))
  return join(tmpdir(), `chapar-chromium-${version}-${process.getuid?.() ?? 0}`)
}

/** The package unpacks into `$TMPDIR`; what is whole there is moved to its place in one step. */
async function unpack(home: string, unpackAll: () => Promise<string>): Promise<string> {
  const binary = join(home, 'chromium')
  if (existsSync(binary)) return binary
  const { TMPDIR } = process.env
  const ours = mkdtempSync(join(tmpdir(), 'chapar-unpack-'))
  process.env['TMPDIR'] = ours
  try {
    await unpackAll()
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = TMPDIR
  }
  writeFileSync(join(ours, fontsFile), fontConfig(home))
  try {
    renameSync(ours, home)
  } catch {
    // Somebody else was faster.
    rmSync(ours, { recursive: true, force: true })
  }
  return binary
}

/** The package's fonts alone, so that every machine shows the same. */
function fontConfig(home: string): string {
  const inside = `<dir>${join(home, 'fonts')}</dir><cachedir>${join(home, 'fonts-cache')}</cachedir>`
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${inside}</fontconfig>`
}
