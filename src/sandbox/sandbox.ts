/**
 * The sandbox: stand-ins that speak the real HTTP APIs of Telegram, X and LinkedIn, as strict as public documentation
 * says the real ones are, with faults to order. Nothing leaves the machine; what was answered is on disk.
 */
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { apiRoutes, visible } from './api.ts'
import { type ChangeListener, createChanges } from './changes.ts'
import { createDoor, type Door } from './door.ts'
import { createFaultQueue } from './faults.ts'
import { linkedinRoutes } from './linkedin.ts'
import { pageRoutes } from './page.ts'
import { createPosting, type SandboxEnv } from './posting.ts'
import { openState, type Post } from './state.ts'
import { telegramRoutes } from './telegram.ts'
import type { World } from './world.ts'
import { xRoutes } from './x.ts'

export interface SandboxOptions {
  /** 127.0.0.1 unless said otherwise. */
  readonly host?: string
  /** 0: any that is free. */
  readonly port: number
  /** Where the state lives, e.g. `./data/sandbox`; `null`: in memory only. */
  readonly folder: string | null
  readonly now: () => Date
}

export interface Sandbox {
  readonly url: string
  readonly port: number
  /** Returns what ends the subscription. */
  onChange(listener: ChangeListener): () => void
  /** At once, though event streams or hung requests are open. */
  close(): Promise<void>
}

export interface SandboxAppOptions {
  readonly folder: string | null
  readonly now: () => Date
  /** `createDoor(server)` of the HTTP/1.1 server that serves the app; `null`: `refuse` is answered with 501. */
  readonly door: Door | null
}

/** The routes alone, for another server; that server has to be one of @hono/node-server, for the faults' sake. */
export interface SandboxApp {
  /** `/telegram`, `/x`, `/linkedin`, `/api` and, at `/`, the page. */
  readonly app: Hono<SandboxEnv>
  onChange(listener: ChangeListener): () => void
  /** Oldest first. */
  posts(): readonly Post[]
  /** Ends hung answers and closes the state; the server is its owner's to close. */
  close(): void
}

export async function createSandboxApp({ folder, now, door }: SandboxAppOptions): Promise<SandboxApp> {
  const state = await openState(folder)
  const changes = createChanges()
  const faults = createFaultQueue()
  const posting = createPosting(faults, changes, now)
  const world: World = { state, changes, posting, now }
  const app = new Hono<SandboxEnv>()
  app.route('/telegram', telegramRoutes(world))
  app.route('/x', xRoutes(world))
  app.route('/linkedin', linkedinRoutes(world))
  // Whoever mounts this app beside Chapar mounts a page that knows more, before it.
  const page = { sandbox: { posts: () => visible(world), onChange: changes.listen } }
  app.route('/', pageRoutes({ ...page, status: null, card: () => null, nextArticle: null }))
  app.route('/api', apiRoutes(world, faults, door))
  return {
    app,
    onChange: changes.listen,
    posts: () => visible(world),
    close() {
      posting.close()
      state.close()
    },
  }
}

/** The sandbox alone on a port of its own. Rejects when the port is taken or the state cannot be opened. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = '127.0.0.1', port, folder, now } = options
  const server = createServer()
  const door = createDoor(server)
  const sandbox = await createSandboxApp({ folder, now, door })
  server.on('request', getRequestListener(sandbox.app.fetch, { overrideGlobalObjects: false }))
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    sandbox.close()
    throw error
  }
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    onChange: sandbox.onChange,
    async close() {
      door.lock()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      sandbox.close()
      await closed
    },
  }
}
