/** Words about views: what they are called, and why an address could not be followed. */
import { msg } from '@lit/localize'
import type { Astray, Route, ViewName } from './routes.ts'

/** Names that a view's title has once they are known. */
export interface TitleNames {
  readonly show?: string | undefined
  readonly episode?: string | undefined
}

/** The heading of a view, as its tab and its place in the history are called too. */
export function viewName(view: ViewName): string {
  switch (view) {
    case 'home':
      return msg('Home')
    case 'queue':
      return msg('Queue')
    case 'search':
      return msg('Search')
    case 'add':
      return msg('Add a show')
    case 'downloads':
      return msg('Downloads')
    case 'history':
      return msg('History')
    case 'storage':
      return msg('Storage')
    case 'passing-on':
      return msg('Passing on')
    case 'settings':
      return msg('Settings')
    case 'show':
      return msg('Show')
    case 'episode':
      return msg('Episode')
  }
}

/** The document's title: `How a whisper crosses a valley · Down the Lane · Grapevine`. */
export function documentTitle(route: Route, { show, episode }: TitleNames = {}): string {
  const parts =
    route.view === 'episode'
      ? [episode ?? viewName('episode'), show]
      : route.view === 'show'
        ? [show ?? viewName('show')]
        : route.view === 'search' && route.query !== ''
          ? [route.query, viewName('search')]
          : [route.view === 'home' ? undefined : viewName(route.view)]
  return [...parts, 'Grapevine'].filter((part) => part !== undefined && part !== '').join(' · ')
}

/** A word about an address that could not be followed. */
export function astrayWords(astray: Astray): string {
  switch (astray) {
    case 'unknown-view':
      return msg('This address names a page that is not here. You are where it would be nearest.')
    case 'feed-unusable':
      return msg('This address names a feed that can’t be opened: its own address must begin with https:// or http://.')
    case 'episode-without-show':
      return msg('This address names an episode, but not the show it belongs to.')
    case 'episode-not-in-feed':
      return msg('The episode you asked for is not in this feed (any more).')
    case 'episode-left-feed':
      return msg('The show does not list this episode any more. What you heard or kept of it is still here.')
  }
}
