/**
 * What must become of an article that meets a fault, with the program dying at each point on the way. Written down
 * from the promises (docs/delivery.md), not computed: a row a fault, a column a point of death.
 *
 * | word | the article is posted | how it ends |
 * | --- | --- | --- |
 * | sent | once | the first request said so |
 * | later | once | the first request was certainly not accepted, a later one was |
 * | found | once | nobody knew; the post was found; no second request |
 * | again | once | nobody knew; it was twice proven absent; a second request posted it |
 * | failed | never | the platform refuses the content; waits for a person, says why |
 * | person | once | nobody can tell; waits for a person, says what was looked at; no second request |
 * | - | | the combination does not exist |
 */
export type Ending = 'sent' | 'later' | 'found' | 'again' | 'failed' | 'person' | '-'

export const columns = ['telegram', 'telegram (private)', 'x', 'linkedin'] as const
export type Column = (typeof columns)[number]

/** Order of the endings: as `crashPoints`. */
const telegram = `
                       | no crash | before claim | after claim | after begin | in the call | before record | after record
no fault               | sent     | sent         | sent        | again       | found       | found         | sent
refused                | later    | later        | later       | -           | -           | again         | later
dns                    | later    | later        | later       | -           | -           | again         | later
reset before read      | again    | again        | again       | -           | again       | again         | again
reset after acceptance | found    | found        | found       | -           | found       | found         | found
time-out               | found    | found        | found       | -           | found       | found         | found
half an answer         | found    | found        | found       | -           | found       | found         | found
429 short              | later    | later        | later       | -           | again       | again         | later
429 long               | later    | later        | later       | -           | again       | again         | later
500 not accepted       | again    | again        | again       | -           | again       | again         | again
500 accepted           | found    | found        | found       | -           | found       | found         | found
502 HTML page          | again    | again        | again       | -           | again       | again         | again
401                    | later    | later        | later       | -           | again       | again         | later
403                    | later    | later        | later       | -           | again       | again         | later
400                    | failed   | failed       | failed      | -           | again       | again         | failed
duplicate, not ours    | -        | -            | -           | -           | -           | -             | -
duplicate, ours        | -        | -            | -           | -           | -           | -             | -
`

/** No public page to find a post on: a gap in the message ids proves absence, and nothing proves presence. */
const telegramPrivate = `
                       | no crash | before claim | after claim | after begin | in the call | before record | after record
no fault               | sent     | sent         | sent        | again       | person      | person        | sent
refused                | later    | later        | later       | -           | -           | again         | later
dns                    | later    | later        | later       | -           | -           | again         | later
reset before read      | again    | again        | again       | -           | again       | again         | again
reset after acceptance | person   | person       | person      | -           | person      | person        | person
time-out               | person   | person       | person      | -           | person      | person        | person
half an answer         | person   | person       | person      | -           | person      | person        | person
429 short              | later    | later        | later       | -           | again       | again         | later
429 long               | later    | later        | later       | -           | again       | again         | later
500 not accepted       | again    | again        | again       | -           | again       | again         | again
500 accepted           | person   | person       | person      | -           | person      | person        | person
502 HTML page          | again    | again        | again       | -           | again       | again         | again
401                    | later    | later        | later       | -           | again       | again         | later
403                    | later    | later        | later       | -           | again       | again         | later
400                    | failed   | failed       | failed      | -           | again       | again         | failed
duplicate, not ours    | -        | -            | -           | -           | -           | -             | -
duplicate, ours        | -        | -            | -           | -           | -           | -             | -
`

const x = `
                       | no crash | before claim | after claim | after begin | in the call | before record | after record
no fault               | sent     | sent         | sent        | again       | found       | found         | sent
refused                | later    | later        | later       | -           | -           | again         | later
dns                    | later    | later        | later       | -           | -           | again         | later
reset before read      | again    | again        | again       | -           | again       | again         | again
reset after acceptance | found    | found        | found       | -           | found       | found         | found
time-out               | found    | found        | found       | -           | found       | found         | found
half an answer         | found    | found        | found       | -           | found       | found         | found
429 short              | later    | later        | later       | -           | again       | again         | later
429 long               | later    | later        | later       | -           | again       | again         | later
500 not accepted       | again    | again        | again       | -           | again       | again         | again
500 accepted           | found    | found        | found       | -           | found       | found         | found
502 HTML page          | again    | again        | again       | -           | again       | again         | again
401                    | later    | later        | later       | -           | again       | again         | later
403                    | later    | later        | later       | -           | again       | again         | later
400                    | failed   | failed       | failed      | -           | again       | again         | failed
duplicate, not ours    | again    | again        | again       | -           | again       | again         | again
duplicate, ours        | found    | found        | found       | -           | found       | found         | found
`

/** A throttled request may have created the post: its 429 is no proof, unlike the others'. */
const linkedin = `
                       | no crash | before claim | after claim | after begin | in the call | before record | after record
no fault               | sent     | sent         | sent        | again       | found       | found         | sent
refused                | later    | later        | later       | -           | -           | again         | later
dns                    | later    | later        | later       | -           | -           | again         | later
reset before read      | again    | again        | again       | -           | again       | again         | again
reset after acceptance | found    | found        | found       | -           | found       | found         | found
time-out               | found    | found        | found       | -           | found       | found         | found
half an answer         | found    | found        | found       | -           | found       | found         | found
429 short              | again    | again        | again       | -           | again       | again         | again
429 long               | again    | again        | again       | -           | again       | again         | again
500 not accepted       | again    | again        | again       | -           | again       | again         | again
500 accepted           | found    | found        | found       | -           | found       | found         | found
502 HTML page          | again    | again        | again       | -           | again       | again         | again
401                    | later    | later        | later       | -           | again       | again         | later
403                    | later    | later        | later       | -           | again       | again         | later
400                    | failed   | failed       | failed      | -           | again       | again         | failed
duplicate, not ours    | again    | again        | again       | -           | again       | again         | again
duplicate, ours        | found    | found        | found       | -           | found       | found         | found
`

const tables: Readonly<Record<Column, string>> = {
  telegram,
  'telegram (private)': telegramPrivate,
  x,
  linkedin,
}

export interface ExpectedRow {
  readonly fault: string
  /** In the order of `crashPoints`. */
  readonly endings: readonly Ending[]
}

export function expectedOf(column: Column): readonly ExpectedRow[] {
  const lines = tables[column].trim().split('\n').slice(1)
  return lines.map((line) => {
    const [fault = '', ...endings] = line.split('|').map((cell) => cell.trim())
    return { fault, endings: endings as Ending[] }
  })
}
