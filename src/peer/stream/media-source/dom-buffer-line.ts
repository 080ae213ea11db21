/**
 * One SourceBuffer as a line of promises: what is asked of it happens one after the other, and ends when the element lets go.
 */
import type { Span } from './feeding.ts'
import { UnfitError } from './segment-cutter.ts'

export class BufferLine {
  readonly #source: MediaSource
  readonly #buffer: SourceBuffer
  readonly #signal: AbortSignal

  /**
   * @param signal aborts when the element lets go of the source: nothing is touched, and nothing waited for, after that
   * @throws DOMException where the browser does not take the type after all
   */
  constructor(source: MediaSource, mimeType: string, signal: AbortSignal) {
    this.#source = source
    this.#signal = signal
    this.#buffer = source.addSourceBuffer(mimeType)
  }

  /** The element has let go; the event that says so comes a little later. */
  get gone(): boolean {
    return this.#signal.aborted || this.#source.readyState === 'closed'
  }

  get spans(): readonly Span[] {
    if (this.gone) return []
    const { buffered } = this.#buffer
    return Array.from({ length: buffered.length }, (_, i) => ({
      startSeconds: buffered.start(i),
      endSeconds: buffered.end(i),
    }))
  }

  /**
   * @param atSeconds when it is played, for files that don't say so; only after `clear`
   * @returns whether there was room. @throws {UnfitError} where the browser can't read it.
   */
  async append(bytes: Uint8Array<ArrayBuffer>, atSeconds?: number): Promise<boolean> {
    if (this.gone) return true
    if (atSeconds !== undefined) this.#buffer.timestampOffset = atSeconds
    try {
      this.#buffer.appendBuffer(bytes)
    } catch (error) {
      if (error instanceof DOMException && error.name === 'QuotaExceededError') return false
      throw error
    }
    await this.#updated()
    return true
  }

  async remove({ startSeconds, endSeconds }: Span): Promise<void> {
    if (this.gone) return
    this.#buffer.remove(startSeconds, endSeconds)
    await this.#updated()
  }

  /** Forgets all that was appended, also what was only half. */
  async clear(): Promise<void> {
    // Reopens the source too, where its end had been reached.
    if (this.spans.length > 0) await this.remove({ startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY })
    if (!this.gone && this.#source.readyState === 'open') this.#buffer.abort()
  }

  /** No more will come: the element plays to the end of what it has. */
  finish(): void {
    if (!this.gone && this.#source.readyState === 'open') this.#source.endOfStream()
  }

  #updated(): Promise<void> {
    return new Promise((resolve, reject) => {
      const over = new AbortController()
      const listen = (target: EventTarget, type: string, then: () => void): void =>
        target.addEventListener(
          type,
          () => {
            over.abort()
            then()
          },
          { signal: over.signal },
        )
      listen(this.#buffer, 'error', () => reject(new UnfitError('the browser could not read what was appended')))
      listen(this.#buffer, 'updateend', resolve)
      listen(this.#signal, 'abort', resolve)
    })
  }
}
