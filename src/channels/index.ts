/** The one place that knows which platforms there are. Each adapter is loaded only when a channel uses it. */
import { createHash } from 'node:crypto'
import type { Channel } from './channel.ts'
import { apiBase, type Surroundings } from './connection.ts'
import type { LinkedInSettings } from './linkedin.ts'
import type { TelegramSettings } from './telegram.ts'
import type { XSettings } from './x.ts'

/** What a channel needs to reach its account; the tokens are real. */
export type ChannelSettings = TelegramSettings | XSettings | LinkedInSettings

/** The account's queue: two channels on one account have the same. Never holds a secret. */
export function laneOf(settings: ChannelSettings): string {
  const place = settings.apiUrl === undefined ? '' : ` at ${apiBase(settings.apiUrl)}`
  return `${settings.platform}:${account(settings)}${place}`
}

function account(settings: ChannelSettings): string {
  switch (settings.platform) {
    case 'telegram':
      return String(settings.chat).toLowerCase()
    case 'x':
      // An OAuth 1.0a access token is "<user id>-<secret part>"; the user id is public.
      return /^(\d+)-/.exec(settings.accessToken)?.[1] ?? fingerprint(settings.accessToken)
    case 'linkedin':
      return settings.organization
  }
}

/** Makes the adapter for `settings`. */
export async function createChannel(settings: ChannelSettings, surroundings: Surroundings): Promise<Channel> {
  const lane = laneOf(settings)
  switch (settings.platform) {
    case 'telegram': {
      const { createTelegramChannel } = await import('./telegram.ts')
      return createTelegramChannel(settings, lane, surroundings)
    }
    case 'x': {
      const { createXChannel } = await import('./x.ts')
      return createXChannel(settings, lane, surroundings)
    }
    case 'linkedin': {
      const { createLinkedInChannel } = await import('./linkedin.ts')
      return createLinkedInChannel(settings, lane, surroundings)
    }
  }
}

/** The same for one token everywhere, and nothing can be learnt from it. */
function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 12)
}
