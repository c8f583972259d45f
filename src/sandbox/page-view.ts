/**
 * A post as the sandbox's page shows it: what followers of that platform would see, as plain data. Texts come as runs
 * that the page puts into text nodes; addresses that are no web address never become links.
 */
import { z } from 'zod'
import type { Platform } from '../teaser/teaser.ts'
import { linkedinPost } from './linkedin-body.ts'
import { readLittleText } from './little-text.ts'
import { addressOf, type Run, tagged, telegramRuns, trimmed, unescaped } from './page-runs.ts'
import type { Post } from './state.ts'
import { type Message, message } from './telegram-messages.ts'
import { xPost } from './x-create.ts'

/** What a link card shows for an address. `image` is a path on this server or a data: address. */
export interface Card {
  readonly title: string
  readonly description: string
  readonly image: string | null
  readonly alt: string | null
  readonly site: string
  /** Where the card leads. */
  readonly href: string
}

/** `null`: nothing is known about the address. */
export type CardOf = (url: string) => Card | null

export interface ShownCard {
  readonly title: string | null
  readonly description: string
  readonly image: string | null
  readonly alt: string
  readonly site: string
  readonly domain: string
  readonly href: string | null
}

export type Edition = 'de' | 'fr' | 'en'

export interface ShownPost {
  /** The same for one post for ever. */
  readonly key: string
  readonly platform: Platform
  readonly account: string
  /** What followers call the account: a @name or a number. */
  readonly handle: string
  /** The magazine's name, as far as it is known. */
  readonly name: string
  readonly edition: Edition | null
  readonly at: string
  readonly edited: boolean
  readonly headline: string
  readonly runs: readonly Run[]
  readonly card: ShownCard | null
  /** A picture was uploaded with the post. */
  readonly photo: boolean
  /** The article's address, for counting. */
  readonly link: string | null
}

/** What each platform's reading of its own post comes to. */
interface Reading {
  readonly handle: string
  readonly runs: readonly Run[]
  readonly link: string | null
  readonly card: ShownCard | null
  readonly photo: boolean
  readonly edited: boolean
}

export function shownPost(post: Post, cardOf: CardOf): ShownPost {
  const reading = read(post, cardOf)
  const { link, runs, card } = reading
  const text = runs.map((run) => run.text).join('')
  const known = link === null ? null : cardOf(link)
  return {
    ...reading,
    key: `${post.platform}/${post.account}/${post.id}`,
    platform: post.platform,
    account: post.account,
    name: known?.site ?? card?.site ?? 'Sandbox',
    edition: editionOf(link, reading.handle),
    at: post.at.toISOString(),
    headline: card?.title ?? text.split('\n', 1)[0] ?? '',
  }
}

function read(post: Post, cardOf: CardOf): Reading {
  switch (post.platform) {
    case 'telegram':
      return readTelegram(message.parse(post.detail), cardOf)
    case 'x':
      return readX(post, cardOf)
    case 'linkedin':
      return readLinkedIn(post, cardOf)
  }
}

function readTelegram(detail: Message, cardOf: CardOf): Reading {
  const text = detail.text ?? detail.caption ?? ''
  const entities = detail.entities ?? detail.caption_entities ?? []
  const runs = telegramRuns(text, entities, (url) => target(url, cardOf))
  const named = detail.link_preview_options?.url
  const address = entities.map((entity) => addressOf(entity, text)).find((found) => found !== null)
  const link = named ?? address ?? null
  const isDisabled = detail.link_preview_options?.['is_disabled'] === true || detail.photo !== undefined
  const username = z.string().safeParse(detail.chat['username'])
  return {
    handle: username.success ? `@${username.data}` : `${detail.chat.id}`,
    runs,
    link,
    card: link === null || isDisabled ? null : cardFor(link, cardOf),
    photo: detail.photo !== undefined,
    edited: detail['edit_date'] !== undefined,
  }
}

const isAnyTag = (): boolean => true

/** The last link is not shown where it stands at the end: it has become the card. */
function readX(post: Post, cardOf: CardOf): Reading {
  const { text, urls } = xPost.parse(post.detail)
  const points = [...text]
  const last = urls.at(-1)
  const isAtEnd = last !== undefined && points.slice(last.end).join('').trim() === ''
  const runs: Run[] = []
  let at = 0
  for (const url of urls) {
    runs.push(...tagged(unescaped(points.slice(at, url.start).join('')), isAnyTag))
    if (!(url === last && isAtEnd)) {
      runs.push({ text: url.display_url, styles: [], href: target(url.expanded_url, cardOf) })
    }
    at = url.end
  }
  runs.push(...tagged(unescaped(points.slice(at).join('')), isAnyTag))
  const link = last?.expanded_url ?? null
  return {
    handle: `@user_${post.account}`.slice(0, 16),
    runs: trimmed(runs),
    link,
    card: link === null ? null : cardFor(link, cardOf),
    photo: false,
    edited: false,
  }
}

function readLinkedIn(post: Post, cardOf: CardOf): Reading {
  const detail = linkedinPost.parse(post.detail)
  const { shown, hashtags } = readLittleText(detail.commentary)
  const article = detail.content !== undefined && 'article' in detail.content ? detail.content.article : null
  const known = new Set(hashtags.map((word) => `#${word}`))
  const link = article?.source ?? null
  return {
    handle: post.account.replace(/^urn:li:/, ''),
    runs: tagged(shown, (word) => known.has(word)),
    link,
    card: article === null ? null : linkedinCard(article, cardOf),
    photo: detail.content !== undefined && 'media' in detail.content,
    edited: detail.lastModifiedAt > detail.createdAt,
  }
}

interface LinkedInArticle {
  readonly source: string
  readonly title: string
  readonly thumbnail?: string | undefined
  readonly thumbnailAltText?: string | undefined
}

/** LinkedIn reads nothing from the page: it has the title of the request, and a picture only if one was uploaded. */
function linkedinCard(article: LinkedInArticle, cardOf: CardOf): ShownCard {
  const card = cardFor(article.source, cardOf)
  const hasPicture = article.thumbnail !== undefined
  return {
    ...card,
    title: article.title,
    description: '',
    image: hasPicture ? card.image : null,
    alt: article.thumbnailAltText ?? card.alt,
  }
}

function cardFor(url: string, cardOf: CardOf): ShownCard {
  const card = cardOf(url)
  const domain = domainOf(url)
  return {
    title: card?.title ?? null,
    description: card?.description ?? '',
    image: card?.image ?? null,
    alt: card?.alt ?? '',
    site: card?.site ?? domain,
    domain,
    href: target(url, cardOf),
  }
}

function domainOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? url
}

/** Where a link leads; `null` for what is no web address. */
function target(url: string, cardOf: CardOf): string | null {
  const href = cardOf(url)?.href ?? url
  return /^(?:https?:\/\/|\/(?!\/))/i.test(href) ? href : null
}

/** By the article's address, else by the account's name. */
function editionOf(link: string | null, handle: string): Edition | null {
  const path = URL.parse(link ?? '')?.pathname ?? ''
  const found = /\/(de|fr|en)(?:\/|$)/.exec(path)?.[1] ?? /[_-](de|fr|en)$/i.exec(handle)?.[1]
  return edition.safeParse(found?.toLowerCase()).data ?? null
}

const edition = z.enum(['de', 'fr', 'en'])
