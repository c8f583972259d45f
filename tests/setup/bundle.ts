/** The bundle, built once for the whole run: tests from the outside run what operators run, and it starts sooner. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')

export default async function setup(): Promise<void> {
  // Below node_modules, so that the sandbox's page finds its font as it does in a checkout.
  const folder = join(root, 'node_modules/.cache/chapar')
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build.ts'), folder])
  process.env['CHAPAR_PROGRAM'] = join(folder, 'chapar.js')
}
