/**
 * Keeps the listener's place for the reload that brings a newer version, to be brought back to it. In sessionStorage: for this tab, once.
 */
import { formatPlace, parsePlace, type ResumeEpisode, type ResumePlace } from './resume-place.ts'

const KEY = 'grapevine:resume'

/** Call it right before the page is loaded again. */
export function keepPlace(episode: ResumeEpisode | undefined): void {
  try {
    sessionStorage.setItem(
      KEY,
      formatPlace({ address: location.href, keptAtMs: Date.now(), ...(episode && { episode }) }),
    )
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
