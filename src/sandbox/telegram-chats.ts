/** The chats of the stand-in Telegram: every well-formed id or @name is one. */
import type { State } from './state.ts'
import { stableNumber } from './world.ts'

export interface Chat {
  readonly id: number
  readonly username: string | undefined
}

/** `undefined` for what cannot be a chat's id or name. */
export function resolveChat(state: State, written: string): Chat | undefined {
  if (/^-?[1-9]\d{0,15}$/.test(written)) {
    return { id: Number(written), username: state.recall('chat', written) }
  }
  const name = /^@([a-z]\w{3,31})$/i.exec(written)?.[1]
  if (name === undefined) return undefined
  const chat = chatNamed(state, name)
  if (chat !== undefined) return chat
  const id = numberOf(name)
  state.remember('chat', `${id}`, name)
  return { id, username: name }
}

/** A public chat that was seen before. */
export function chatNamed(state: State, name: string): Chat | undefined {
  const id = numberOf(name)
  const username = state.recall('chat', `${id}`)
  return username === undefined ? undefined : { id, username }
}

function numberOf(name: string): number {
  return Number(`-100${stableNumber(name.toLowerCase())}`)
}

/** The Chat object of the Bot API. Channels have ids that begin with -100; small groups are negative too. */
export function chatFields({ id, username }: Chat): object {
  if (id > 0) return { id, type: 'private', first_name: 'Somebody' }
  if (!`${id}`.startsWith('-100')) return { id, type: 'group', title: `Group ${id}` }
  return {
    id,
    type: 'channel',
    title: username ?? `Channel ${id}`,
    ...(username === undefined ? {} : { username }),
  }
}
