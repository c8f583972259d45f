/** What a command may know of the world around it; `main.ts` alone fills it from the process. */

export interface CliSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Relative paths start here. */
  readonly folder: string
  readonly stdoutIsTerminal: boolean
  readonly stderrIsTerminal: boolean
  /** Of stdout, in columns. */
  readonly width: number
  /** The operating-system user, for the audit. */
  readonly user: string
  readonly pid: number
  out(text: string): void
  err(text: string): void
  readonly errStream: import('node:stream').Writable
  now(): Date
  /** Monotonic milliseconds. */
  monotonic(): number
  newId(): string
  /** Resident memory of this process, in bytes. */
  residentBytes(): number
  /** Calls back at SIGTERM or SIGINT. */
  onStop(callback: (signal: string) => void): void
}

/** A command cannot go on; `message` names the place and the mend. `exitCode` as in the contract. */
export class CliProblem extends Error {
  override readonly name = 'CliProblem'
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2) {
    super(message)
    this.exitCode = exitCode
  }
}
