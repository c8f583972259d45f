/** SIGTERM and SIGINT as two abort signals: no new call begins; ten seconds later a call in flight is given up. */
import type { Log } from '../log.ts'
import type { CliSurroundings } from './surroundings.ts'

export interface StopSignals {
  readonly stopping: AbortSignal
  readonly cutOff: AbortSignal
  /** The same without a signal: the program cannot go on. */
  stop(): void
}

const graceMs = 10_000

export function stopSignals(cli: CliSurroundings, log: Log): StopSignals {
  const stopping = new AbortController()
  const cutOff = new AbortController()
  const stop = () => {
    stopping.abort()
    setTimeout(() => cutOff.abort(), graceMs).unref()
  }
  cli.onStop((signal) => {
    if (stopping.signal.aborted) return
    log.info('stopping: no new call begins, a call in flight has ten seconds', { signal })
    stop()
  })
  return { stopping: stopping.signal, cutOff: cutOff.signal, stop }
}
