/** What `prepare` changes is what is stored; what goes wrong in it costs the post nothing but the picture. */
import { expect, test } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { publishLane } from '../../src/delivery/publish.ts'
import type { Teaser } from '../../src/teaser/teaser.ts'
import { deliveryWith, storeDeliveries, storedDelivery, teaserOf } from '../setup/builders.ts'
import { newSqlite, openedStore } from '../setup/databases.ts'
import { drivenClock, publishing, scriptedChannel } from '../setup/publishing.ts'

const image = { url: 'https://magazine.test/a.jpg', alt: null, credit: 'Jo Doe', upload: true }
const teaser: Teaser = { ...teaserOf('A bridge'), image }

async function published(prepare: Channel['prepare'], stopping = new AbortController()) {
  const store = await openedStore(await newSqlite())
  const delivery = deliveryWith({ teaser })
  await storeDeliveries(store, delivery)
  const channel: Channel = { ...scriptedChannel(), prepare }
  await publishLane(delivery.lane, publishing(store, drivenClock(), [channel], { stopping: stopping.signal }))
  return storedDelivery(store, delivery.id)
}

test('a picture that was left out is gone from the stored teaser, with the reason', async () => {
  const plain = { ...teaser, image: { ...image, upload: false }, warnings: ['it answers 404'] }
  const delivery = await published(async () => ({ teaser: plain }))
  expect(delivery).toMatchObject({ state: 'sent', teaser: plain })
})

test('a bug in preparing does not keep the post back', async () => {
  const delivery = await published(() => Promise.reject(new TypeError('oops')))
  expect(delivery).toMatchObject({ state: 'sent', teaser: { image: { upload: false } } })
})

test('a stop while preparing leaves the delivery queued, and its picture in it', async () => {
  const stopping = new AbortController()
  const delivery = await published(async (teaser) => {
    stopping.abort()
    return { teaser: { ...teaser, image: null } }
  }, stopping)
  expect(delivery).toMatchObject({ state: 'queued', attempts: 0, teaser: { image } })
})
