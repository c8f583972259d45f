import { expect, test } from 'vitest'
import { type ChannelSettings, createChannel, laneOf } from '../../src/channels/index.ts'
import { platforms } from '../../src/teaser/teaser.ts'
import { now, secretsOf, settingsFor } from './servers.ts'

const at = undefined
const x = { platform: 'x', id: 'x-de', appKey: 'k', appSecret: 's', accessSecret: 'a', apiUrl: at } as const
const telegram = { platform: 'telegram', id: 't', token: 'secret', apiUrl: at } as const

test('two channels on one account share a lane', () => {
  expect(laneOf({ ...telegram, chat: '@Novastan' })).toBe(laneOf({ ...telegram, id: 'u', chat: '@novastan' }))
  expect(laneOf({ ...x, accessToken: '42-aaa' })).toBe(laneOf({ ...x, id: 'x-fr', accessToken: '42-bbb' }))
  expect(laneOf({ ...x, accessToken: 'any' })).toBe(laneOf({ ...x, id: 'x-fr', accessToken: 'any' }))
})

test.each<[ChannelSettings, string]>([
  [{ ...telegram, chat: -1001 }, 'telegram:-1001'],
  [
    { ...telegram, chat: '@Novastan', apiUrl: 'http://127.0.0.1:9090/telegram/' },
    'telegram:@novastan at http://127.0.0.1:9090/telegram',
  ],
  [{ ...x, accessToken: '42-secret' }, 'x:42'],
  [{ ...x, accessToken: 'secret' }, 'x:2bb80d537b1d'],
  [{ ...x, accessToken: '42' }, 'x:73475cb40a56'],
  [
    { platform: 'linkedin', id: 'l', organization: '7', token: 'secret', apiVersion: '202609', apiUrl: at },
    'linkedin:7',
  ],
])('the lane of %j is %s', (settings, lane) => {
  expect(laneOf(settings)).toBe(lane)
})

test.each(platforms)(
  'a channel on %s has its id, platform and lane, and shows no secret',
  async (platform) => {
    const settings = settingsFor(platform, 'https://user:hunter2@example.org/api')
    const channel = await createChannel(settings, { now: () => now, sendTimeoutMs: 1000, allowPrivate: true })
    expect(channel).toMatchObject({ id: `${platform}-de`, platform, lane: laneOf(settings) })
    const shown = JSON.stringify(channel)
    expect([...secretsOf[platform], 'hunter2'].filter((secret) => shown.includes(secret))).toEqual([])
  },
)
