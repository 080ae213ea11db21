/** The focus goes to the heading of another view. Loaded with the first view that one goes to: where one begins, it stays. */
import type { LitElement } from 'lit'

export interface HeadingWish {
  /** Asked right before: one may have gone on meanwhile. */
  isWanted(): boolean
  /** The heading has the focus. */
  done(): void
}

/**
 * Waits until the view in `root` is drawn; without one something went wrong, and the page itself has the heading.
 */
export async function focusHeading(root: Element | DocumentFragment, wish: HeadingWish): Promise<void> {
  const view = root.querySelector<LitElement>('gv-library-page, gv-episode-about, gv-show-head')
  if (view !== null) {
    await customElements.whenDefined(view.localName)
    await view.updateComplete
  }
  if (!wish.isWanted()) return
  const library = root.querySelector('gv-library-page')
  if (library !== null) return library.focusHeading(wish)
  // That of what is yet to come takes no focus.
  const heading = (view === null ? root : view.renderRoot).querySelector<HTMLElement>('h1[tabindex]')
  if (heading === null) return
  wish.done()
  heading.focus({ preventScroll: true })
}
