/**
 * Keeps one file: fetches it from where it was left, until all of it is in the store, or for a reason that trying again at once would not
 * change.
 *
 * Pure: the host, the store, time and room are handed in. Nobody waits for it: it stands back while something that plays is short of
 * data. What was fetched stays where it can be gone on with, and goes where it can't: half a file plays nowhere.
 */
import type { Clock, Rng } from '../../shared/clock.ts'
import { nextRetryDelayMs } from '../origin/backoff.ts'
import { askFrom } from '../origin/file-answer.ts'
import type { FileHost } from '../origin/http-file.ts'
import type { OriginOutcome } from '../origin/origin.ts'
import type { FileRecord, FileStore, FileVersion } from '../store/file-store.ts'
import type { KeepFailure } from '../types.ts'
import { FileChunks } from './file-chunks.ts'

export interface FileKeepingPorts {
  readonly store: FileStore
  readonly host: FileHost
  readonly clock: Clock
  readonly rng: Rng
  /** A host that does not say how long the file is may send no more: an enclosure can be a stream that never ends. */
  readonly mostUnsaidBytes: number
  readonly playerHungry: () => boolean
  /** Whether the device has room for so many bytes more, with what may be evicted. */
  readonly hasRoom: (bytes: number) => Promise<boolean>
  /** The disk is full. @returns whether something was evicted */
  readonly makeRoom: (bytes: number) => Promise<boolean>
  /** The host is there, but does not let pages read what it sends. Never rejects. */
  readonly forbidsReading: (signal: AbortSignal) => Promise<boolean>
  /** What is kept takes other room than before. Never rejects. */
  readonly changed: () => Promise<void>
  /** @param lengthBytes 0 until known */
  readonly progressed: (heldBytes: number, lengthBytes: number) => void
}

export type FileKept =
  | { readonly kind: 'kept'; readonly lengthBytes: number }
  /** Nobody wants it any more, or somebody else has removed it. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: KeepFailure; readonly detail: string }

/** Failures in a row, over about a minute, before it is said. */
const MOST_FAILURES = 6
/** A host that says no is asked once more: some do so only when they are busy. */
const MOST_REFUSALS = 2
/** A host that has another file there with each request is not waited for. */
const MOST_CHANGES = 3
/** While something that plays is short of data. */
const STAND_BACK_MS = 1_000

/** Never rejects for what host and device do. */
export async function keepFile(url: string, ports: FileKeepingPorts, signal: AbortSignal): Promise<FileKept> {
  const kept = await new FileKeeping(url, ports, signal).run()
  if (kept.kind === 'failed') {
    const isOfUse = kept.failure === 'host-unreachable' && askFrom(await ports.store.file(url)) > 0
    if (!isOfUse) await ports.store.remove(url)
  }
  await ports.changed()
  return kept
}

class FileKeeping {
  readonly #url: string
  readonly #ports: FileKeepingPorts
  readonly #signal: AbortSignal
  /** Ends the request that is under way. */
  #request = new AbortController()
  /** Why it was ended from here. */
  #end: FileKept | undefined
  #record: FileRecord | undefined
  #chunks = new FileChunks(0)
  #nextIndex = 0
  #heldBytes = 0
  /** More than ever before: the host gets on. */
  #mostBytes = 0
  #failures = 0
  #refusals = 0
  #changes = 0

  constructor(url: string, ports: FileKeepingPorts, signal: AbortSignal) {
    this.#url = url
    this.#ports = ports
    this.#signal = signal
  }

  async run(): Promise<FileKept> {
    const { store } = this.#ports
    while (!this.#signal.aborted) {
      const record = await store.file(this.#url)
      if (record?.isWhole) return { kind: 'kept', lengthBytes: record.heldBytes }
      const { outcome, end } = await this.#fetch(record)
      const over = end ?? (await this.#over(outcome))
      if (over !== undefined) return over
    }
    return { kind: 'stopped' }
  }

  async #fetch(record: FileRecord | undefined): Promise<{ outcome: OriginOutcome; end: FileKept | undefined }> {
    this.#request = new AbortController()
    this.#end = undefined
    if (record !== undefined) this.#goOn(record)
    const outcome = await this.#ports.host.fetchFile(record, {
      signal: AbortSignal.any([this.#signal, this.#request.signal]),
      begins: (version) => this.#begin(version),
      take: (bytes) => this.#take(bytes),
    })
    return { outcome, end: this.#end }
  }

  #goOn(record: FileRecord): void {
    this.#record = record
    this.#chunks = new FileChunks(record.chunkBytes)
    this.#nextIndex = record.heldBytes / record.chunkBytes
    this.#heldBytes = record.heldBytes
    this.#progressed()
  }

  #progressed(): void {
    this.#ports.progressed(this.#heldBytes, this.#record?.version.lengthBytes ?? 0)
  }

