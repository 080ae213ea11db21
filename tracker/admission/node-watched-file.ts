/**
 * A file that may change under a running tracker: the allowlist, the keys of join tokens.
 *
 * It looks at the file's stamp once a second rather than relying on `fs.watch`, which misses renames on some systems
 * and does not work on network ones. What became unreadable changes nothing: the last good text holds, and the log says so
 * once for each change. It knows nothing of what the text means.
 */
import { readFile, stat } from 'node:fs/promises'
import type { Clock, Millis } from '../../src/shared/clock.ts'
import { fileStamp } from '../ops/node-file-stamp.ts'
import type { TrackerLog } from '../ops/tracker-log.ts'
import type { ReadCounts } from './admission-list.ts'

const POLL_MS = 1000
const MAX_MEGABYTES = 64

export interface WatchedFileOptions {
  readonly path: string
  /** Before "cannot be read", e.g. `the allowlist`. */
  readonly what: string
  readonly clock: Clock
  readonly log: TrackerLog
  /** Puts a text in force, or says in words why not and leaves what was. */
  readonly take: (text: string) => string | undefined
  /** What is in force, in words, e.g. `12 files are served`. */
  readonly inForce: () => string
  /** Runs after each text that was taken, never for the first. */
  readonly onChange: () => void
}

export class WatchedFile {
  readonly #options: WatchedFileOptions
  #stamp = ''
  #ok = 0
  #failed = 0
  #lastGoodAt: Millis | undefined
  #underWay: Promise<void> = Promise.resolve()
  #cancel = () => {}
  #closed = false

  constructor(options: WatchedFileOptions) {
    this.#options = options
  }

  /** Reads it for the first time, and keeps an eye on it until `close`. @returns what is wrong with it, in words: then nothing is kept. */
  async open(): Promise<string | undefined> {
    this.#stamp = await fileStamp(this.#options.path)
    const problem = await this.#read()
    if (problem === undefined) this.#pollLater()
    return problem
  }

  get reads(): ReadCounts {
    return { ok: this.#ok, failed: this.#failed, lastGoodAt: this.#lastGoodAt }
  }

  /** Looks at once instead of within a second, and reads where something changed. */
  check(): Promise<void> {
    return this.#inTurn(false)
  }

  /** Reads at once, changed or not. */
  reload(): Promise<void> {
    return this.#inTurn(true)
  }

  close(): void {
    this.#closed = true
    this.#cancel()
  }

  /** One after another: of two readings at a time the older text might be taken last. */
  #inTurn(always: boolean): Promise<void> {
    this.#underWay = this.#underWay.then(() => this.#look(always))
    return this.#underWay
  }

  async #look(always: boolean): Promise<void> {
    if (this.#closed) return
    const stamp = await fileStamp(this.#options.path)
    if (stamp === this.#stamp && !always) return
    this.#stamp = stamp
    const problem = await this.#read()
    if (this.#closed) return
    const { path, log, inForce, onChange } = this.#options
    if (problem !== undefined) {
      log.warn(`${path}: ${problem}. What was read before still holds: ${inForce()}.`)
      return
    }
    log.info(`${path}: read again, ${inForce()}`)
    onChange()
  }

  #pollLater(): void {
    if (this.#closed) return
    this.#cancel = this.#options.clock.after(POLL_MS, () => {
      void this.check().finally(() => this.#pollLater())
    })
  }

  async #read(): Promise<string | undefined> {
    const problem = await this.#problemOfReading()
    if (problem === undefined) {
      this.#ok += 1
      this.#lastGoodAt = this.#options.clock.now()
    } else this.#failed += 1
    return problem
  }

  async #problemOfReading(): Promise<string | undefined> {
    const { path, what, take } = this.#options
    let text: string
    try {
      if ((await stat(path)).size > MAX_MEGABYTES * 1024 * 1024) return `${what} is larger than ${MAX_MEGABYTES} MiB`
      text = await readFile(path, 'utf8')
    } catch (error) {
      return `${what} cannot be read (${error instanceof Error ? error.message : 'no reason given'})`
    }
    return take(text)
  }
}
