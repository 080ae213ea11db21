/** The focus goes to the heading of another view. Loaded with the first view that one goes to: where one begins, it stays. */
import type { LitElement } from 'lit'

/**
 * Waits until the view in `root` is drawn; without one something went wrong, and the page itself has the heading.
 *
 * @param isWanted asked right before: one may have gone on meanwhile
 * @returns whether the heading is there
 */
export async function focusHeading(root: Element | DocumentFragment, isWanted: () => boolean): Promise<boolean> {
  const view = root.querySelector<LitElement>('gv-library-page, gv-episode-about, gv-show-head')
  if (view !== null) {
    await customElements.whenDefined(view.localName)
    await view.updateComplete
  }
  if (!isWanted()) return false
  const library = root.querySelector('gv-library-page')
  if (library !== null) {
    await library.focusHeading()
    return true
  }
  // That of what is yet to come takes no focus.
  const heading = (view === null ? root : view.renderRoot).querySelector<HTMLElement>('h1[tabindex]')
  heading?.focus({ preventScroll: true })
  return heading !== null
}
