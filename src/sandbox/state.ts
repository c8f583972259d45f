/**
 * What the stand-in platforms remember: posts, counters, uploaded images, names of chats; in SQLite.
 * Each change is on disk (WAL, synchronous FULL) before the answer goes out, so that a killed process loses nothing.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Platform } from '../teaser/teaser.ts'

/** The request as it came, without anything secret. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** One visible post. `account` is the chat, the X user or the LinkedIn author; `id` is unique within it. */
export interface Post {
  readonly platform: Platform
  readonly account: string
  readonly id: string
  /** As a follower sees it. */
  readonly text: string
  /** What the platform itself keeps of the post; each platform parses its own. */
  readonly detail: unknown
  readonly raw: RawRequest
  /** A forwarded copy: kept for its id, not listed as a post. */
  readonly forwarded: boolean
  readonly at: Date
}

export interface StoredImage {
  readonly id: string
  readonly owner: string
  /** `null` until the bytes were uploaded. */
  readonly bytes: Uint8Array | null
}

export interface State {
  addPost(post: Post): void
  changePost(post: Post): void
  /** Whether there was one. */
  removePost(platform: Platform, account: string, id: string): boolean
  removeAllPosts(): void
  post(platform: Platform, account: string, id: string): Post | undefined
  /** Oldest first. */
  postsOf(platform: Platform, account: string): readonly Post[]
  /** Oldest first, of all platforms. */
  allPosts(): readonly Post[]
  /** Counts up; never repeats a number, not even after posts were removed. */
  next(counter: string, first: bigint): bigint
  remember(kind: string, key: string, value: string): void
  recall(kind: string, key: string): string | undefined
  saveImage(image: StoredImage): void
  image(id: string): StoredImage | undefined
  close(): void
}

const schema = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists posts (
    seq integer primary key autoincrement, platform text not null, account text not null, id text not null,
    text text not null, detail text not null, raw text not null, forwarded integer not null, at text not null,
    unique (platform, account, id));
  create table if not exists counters (name text primary key, value text not null);
  create table if not exists names (kind text not null, key text not null, value text not null, primary key (kind, key));
  create table if not exists images (id text primary key, owner text not null, bytes blob);
`

/** Opens `sandbox.db` in `folder`, or a state that ends with the process. */
export async function openState(folder: string | null): Promise<State> {
  const { DatabaseSync } = await import('node:sqlite')
  if (folder !== null) mkdirSync(folder, { recursive: true })
  const db = new DatabaseSync(folder === null ? ':memory:' : join(folder, 'sandbox.db'), { timeout: 5_000 })
  db.exec(schema)
  const close = (): void => {
    if (db.isOpen) db.close()
  }
  return { ...postTable(db), ...smallTables(db), close }
}

const json = z.string().transform((text): unknown => JSON.parse(text))
const rawRequest = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
})
const postRow = z.object({
  platform: z.enum(['telegram', 'x', 'linkedin']),
  account: z.string(),
  id: z.string(),
  text: z.string(),
  detail: json,
  raw: json.pipe(rawRequest),
  forwarded: z.number().transform((value) => value === 1),
  at: z.string().transform((text) => new Date(text)),
})

type PostTable = Pick<
  State,
  'addPost' | 'changePost' | 'removePost' | 'removeAllPosts' | 'post' | 'postsOf' | 'allPosts'
>

function postTable(db: DatabaseSync): PostTable {
  const insert = db.prepare(
    'insert into posts (platform, account, id, text, detail, raw, forwarded, at) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const update = db.prepare(
    'update posts set text = ?, detail = ? where platform = ? and account = ? and id = ?',
  )
  const remove = db.prepare('delete from posts where platform = ? and account = ? and id = ?')
  const one = db.prepare('select * from posts where platform = ? and account = ? and id = ?')
  const ofAccount = db.prepare('select * from posts where platform = ? and account = ? order by seq')
  const all = db.prepare('select * from posts order by seq')
  return {
    addPost(post) {
      const { platform, account, id, text, detail, raw, forwarded, at } = post
      const values = [JSON.stringify(detail), JSON.stringify(raw), forwarded ? 1 : 0, at.toISOString()]
      insert.run(platform, account, id, text, ...values)
    },
    changePost({ platform, account, id, text, detail }) {
      update.run(text, JSON.stringify(detail), platform, account, id)
    },
    removePost: (platform, account, id) => remove.run(platform, account, id).changes > 0,
    removeAllPosts: () => db.exec('delete from posts'),
    post(platform, account, id) {
      const row = one.get(platform, account, id)
      return row === undefined ? undefined : postRow.parse(row)
    },
    postsOf: (platform, account) => ofAccount.all(platform, account).map((row) => postRow.parse(row)),
    allPosts: () => all.all().map((row) => postRow.parse(row)),
  }
}

const valueRow = z.object({ value: z.string() })
const imageRow = z.object({ id: z.string(), owner: z.string(), bytes: z.instanceof(Uint8Array).nullable() })

function smallTables(db: DatabaseSync): Pick<State, 'next' | 'remember' | 'recall' | 'saveImage' | 'image'> {
  const count = db.prepare(
    'insert into counters (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  )
  const counted = db.prepare('select value from counters where name = ?')
  const name = db.prepare(
    'insert into names (kind, key, value) values (?, ?, ?) on conflict (kind, key) do update set value = excluded.value',
  )
  const named = db.prepare('select value from names where kind = ? and key = ?')
  const keep = db.prepare(
    'insert into images (id, owner, bytes) values (?, ?, ?) on conflict (id) do update set bytes = excluded.bytes',
  )
  const kept = db.prepare('select * from images where id = ?')
  return {
    next(counter, first) {
      const row = counted.get(counter)
      const value = row === undefined ? first : BigInt(valueRow.parse(row).value) + 1n
      count.run(counter, String(value))
      return value
    },
    remember(kind, key, value) {
      name.run(kind, key, value)
    },
    recall(kind, key) {
      const row = named.get(kind, key)
      return row === undefined ? undefined : valueRow.parse(row).value
    },
    saveImage({ id, owner, bytes }) {
      keep.run(id, owner, bytes)
    },
    image(id) {
      const row = kept.get(id)
      return row === undefined ? undefined : imageRow.parse(row)
    },
  }
}
