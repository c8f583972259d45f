/**
 * Element names, made the same whatever prefix and case a document chose: `content:encoded`, `dc:creator`,
 * `media:content`, `atom:link`, `rdf:about`; bare names for the format's own elements. All lower case.
 */

const PREFIX_OF_NAMESPACE: readonly (readonly [RegExp, string])[] = [
  [/^http:\/\/purl\.org\/rss\/1\.0\/modules\/content\/?$/i, 'content:'],
  [/^http:\/\/purl\.org\/dc\/elements\/1\.[01]\/?$/i, 'dc:'],
  [/^https?:\/\/(?:www\.)?search\.yahoo\.com\/mrss\/?/i, 'media:'],
  [/^http:\/\/www\.w3\.org\/2005\/atom\/?$/i, 'atom:'],
  [/^http:\/\/purl\.org\/atom\/ns#/i, 'atom:'],
  [/^http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#/i, 'rdf:'],
  [/^http:\/\/(?:purl\.org\/rss\/1\.0|my\.netscape\.com\/rdf\/simple\/0\.9)\/?$/i, ''],
  [/^http:\/\/www\.itunes\.com\/dtds\/podcast-1\.0\.dtd$/i, 'itunes:'],
]

/** Turns a name as written into the name this folder works with. */
export type NameReader = (written: string) => string

/** Reads the `xmlns` declarations of the root tag; in an Atom document Atom's own elements have no prefix. */
export function nameReader(rootAttributes: Readonly<Record<string, string>>, isAtom: boolean): NameReader {
  const prefixes = new Map<string, string>()
  for (const [attribute, namespace] of Object.entries(rootAttributes)) {
    if (!attribute.startsWith('xmlns:')) continue
    const known = PREFIX_OF_NAMESPACE.find(([pattern]) => pattern.test(namespace))
    if (known === undefined) continue
    prefixes.set(attribute.slice('xmlns:'.length), isAtom && known[1] === 'atom:' ? '' : known[1])
  }
  return (written) => {
    const name = written.toLowerCase()
    const colon = name.indexOf(':')
    if (colon < 0) return name
    const prefix = prefixes.get(name.slice(0, colon))
    return prefix === undefined ? name : prefix + name.slice(colon + 1)
  }
}
