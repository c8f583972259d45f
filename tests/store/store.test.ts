/** One contract, two engines: whatever the store promises, it promises on SQLite and on PostgreSQL. */
import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { afterSent, newLane, pausedBy, verdictOn } from '../../src/delivery/lane.ts'
import { step } from '../../src/delivery/step.ts'
import type { AuditEntry, FirstSight, Store } from '../../src/store/store.ts'
import {
  articleWith,
  contentWith,
  deliveryWith,
  feedRecordWith,
  minutesLater,
  noon,
  pollChange,
  storeDeliveries,
  storedDelivery,
  teaserOf,
} from '../setup/builders.ts'
import { engines, openedStore, runSql } from '../setup/databases.ts'

const audit: AuditEntry = {
  at: noon,
  who: 'Aigul',
  what: 'test',
  subject: 'x',
  before: null,
  after: { a: 1 },
}

/** The delivery after its claim by `owner`. */
function claimed(before: Delivery, attemptId = 'attempt-1', owner = 'me'): Delivery {
  const next = step(before, { kind: 'claim', attemptId, owner }, noon)
  if (next.kind === 'impossible') throw new Error(next.why)
  return next.delivery
}

function moved(before: Delivery, change: Partial<Delivery>): Delivery {
  return { ...before, version: before.version + 1, ...change }
}

const always = () => true

