/**
 * Which view an address names, and the address of each view. Pure.
 *
 * Everything is in the query, so that the page can live in any folder of any host without rules for rewriting: `?feed=URL`,
 * `?feed=URL&episode=GUID`, `?view=queue`, `?view=search&q=…`, and `#t=754` for a moment of the episode. A publisher's page has a
 * show of its own: there the bare address is that show, and the start page is `?view=home`. An address that can't be followed
 * leads to what is nearest, with a word about it (route-words.ts); none is an error.
 */
import { feedAddress } from './feed-address.ts'
import { momentOf } from './moment.ts'

/** Views that an address names by `?view=` and nothing else. */
const PLAIN_VIEWS = ['home', 'queue', 'add', 'downloads', 'history', 'storage', 'passing-on', 'settings'] as const

export type PlainView = (typeof PLAIN_VIEWS)[number]
export type ViewName = PlainView | 'show' | 'episode' | 'search'

export type Route =
  | { readonly view: PlainView }
  | { readonly view: 'search'; readonly query: string }
  | { readonly view: 'show'; readonly feedUrl: string }
  | { readonly view: 'episode'; readonly feedUrl: string; readonly guid: string; readonly atSeconds?: number }

/** Why an address could not be followed as it stands; the last two are known once the feed was read. */
export type Astray =
  | 'unknown-view'
  | 'feed-unusable'
  | 'episode-without-show'
  | 'episode-not-in-feed'
  /** Not in it any more: the library still has it. */
  | 'episode-left-feed'

export interface Landing {
  readonly route: Route
  readonly astray?: Astray
}

export interface RoutePlace {
  /** The page's own address, absolute; its query and fragment don't matter. */
  readonly base: string
  /** The show that the publisher named for the page, absolute; `undefined` where the page is nobody's. */
  readonly ownFeedUrl: string | undefined
}

/** @param address the whole address, as `location.href` has it */
export function parseRoute(address: string, { base, ownFeedUrl }: RoutePlace): Landing {
  const { search, hash } = new URL(address, base)
  const query = new URLSearchParams(search)
  const named = query.get('view')
  if (named === 'search') return { route: { view: 'search', query: query.get('q')?.trim() ?? '' } }
  const plain = PLAIN_VIEWS.find((view) => view === named)
  if (plain !== undefined) return { route: { view: plain } }

  const wanted = query.get('feed')?.trim() ?? ''
  const asked = wanted === '' ? undefined : feedAddress(`?${new URLSearchParams({ feed: wanted })}`, undefined, base)
  if (wanted !== '' && asked === undefined) return { route: { view: 'home' }, astray: 'feed-unusable' }
  const feedUrl = asked ?? ownFeedUrl
  const unknown = named !== null && named !== '' ? ({ astray: 'unknown-view' } as const) : {}
  const guid = query.get('episode') ?? ''
  if (feedUrl === undefined) {
    return { route: { view: 'home' }, ...(guid === '' ? unknown : { astray: 'episode-without-show' }) }
  }
  if (guid === '') return { route: { view: 'show', feedUrl }, ...unknown }
  const atSeconds = momentOf(hash)
  return { route: { view: 'episode', feedUrl, guid, ...(atSeconds === undefined ? {} : { atSeconds }) }, ...unknown }
}

/** @returns the absolute address of a view; {@link parseRoute} reads it back. What else the page's query says is left out. */
export function addressOf(route: Route, { base, ownFeedUrl }: RoutePlace): string {
  const url = new URL(base)
  url.hash = ''
  url.search = ''
  const query = url.searchParams
  switch (route.view) {
    case 'home':
      if (ownFeedUrl !== undefined) query.set('view', 'home')
      break
    case 'search':
      query.set('view', 'search')
      if (route.query !== '') query.set('q', route.query)
      break
    case 'show':
      if (route.feedUrl !== ownFeedUrl) query.set('feed', route.feedUrl)
      break
    case 'episode':
      if (route.feedUrl !== ownFeedUrl) query.set('feed', route.feedUrl)
      query.set('episode', route.guid)
      if (route.atSeconds !== undefined) url.hash = `t=${route.atSeconds}`
      break
    default:
      query.set('view', route.view)
  }
  return url.href
}

/** Whether two routes are one place: going to where one is already adds nothing to the history. A moment is no place. */
export function isSamePlace(a: Route, b: Route): boolean {
  const place = { base: 'https://same.invalid/', ownFeedUrl: undefined }
  return addressOf(withoutMoment(a), place) === addressOf(withoutMoment(b), place)
}

function withoutMoment(route: Route): Route {
  return route.view === 'episode' ? { view: 'episode', feedUrl: route.feedUrl, guid: route.guid } : route
}
