/**
 * Feeds, articles and what a poll writes. One poll is one transaction: articles, deliveries and validators together.
 */
import type { Kysely, Transaction } from 'kysely'
import { articleOf, articleRow, deliveryOf, deliveryRow, feedOf } from './rows.ts'
import type { ArticleRecord, FeedRecord, Knowledge, KnowledgeQuery, PollChange, Store } from './store.ts'
import type { Tables } from './tables.ts'

export type FeedVerbs = Pick<
  Store,
  'feed' | 'saveFeed' | 'knowledge' | 'savePoll' | 'article' | 'articles' | 'newestArticles'
>

/** Databases limit the parameters of one statement; lists are asked for in pieces. */
const pieceSize = 500

export function createFeedVerbs(db: Kysely<Tables>): FeedVerbs {
  return {
    async feed(id) {
      const row = await db.selectFrom('feeds').select('record').where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : feedOf(row.record)
    },
    saveFeed: (feed) => writeFeed(db, feed),
    knowledge: (query) => db.transaction().execute((transaction) => readKnowledge(transaction, query)),
    savePoll: (change) => savePoll(db, change),
    async article(id) {
      const row = await db.selectFrom('articles').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : articleOf(row)
    },
    articles: (ids) => readArticles(db, ids),
    async newestArticles(feedId, count) {
      const rows = await db
        .selectFrom('articles')
        .selectAll()
        .where('feed_id', '=', feedId)
        .orderBy('sorted_at', 'desc')
        .orderBy('id', 'desc')
        .limit(count)
        .execute()
      return rows.map(articleOf)
    },
  }
}

async function writeFeed(db: Kysely<Tables>, feed: FeedRecord): Promise<void> {
  const record = JSON.stringify(feed)
  await db
    .insertInto('feeds')
    .values({ id: feed.id, record })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ record }))
    .execute()
}

async function readArticles(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ArticleRecord>> {
  const found = new Map<string, ArticleRecord>()
  for (const piece of pieces(ids)) {
    const rows = await db.selectFrom('articles').selectAll().where('id', 'in', piece).execute()
    for (const row of rows) found.set(row.id, articleOf(row))
  }
  return found
}

async function readKnowledge(db: Transaction<Tables>, query: KnowledgeQuery): Promise<Knowledge> {
  const edition = await db
    .selectFrom('editions')
    .select('version')
    .where('id', '=', query.edition)
    .executeTakeFirst()
  const articleByKey = new Map<string, string>()
  for (const piece of pieces(query.keys)) {
    const rows = await db
      .selectFrom('article_keys')
      .select(['key', 'article_id'])
      .where('edition', '=', query.edition)
      .where('key', 'in', piece)
      .execute()
    for (const row of rows) articleByKey.set(row.key, row.article_id)
  }
  const known = [...new Set(articleByKey.values())]
  const sights = await db.selectFrom('first_sights').selectAll().where('feed_id', '=', query.feedId).execute()
  const sameTitle = await readSameTitle(db, query)
  const deliveries = []
  for (const piece of pieces([...new Set([...known, ...sameTitle.map((article) => article.id)])])) {
    const rows = await db.selectFrom('deliveries').selectAll().where('article_id', 'in', piece).execute()
    deliveries.push(...rows.map(deliveryOf))
  }
  return {
    version: edition?.version ?? 0,
    articleByKey,
    articles: new Map([
      ...(await readArticles(db, known)),
      ...sameTitle.map((one) => [one.id, one] as const),
    ]),
    sameTitle,
    firstSights: sights.map((sight) => ({
      channelId: sight.channel_id,
      at: new Date(sight.at),
      oldestPublishedAt: sight.oldest_published_at === null ? null : new Date(sight.oldest_published_at),
      empty: sight.empty === 1,
    })),
    deliveries,
  }
}

async function readSameTitle(db: Transaction<Tables>, query: KnowledgeQuery): Promise<ArticleRecord[]> {
  const found: ArticleRecord[] = []
  for (const piece of pieces(query.titleKeys)) {
    const rows = await db
      .selectFrom('articles')
      .selectAll()
      .where('edition', '=', query.edition)
      .where('title_key', 'in', piece)
      .execute()
    found.push(...rows.map(articleOf))
  }
  return found
}

async function savePoll(db: Kysely<Tables>, change: PollChange): Promise<'saved' | 'conflict'> {
  return db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('editions')
      .values({ id: change.edition, version: 0 })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    const seen = await transaction
      .updateTable('editions')
      .set({ version: change.seenVersion + 1 })
      .where('id', '=', change.edition)
      .where('version', '=', change.seenVersion)
      .executeTakeFirst()
    if (seen.numUpdatedRows !== 1n) return 'conflict'
    await writeArticles(transaction, change)
    await writeDeliveries(transaction, change)
    await writeFeed(transaction, change.feed)
    return 'saved'
  })
}

async function writeArticles(db: Transaction<Tables>, change: PollChange): Promise<void> {
  for (const piece of pieces(change.newArticles)) {
    await db.insertInto('articles').values(piece.map(articleRow)).execute()
  }
  for (const article of change.revisedArticles) {
    const { id, ...columns } = articleRow(article)
    await db.updateTable('articles').set(columns).where('id', '=', id).execute()
  }
  for (const piece of pieces(change.newKeys)) {
    const rows = piece.map(({ key, articleId }) => ({
      edition: change.edition,
      key,
      article_id: articleId,
    }))
    await db
      .insertInto('article_keys')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['edition', 'key']).doNothing())
      .execute()
  }
}

async function writeDeliveries(db: Transaction<Tables>, change: PollChange): Promise<void> {
  for (const sight of change.firstSights) {
    await db
      .insertInto('first_sights')
      .values({
        feed_id: change.feed.id,
        channel_id: sight.channelId,
        at: sight.at.getTime(),
        oldest_published_at: sight.oldestPublishedAt?.getTime() ?? null,
        empty: sight.empty ? 1 : 0,
      })
      .execute()
  }
  for (const piece of pieces(change.newDeliveries)) {
    await db.insertInto('deliveries').values(piece.map(deliveryRow)).execute()
  }
  for (const { before, after } of change.movedDeliveries) {
    await db
      .updateTable('deliveries')
      .set(deliveryRow(after))
      .where('id', '=', before.id)
      .where('version', '=', before.version)
      .where('state', '=', before.state)
      .execute()
  }
}

function* pieces<T>(list: readonly T[]): Generator<T[]> {
  for (let from = 0; from < list.length; from += pieceSize) yield list.slice(from, from + pieceSize)
}
