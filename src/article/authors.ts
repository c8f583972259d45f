/** Who may be named as an author: people, not logins ("ldevillard") and not the newsroom as a whole. */
import { readInline } from './html.ts'

/** Collective names, of newsrooms and of WordPress (research/novastan.md §1.2 no. 5). */
const collectives =
  /^(?:(?:die |la )?(?:r[ée]daction|redaktion).*|the editors?|editor|editorial.*|admin(?:istrator)?|team|staff|guest|gast|invité)$/iu

/**
 * Names fit to be shown, in feed order. RSS 2.0's `mail@example.org (Name)` gives the name. What begins with the
 * site's own name ("Novastan France" on novastan.org) is the newsroom.
 */
export function shownAuthors(creators: readonly string[], url: string): readonly string[] {
  const site = siteName(url)
  const names = creators.slice(0, 20).map((creator) => {
    const text = readInline(creator.slice(0, 400))
    return /^\S+@\S+ \((.+)\)$/.exec(text)?.[1] ?? text
  })
  return [...new Set(names)].filter(
    (name) => isPersonsName(name) && name.toLowerCase().split(/\s/)[0] !== site,
  )
}

function isPersonsName(name: string): boolean {
  if (collectives.test(name) || /[@/\\<>]|^https?:/.test(name)) return false
  if (!/\p{L}/u.test(name) || name.length > 100) return false
  const isLogin = !/\s/.test(name) && !/^\p{Lu}\p{Ll}/u.test(name)
  return !isLogin
}

/** `novastan` of https://www.novastan.org/de/…; '' for an address that is a number. */
function siteName(url: string): string {
  const labels = (URL.parse(url)?.hostname ?? '').split('.')
  return /^[a-z]+$/.test(labels.at(-1) ?? '') ? (labels.at(-2) ?? '') : ''
}
