/** Temporary folders in memory, where there are such: a killed process loses nothing there either, and fsync is free. */
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const inMemory = '/dev/shm'

export function newFolder(prefix: string): string {
  return mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), prefix))
}