  async #begin(version: FileVersion): Promise<void> {
    const { store, hasRoom, changed } = this.#ports
    const { lengthBytes = 0 } = version
    if (!(await hasRoom(lengthBytes))) return this.#stop('no-room', 'the device has no room for it')
    const record = await store.begin(this.#url, version)
    if (record === undefined) return this.#stop('no-room', 'the store has no room for it')
    this.#goOn(record)
    // Its room is taken from now on.
    await changed()
  }

  async #take(bytes: Uint8Array): Promise<void> {
    while (this.#ports.playerHungry() && !this.#isStopped) await this.#wait(STAND_BACK_MS)
    for (const chunk of this.#chunks.add(bytes)) await this.#write(chunk, false)
    this.#heldBytes += bytes.length
    const { mostUnsaidBytes } = this.#ports
    const { lengthBytes = 0 } = this.#record?.version ?? {}
    if (this.#heldBytes > Math.max(lengthBytes, mostUnsaidBytes)) return this.#stop('host-refuses', 'it does not end')
    if (!this.#isStopped) this.#progressed()
  }

  async #write(chunk: Uint8Array, isLast: boolean): Promise<void> {
    const { store, makeRoom } = this.#ports
    const record = this.#record
    if (record === undefined || this.#isStopped) return
    const put = () => store.append(record, this.#nextIndex, chunk, isLast)
    let result = await put()
    if (result === 'full' && (await makeRoom(chunk.length))) result = await put()
    if (result === 'full') return this.#stop('no-room', 'the store has no room for more of it')
    if (result === 'gone') return this.#stopFor({ kind: 'stopped' })
    this.#nextIndex += 1
  }

  /** @returns what it came to; `undefined`: the host is asked again */
  async #over(outcome: OriginOutcome): Promise<FileKept | undefined> {
    switch (outcome.kind) {
      case 'ok':
        return this.#finish()
      case 'aborted':
        return { kind: 'stopped' }
      case 'refused':
        this.#refusals += 1
        if (this.#refusals >= MOST_REFUSALS) return failed('host-refuses', `status ${outcome.status}`)
        return this.#again()
      case 'mismatch':
      case 'unsatisfiable':
      case 'ignored-range':
        this.#changes += 1
        if (this.#changes >= MOST_CHANGES)
          return failed('host-differs', 'detail' in outcome ? outcome.detail : outcome.kind)
        // From the first byte.
        await this.#ports.store.remove(this.#url)
        return undefined
      case 'busy':
        return this.#again(outcome.retryAfterMs)
      case 'short':
      case 'unreachable':
        if (this.#failures === 0 && outcome.kind === 'unreachable' && (await this.#ports.forbidsReading(this.#signal)))
          return failed('host-forbids-reading', outcome.detail)
        return this.#again()
    }
  }

  async #finish(): Promise<FileKept> {
    const rest = this.#chunks.rest()
    if (rest.length === 0) return failed('host-refuses', 'the file is empty')
    await this.#write(rest, true)
    return this.#end ?? { kind: 'kept', lengthBytes: this.#heldBytes }
  }

  async #again(afterMs?: number): Promise<FileKept | undefined> {
    if (this.#heldBytes > this.#mostBytes) this.#failures = 0
    this.#mostBytes = Math.max(this.#mostBytes, this.#heldBytes)
    this.#failures += 1
    if (this.#failures >= MOST_FAILURES) return failed('host-unreachable', `${this.#failures} failures in a row`)
    await this.#wait(afterMs ?? nextRetryDelayMs(this.#failures, this.#ports.rng))
    return undefined
  }

  get #isStopped(): boolean {
    return this.#signal.aborted || this.#request.signal.aborted
  }

  #stop(failure: KeepFailure, detail: string): void {
    this.#stopFor(failed(failure, detail))
  }

  #stopFor(end: FileKept): void {
    this.#end = end
    this.#request.abort()
  }

  /** No longer than it is wanted. */
  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancel()
        this.#signal.removeEventListener('abort', done)
        resolve()
      }
      const cancel = this.#ports.clock.after(ms, done)
      this.#signal.addEventListener('abort', done)
      if (this.#signal.aborted) done()
    })
  }
}

function failed(failure: KeepFailure, detail: string): FileKept {
  return { kind: 'failed', failure, detail }
}
