/** SIGTERM and SIGINT as two abort signals: no new call begins; ten seconds later a call in flight is given up. */
import type { Log } from '../log.ts'
import type { CliSurroundings } from './surroundings.ts'

export interface StopSignals {
  readonly stopping: AbortSignal
  readonly cutOff: AbortSignal
}

const graceMs = 10_000

export function stopSignals(cli: CliSurroundings, log: Log): StopSignals {
  const stopping = new AbortController()
  const cutOff = new AbortController()
  cli.onStop((signal) => {
    if (stopping.signal.aborted) return
    log.info('stopping: no new call begins, a call in flight has ten seconds', { signal })
    stopping.abort()
    setTimeout(() => cutOff.abort(), graceMs).unref()
  })
  return { stopping: stopping.signal, cutOff: cutOff.signal }
}
