/** A word of the command line that must be one of a few. */
import { nearest } from '../config-reading.ts'
import { CliProblem } from './surroundings.ts'

/** `word` as one of `known`; throws `CliProblem` (2) that names the nearest. `what` is "channel", "feed", … */
export function chooseFrom<Word extends string>(known: readonly Word[], word: string, what: string): Word {
  const found = known.find((one) => one === word)
  if (found !== undefined) return found
  const near = nearest(word, known)
  const mend = near === null ? `known: ${known.join(', ')}` : `did you mean "${near}"?`
  throw new CliProblem(`there is no ${what} "${word}"; ${mend}`, 2)
}
