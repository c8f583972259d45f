import { describeMatrix } from './matrix-suite.ts'

describeMatrix(['telegram', 'telegram (private)'])
