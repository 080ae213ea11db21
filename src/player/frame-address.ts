/**
 * What an embedded player is asked to play: its address, read. Pure.
 *
 * `?json=` names an episode's file, `?show=` a show's (with `&episode=GUID` to begin with), `?feed=` a feed (with
 * `&episode=GUID`, else its first). Where several are named the smaller file wins; a feed named beside a JSON is the way out where
 * that can't be had.
 */
import { feedAddress } from './feed-address.ts'

export interface FeedPlace {
  readonly feedUrl: string
  /** Absent: the first episode with a file. */
  readonly guid?: string
}

export type FrameAddress =
  | { readonly kind: 'episode'; readonly jsonUrl: string; readonly otherwise?: FeedPlace }
  | { readonly kind: 'show'; readonly showUrl: string; readonly guid?: string }
  | ({ readonly kind: 'feed' } & FeedPlace)
  | { readonly kind: 'nothing' }

export type FrameSize = 'mini' | 'card' | 'full'

export interface FrameLooks {
  readonly theme?: 'light' | 'dark'
  /** Absent: as the room allows. */
  readonly size?: FrameSize
}

/**
 * @param search the frame's query
 * @param base what relative addresses are relative to
 */
export function parseFrameAddress(search: string, base: string): FrameAddress {
  const query = new URLSearchParams(search)
  const addressIn = (name: string) => {
    const named = query.get(name)
    return named === null ? undefined : feedAddress(`?${new URLSearchParams({ feed: named })}`, undefined, base)
  }
  const named = query.get('episode')
  const guid = named === null || named === '' ? {} : { guid: named }
  const feedUrl = addressIn('feed')
  const jsonUrl = addressIn('json')
  if (jsonUrl !== undefined) {
    return { kind: 'episode', jsonUrl, ...(feedUrl !== undefined && { otherwise: { feedUrl, ...guid } }) }
  }
  const showUrl = addressIn('show')
  if (showUrl !== undefined) return { kind: 'show', showUrl, ...guid }
  return feedUrl === undefined ? { kind: 'nothing' } : { kind: 'feed', feedUrl, ...guid }
}

/** `?theme=light|dark` and `?size=mini|card|full`; anything else is as if it were not there. */
export function parseFrameLooks(search: string): FrameLooks {
  const query = new URLSearchParams(search)
  const theme = query.get('theme')
  const size = query.get('size')
  return {
    ...((theme === 'light' || theme === 'dark') && { theme }),
    ...((size === 'mini' || size === 'card' || size === 'full') && { size }),
  }
}
