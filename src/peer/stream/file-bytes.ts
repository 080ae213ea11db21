/**
 * A whole file of the store as a stream: any range of it, a chunk in memory at a time.
 *
 * Pure. It never asks the host: what can't be read here is read there by who plays, from the beginning of a request, never spliced in.
 */
import type { FileRecord, FileStore } from '../store/file-store.ts'
import { type ByteStream, StreamError } from './byte-stream.ts'

export class FileBytes implements Omit<ByteStream, 'type'> {
  readonly #store: Pick<FileStore, 'chunk'>
  readonly #file: FileRecord
  readonly #lost: () => void

  /** @param file whole @param lost runs where it turns out not to be here any more, or can't be read, before the reader hears of it */
  constructor(store: Pick<FileStore, 'chunk'>, file: FileRecord, lost: () => void) {
    this.#store = store
    this.#file = file
    this.#lost = lost
  }

  get fileBytes(): number {
    return this.#file.heldBytes
  }

  async lengthBytes(): Promise<number> {
    return this.fileBytes
  }

  heldFrom(byte: number): number {
    return Math.max(0, this.fileBytes - byte)
  }

  async *read(from: number, to: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const { chunkBytes } = this.#file
    let at = from
    while (at < to) {
      const index = Math.floor(at / chunkBytes)
      const chunk = await this.#store.chunk(this.#file, index)
      if (signal.aborted) return
      if (chunk === undefined) {
        this.#lost()
        throw new StreamError('the file is not kept any more, or can’t be read')
      }
      const start = index * chunkBytes
      const end = Math.min(to, start + chunk.length)
      yield chunk.subarray(at - start, end - start)
      at = end
    }
  }
}
