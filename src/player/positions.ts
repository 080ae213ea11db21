/**
 * Where each episode was left: what is kept of it, and when it is worth resuming.
 *
 * Pure; `local-storage-positions.ts` keeps it.
 */

/** Seconds by episode key; the most recently heard last. */
export type Positions = Readonly<Record<string, number>>

/** The port that keeps positions. */
export interface PositionStore {
  /** Seconds to resume at, 0 for the beginning. */
  read(episodeKey: string): number
  write(episodeKey: string, atSeconds: number, durationSeconds: number): void
}

/** Who left within the first seconds starts over; who left within the last has heard it. */
const WORTH_RESUMING_SECONDS = 10
const FINISHED_WITHIN_SECONDS = 20
/** Older ones are forgotten, so that storage stays small. */
const KEPT_EPISODES = 200

/** How far an episode was heard; the duration is NaN until known. */
export interface PlaceInEpisode {
  readonly atSeconds: number
  readonly durationSeconds: number
}

/** @returns whole seconds to resume at; or why there is nothing to resume. */
export function placeWorthKeeping({ atSeconds, durationSeconds }: PlaceInEpisode): number | 'begun' | 'finished' {
  if (atSeconds < WORTH_RESUMING_SECONDS) return 'begun'
  const finished = Number.isFinite(durationSeconds) && atSeconds > durationSeconds - FINISHED_WITHIN_SECONDS
  return finished ? 'finished' : Math.floor(atSeconds)
}

/** `positions` after an episode was heard up to `atSeconds`. */
export function withPosition(
  positions: Positions,
  episodeKey: string,
  atSeconds: number,
  durationSeconds: number,
): Positions {
  const { [episodeKey]: _, ...others } = positions
  const place = placeWorthKeeping({ atSeconds, durationSeconds })
  if (typeof place === 'string') return others
  const kept = Object.entries(others).slice(-(KEPT_EPISODES - 1))
  return Object.fromEntries([...kept, [episodeKey, place]])
}

/** What storage gave back, made safe: anything that is no position is dropped. */
export function parsePositions(text: string | null): Positions {
  if (text === null) return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
    const good = Object.entries(value).filter((entry): entry is [string, number] => isPosition(entry[1]))
    return Object.fromEntries(good)
  } catch {
    return {}
  }
}

function isPosition(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
