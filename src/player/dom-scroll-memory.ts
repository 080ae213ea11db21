/**
 * Moves through the history of this tab, and knows where each of its pages was scrolled to.
 *
 * The browser's own restoring is turned off: it scrolls before the view is drawn. Each history entry gets a key in its state;
 * places live in sessionStorage, so that they outlast a reload, or only in this page where there is none. What is drawn at a place
 * is not decided here.
 */
import { type Place, parseMemory, type RowPlace, remember, type ScrollMemory, writeMemory } from './scroll-memory.ts'

const STORED = 'grapevine:scroll'
/** A view that takes longer to come than this begins where it is. */
const PATIENCE_MS = 4000
/** Who does one of these goes on by themselves: nothing is moved under them any more. */
export const MOVED_BY_HAND = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const

export class DomScrollMemory {
  #memory: ScrollMemory
  #key: string
  #restoring: (() => void) | undefined

  constructor() {
    history.scrollRestoration = 'manual'
    this.#memory = parseMemory(readStored())
    this.#key = keyOf(history.state) ?? this.#newEntry(location.href, 'replace')
    addEventListener('pagehide', this.#onPageHide)
  }

  dispose(): void {
    removeEventListener('pagehide', this.#onPageHide)
    this.#restoring?.()
  }

  /** Tells which row stands at the top, where the view has a long list; asked whenever a place is left. */
  rowPlace: () => RowPlace | undefined = () => undefined

  /** Goes to an address: the place that is left is kept, the new one begins at the top. */
  push(address: string): void {
    this.leave()
    this.#key = this.#newEntry(address, 'push')
  }

  /** Another address for the same entry of the history: its place stays. */
  replace(address: string): void {
    history.replaceState(history.state, '', address)
  }

  /**
   * To be called first thing in `popstate`: the page that is being left still stands as it was.
   *
   * @returns the place of the entry that was arrived at; undefined where it was never seen
   */
  arrive(): Place | undefined {
    this.leave()
    this.#key = keyOf(history.state) ?? this.#newEntry(location.href, 'replace')
    return this.place
  }

  /** The place kept for the entry one is at, e.g. after a reload. */
  get place(): Place | undefined {
    return this.#memory.get(this.#key)
  }

  /** Keeps where the page stands now. */
  leave(): void {
    this.#restoring?.()
    const row = this.rowPlace()
    this.#memory = remember(this.#memory, this.#key, { top: scrollY, ...(row === undefined ? {} : { row }) })
    writeStored(writeMemory(this.#memory))
  }

  /**
   * Scrolls to so many pixels as soon as the page is as high as that: now, or when what is on its way is drawn. Whoever scrolls by
   * hand meanwhile is left where they are. Lists that know rows restore themselves.
   */
  restore(top: number): void {
    this.#restoring?.()
    const { documentElement } = document
    const isThere = () => {
      if (documentElement.scrollHeight - innerHeight < top) return false
      scrollTo({ top, behavior: 'instant' })
      return true
    }
    if (isThere()) return
    const grown = new ResizeObserver(() => isThere() && end())
    const timer = setTimeout(() => end(), PATIENCE_MS)
    const end = () => {
      grown.disconnect()
      clearTimeout(timer)
      for (const type of MOVED_BY_HAND) removeEventListener(type, end)
      this.#restoring = undefined
    }
    for (const type of MOVED_BY_HAND) addEventListener(type, end, { passive: true })
    grown.observe(documentElement)
    this.#restoring = end
  }

  readonly #onPageHide = () => this.leave()

  #newEntry(address: string, how: 'push' | 'replace'): string {
    const key = crypto.randomUUID?.() ?? String(Math.random())
    const state = { ...(isRecord(history.state) && how === 'replace' ? history.state : {}), gvEntry: key }
    if (how === 'push') history.pushState(state, '', address)
    else history.replaceState(state, '', address)
    return key
  }
}

function keyOf(state: unknown): string | undefined {
  return isRecord(state) && typeof state.gvEntry === 'string' ? state.gvEntry : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Opaque frames throw at the very name. */
function readStored(): string | null {
  try {
    return sessionStorage.getItem(STORED)
  } catch {
    return null
  }
}

function writeStored(text: string): void {
  try {
    sessionStorage.setItem(STORED, text)
  } catch {
    // Full or forbidden: places are known as long as this page lives.
  }
}
