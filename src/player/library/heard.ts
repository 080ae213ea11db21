/**
 * What was heard of an episode: how far, when, whether to its end. One record serves position, history and the played mark.
 *
 * Pure. What is worth resuming is decided by the same rule as ever (positions.ts). An episode that was finished and is heard
 * again is both: finished once, and to be continued.
 */
import { type PlaceInEpisode, placeWorthKeeping } from '../positions.ts'
import { fieldsOf, momentField, withoutAbsent } from './checked-fields.ts'
import {
  type EpisodeRef,
  type EpisodeSwarm,
  type EpisodeWords,
  parseRef,
  parseSwarm,
  parseWords,
} from './episode-ref.ts'
import { type LightEpisode, parseLightEpisode } from './light-episode.ts'

/** Moments are milliseconds since 1970. */
export interface Heard extends EpisodeRef, Partial<EpisodeWords> {
  /** Seconds to resume at; 0: at the beginning. */
  readonly atSeconds: number
  /** The newer one wins where two meet. */
  readonly changedAt: number
  /** When it was last heard; absent: not in the history. */
  readonly heardAt?: number
  /** As `changedAt`, only where there is something to continue: the index of what to continue holds no others. */
  readonly resumeAt?: number
  /** When it was last heard to its end, or marked as played. */
  readonly finishedAt?: number
  readonly swarm?: EpisodeSwarm
  /** The episode as its feed had it last, once it is not in it any more. */
  readonly left?: LightEpisode
}

/** What is known of an episode while it is heard. */
export interface HeardEpisode extends EpisodeRef, Partial<EpisodeWords> {
  readonly swarm?: EpisodeSwarm
}

export function parseHeard(value: unknown): Heard | undefined {
  const fields = fieldsOf(value)
  const ref = fields && parseRef(fields)
  if (fields === undefined || ref === undefined) return undefined
  const at = fields.atSeconds
  const atSeconds = typeof at === 'number' && at > 0 && at < 1e7 ? Math.floor(at) : 0
  const changedAt = momentField(fields.changedAt) ?? 0
  return {
    ...ref,
    ...parseWords(fields),
    atSeconds,
    changedAt,
    ...withoutAbsent({
      heardAt: momentField(fields.heardAt),
      resumeAt: atSeconds > 0 ? changedAt : undefined,
      finishedAt: momentField(fields.finishedAt),
      swarm: parseSwarm(fields.swarm),
      left: parseLightEpisode(fields.left),
    }),
  }
}

/**
 * The record after the episode was heard up to `atSeconds`.
 * @returns `undefined` where there is nothing to keep: it was left within its first seconds, and never heard before.
 */
export function heardUpTo(
  before: Heard | undefined,
  episode: HeardEpisode,
  { atSeconds, durationSeconds }: PlaceInEpisode,
  now: number,
): Heard | undefined {
  const place = placeWorthKeeping({ atSeconds, durationSeconds })
  if (place === 'begun' && before === undefined) return undefined
  const known = { ...aboutEpisode(before), ...aboutEpisode(episode) }
  const duration = Number.isFinite(durationSeconds) && durationSeconds > 0 ? { durationSeconds } : {}
  return {
    ...known,
    ...duration,
    ...withoutAbsent({ left: before?.left }),
    atSeconds: typeof place === 'number' ? place : 0,
    changedAt: now,
    ...withoutAbsent({
      heardAt: place === 'begun' ? before?.heardAt : now,
      resumeAt: typeof place === 'number' ? now : undefined,
      finishedAt: place === 'finished' ? now : before?.finishedAt,
    }),
  }
}

/** Marked by hand. Not played: as if it had never been heard, but the history still says that it was. */
export function markedPlayed(before: Heard | undefined, episode: HeardEpisode, played: boolean, now: number): Heard {
  return {
    ...aboutEpisode(before),
    ...aboutEpisode(episode),
    atSeconds: 0,
    changedAt: now,
    ...withoutAbsent({ heardAt: before?.heardAt, finishedAt: played ? now : undefined, left: before?.left }),
  }
}

/** Without what only the feed may say: who is told that somebody listens, and where the file is. */
export function withoutFeedsWord({ swarm: _, left: __, ...heard }: Heard): Heard {
  return heard
}

/** Out of the history; its place and its mark stay. */
export function outOfHistory({ heardAt: _, ...rest }: Heard): Heard {
  return rest
}

function aboutEpisode(episode: HeardEpisode): HeardEpisode
function aboutEpisode(episode: HeardEpisode | undefined): Partial<HeardEpisode>
function aboutEpisode(episode: HeardEpisode | undefined): Partial<HeardEpisode> {
  if (episode === undefined) return {}
  const { feedUrl, guid, title, showTitle, imageUrl, durationSeconds, swarm } = episode
  return { feedUrl, guid, ...withoutAbsent({ title, showTitle, imageUrl, durationSeconds, swarm }) }
}
