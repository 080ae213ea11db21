/** Fetches the JSON of an episode or a show, for the few words of its facade. */
import { type Card, readCard } from './facade-card.ts'

/** Bounds a file's length as well. */
const LIMIT_MS = 15_000

/**
 * @returns the card; `unreadable` for an answer that is no such file; `unreachable` where none came, which may be the page's own
 * policy (`connect-src`): the frame may well read it. Never rejects
 */
export async function fetchCard(
  url: string,
  guid: string | undefined,
  signal: AbortSignal,
): Promise<Card | 'unreadable' | 'unreachable'> {
  let text: string
  try {
    const both = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)])
    const response = await fetch(url, { credentials: 'omit', priority: 'low', signal: both })
    if (response.status >= 500) return 'unreachable'
    if (!response.ok) return 'unreadable'
    text = await response.text()
  } catch {
    return 'unreachable'
  }
  try {
    return readCard(JSON.parse(text), guid) ?? 'unreadable'
  } catch {
    return 'unreadable'
  }
}
