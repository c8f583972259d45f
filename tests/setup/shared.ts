/** The folder of real-shaped feeds and X's conformance file; it lies beside the repository on some machines only. */
import { join } from 'node:path'

export const sharedFolder = join(import.meta.dirname, '../../../shared/data')
