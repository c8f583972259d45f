#!/usr/bin/env node
// Plain JavaScript that any Node can read: an old one must be able to say what to do.
const needed = 26
const major = Number(process.versions.node.split('.')[0])
if (major < needed) {
  process.stderr.write(
    `Chapar needs Node ${needed} or newer, and this is ${process.version}: in a checkout run "npm ci" and then "npm start" or "npm run -s chapar -- COMMAND", which bring their own Node on Linux x64; elsewhere install Node ${needed} from https://nodejs.org.\n`,
  )
  process.exit(2)
}
await import('../src/main.ts')
