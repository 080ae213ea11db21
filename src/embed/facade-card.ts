/**
 * What a facade shows of an episode's or a show's JSON (docs/embedding.md): a few words and a picture. Pure.
 *
 * A reader of its own: the player's (src/feed/episode-file.ts) checks every field and says which is wrong, and is as large as
 * this whole script may be. Nothing here is believed further than a title on a button; the player reads the file again.
 */
import { webAddress } from './facade-options.ts'

export interface Card {
  readonly title: string
  /** The second line: an episode's show, a show's author. */
  readonly by: string | undefined
  readonly coverUrl: string | undefined
  readonly pageUrl: string | undefined
}

/** Longer titles are cut: the facade has two lines for them. */
const MAX_LENGTH = 300

/**
 * @param file what `JSON.parse` made of it
 * @param guid of a show's file: the episode that was asked for
 * @returns `undefined` where it is no such file
 */
export function readCard(file: unknown, guid?: string): Card | undefined {
  const show = fields(fields(file)?.show)
  const showTitle = text(show?.title)
  if (show === undefined || showTitle === undefined) return undefined
  const { episode, episodes, urls } = fields(file) ?? {}
  const coverUrl = address(show.imageUrl)
  if (Array.isArray(episodes)) {
    const named = guid === undefined ? undefined : episodes.map(fields).find((one) => one?.guid === guid)
    const title = text(named?.title)
    const pageUrl = address(show.link)
    return title === undefined
      ? { title: showTitle, by: text(show.author), coverUrl, pageUrl }
      : { title, by: showTitle, coverUrl, pageUrl }
  }
  const one = fields(episode)
  const title = text(one?.title)
  if (title === undefined) return undefined
  return {
    title,
    by: showTitle,
    coverUrl: address(one?.imageUrl) ?? coverUrl,
    pageUrl: address(fields(urls)?.page) ?? address(one?.link),
  }
}

function fields(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, MAX_LENGTH) : undefined
}

/** Whole addresses only, as the file has them. */
const address = (value: unknown): string | undefined =>
  typeof value === 'string' && /^https?:/i.test(value) ? webAddress(value, value) : undefined
