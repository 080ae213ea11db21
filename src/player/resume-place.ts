/**
 * The listener's place, kept over the reload that brings a newer version: what was in the player, and where in it.
 *
 * Pure; `dom-resume-place.ts` keeps it, for one tab and one reload. Which view is shown stands in the address already; how far down
 * it was scrolled, the queue and positions are kept anyway: this is what none of them says.
 */

/** A reload takes seconds; what is older belongs to another visit. */
const LONGEST_MS = 10 * 60_000
const LONGEST_TEXT = 4096

/** An episode in the player, which may be another one than the address names. */
export interface ResumeEpisode {
  readonly feedUrl: string
  readonly guid: string
  readonly atSeconds: number
  /** It played: where the browser allows it, it goes on by itself. */
  readonly playing: boolean
}

export interface ResumePlace {
  /** The page's address, whole: another one has another place. */
  readonly address: string
  readonly keptAtMs: number
  readonly episode?: ResumeEpisode
}

export function formatPlace(place: ResumePlace): string {
  return JSON.stringify(place)
}

/**
 * @param address the page's own, now
 * @param nowMs milliseconds since 1970, as `keptAtMs` is
 * @returns the place, or `undefined` where it is none, another page's or an earlier visit's. What is damaged of it is left out.
 */
export function parsePlace(text: string | null, address: string, nowMs: number): ResumePlace | undefined {
  let value: unknown
  try {
    value = JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
  if (!isRecord(value) || value.address !== address || !isAmount(value.keptAtMs)) return undefined
  const ageMs = nowMs - value.keptAtMs
  if (ageMs < 0 || ageMs > LONGEST_MS) return undefined
  const episode = parseEpisode(value.episode)
  return { address, keptAtMs: value.keptAtMs, ...(episode && { episode }) }
}

function parseEpisode(value: unknown): ResumeEpisode | undefined {
  if (!isRecord(value)) return undefined
  const { feedUrl, guid, atSeconds, playing } = value
  if (!isText(feedUrl) || !/^https?:\/\//.test(feedUrl) || !isText(guid)) return undefined
  return { feedUrl, guid, atSeconds: isAmount(atSeconds) ? atSeconds : 0, playing: playing === true }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
