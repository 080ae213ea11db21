/**
 * Keeps one file: fetches it from where it was left, until all of it is in the store, or for a reason that trying again at once would not
 * change.
 *
 * Pure: the host, the store, time and room are handed in. Nobody waits for it: it stands back while something that plays is short of
 * data. What was fetched stays where it can be gone on with, and goes where it can't: half a file plays nowhere. Only what it has seen
 * itself goes: what can't be looked up now, or was begun since by another tab, is left alone.
 */
import type { Clock, Rng } from '../../shared/clock.ts'
import { nextRetryDelayMs } from '../origin/backoff.ts'
import { askFrom, isNamed } from '../origin/file-answer.ts'
import type { FileHost } from '../origin/http-file.ts'
import type { OriginOutcome } from '../origin/origin.ts'
import type { FileRecord, FileStore, FileVersion } from '../store/file-store.ts'
import type { KeepFailure } from '../types.ts'
import { FileAttempts } from './file-attempts.ts'
import { FileChunks } from './file-chunks.ts'

export interface FileKeepingPorts {
  readonly store: FileStore
  readonly host: FileHost
  readonly clock: Clock
  readonly rng: Rng
  /** A host that does not say how long the file is may send no more: an enclosure can be a stream that never ends. */
  readonly mostUnsaidBytes: number
  /** Of such a file its room is counted again each time so many bytes were written: nobody knows it beforehand. */
  readonly recountBytes: number
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

/** Why a request was ended from here. */
type RequestEnd =
  | FileKept
  /** Something that plays is short of data. */
  | { readonly kind: 'stood-back' }
  | { readonly kind: 'store-failed' }

/** While something that plays is short of data. */
const STAND_BACK_MS = 1_000

/** Never rejects for what host and device do. */
export async function keepFile(url: string, ports: FileKeepingPorts, signal: AbortSignal): Promise<FileKept> {
  const keeping = new FileKeeping(url, ports, signal)
  const kept = await keeping.run()
  if (kept.kind === 'failed') await keeping.tidy(kept.failure)
  await ports.changed()
  return kept
}

class FileKeeping {
  readonly #url: string
  readonly #ports: FileKeepingPorts
  readonly #signal: AbortSignal
  readonly #attempts = new FileAttempts()
  /** Ends the request that is under way. */
  #request = new AbortController()
  #end: RequestEnd | undefined
  #record: FileRecord | undefined
  #chunks = new FileChunks(0)
  #nextIndex = 0
  #heldBytes = 0
  /** Of its room, the last time that it was counted. */
  #countedBytes = 0
  /** Asked to go on, the host sent the file from its first byte. */
  #beginsAnew = false

  constructor(url: string, ports: FileKeepingPorts, signal: AbortSignal) {
    this.#url = url
    this.#ports = ports
    this.#signal = signal
  }

  async run(): Promise<FileKept> {
    while (!this.#signal.aborted) {
      await this.#standBack()
      const over = await this.#fetchOn()
      if (over !== undefined) return over
    }
    return { kind: 'stopped' }
  }

  /** After it failed: what is held stays where another try goes on with it. */
  async tidy(failure: KeepFailure): Promise<void> {
    const record = this.#record
    if (record === undefined) return
    const mayPass = failure === 'host-unreachable' || failure === 'no-storage'
    if (mayPass && this.#nextIndex > 0 && isNamed(record.version)) return
    // Where it can't be removed it is gone on with, or begun anew, by the next try.
    await this.#ports.store.remove(this.#url, record.begunAt).catch(() => {})
  }

  /** @returns what it came to; `undefined`: it is to be gone on with */
  async #fetchOn(): Promise<FileKept | undefined> {
    const held = await this.#ports.store.file(this.#url).catch(() => 'unknown' as const)
    if (held === 'unknown') return this.#again('no-storage')
    if (held?.isWhole) return { kind: 'kept', lengthBytes: held.heldBytes }
    const outcome = await this.#fetch(held)
    return this.#end === undefined ? this.#over(outcome) : this.#endedBy(this.#end)
  }

  async #endedBy(end: RequestEnd): Promise<FileKept | undefined> {
    switch (end.kind) {
      case 'stood-back':
        return undefined
      case 'store-failed':
        return this.#again('no-storage')
      default:
        return end
    }
  }