describe.each(engines)('a store on $engine', ({ newDatabase, missing }) => {
  const on = (name: string, body: (store: Store, address: string) => Promise<void>) =>
    test.skipIf(missing)(name, async () => {
      const address = await newDatabase()
      await body(await openedStore(address), address)
    })

  on('gives back a feed record as it was saved, and null for a feed never polled', async (store) => {
    expect(await store.feed('en')).toBeNull()
    const feed = feedRecordWith({ etag: '"1"', backoffUntil: minutesLater(5), document: ['en-1', 'en-2'] })
    await store.saveFeed(feed)
    await store.saveFeed({ ...feed, error: 'down', failures: 2 })
    expect(await store.feed('en')).toEqual({ ...feed, error: 'down', failures: 2 })
  })

  on('gives back deliveries with every field as they were saved', async (store) => {
    const full = deliveryWith({
      state: 'unconfirmed',
      reason: 'timeout',
      teaser: teaserOf('ə “ü” 🏔️', 'linkedin'),
      platform: 'linkedin',
      edited: true,
      approval: 'given',
      attempts: 3,
      attempt: { id: 'a', owner: 'o', claimedAt: noon, begunAt: minutesLater(1), endedAt: minutesLater(2) },
      settling: {
        nextLookAt: minutesLater(9),
        absences: 1,
        evidence: '77',
        looks: [{ at: noon, said: 'absent: 20 posts' }],
      },
      notBefore: minutesLater(3),
      sentAt: minutesLater(4),
      remoteId: '77',
      remoteUrl: 'https://t.me/en/77',
      position: noon.getTime() * 1000 + 999,
    })
    await storeDeliveries(store, full)
    expect(await store.delivery(full.id)).toEqual(full)
    expect(await store.delivery('nobody@nowhere')).toBeNull()
  })

  on('gives back articles, the newest first where that is asked', async (store) => {
    const old = articleWith('en-1', {
      content: contentWith({ title: 'Old', publishedAt: minutesLater(-90) }),
    })
    const undated = articleWith('en-2', { content: contentWith({ title: 'Undated', publishedAt: null }) })
    const future = articleWith('en-3', {
      content: contentWith({ title: 'Future', publishedAt: minutesLater(90) }),
    })
    const elsewhere = articleWith('en-4', { feedId: 'en-news' })
    await store.savePoll(pollChange({ newArticles: [old, undated, future, elsewhere] }))
    expect(await store.article('en-1')).toEqual(old)
    expect(await store.article('en-9')).toBeNull()
    expect([...(await store.articles(['en-1', 'en-9', 'en-3'])).keys()].sort()).toEqual(['en-1', 'en-3'])
    expect((await store.newestArticles('en', 2)).map(({ id }) => id)).toEqual(['en-3', 'en-2'])
  })

  on('knows articles by key and by headline, first sights and the deliveries of both', async (store) => {
    const sight: FirstSight = { channelId: 'telegram-en', at: noon, oldestPublishedAt: null, empty: true }
    const [byKey, byTitle, other] = [articleWith('en-1'), articleWith('en-2'), articleWith('en-3')]
    await store.savePoll(
      pollChange({
        newArticles: [byKey, byTitle, other],
        newKeys: [{ key: 'p:1', articleId: 'en-1' }],
        firstSights: [sight],
        newDeliveries: ['en-1', 'en-2', 'en-3'].map((articleId) => deliveryWith({ articleId })),
      }),
    )
    const query = { edition: 'en', feedId: 'en', keys: ['p:1', 'p:9'], titleKeys: [byTitle.titleKey] }
    const known = await store.knowledge(query)
    expect(known.version).toBe(1)
    expect([...known.articleByKey]).toEqual([['p:1', 'en-1']])
    expect(known.articles.get('en-1')).toEqual(byKey)
    expect(known.articles.get('en-2')).toEqual(byTitle)
    expect(known.sameTitle).toEqual([byTitle])
    expect(known.firstSights).toEqual([sight])
    expect(known.deliveries.map(({ articleId }) => articleId).sort()).toEqual(['en-1', 'en-2'])
    expect((await store.knowledge({ ...query, edition: 'fr', feedId: 'fr' })).articleByKey.size).toBe(0)
  })

  on('knows a thousand keys at once', async (store) => {
    const articles = Array.from({ length: 1200 }, (_, index) => articleWith(`en-${index}`))
    const newKeys = articles.map(({ id }) => ({ key: `k:${id}`, articleId: id }))
    await store.savePoll(pollChange({ newArticles: articles, newKeys }))
    const keys = newKeys.map(({ key }) => key)
    const known = await store.knowledge({ edition: 'en', feedId: 'en', keys, titleKeys: [] })
    expect(known.articleByKey.size).toBe(1200)
    expect(known.articles.size).toBe(1200)
  })

  on('saves a poll whole or not at all', async (store) => {
    await storeDeliveries(store, deliveryWith())
    const half = pollChange({
      seenVersion: 1,
      feed: feedRecordWith({ etag: '"new"' }),
      newArticles: [articleWith('en-2')],
      newKeys: [{ key: 'p:2', articleId: 'en-2' }],
      newDeliveries: [deliveryWith({ articleId: 'en-2' }), deliveryWith({ articleId: 'en-missing' })],
    })
    await expect(store.savePoll(half)).rejects.toThrow()
    expect(await store.article('en-2')).toBeNull()
    expect(await store.delivery('en-2@telegram-en')).toBeNull()
    expect((await store.feed('en'))?.etag).toBeNull()
    const known = await store.knowledge({ edition: 'en', feedId: 'en', keys: ['p:2'], titleKeys: [] })
    expect([known.version, known.articleByKey.size]).toEqual([1, 0])
  })

  on('says conflict, and writes nothing, when another poll of the edition came between', async (store) => {
    expect(await store.savePoll(pollChange())).toBe('saved')
    const late = pollChange({ newArticles: [articleWith('en-1')], feed: feedRecordWith({ etag: '"late"' }) })
    expect(await store.savePoll(late)).toBe('conflict')
    expect(await store.article('en-1')).toBeNull()
    expect((await store.feed('en'))?.etag).toBeNull()
    expect(await store.savePoll({ ...late, seenVersion: 1 })).toBe('saved')
  })

  on('moves deliveries with a poll, but leaves alone those that moved on', async (store) => {
    const [still, gone] = [deliveryWith(), deliveryWith({ articleId: 'en-2' })]
    await storeDeliveries(store, still, gone)
    await store.save(gone, claimed(gone))
    const movedDeliveries = [still, gone].map((before) => ({
      before,
      after: moved(before, { teaser: teaserOf('Revised') }),
    }))
    await store.savePoll(pollChange({ seenVersion: 1, movedDeliveries }))
    expect((await storedDelivery(store, still.id)).teaser?.text).toBe('Revised')
    expect(await storedDelivery(store, gone.id)).toEqual(claimed(gone))
  })

  on(
    'cannot hold a second delivery of an article on a channel, whoever writes it',
    async (store, address) => {
      await storeDeliveries(store, deliveryWith())
      const second = deliveryWith({ id: 'another-id' })
      await expect(store.savePoll(pollChange({ seenVersion: 1, newDeliveries: [second] }))).rejects.toThrow()
      const copy = `insert into deliveries select article_id, channel_id, 'copy', platform, lane, state, reason, version,
      teaser, edited, approval, attempts, attempt_id, owner, claimed_at, begun_at, ended_at, settling, not_before,
      due_at, sent_at, remote_id, remote_url, position, created_at, updated_at from deliveries`
      await expect(runSql(address, copy)).rejects.toThrow(/unique/i)
    },
  )

  on('lets the first of two writers win, and tells the other', async (store) => {
    const before = deliveryWith()
    await storeDeliveries(store, before)
    const held = moved(before, { state: 'held', reason: 'hold' })
    expect(await store.save(before, held)).toBe(true)
    const late = moved(before, { state: 'skipped', reason: 'staff', updatedAt: minutesLater(1) })
    const lane = { id: before.lane, change: () => ({ ...newLane(before.lane), streak: 9 }) }
    expect(await store.save(before, late, { lane, audit })).toBe(false)
    expect(await storedDelivery(store, before.id)).toEqual(held)
    expect((await store.lane(before.lane)).streak).toBe(0)
    expect(await store.audits(10)).toEqual([])
  })

  on('tells a writer who saw an older text, though the state is still the same', async (store) => {
    const before = deliveryWith()
    await storeDeliveries(store, before)
    const revised = moved(before, { teaser: teaserOf('Revised') })
    expect(await store.save(before, revised)).toBe(true)
    expect(await store.save(before, moved(before, { state: 'skipped', reason: 'staff' }))).toBe(false)
    expect(await store.claim(before, claimed(before), always)).toBe(false)
    expect(await storedDelivery(store, before.id)).toEqual(revised)
  })

  on('is not fooled by a version alone: state and attempt must be those that were seen', async (store) => {
    const before = deliveryWith({
      state: 'sending',
      attempt: { id: 'mine', owner: 'me', claimedAt: noon, begunAt: null, endedAt: null },
    })
    await storeDeliveries(store, before)
    const after = moved(before, { state: 'sent' })
    expect(await store.save({ ...before, state: 'queued' }, after)).toBe(false)
    const other = { id: 'other', owner: 'you', claimedAt: noon, begunAt: null, endedAt: null }
    expect(await store.save({ ...before, attempt: other }, after)).toBe(false)
    expect(await store.save({ ...before, attempt: null }, after)).toBe(false)
    expect(await store.save(before, after)).toBe(true)
  })

  on('writes a lane and an audit row together with a move', async (store) => {
    const before = deliveryWith()
    await storeDeliveries(store, before)
    const lane = { id: before.lane, change: (lane: ReturnType<typeof newLane>) => afterSent(lane, noon) }
    expect(await store.save(before, moved(before, { state: 'sent', sentAt: noon }), { lane, audit })).toBe(
      true,
    )
    expect((await store.lane(before.lane)).lastSentAt).toEqual(noon)
    expect(await store.audits(10)).toEqual([audit])
  })

  on('refuses a claim while everything is stopped', async (store) => {
    const before = deliveryWith()
    await storeDeliveries(store, before)
    await store.setStopped(true, audit)
    expect(await store.stopped()).toBe(true)
    expect(await store.claim(before, claimed(before), always)).toBe(false)
    await store.setStopped(false, audit)
    expect(await store.claim(before, claimed(before), always)).toBe(true)
    expect(await store.audits(1)).toEqual([audit])
  })

  on('refuses a claim on a lane that may not post, as it is at that very moment', async (store) => {
    const before = deliveryWith()
    await storeDeliveries(store, before)
    await store.changeLane({ id: before.lane, change: (lane) => pausedBy(lane, null) })
    const open = (lane: ReturnType<typeof newLane>) => verdictOn(lane, noon).kind === 'open'
    expect(await store.claim(before, claimed(before), open)).toBe(false)
    expect(await storedDelivery(store, before.id)).toEqual(before)
  })

  on('never has two deliveries of a lane in sending', async (store) => {
    const [one, two] = [deliveryWith(), deliveryWith({ articleId: 'en-2' })]
    const elsewhere = deliveryWith({ channelId: 'x-en', lane: 'x:1', platform: 'x' })
    await storeDeliveries(store, one, two, elsewhere)
    expect(await store.claim(one, claimed(one), always)).toBe(true)
    expect(await store.claim(two, claimed(two, 'attempt-2'), always)).toBe(false)
    expect(await store.claim(elsewhere, claimed(elsewhere, 'attempt-3'), always)).toBe(true)
    await store.save(claimed(one), moved(claimed(one), { state: 'sent' }))
    expect(await store.claim(two, claimed(two, 'attempt-2'), always)).toBe(true)
  })

  on('names the oldest delivery of the asked channels that need not wait', async (store) => {
    const at = (position: number, change: Partial<Delivery>) => deliveryWith({ ...change, position })
    await storeDeliveries(
      store,
      at(1, { articleId: 'en-1', state: 'held', reason: 'fuse' }),
      at(2, { articleId: 'en-2', notBefore: minutesLater(1) }),
      at(3, { articleId: 'en-3', channelId: 'telegram-other' }),
      at(4, { articleId: 'en-5', lane: 'telegram:@else', channelId: 'telegram-en' }),
      at(6, { articleId: 'en-6' }),
      at(5, { articleId: 'en-7' }),
    )
    const next = async (channels: readonly string[], now: Date) =>
      (await store.nextQueued('telegram:@en', channels, now))?.articleId ?? null
    expect(await next(['telegram-en'], noon)).toBe('en-7')
    expect(await next(['telegram-en', 'telegram-other'], noon)).toBe('en-3')
    expect(await next(['telegram-en'], minutesLater(1))).toBe('en-2')
    expect(await next([], noon)).toBeNull()
  })

  on('names the next moment at which something stops waiting', async (store) => {
    expect(await store.nextWake()).toBeNull()
    await storeDeliveries(
      store,
      deliveryWith({ notBefore: minutesLater(7) }),
      deliveryWith({ articleId: 'en-2', state: 'held', reason: 'hold', notBefore: minutesLater(3) }),
      deliveryWith({ articleId: 'en-3', state: 'failed', notBefore: minutesLater(1) }),
    )
    expect(await store.nextWake()).toEqual(minutesLater(3))
  })

  on('finds deliveries by each filter, and nothing where a list is empty', async (store) => {
    const [one, two, three] = [
      deliveryWith({ position: 1, updatedAt: minutesLater(5) }),
      deliveryWith({ articleId: 'en-2', position: 2, state: 'failed', updatedAt: minutesLater(9) }),
      deliveryWith({ articleId: 'en-2', channelId: 'x-en', lane: 'x:1', platform: 'x', position: 3 }),
    ]
    await storeDeliveries(store, three, two, one)
    const ids = async (filter: Parameters<Store['deliveries']>[0]) =>
      (await store.deliveries(filter)).map(({ id }) => id)
    expect(await ids({})).toEqual([one.id, two.id, three.id])
    expect(await ids({ states: ['queued', 'sent'] })).toEqual([one.id, three.id])
    expect(await ids({ channelId: 'x-en' })).toEqual([three.id])
    expect(await ids({ lane: 'x:1' })).toEqual([three.id])
    expect(await ids({ articleIds: ['en-2'] })).toEqual([two.id, three.id])
    expect(await ids({ ids: [one.id] })).toEqual([one.id])
    expect(await ids({ changedSince: minutesLater(5) })).toEqual([one.id, two.id])
    expect(await ids({ newest: 2 })).toEqual([two.id, one.id])
    for (const empty of [{ ids: [] }, { states: [] }, { articleIds: [] }])
      expect(await ids(empty)).toEqual([])
  })

  on('counts deliveries by state, and those that wait for a person', async (store) => {
    const inState = (n: number, state: Delivery['state'], reason: string | null = null) =>
      deliveryWith({ articleId: `en-${n}`, state, reason })
    await storeDeliveries(
      store,
      inState(1, 'queued'),
      inState(2, 'failed', 'refused'),
      inState(3, 'unconfirmed', 'timeout'),
      inState(4, 'held', 'approval'),
      inState(5, 'held', 'hold'),
      inState(6, 'held', 'hold: by staff'),
      inState(7, 'held', 'same-as: en-1'),
      inState(8, 'skipped', 'baseline'),
    )
    const none = { sending: 0, sent: 0, deleted: 0 }
    expect(await store.counts()).toEqual({
      ...none,
      queued: 1,
      failed: 1,
      unconfirmed: 1,
      held: 4,
      skipped: 1,
    })
    expect(await store.waitingForPerson()).toBe(3)
  })

  on('remembers when a channel posted, by the time of the post and not of a later edit', async (store) => {
    const post = (n: number, change: Partial<Delivery>) =>
      deliveryWith({ articleId: `en-${n}`, state: 'sent', remoteId: `${n}`, ...change })
    const attempt = (begunAt: Date, endedAt: Date | null) => ({
      id: 'a',
      owner: 'o',
      claimedAt: begunAt,
      begunAt,
      endedAt,
    })
    await storeDeliveries(
      store,
      post(1, { sentAt: minutesLater(1), attempt: attempt(noon, noon), updatedAt: minutesLater(99) }),
      post(2, { sentAt: minutesLater(2), attempt: attempt(minutesLater(2), noon) }),
      post(3, { state: 'unconfirmed', attempt: attempt(minutesLater(3), minutesLater(3)), remoteId: null }),
      post(4, { channelId: 'telegram-other', sentAt: minutesLater(4) }),
      post(5, { state: 'queued' }),
    )
    expect(await store.postTimes('telegram-en', 2)).toEqual([minutesLater(2), minutesLater(3)])
    expect(await store.postTimes('telegram-en', 9)).toHaveLength(3)
    expect(await store.knownPosts('telegram:@en', 5)).toEqual([
      { remoteId: '1', begun: noon, at: minutesLater(1) },
      { remoteId: '2', begun: minutesLater(2), at: minutesLater(2) },
    ])
  })

  on('keeps lanes and the lane of each channel', async (store) => {
    expect(await store.lane('telegram:@en')).toEqual(newLane('telegram:@en'))
    const change = (lane: ReturnType<typeof newLane>) => ({
      ...lane,
      state: 'waiting' as const,
      until: minutesLater(60 * 24 * 7),
      reason: '429',
      needsProbe: true,
      streak: 3,
    })
    const after = await store.changeLane({ id: 'telegram:@en', change }, audit)
    expect(after).toEqual(change(newLane('telegram:@en')))
    expect(await store.lane('telegram:@en')).toEqual(after)
    expect(await store.audits(5)).toEqual([audit])
    const channel = { id: 'x-en', platform: 'x' as const, lane: 'x:1' }
    await store.registerChannels([channel])
    await store.registerChannels([{ ...channel, lane: 'x:2' }])
    expect([...(await store.channelLanes())]).toEqual([['x-en', 'x:2']])
  })

  on('takes as orphans what is sent by an owner that left, or has not been heard of', async (store) => {
    const inHand = ['me', 'left', 'silent', 'alive'].map((owner, n) =>
      claimed(
        deliveryWith({ articleId: `en-${n}`, lane: `lane-${n}`, channelId: `c-${n}`, state: 'queued' }),
        `attempt-${n}`,
        owner,
      ),
    )
    await storeDeliveries(store, ...inHand)
    for (const owner of ['me', 'left', 'silent', 'alive']) await store.beat(owner)
    await store.leave('left')
    const owners = async (me: string, goneAfterMs: number) =>
      (await store.orphans(me, goneAfterMs)).map(({ attempt }) => attempt?.owner).sort()
    expect(await owners('me', 60_000)).toEqual(['left'])
    expect(await owners('new process', 60_000)).toEqual(['left'])
    expect(await owners('me', -60_000)).toEqual(['alive', 'left', 'silent'])
  })
})
