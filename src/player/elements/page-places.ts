/**
 * Where one was on each page of the history, and the way back there once what stood there is drawn.
 *
 * A controller above DomScrollMemory: it knows which list of the page has rows to come back to, and where the focus goes on a new view.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { DomScrollMemory, MOVED_BY_HAND } from '../dom-scroll-memory.ts'
import type { Place, RowPlace } from '../scroll-memory.ts'

/** Who has waited longer for a view has gone on by themselves. */
const FOCUS_PATIENCE_MS = 3_000

/** A list that knows its rows. */
export interface PlacedList {
  readonly place: RowPlace | undefined
  restore(place: RowPlace): Promise<void>
}

export class PagePlaces implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #list: () => PlacedList | null
  #memory: DomScrollMemory | undefined
  /** Where one comes back to, until what stands there is drawn. */
  #back: Place | undefined
  /** Until then the heading of a new view, once it is drawn, takes the focus. */
  #focusUntil = 0
  /** The listener has done something since the page began. */
  #hasGoneOn = false
  readonly #leaving = new AbortController()

  constructor(host: ReactiveControllerHost, list: () => PlacedList | null) {
    this.#host = host
    this.#list = list
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#memory?.dispose()
    this.#leaving.abort()
  }

  /** From now on places are kept. The page that is there may be one that was left. */
  start(): void {
    this.#memory ??= new DomScrollMemory()
    const how = { passive: true, capture: true, signal: this.#leaving.signal }
    for (const type of MOVED_BY_HAND) addEventListener(type, this.#goesOn, how)
    this.#memory.rowPlace = () => this.#list()?.place
    this.again()
  }

  /** What stands above where one was has changed: one comes back to it once more, unless one has gone on from there. */
  again(): void {
    if (this.#hasGoneOn) return
    this.#back = this.#memory?.place
    this.#host.requestUpdate()
  }

  /** The page is about to be loaded again, or left: where one is is kept. */
  leave(): void {
    this.#memory?.leave()
  }

  /** To be called first thing in `popstate`. */
  arrive(): void {
    this.#back = this.#memory?.arrive() ?? { top: 0 }
  }

  /** @param replaces it is another address of the same place */
  go(address: string, replaces: boolean): void {
    if (replaces) this.#memory?.replace(address)
    else this.#memory?.push(address)
    this.#back = undefined
  }

  /**
   * Who reads or tabs begins at the heading of another view.
   * @param isNew it begins at its top; else one comes back to where one was
   */
  begin(isNew: boolean): void {
    if (isNew) scrollTo({ top: 0, behavior: 'instant' })
    this.#focusUntil = performance.now() + FOCUS_PATIENCE_MS
    this.#host.requestUpdate()
  }

  /** Who is elsewhere already is not taken back to the heading. */
  readonly #goesOn = (): void => {
    this.#focusUntil = 0
    this.#hasGoneOn = true
  }

  /** To be called when something was drawn. @param root where the view is drawn */
  async focus(root: Element | DocumentFragment): Promise<void> {
    const until = this.#focusUntil
    const isWanted = () => until === this.#focusUntil && performance.now() < until
    if (!isWanted()) return
    const code = await import('./view-heading.ts').catch(() => undefined)
    const done = () => {
      this.#focusUntil = 0
    }
    await code?.focusHeading(root, { isWanted, done })
  }

  /**
   * To be called when something was drawn.
   * @param isDrawn what stands here is
   * @param isToCome whether a row may still come: while a feed is read its list grows
   */
  async restore(isDrawn: boolean, isToCome: (rowKey: string) => boolean): Promise<void> {
    const back = this.#back
    if (back === undefined || !isDrawn) return
    if (back.row !== undefined && isToCome(back.row.key)) return
    this.#back = undefined
    const list = this.#list()
    if (back.row !== undefined && list !== null) await list.restore(back.row)
    else this.#memory?.restore(back.top)
  }
}
