/**
 * Links to views: real addresses that can be opened elsewhere, copied and shared; a plain click asks for the view without
 * leaving the page (`gv-navigate-request`).
 *
 * Where the page is and which show is its own is set once, before anything is drawn, as the words' language is.
 */
import { NavigateRequest } from '../library-requests.ts'
import { addressOf, type Route, type RoutePlace } from '../routes.ts'

let place: RoutePlace | undefined

export function setRoutePlace(next: RoutePlace): void {
  place = next
}

export function hrefOf(route: Route): string {
  place ??= { base: document.baseURI, ownFeedUrl: undefined }
  return addressOf(route, place)
}

/** @returns whether a click means "here": those that mean "elsewhere" are the browser's. */
function isPlainClick({ button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !(ctrlKey || metaKey || shiftKey || altKey)
}

/** For a link's click. */
export function follow(event: MouseEvent, route: Route): void {
  if (!isPlainClick(event)) return
  event.preventDefault()
  event.currentTarget?.dispatchEvent(new NavigateRequest(route))
}
