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

const DECLARATION = /\sxmlns:([\w.-]{1,40})\s*=\s*["']([^"'<>]{1,200})["']/gi
const MOST_PREFIXES = 200

/** Turns a name as written into the name this folder works with. */
export type NameReader = (written: string) => string

/** The elements that hold a feed together: under a prefix that nobody declared they can mean nothing else. */
const STRUCTURE = new Set(['rss', 'channel', 'item', 'feed', 'entry'])

/**
 * Reads the `xmlns` declarations of the root tag, and those further down that it does not make. In an Atom document
 * Atom's own elements have no prefix; nor have those under an undeclared prefix that the root itself bears.
 */
export function nameReader(
  rootTag: string,
  rootAttributes: Readonly<Record<string, string>>,
  rest: string,
): NameReader {
  const [, rootPrefix = '', rootName = ''] = /^<(?:([\w.-]+):)?([\w.-]+)/.exec(rootTag.toLowerCase()) ?? []
  const isAtom = rootName === 'feed'
  const prefixes = new Map<string, string>()
  const declared = new Set<string>()
  const declare = (prefix: string, namespace: string): void => {
    if (declared.has(prefix)) return
    declared.add(prefix)
    const known = PREFIX_OF_NAMESPACE.find(([pattern]) => pattern.test(namespace))
    if (known !== undefined) prefixes.set(prefix, isAtom && known[1] === 'atom:' ? '' : known[1])
  }
  for (const [attribute, namespace] of Object.entries(rootAttributes)) {
    if (attribute.startsWith('xmlns:')) declare(attribute.slice('xmlns:'.length), namespace)
  }
  for (const [, prefix = '', namespace = ''] of rest.matchAll(DECLARATION)) {
    if (declared.size < MOST_PREFIXES) declare(prefix.toLowerCase(), namespace)
  }
  if (rootPrefix !== '' && !declared.has(rootPrefix)) {
    prefixes.set(rootPrefix, rootName === 'rdf' ? 'rdf:' : '')
  }
  return (written) => {
    const name = written.toLowerCase()
    const colon = name.indexOf(':')
    if (colon < 0) return name
    const [prefix, local] = [name.slice(0, colon), name.slice(colon + 1)]
    const known = prefixes.get(prefix)
    if (known !== undefined) return known + local
    return STRUCTURE.has(local) && !declared.has(prefix) ? local : name
  }
}
