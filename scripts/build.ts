/**
 * `npm run build [FOLDER]`: what runs with nothing but Node 26, into `dist/`. `chapar.js` is the door; the program lies
 * beside it in parts, so that what a command does not use is not even read: one file would hold 23 MB more (measured).
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '..')
const out = resolve(process.argv[2] ?? join(root, 'dist'))
const parts = join(out, 'lib')
const require = createRequire(import.meta.url)

/**
 * Read by any Node that knows modules: an old one must be able to say what to do. Then, before the program is read:
 * - V8 lets the space for young objects grow to 32 MB under the first feed and keeps it: here it stays at 1 MB;
 * - compiled code is kept beside the program where that may be written, which halves the start; never in a folder
 *   that other users of the machine share.
 */
const door = `#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 26) {
  process.stderr.write('Chapar needs Node 26 or newer, and this is ' + process.version + ': install Node 26 from https://nodejs.org, or run the container image.\\n');
  process.exit(2);
}
process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
process.getBuiltinModule('node:module').enableCompileCache(import.meta.dirname + '/cache');
import('./lib/main.mjs');
`

/**
 * Node's own modules by `getBuiltinModule`: an `import` of node:http reads all its names, and one of them loads Node's
 * own copy of undici, which holds 15 MB (measured).
 */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) => {
      // punycode is a package here: Node's own prints a deprecation warning.
      if (kind === 'entry-point' || kind === 'dynamic-import' || path === 'punycode' || !isBuiltin(path))
        return
      return { path: path.startsWith('node:') ? path : `node:${path}`, namespace: 'builtin' }
    })
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}

/** Mocks, caches, proxies, HTTP/2, cookies, web sockets, event sources. undici's index only names them. */
const unusedOfUndici =
  /[\\/]undici[\\/]lib[\\/](mock|cache|interceptor|web[\\/](cache|cookies|websocket|eventsource)|dispatcher[\\/](client-h2|h2c-client|.*proxy-agent|retry-agent|balanced-pool|round-robin-pool))\b/
const absent = `module.exports = new Proxy(class Absent {}, { get: (own, name) => (name in own ? own[name] : own) })`

/** Parts of packages that are never used here, which a bundler cannot know. */
const unused: Plugin = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    // zod's words in fifty languages; ours are its English ones.
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: '' }))
    onLoad({ filter: unusedOfUndici }, () => ({ contents: absent }))
    // What is imported from undici, by name: in parts, an `import()` of CommonJS would have no names.
    onResolve({ filter: /^undici$/ }, ({ path }) => ({ path, namespace: 'named' }))
    onLoad({ filter: /.*/, namespace: 'named' }, () => ({
      contents: `export { Agent, buildConnector, fetch, request, Response } from 'undici/index.js'`,
      resolveDir: root,
    }))
  },
}

/** Packages with parts in machine code: they cannot be in a file of JavaScript, so they lie beside it, whole. */
const native = ['sharp']

interface Package {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

function folderOf(name: string): string {
  return join(root, 'node_modules', name)
}

function readPackage(name: string): Package {
  return JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8'))
}

/** `names` and everything they need that is installed for this system. */
function withNeeds(names: readonly string[], known = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    if (known.has(name) || !existsSync(folderOf(name))) continue
    known.add(name)
    const { dependencies, optionalDependencies } = readPackage(name)
    withNeeds(Object.keys({ ...dependencies, ...optionalDependencies }), known)
  }
  return known
}

/** Whose work is inside, and on what terms: their licences ask for it. */
function thirdParties(names: Iterable<string>): string {
  const texts = [...new Set(names)].sort().map((name) => {
    const { version, license } = readPackage(name)
    const file = readdirSync(folderOf(name)).find((one) => /^licen[cs]e/i.test(one))
    const text = file === undefined ? '' : readFileSync(join(folderOf(name), file), 'utf8').trim()
    return `${name} ${version} (${license ?? 'see below'})\n\n${text}\n`
  })
  return `Chapar contains these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`
}

rmSync(out, { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: { main: join(root, 'src/main.ts') },
  outdir: parts,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  minifySyntax: true,
  minifyWhitespace: true,
  // Names stay as they are: some libraries tell classes apart by them, and `keepNames` costs 40 ms at each start.
  minifyIdentifiers: false,
  legalComments: 'none',
  metafile: true,
  external: ['pg-native', 'cloudflare:sockets', ...native],
  alias: { punycode: require.resolve('punycode/') },
  // For the few packages that ask for a module of Node's by a computed name.
  banner: {
    js: `const require = globalThis.process.getBuiltinModule('node:module').createRequire(import.meta.url);`,
  },
  plugins: [builtins, unused],
})

const { name, version, license, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const manifest = {
  name,
  version,
  license,
  private: true,
  type: 'module',
  engines,
  bin: { chapar: 'chapar.js' },
}
writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
writeFileSync(join(out, 'chapar.js'), door)
chmodSync(join(out, 'chapar.js'), 0o755)
cpSync(join(root, 'LICENSE'), join(out, 'LICENSE'))
mkdirSync(join(out, 'config'))
for (const file of ['chapar.example.yaml', 'schema.json']) {
  cpSync(join(root, 'config', file), join(out, 'config', file))
}
for (const name of withNeeds(native)) {
  cpSync(folderOf(name), join(out, 'node_modules', name), { recursive: true })
}
const inside = Object.keys(metafile.inputs).flatMap((path) => {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
  return name === undefined ? [] : [name]
})
writeFileSync(join(out, 'THIRD-PARTY.txt'), thirdParties([...inside, ...withNeeds(native)]))
cpSync(join(root, 'src/sandbox/page'), join(parts, 'page'), { recursive: true })

const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).map((file) => statSync(join(out, file)))
const bytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
process.stdout.write(
  `${out}: ${files.filter((file) => file.isFile()).length} files, ${Math.round(bytes / 1024)} kB\n`,
)
