/**
 * The seam between what XML readers hand over and this folder: every shape an element may come in goes through zod
 * here, once. What cannot be used is left out; nothing throws.
 */

import { z } from 'zod'
import { OURS, type RawItem } from './raw.ts'

/** An element with the text directly in it; names of attributes are in lower case. */
export interface Element {
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly inside: Readonly<Record<string, unknown>>
}

const attributes = z.record(z.string(), z.string()).catch({})
const element: z.ZodType<Element> = z.union([
  z.string().transform((text) => ({ text, attributes: {}, inside: {} })),
  z
    .looseObject({ _: z.string().catch(''), $: attributes })
    .transform(({ _, $, ...inside }) => ({ text: _, attributes: $, inside })),
])
const elementList = z.array(z.unknown()).transform((nodes) =>
  nodes.flatMap((node) => {
    const read = element.safeParse(node)
    return read.success ? [read.data] : []
  }),
)

/** The elements of this name in document order. */
export function elements(parent: RawItem, name: string): readonly Element[] {
  const nodes = parent[name]
  if (nodes === undefined) return []
  return elementList.parse(Array.isArray(nodes) ? nodes : [nodes])
}

/** The same one level deeper. */
export function inside(parent: Element, name: string): readonly Element[] {
  return elements(parent.inside, OURS + name)
}

/** The attributes of the item itself. */
export function ownAttributes(raw: RawItem): Readonly<Record<string, string>> {
  const node = raw['$']
  return attributes.parse(Array.isArray(node) ? node[0] : (node ?? {}))
}
