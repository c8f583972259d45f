/**
 * Reads markup that is not well-formed, as far as its intent is plain: unclosed and misnested elements, attributes
 * without quotes. Gives the same trees as rss-parser, one item at a time. Never throws.
 */

import { Parser } from 'htmlparser2'
import type { NameReader } from './names.ts'
import { OURS, type RawItem } from './raw.ts'

/** Fields that hold nothing but text: one that is still open when a field begins was never closed. */
const LEAVES = new Set([
  ...['guid', 'id', 'link', 'title', 'description', 'summary', 'content:encoded', 'dc:creator', 'category'],
  ...['dc:subject', 'pubdate', 'published', 'updated', 'dc:date', 'comments'],
])
const FIELDS = new Set([
  ...LEAVES,
  'author',
  'enclosure',
  'content',
  'media:content',
  'media:thumbnail',
  'media:group',
])

interface OpenElement {
  readonly name: string
  readonly node: Record<string, unknown>
}

/** The fields of the item (or head) whose markup this is; the outermost element is the item itself. */
export function readLeniently(markup: string, nameOf: NameReader): RawItem {
  const root: OpenElement = { name: '', node: { _: '' } }
  const open: OpenElement[] = [root]
  const parser = new Parser(
    {
      onopentag(written, attributes) {
        const name = nameOf(written)
        const top = open.at(-1)
        if (top !== undefined && open.length > 2 && LEAVES.has(top.name) && FIELDS.has(name)) open.pop()
        const element = { name, node: { _: '', $: attributes } }
        addChild(open.at(-1) ?? root, element)
        open.push(element)
      },
      onclosetag(written) {
        const name = nameOf(written)
        const index = open.findLastIndex((element) => element.name === name)
        if (index > 0) open.length = index
      },
      ontext(text) {
        const node = open.at(-1)?.node
        if (node !== undefined) node['_'] = `${String(node['_'])}${text}`
      },
    },
    { xmlMode: true, lowerCaseAttributeNames: true },
  )
  parser.end(markup)
  return itemFields(root.node)
}

/** The attributes of a tag, names in lower case. */
export function readAttributes(tag: string): Readonly<Record<string, string>> {
  let found: Readonly<Record<string, string>> = {}
  const parser = new Parser(
    {
      onopentag(_name, attributes) {
        found = { ...attributes }
      },
    },
    { xmlMode: true, lowerCaseAttributeNames: true },
  )
  parser.end(tag)
  return found
}

function addChild(parent: OpenElement, child: OpenElement): void {
  const name = OURS + child.name
  const siblings = parent.node[name]
  if (Array.isArray(siblings)) siblings.push(child.node)
  else parent.node[name] = [child.node]
}

function itemFields(root: Readonly<Record<string, unknown>>): RawItem {
  const outermost: unknown = Object.entries(root).find(([name]) => name.startsWith(OURS))?.[1]
  const item: unknown = Array.isArray(outermost) ? outermost[0] : undefined
  if (typeof item !== 'object' || item === null) return {}
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) =>
      name === '$' ? ['$', [value]] : [name.startsWith(OURS) ? name.slice(OURS.length) : name, value],
    ),
  )
}
