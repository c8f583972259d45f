/**
 * Which article an item is. News sites change guid, slug, protocol, query string and headline; one article stays one.
 * Pure. In doubt the answer is `doubtful`, which holds the post for a person: never a silent merge, never a double.
 */
import { createHash } from 'node:crypto'

/** What identifies an item inside its edition; null where the item has none, or shares it with a neighbour. */
export interface IdentityKeys {
  readonly guid: string | null
  readonly link: string | null
}

/** An item reduced to what identity needs. */
export interface Candidate {
  readonly keys: IdentityKeys
  readonly titleKey: string
  readonly textKey: string
}

/** A known article of the edition with the same headline. */
export interface Namesake {
  readonly id: string
  readonly titleKey: string
  readonly textKey: string
}

export type Identified =
  | { readonly kind: 'known'; readonly articleId: string }
  | { readonly kind: 'new' }
  /** A new article that may be an old one; `because` is for staff. */
  | { readonly kind: 'doubtful'; readonly because: string }

/** What is known of the edition, as far as a document may speak of it. */
export interface KnownArticles {
  readonly articleByKey: ReadonlyMap<string, string>
  readonly namesakes: readonly Namesake[]
  /** Articles of this feed's previous document, in its order. */
  readonly previous: readonly string[]
}

/** Keys of every item; a guid or link that repeats inside the document is no identity there. */
export function identityKeys(
  items: readonly { readonly guid: string | null; readonly link: string | null }[],
): readonly IdentityKeys[] {
  const raw = items.map((item) => ({ guid: guidKey(item.guid), link: linkKey(item.link) }))
  const guids = countOf(raw.map((keys) => keys.guid))
  const links = countOf(raw.map((keys) => keys.link))
  return raw.map(({ guid, link }) => ({
    guid: guid !== null && guids.get(guid) === 1 ? guid : null,
    link: link !== null && links.get(link) === 1 ? link : null,
  }))
}

/** The keys that lead from this item to its article next time; an item without any is filed under its text. */
export function filedUnder(candidate: Candidate): readonly string[] {
  const keys = [candidate.keys.guid, candidate.keys.link].filter((key) => key !== null)
  return keys.length > 0 ? keys : [`text:${candidate.textKey}`]
}

/**
 * The keys of a new article: what is not another's yet. Where something is (a slug taken over from an old article),
 * guid and link as a pair too: next time they would point to two articles.
 */
export function keysOfNew(
  candidate: Candidate,
  articleByKey: ReadonlyMap<string, string>,
): readonly string[] {
  const own = filedUnder(candidate)
  const free = own.filter((key) => !articleByKey.has(key))
  return free.length === own.length ? free : [...free, pairKey(candidate.keys)]
}

/** Which article each item of a document is, in its order. */
export function identify(candidates: readonly Candidate[], known: KnownArticles): readonly Identified[] {
  const byGuid = new Set<string>()
  for (const { keys } of candidates) {
    const article = keys.guid === null ? undefined : known.articleByKey.get(keys.guid)
    if (article !== undefined) byGuid.add(article)
  }
  const first = onePerArticle(candidates.map((candidate) => identifyByKeys(candidate, known, byGuid)))
  const present = new Set(first.flatMap((found) => (found?.kind === 'known' ? [found.articleId] : [])))
  const unknown = countOf(candidates.map(({ titleKey }, index) => (first[index] === null ? titleKey : null)))
  return candidates.map((candidate, index) => {
    const found = first[index]
    return found ?? identifyByTitle(candidate, known, present, (unknown.get(candidate.titleKey) ?? 0) > 1)
  })
}

/** Items that stand together are two articles, even if keys that the site once gave to one now lead both to it. */
function onePerArticle(found: readonly (Identified | null)[]): readonly (Identified | null)[] {
  const taken = new Set<string>()
  return found.map((one) => {
    if (one?.kind !== 'known') return one
    if (taken.has(one.articleId)) {
      return { kind: 'doubtful', because: `it stands beside ${one.articleId}, whose guid or link it has` }
    }
    taken.add(one.articleId)
    return one
  })
}

