import { describeMatrix } from './matrix-suite.ts'

describeMatrix(['x', 'linkedin'])
