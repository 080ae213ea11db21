/**
 * What a list of served files is to the tracker, wherever it comes from: a file, or the published feeds.
 *
 * Pure. A list answers at once from what it read last; reading it again is its own affair and goes wrong without consequences.
 */
import type { Clock, Millis } from '../../src/shared/clock.ts'
import type { InfoHash } from '../../src/shared/ids.ts'
import type { Standing } from '../core/protocol.ts'
import type { TrackerLog } from '../ops/tracker-log.ts'

/** For the metrics: how reading went, since the start. */
export interface ReadCounts {
  readonly ok: number
  readonly failed: number
  /** By the tracker's clock; `undefined`: never yet. */
  readonly lastGoodAt: Millis | undefined
}

export interface AdmissionList {
  /** Asked for each message that names a file. */
  standing(infoHash: InfoHash): Standing
  /** Files that are served. */
  readonly size: number
  readonly reads: ReadCounts
  /** Reads it again now, changed or not, as SIGHUP asks for. Resolves when that is done; never rejects. */
  reload(): Promise<void>
  /** Reads nothing from here on, and keeps no timer. */
  close(): void
}

/** What a list is opened with. */
export interface ListContext {
  readonly clock: Clock
  readonly log: TrackerLog
  /** Runs after each reading that may have changed a standing, never for the first. */
  readonly onChange: () => void
  /** How the tracker holds an info hash, from hex. */
  readonly written: (infoHash: InfoHash) => string
}

/** Resolves when it was read for the first time. @throws TrackerError `allowlist-unreadable` */
export type OpenList = (context: ListContext) => Promise<AdmissionList>

/** What several lists say together: what one took back stays taken back, and what one lists is listed. */
export function standingIn(lists: readonly Pick<AdmissionList, 'standing'>[], infoHash: InfoHash): Standing {
  let standing: Standing = 'unlisted'
  for (const list of lists) {
    const said = list.standing(infoHash)
    if (said === 'withdrawn') return said
    if (said === 'listed') standing = said
  }
  return standing
}
