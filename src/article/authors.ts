/** Who may be named as an author: people, not logins ("ldevillard") and not the newsroom as a whole. */
import { readInline } from './html.ts'

/** Collective names of Novastan and of WordPress (research/novastan.md §1.2 no. 5). */
const collectives =
  /^(?:novastan.*|(?:die |la )?(?:r[ée]daction|redaktion).*|the editors?|editor|editorial.*|admin(?:istrator)?|team|staff|guest|gast|invité)$/iu

/** Names fit to be shown, in feed order. RSS 2.0's `mail@example.org (Name)` gives the name. */
export function shownAuthors(creators: readonly string[]): readonly string[] {
  const names = creators.slice(0, 20).map((creator) => {
    const text = readInline(creator.slice(0, 400))
    return /^\S+@\S+ \((.+)\)$/.exec(text)?.[1] ?? text
  })
  return [...new Set(names)].filter((name) => isPersonsName(name))
}

function isPersonsName(name: string): boolean {
  if (collectives.test(name) || /[@/\\<>]|^https?:/.test(name)) return false
  if (!/\p{L}/u.test(name) || name.length > 100) return false
  const isLogin = !/\s/.test(name) && !/^\p{Lu}\p{Ll}/u.test(name)
  return !isLogin
}
