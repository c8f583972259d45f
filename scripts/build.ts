/**
 * `npm run build`: one ECMAScript file, `dist/chapar.js`, that needs nothing but Node 26 and the files beside it.
 * What is loaded only when it is used (pg, the sandbox, Telegram) stays lazy inside it.
 */
import { chmodSync, cpSync, existsSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const out = join(root, 'dist')
const require = createRequire(import.meta.url)

/** An old Node must be able to say what to do; and CommonJS packages inside expect a `require`. */
const banner = `#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 26) {
  process.stderr.write('Chapar needs Node 26 or newer, and this is ' + process.version + ': install Node 26 from https://nodejs.org, or run the container image.\\n');
  process.exit(2);
}
const { createRequire: chaparCreateRequire } = await import('node:module');
const require = chaparCreateRequire(import.meta.url);`

rmSync(out, { recursive: true, force: true })
await build({
  entryPoints: [join(root, 'src/main.ts')],
  outfile: join(out, 'chapar.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  minify: true,
  // grammY tells its errors apart by name.
  keepNames: true,
  legalComments: 'linked',
  external: ['pg-native', 'cloudflare:sockets'],
  // Node's own punycode prints a deprecation warning.
  alias: { punycode: require.resolve('punycode/') },
  banner: { js: banner },
})
chmodSync(join(out, 'chapar.js'), 0o755)
const page = join(root, 'src/sandbox/page')
if (existsSync(page)) cpSync(page, join(out, 'page'), { recursive: true })
process.stdout.write(`dist/chapar.js: ${Math.round(statSync(join(out, 'chapar.js')).size / 1024)} kB\n`)