  #fetch(held: FileRecord | undefined): Promise<OriginOutcome> {
    this.#request = new AbortController()
    this.#end = undefined
    this.#record = held
    if (held !== undefined) this.#goOn(held)
    const asksFrom = askFrom(held)
    return this.#ports.host.fetchFile(held, {
      signal: AbortSignal.any([this.#signal, this.#request.signal]),
      begins: (version) => {
        this.#beginsAnew ||= asksFrom > 0
        return this.#begin(version)
      },
      take: (bytes) => this.#take(bytes),
    })
  }

  #goOn(record: FileRecord): void {
    this.#record = record
    this.#chunks = new FileChunks(record.chunkBytes)
    this.#nextIndex = record.heldBytes / record.chunkBytes
    this.#heldBytes = record.heldBytes
    this.#countedBytes = Math.max(record.heldBytes, record.version.lengthBytes ?? 0)
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
    if (record === 'full') return this.#stop('no-room', 'the store has no room for it')
    if (record === 'failed') return this.#stopFor({ kind: 'store-failed' })
    this.#goOn(record)
    // Its room is taken from now on.
    await changed()
  }

  async #take(bytes: Uint8Array): Promise<void> {
    if (this.#ports.playerHungry()) {
      // An open request that nobody reads is cut by many hosts; one that can't be gone on with would cost all of the file again.
      if (this.#canBreakOff) return this.#stopFor({ kind: 'stood-back' })
      await this.#standBack()
    }
    for (const chunk of this.#chunks.add(bytes)) await this.#write(chunk, false)
    this.#heldBytes += bytes.length
    const { mostUnsaidBytes } = this.#ports
    const { lengthBytes = 0 } = this.#record?.version ?? {}
    if (this.#heldBytes > Math.max(lengthBytes, mostUnsaidBytes)) return this.#stop('host-refuses', 'it does not end')
    if (!this.#isStopped) this.#progressed()
  }

  get #canBreakOff(): boolean {
    return !this.#beginsAnew && this.#record !== undefined && isNamed(this.#record.version)
  }

  async #standBack(): Promise<void> {
    while (this.#ports.playerHungry() && !this.#signal.aborted) await this.#wait(STAND_BACK_MS)
  }

  async #write(chunk: Uint8Array, isLast: boolean): Promise<void> {
    const { store, makeRoom } = this.#ports
    const record = this.#record
    if (record === undefined || this.#isStopped) return
    const put = () => store.append(record, this.#nextIndex, chunk, isLast)
    let result = await put()
    if (result === 'full' && (await makeRoom(chunk.length))) result = await put()
    if (result === 'full') return this.#stop('no-room', 'the store has no room for more of it')
    if (result === 'failed') return this.#stopFor({ kind: 'store-failed' })
    if (result === 'gone') return this.#stopFor({ kind: 'stopped' })
    this.#nextIndex += 1
    await this.#recount(this.#nextIndex * record.chunkBytes)
  }

  async #recount(writtenBytes: number): Promise<void> {
    const { recountBytes, changed } = this.#ports
    if (writtenBytes < this.#countedBytes + recountBytes) return
    this.#countedBytes = writtenBytes
    await changed()
  }

  /** @returns what it came to; `undefined`: the host is asked again */
  async #over(outcome: OriginOutcome): Promise<FileKept | undefined> {
    switch (outcome.kind) {
      case 'ok':
        return this.#endedBy(await this.#finish())
      case 'aborted':
        return { kind: 'stopped' }
      case 'refused':
        if (this.#attempts.refused()) return failed('host-refuses', `status ${outcome.status}`)
        return this.#again('host-unreachable')
      case 'mismatch':
      case 'unsatisfiable':
      case 'ignored-range':
        if (this.#attempts.changed()) return failed('host-differs', 'detail' in outcome ? outcome.detail : outcome.kind)
        return this.#fromFirstByte()
      case 'busy':
        return this.#again('host-unreachable', outcome.retryAfterMs)
      case 'short':
      case 'unreachable': {
        const isFirst = this.#attempts.isFirst && outcome.kind === 'unreachable'
        if (isFirst && (await this.#ports.forbidsReading(this.#signal)))
          return failed('host-forbids-reading', outcome.detail)
        return this.#again('host-unreachable')
      }
    }
  }

  async #finish(): Promise<RequestEnd> {
    const rest = this.#chunks.rest()
    if (rest.length === 0) return failed('host-refuses', 'the file is empty')
    await this.#write(rest, true)
    if (this.#signal.aborted) return { kind: 'stopped' }
    return this.#end ?? { kind: 'kept', lengthBytes: this.#heldBytes }
  }

  async #fromFirstByte(): Promise<FileKept | undefined> {
    try {
      await this.#ports.store.remove(this.#url, this.#record?.begunAt)
      return undefined
    } catch {
      return this.#again('no-storage')
    }
  }

  /** @param failure what it is called once it was tried often enough */
  async #again(failure: KeepFailure, afterMs?: number): Promise<FileKept | undefined> {
    const failures = this.#attempts.failed(this.#nextIndex)
    if (this.#attempts.areTooMany) return failed(failure, `${failures} failures in a row`)
    await this.#wait(afterMs ?? nextRetryDelayMs(failures, this.#ports.rng))
    return undefined
  }

  get #isStopped(): boolean {
    return this.#signal.aborted || this.#request.signal.aborted
  }

  #stop(failure: KeepFailure, detail: string): void {
    this.#stopFor(failed(failure, detail))
  }

  #stopFor(end: RequestEnd): void {
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