function identifyByKeys(
  candidate: Candidate,
  known: KnownArticles,
  takenByGuid: ReadonlySet<string>,
): Identified | null {
  const { guid, link } = candidate.keys
  const byPair = known.articleByKey.get(pairKey(candidate.keys))
  if (byPair !== undefined) return { kind: 'known', articleId: byPair }
  const byGuid = guid === null ? undefined : known.articleByKey.get(guid)
  const byLink = link === null ? undefined : known.articleByKey.get(link)
  if (byGuid !== undefined && byLink !== undefined && byGuid !== byLink) {
    return { kind: 'doubtful', because: `its guid is that of ${byGuid}, its link that of ${byLink}` }
  }
  if (byGuid !== undefined) return { kind: 'known', articleId: byGuid }
  // The address of an article that stands beside it under its own guid was taken over by a new one.
  if (byLink !== undefined && !takenByGuid.has(byLink)) return { kind: 'known', articleId: byLink }
  if (guid === null && link === null) {
    const byText = known.articleByKey.get(`text:${candidate.textKey}`)
    if (byText !== undefined) return { kind: 'known', articleId: byText }
  }
  return null
}

/** Under what an item is filed whose guid or link is another article's. */
export function pairKey(keys: IdentityKeys): string {
  return `pair:${keys.guid}|${keys.link}`
}

function identifyByTitle(
  candidate: Candidate,
  known: KnownArticles,
  present: ReadonlySet<string>,
  hasRivals: boolean,
): Identified {
  const namesakes = known.namesakes.filter((article) => article.titleKey === candidate.titleKey)
  const gone = namesakes.filter((article) => !present.has(article.id))
  const left = gone.filter((article) => known.previous.includes(article.id))
  const [only] = left
  // Without a headline there is nothing to recognise by.
  if (only !== undefined && candidate.titleKey !== '') {
    const sure =
      left.length === 1 &&
      !hasRivals &&
      (only.textKey === candidate.textKey || leftTheMiddle(only.id, known, present))
    if (sure) return { kind: 'known', articleId: only.id }
    return { kind: 'doubtful', because: `the same headline as ${only.id}, which left the feed just now` }
  }
  const twin = namesakes.find((article) => article.textKey === candidate.textKey)
  if (twin !== undefined) return { kind: 'doubtful', because: `the same headline and text as ${twin.id}` }
  return { kind: 'new' }
}

/** Older neighbours are still there: it did not just slide off the end, as a weekly headline's last issue does. */
function leftTheMiddle(id: string, known: KnownArticles, present: ReadonlySet<string>): boolean {
  const at = known.previous.indexOf(id)
  return known.previous.slice(at + 1).some((older) => present.has(older))
}

/** Id of a new article: readable where WordPress gives a number (`de-29870`), else edition and a hash. */
export function newArticleId(edition: string, keys: readonly string[]): string {
  const number = /^p:(\d+)$/.exec(keys[0] ?? '')?.[1]
  if (number !== undefined) return `${edition}-${number}`
  return `${edition}-${hash(keys.join(' ')).slice(0, 10)}`
}

/** Headline without case, quotes, spaces and final stops: for comparing, never for showing. */
export function titleKey(title: string): string {
  return squeeze(title)
}

/** Headline and lead together. */
export function textKey(title: string, lead: string): string {
  return hash(`${squeeze(title)}\n${squeeze(lead)}`).slice(0, 24)
}

function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 400)
}

const trackingParameter =
  /^(utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|noredirect|amp|xtor|ref|replytocom|_ga|yclid)$/i

/**
 * An address reduced to what names the page: https, no `www.`, no tracking or `noredirect` parameters, no fragment,
 * no `/amp`, no final slash. null for what is no http address. For comparing only; posts carry the feed's own link.
 */
export function canonicalLink(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  const kept = [...url.searchParams].filter(([name]) => !trackingParameter.test(name)).sort(byName)
  const query = kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
  const path = url.pathname.replace(/\/+$/, '').replace(/\/amp$/, '')
  const port = url.port === '' ? '' : `:${url.port}`
  return `https://${url.hostname.replace(/^www\./, '')}${port}${path}${query}`
}

/** WordPress's number (`…/?p=29870`), wherever it stands: in the guid or in a link not yet made pretty. */
function wordpressId(address: string): string | null {
  if (!URL.canParse(address)) return null
  const parameters = new URL(address).searchParams
  if ([...parameters.keys()].some((name) => name !== 'p' && name !== 'post_type')) return null
  const id = parameters.get('p')
  return id !== null && /^\d+$/.test(id) ? `p:${id}` : null
}

function guidKey(guid: string | null): string | null {
  if (guid === null || guid.trim() === '') return null
  return wordpressId(guid) ?? `guid:${canonicalLink(guid) ?? guid.trim()}`
}

function linkKey(link: string | null): string | null {
  const canonical = link === null ? null : canonicalLink(link)
  if (link === null || canonical === null) return null
  return wordpressId(link) ?? `link:${canonical}`
}

function countOf(keys: readonly (string | null)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
