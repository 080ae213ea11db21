/**
 * The allowlist as a file that may change under a running tracker. See `allowlist.ts` for the format, `node-watched-file.ts`
 * for how changes are noticed. A list that became unreadable changes nothing.
 */
import type { Clock } from '../../src/shared/clock.ts'
import type { InfoHash } from '../../src/shared/ids.ts'
import type { Standing } from '../core/protocol.ts'
import type { TrackerLog } from '../ops/tracker-log.ts'
import { TrackerError } from '../tracker-error.ts'
import type { AdmissionList, ReadCounts } from './admission-list.ts'
import { type AllowlistEntry, parseAllowlist } from './allowlist.ts'
import { WatchedFile } from './node-watched-file.ts'

export class NodeAllowlist implements AdmissionList {
  readonly #file: WatchedFile
  readonly #written: (infoHash: InfoHash) => string
  #standings: ReadonlyMap<string, Standing> = new Map()
  #size = 0

  private constructor(
    path: string,
    clock: Clock,
    log: TrackerLog,
    onChange: () => void,
    written: (infoHash: InfoHash) => string,
  ) {
    this.#written = written
    const what = 'the allowlist'
    const inForce = () => `${this.#size} files are served`
    this.#file = new WatchedFile({ path, what, clock, log, onChange, inForce, take: (text) => this.#take(text) })
  }

  /**
   * Reads the file, and keeps an eye on it until `close`.
   * @param onChange Runs after each new list that could be read, never for the first.
   * @param written How the tracker holds an info hash; absent: in hex.
   * @throws TrackerError `allowlist-unreadable` where the first read fails.
   */
  static async open(
    path: string,
    clock: Clock,
    log: TrackerLog,
    onChange: () => void,
    written: (infoHash: InfoHash) => string = (hex) => hex,
  ): Promise<NodeAllowlist> {
    const list = new NodeAllowlist(path, clock, log, onChange, written)
    const problem = await list.#file.open()
    if (problem !== undefined) throw new TrackerError('allowlist-unreadable', `${path}: ${problem}`)
    return list
  }

  get size(): number {
    return this.#size
  }

  get reads(): ReadCounts {
    return this.#file.reads
  }

  standing(infoHash: InfoHash): Standing {
    return this.#standings.get(infoHash) ?? 'unlisted'
  }

  /** Looks at once instead of within a second. Resolves when the list is up to date. */
  check(): Promise<void> {
    return this.#file.check()
  }

  reload(): Promise<void> {
    return this.#file.reload()
  }

  close(): void {
    this.#file.close()
  }

  /** @returns what is wrong, in words; `undefined` where the new list holds. */
  #take(text: string): string | undefined {
    const parsed = parseAllowlist(text)
    if (!parsed.ok) return `the allowlist has mistakes: ${parsed.problems.join('; ')}`
    const standingOf = ({ withdrawn }: AllowlistEntry): Standing => (withdrawn ? 'withdrawn' : 'listed')
    this.#standings = new Map(parsed.entries.map((entry) => [this.#written(entry.infoHash), standingOf(entry)]))
    this.#size = parsed.entries.filter(({ withdrawn }) => !withdrawn).length
    return undefined
  }
}
