// @ts-check
/** What a visitor can break: the order for the sandbox (POST /api/faults) and what should come of it. */

/** @typedef {import('./words.js').Platform} Platform */
/**
 * @typedef {object} FaultChoice
 * @property {string} id
 * @property {string} title
 * @property {Record<Platform, string | null>} says what should happen; null: this platform knows no such thing
 * @property {(platform: Platform) => Record<string, unknown>} order
 */

const looks = 'Chapar cannot know whether the post is there: it looks for it and never posts twice.'
/** @param {string} words */
const same = (words) => ({ telegram: words, x: words, linkedin: words })

/** @type {readonly FaultChoice[]} */
export const choices = [
  {
    id: 'error-accepted',
    title: 'Server error, but it was posted',
    says: same(looks),
    order: () => ({ kind: 'status', status: 500, accepted: true }),
  },
  {
    id: 'error',
    title: 'Server error, and nothing was posted',
    says: same(
      'Looks just the same to Chapar: it checks, and posts again only once it is sure, or asks a person.',
    ),
    order: () => ({ kind: 'status', status: 500 }),
  },
  {
    id: 'reset',
    title: 'Line cut after posting',
    says: same(`The post is there, the answer is lost. ${looks}`),
    order: () => ({ kind: 'reset-after-accept' }),
  },
  {
    id: 'hang',
    title: 'No answer after posting',
    says: same('Chapar stops waiting after a while, then looks for the post instead of trying again.'),
    order: () => ({ kind: 'hang-after-accept' }),
  },
  {
    id: 'half',
    title: 'Half an answer',
    says: same('An answer that breaks off proves nothing: Chapar looks for the post.'),
    order: () => ({ kind: 'half-answer' }),
  },
  {
    id: 'limit',
    title: 'Too many posts (wait 20 s)',
    says: {
      ...same('This account pauses for 20 seconds, then goes on where it was. The others are not held up.'),
      linkedin: 'LinkedIn does not say whether it posted all the same: Chapar pauses and checks first.',
    },
    order: (platform) => ({ kind: 'status', status: 429, ...limitOf(platform) }),
  },
  {
    id: 'refuse',
    title: 'Platforms cannot be reached (10 s)',
    says: same('All three at once. Surely nothing was posted, so Chapar simply tries again a little later.'),
    order: () => ({ kind: 'refuse', delayMs: 10_000 }),
  },
  {
    id: 'revoked',
    title: 'Access taken away',
    says: same('This account stops and its posts wait. A person is needed; Chapar asks again in an hour.'),
    order: (platform) => ({ kind: 'status', ...revoked[platform] }),
  },
  {
    id: 'content',
    title: 'Text not accepted',
    says: same('Only this post fails and waits for a person. Those behind it go on.'),
    order: (platform) => ({ kind: 'status', ...contentRefused[platform] }),
  },
  {
    id: 'duplicate',
    title: '“You have posted this already”',
    says: {
      ...same('That may be our own lost attempt: Chapar looks for the post instead of giving up.'),
      telegram: null,
    },
    order: (platform) => ({ kind: 'status', accepted: true, ...duplicate[platform] }),
  },
]

/**
 * X names a moment, which would be past when the next post comes: so the header that names a time span.
 * @param {Platform} platform
 */
function limitOf(platform) {
  if (platform === 'x') return { headers: { 'retry-after': '20', 'x-rate-limit-reset': '0' } }
  if (platform === 'linkedin') return { headers: { 'retry-after': '20' } }
  const body = {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 20',
    parameters: { retry_after: 20 },
  }
  return { headers: { 'retry-after': '20' }, body }
}

/** @type {Record<Platform, { status: number, body: unknown }>} */
const revoked = {
  telegram: {
    status: 403,
    body: {
      ok: false,
      error_code: 403,
      description: 'Forbidden: bot was kicked from the channel chat',
    },
  },
  x: {
    status: 401,
    body: { title: 'Unauthorized', detail: 'Unauthorized', type: 'about:blank', status: 401 },
  },
  linkedin: {
    status: 401,
    body: {
      status: 401,
      code: 'REVOKED_ACCESS_TOKEN',
      message: 'The token used in the request has been revoked by the user',
    },
  },
}

/** @type {Record<Platform, { status: number, body: unknown }>} */
const contentRefused = {
  telegram: {
    status: 400,
    body: {
      ok: false,
      error_code: 400,
      description: 'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    },
  },
  x: {
    status: 400,
    body: {
      title: 'Invalid Request',
      detail: 'One or more parameters to your request was invalid.',
      type: 'https://api.twitter.com/2/problems/invalid-request',
      status: 400,
      errors: [{ message: 'The text contains invalid characters', parameters: { text: [] } }],
    },
  },
  linkedin: {
    status: 400,
    body: { status: 400, code: 'FIELD_LENGTH_TOO_LONG', message: 'ShareCommentary text is too long' },
  },
}

const notThere = 'urn:li:share:7141000000000000000'
/** @type {Record<Platform, { status: number, body?: unknown }>} */
const duplicate = {
  telegram: { status: 400 },
  x: {
    status: 403,
    body: {
      title: 'Forbidden',
      detail: 'You are not allowed to create a Tweet with duplicate content.',
      type: 'about:blank',
      status: 403,
    },
  },
  linkedin: {
    status: 422,
    body: {
      errorDetailType: 'com.linkedin.common.error.BadRequest',
      message: `Content is a duplicate of ${notThere}`,
      errorDetails: { inputErrors: [{ description: 'Duplicate post is detected', code: 'DUPLICATE_POST' }] },
      status: 422,
    },
  },
}
