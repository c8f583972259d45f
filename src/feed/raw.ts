/** The shape in which both readers hand elements to `fields.ts`, which trusts none of it. */

/**
 * Every name below the item gets this prefix, so that rss-parser hands the elements over untouched: what it would
 * make of them loses `isPermaLink`, throws at odd Atom dates, and takes quadratic time for its text snippets.
 */
export const OURS = 'our:'

/** An item's children by name, each a list in document order; `$` is the list of its own attributes. */
export type RawItem = Readonly<Record<string, unknown>>
