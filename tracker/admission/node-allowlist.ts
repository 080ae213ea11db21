/**
 * The allowlist as a file that may change under a running tracker.
 *
 * It looks at the file's stamp once a second rather than relying on `fs.watch`, which misses renames on some systems
 * and does not work on network ones. A list that became unreadable changes nothing: the last good one holds, and the
 * log says so once. See `allowlist.ts` for the format.
 */
import { readFile, stat } from 'node:fs/promises'
import type { Clock } from '../../src/shared/clock.ts'
import type { InfoHash } from '../../src/shared/ids.ts'
import type { TrackerLog } from '../ops/tracker-log.ts'
import { TrackerError } from '../tracker-error.ts'
import { parseAllowlist } from './allowlist.ts'

const POLL_MS = 1000
const MAX_BYTES = 64 * 1024 * 1024

export class NodeAllowlist {
  readonly #path: string
  readonly #clock: Clock
  readonly #log: TrackerLog
  readonly #onChange: () => void
  readonly #written: (infoHash: InfoHash) => string
  #hashes: ReadonlySet<string> = new Set()
  #stamp = ''
  #cancel = () => {}
  #closed = false

  private constructor(
    path: string,
    clock: Clock,
    log: TrackerLog,
    onChange: () => void,
    written: (infoHash: InfoHash) => string,
  ) {
    this.#path = path
    this.#clock = clock
    this.#log = log
    this.#onChange = onChange
    this.#written = written
  }

  /**
   * Reads the file, and keeps an eye on it until `close`.
   * @param onChange Runs after each new list that could be read, never for the first.
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
    list.#stamp = await list.#readStamp()
    const problem = await list.#read()
    if (problem !== undefined) throw new TrackerError('allowlist-unreadable', `${path}: ${problem}`)
    list.#pollLater()
    return list
  }

  get size(): number {
    return this.#hashes.size
  }

  has(infoHash: InfoHash): boolean {
    return this.#hashes.has(infoHash)
  }

  /** Looks at once instead of within a second. Resolves when the list is up to date. */
  async check(): Promise<void> {
    const stamp = await this.#readStamp()
    if (this.#closed || stamp === this.#stamp) return
    this.#stamp = stamp
    const problem = await this.#read()
    if (this.#closed) return
    if (problem !== undefined) {
      this.#log.warn(`${this.#path}: ${problem}. The last good list (${this.size} files) still holds.`)
      return
    }
    this.#log.info(`${this.#path}: read again, ${this.size} files are served`)
    this.#onChange()
  }

  close(): void {
    this.#closed = true
    this.#cancel()
  }

  #pollLater(): void {
    if (this.#closed) return
    this.#cancel = this.#clock.after(POLL_MS, () => {
      void this.check().finally(() => this.#pollLater())
    })
  }

  /** Size and inode too, for a file that was replaced within one tick of the file system's clock. */
  async #readStamp(): Promise<string> {
    try {
      const { mtimeMs, size, ino } = await stat(this.#path)
      return `${mtimeMs} ${size} ${ino}`
    } catch {
      return 'missing'
    }
  }

  /** @returns what is wrong, in words; `undefined` where the new list holds. */
  async #read(): Promise<string | undefined> {
    let text: string
    try {
      if ((await stat(this.#path)).size > MAX_BYTES) return 'the allowlist is larger than 64 MiB'
      text = await readFile(this.#path, 'utf8')
    } catch (error) {
      return `the allowlist cannot be read (${error instanceof Error ? error.message : 'no reason given'})`
    }
    const parsed = parseAllowlist(text)
    if (!parsed.ok) return `the allowlist has mistakes: ${parsed.problems.join('; ')}`
    this.#hashes = new Set(parsed.entries.map(({ infoHash }) => this.#written(infoHash)))
    return undefined
  }
}
