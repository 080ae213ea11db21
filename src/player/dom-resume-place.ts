/**
 * Keeps the listener's place for the reload that brings a newer version, and brings them back to it. In sessionStorage: for this tab, once.
 */
import { formatPlace, parsePlace, type ResumePlace } from './resume-place.ts'

const KEY = 'grapevine:resume'
/** Lists are drawn within this; afterwards the page stays where the listener has it. */
const SCROLL_PATIENCE_MS = 4_000

/** Call it right before the page is loaded again. */
export function keepPlace(place: Pick<ResumePlace, 'episode' | 'scrolled'>): void {
  try {
    sessionStorage.setItem(KEY, formatPlace({ ...place, address: location.href, keptAtMs: Date.now() }))
  } catch {
    // Refused or full: the address still names the view, and positions are kept elsewhere.
  }
}

/** The place that was kept, once: who loads the page again themselves gets it as it is then. */
export function takePlace(): ResumePlace | undefined {
  try {
    const text = sessionStorage.getItem(KEY)
    if (text === null) return undefined
    sessionStorage.removeItem(KEY)
    return parsePlace(text, location.href, Date.now())
  } catch {
    return undefined
  }
}

/**
 * Brings a scroller back to where it was as soon as what is in it is long enough, unless the listener moves first.
 *
 * @param scroller `document.documentElement` for the page. @param content what grows while it is drawn
 */
export function scrollBack(scroller: Element, content: Element, top: number): void {
  if (top <= 0) return
  const end = new AbortController()
  const tryIt = (): void => {
    // At once: it is no journey, and `scroll-behavior: smooth` would make it one.
    scroller.scrollTo({ top, behavior: 'instant' })
    if (scroller.scrollTop >= top - 1) end.abort()
  }
  const grown = new ResizeObserver(tryIt)
  const timer = setTimeout(() => end.abort(), SCROLL_PATIENCE_MS)
  end.signal.addEventListener('abort', () => {
    grown.disconnect()
    clearTimeout(timer)
  })
  for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    addEventListener(type, () => end.abort(), { signal: end.signal, passive: true, capture: true })
  }
  grown.observe(content)
}
