/** LinkedIn's errors: `{status, code, message}` (platforms.md §3, Errors). */
import { type Answer, json } from './answer.ts'

export function failure(status: number, code: string, message: string): Answer {
  return json(status, { status, code, message })
}

/** The sample of platforms.md §3: it names the original. */
export function duplicateOf(urn: string): Answer {
  return json(422, {
    errorDetailType: 'com.linkedin.common.error.BadRequest',
    message: `java.util.concurrent.CompletionException: Content is a duplicate of ${urn}`,
    errorDetails: { inputErrors: [{ description: 'Duplicate post is detected', code: 'DUPLICATE_POST' }] },
    status: 422,
  })
}
