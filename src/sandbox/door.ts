/**
 * The way in: the listening socket behind the sandbox. A shut door refuses connections, as a platform that is down
 * does; connections that are already open (the page, an event stream, keep-alive) go on.
 */
import type { Server as HttpServer } from 'node:http'
import { Server as NetServer } from 'node:net'

/** What `refuse` needs of the HTTP server; whoever mounts the sandbox gives one, or `null` where it cannot be. */
export interface Door {
  /** Shuts at once and opens again on the same port after `ms`; a later call may only make it longer. */
  refuseFor(ms: number): void
  /** Opens again now. */
  open(): void
  /** Stays shut for good; for the end of the program. */
  lock(): void
}

/** The door of an HTTP server, which may begin to listen later. */
export function createDoor(server: HttpServer): Door {
  let timer: NodeJS.Timeout | undefined
  let place: { readonly port: number; readonly host: string } | undefined
  let openAt = 0
  let locked = false
  const open = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (locked || server.listening || place === undefined) return
    // Somebody else may have taken the port for a moment.
    const again = (): void => {
      timer = setTimeout(open, 50)
    }
    server.once('error', again)
    server.listen(place.port, place.host, () => server.off('error', again))
  }
  return {
    refuseFor(ms) {
      const address = server.address()
      if (typeof address === 'object' && address !== null) {
        place = { port: address.port, host: address.address }
      }
      if (locked || place === undefined) return
      openAt = Math.max(timer === undefined ? 0 : openAt, performance.now() + ms)
      clearTimeout(timer)
      timer = setTimeout(open, openAt - performance.now())
      // Not `server.close()`: that also ends idle keep-alive connections.
      if (server.listening) NetServer.prototype.close.call(server)
    },
    open,
    lock() {
      locked = true
      clearTimeout(timer)
    },
  }
}
