/** The bodies that LinkedIn takes (platforms.md §3, Create and Edit), strictly; its words for those it does not. */
import { z } from 'zod'
import type { Answer } from './answer.ts'
import { failure } from './linkedin-errors.ts'

const urn = (kinds: string): z.ZodString => z.string().regex(new RegExp(`^urn:li:(?:${kinds}):[\\w-]+$`))

/** 3000 is the figure of LinkedIn's own page; the API documents the error only. Counted as sent, escapes and all. */
const commentary = z.string().max(3000)

const article = z.strictObject({
  source: z.string().regex(/^https?:\/\/[^\s/]+\S*$/),
  title: z.string().min(1).max(400),
  description: z.string().max(4000).optional(),
  thumbnail: urn('image').optional(),
  thumbnailAltText: z.string().max(4086).optional(),
})
const media = z.strictObject({
  id: urn('image|video|document'),
  title: z.string().max(400).optional(),
  altText: z.string().max(4086).optional(),
})

export const newPost = z.strictObject({
  author: z.string().regex(/^urn:li:(?:organization:\d+|person:[\w-]+)$/),
  commentary,
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']),
  distribution: z.strictObject({
    feedDistribution: z.enum(['MAIN_FEED', 'NONE']),
    targetEntities: z.array(z.looseObject({})).optional(),
    thirdPartyDistributionChannels: z.array(z.unknown()).optional(),
  }),
  content: z.union([z.strictObject({ article }), z.strictObject({ media })]).optional(),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean().optional(),
})
export type NewPost = z.infer<typeof newPost>

/** What is kept of a post, and shown by the finder and GET. */
export const linkedinPost = newPost.extend({
  id: z.string(),
  createdAt: z.number(),
  publishedAt: z.number(),
  lastModifiedAt: z.number(),
})
export type LinkedInPost = z.infer<typeof linkedinPost>

/** Of the patchable fields only these two mean something here; the article's address is not patchable. */
export const patch = z.strictObject({
  patch: z.strictObject({
    $set: z.strictObject({
      commentary: commentary.optional(),
      contentCallToActionLabel: z.string().optional(),
      contentLandingPage: z.string().optional(),
      lifecycleState: z.string().optional(),
      adContext: z.looseObject({}).optional(),
    }),
  }),
})

export const initializeUpload = z.strictObject({
  initializeUploadRequest: z.strictObject({ owner: urn('organization|person') }),
})

/** The code for one problem of a body. Codes besides those of platforms.md §3, Errors, are guesses `[?]`. */
export function refuseBody(error: z.ZodError): Answer {
  const issue = deepest(error.issues[0])
  const field = `/${issue?.path.join('/') ?? ''}`
  if (issue?.code === 'unrecognized_keys') {
    return failure(
      400,
      'UNPERMITTED_FIELD',
      `${field === '/' ? '' : field}/${issue.keys[0]} :: unrecognized field found but not allowed`,
    )
  }
  if (issue?.code === 'too_big') return failure(400, 'FIELD_LENGTH_TOO_LONG', `${field} :: is too long`)
  if (issue?.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return failure(
      400,
      'MISSING_FIELD',
      `${field} :: field is required but not found and has no default value`,
    )
  }
  if (issue?.code === 'invalid_format' && /author|owner|thumbnail|id$/.test(field)) {
    return failure(400, 'INVALID_URN_TYPE', `${field} :: is not a valid URN`)
  }
  return failure(400, 'INVALID_FIELD', `${field} :: ${issue?.message ?? 'the body is not a JSON object'}`)
}

/** For `content`, the problem of the kind that was meant. */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue
  const tries = issue.errors.map((issues) =>
    issues.find(({ path }) => path.length > 0 && path[0] !== undefined),
  )
  const meant = issue.errors.findIndex((issues) => !issues.some(({ code }) => code === 'unrecognized_keys'))
  const inner = tries[meant] ?? issue.errors[0]?.[0]
  return inner === undefined ? issue : deepest({ ...inner, path: [...issue.path, ...inner.path] })
}
