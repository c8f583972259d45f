/** Cuts the items out of a text of JSON without reading it, and mends what is nearly JSON. Linear in the length. Pure. */

/** Deeper nesting than this many brackets is an attack. */
const DEEPEST = 100

export interface CutJson {
  /** The document with an empty list in the place of its items, closed where it was cut. */
  readonly rest: string
  /** The source of each whole item; null when there is no such list. */
  readonly items: readonly string[] | null
  readonly isWhole: boolean
  /** The text ends inside an item. */
  readonly isInsideItem: boolean
}

/** Finds the list under the key `key` of the object that begins at `start`. */
export function cutJson(text: string, start: number, key: string): CutJson {
  const items: string[] = []
  let [depth, list, listEnd, item] = [0, -1, -1, -1]
  let lastString = ''
  let index = start
  const inList = (): boolean => list >= 0 && listEnd < 0
  const finishItem = (end: number): void => {
    const source = text.slice(item, end).trim()
    if (source !== '') items.push(source)
    item = end + 1
  }
  for (; index < text.length; index++) {
    const char = text.charAt(index)
    if (char === '"') {
      const end = stringEnd(text, index)
      if (depth === 1) lastString = text.slice(index + 1, Math.min(end, index + 40))
      index = end
    } else if (char === '{' || char === '[') {
      depth++
      if (char === '[' && depth === 2 && list < 0 && lastString === key) {
        list = index
        item = index + 1
      }
    } else if (char === '}' || char === ']') {
      depth--
      if (inList() && depth === 1) {
        finishItem(index)
        listEnd = index + 1
      }
      if (depth <= 0) break
    } else if (char === ',' && depth === 2 && inList()) finishItem(index)
  }
  const isWhole = index < text.length
  // The last item may have been whole although the list was cut behind it.
  if (inList() && depth === 2 && /[}\]"]\s*$/.test(text.slice(item))) finishItem(text.length)
  const isInsideItem = inList() && text.slice(item).trim() !== ''
  const rest =
    list < 0 ? text.slice(start, index + 1) : `${text.slice(start, list)}[]${restOf(text, listEnd, index)}`
  return { rest, items: list < 0 ? null : items, isWhole, isInsideItem }
}

function restOf(text: string, listEnd: number, end: number): string {
  return listEnd < 0 ? '}' : end < text.length ? text.slice(listEnd, end + 1) : '}'
}

/** The index of the closing quote, or the end of the text. */
function stringEnd(text: string, open: number): number {
  for (let index = open + 1; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x5c) index++
    else if (code === 0x22) return index
  }
  return text.length
}

export interface ParsedJson {
  readonly value: unknown
  /** In words for staff. */
  readonly faults: readonly string[]
}

/** null when it cannot be read even after repairs, or nests too deeply to be worth it. */
export function parseJson(source: string): ParsedJson | null {
  if (isTooDeep(source)) return null
  const value = parsed(source)
  if (value !== undefined) return { value, faults: [] }
  const repaired = repairJson(source)
  const mended = parsed(repaired.source)
  return mended === undefined ? null : { value: mended, faults: repaired.faults }
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

function isTooDeep(source: string): boolean {
  let depth = 0
  for (let index = 0; index < source.length; index++) {
    const char = source.charAt(index)
    if (char === '"') index = stringEnd(source, index)
    else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') depth--
    if (depth > DEEPEST) return true
  }
  return false
}

/** Line ends inside texts, escapes that JSON does not know, commas too many. */
function repairJson(source: string): { readonly source: string; readonly faults: readonly string[] } {
  const faults = new Set<string>()
  const out: string[] = []
  let index = 0
  while (index < source.length) {
    const quote = source.indexOf('"', index)
    const between = source.slice(index, quote < 0 ? source.length : quote)
    const fewer = between.replace(/,(\s*[}\]])/g, '$1')
    if (fewer !== between) faults.add('a comma too many')
    out.push(fewer)
    if (quote < 0) break
    const end = stringEnd(source, quote)
    out.push(repairString(source.slice(quote, end + 1), faults))
    index = end + 1
  }
  return { source: out.join(''), faults: [...faults] }
}

function repairString(written: string, faults: Set<string>): string {
  const breaks = written.replace(/[\n\r\t]/g, (char) => JSON.stringify(char).slice(1, -1))
  if (breaks !== written) faults.add('line ends inside a text')
  const escapes = breaks.replace(
    /\\(?:["\\/bfnrt]|u[0-9a-f]{4}|([\s\S]))/gi,
    (all, wrong?: string) => wrong ?? all,
  )
  if (escapes !== breaks) faults.add('escapes that JSON does not know')
  return escapes
}
