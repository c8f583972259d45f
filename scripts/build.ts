/**
 * `npm run build [FOLDER]`: what runs with nothing but Node 26, into `dist/`. `chapar.js` is the door that any Node can
 * read; the program lies beside it in parts, so that what a command does not use is not even read.
 */
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '..')
const out = resolve(process.argv[2] ?? join(root, 'dist'))
const parts = join(out, 'lib')
const require = createRequire(import.meta.url)

/**
 * Node's own modules by `getBuiltinModule`: an `import` of node:http reads all its names, one of them loads Node's
 * own copy of undici, and that holds 15 MB (measured).
 */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) => {
      // punycode is a package here: Node's own prints a deprecation warning.
      if (kind === 'entry-point' || kind === 'dynamic-import' || path === 'punycode' || !isBuiltin(path)) return
      return { path: path.startsWith('node:') ? path : `node:${path}`, namespace: 'builtin' }
    })
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}

/** Parts of packages that are never used here, but that a bundler cannot know to be: 0.5 MB of source, 6 MB resident. */
const unused: Plugin = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    // zod's words in fifty languages; ours are its English ones.
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: '' }))
    // What is imported from undici, named: in parts, an `import()` of CommonJS would have no names.
    onResolve({ filter: /^undici$/ }, ({ path }) => ({ path, namespace: 'named' }))
    onLoad({ filter: /.*/, namespace: 'named' }, () => ({
      contents: `export { Agent, buildConnector, fetch, request, Response } from 'undici/index.js'`,
      resolveDir: root,
    }))
    onLoad({ filter: unusedOfUndici }, () => ({ contents: absent }))
  },
}

/** Mocks, caches, proxies, HTTP/2, cookies, web sockets, event sources. Its index wants them only to name them. */
const unusedOfUndici =
  /[\\/]undici[\\/]lib[\\/](mock|cache|interceptor|web[\\/](cache|cookies|websocket|eventsource)|dispatcher[\\/](client-h2|h2c-client|.*proxy-agent|retry-agent|balanced-pool|round-robin-pool))\b/
const absent = `module.exports = new Proxy(class Absent {}, { get: (own, name) => (name in own ? own[name] : own) })`

rmSync(out, { recursive: true, force: true })
await build({
  entryPoints: { main: join(root, 'src/main.ts') },
  outdir: parts,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  minify: true,
  // grammY tells its errors apart by name.
  keepNames: true,
  legalComments: 'linked',
  external: ['pg-native', 'cloudflare:sockets', 'sharp'],
  alias: { punycode: require.resolve('punycode/') },
  plugins: [builtins, unused],
})
