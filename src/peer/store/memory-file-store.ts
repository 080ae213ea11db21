/**
 * Whole files in memory, for tests of what stands on the port. In a browser without IndexedDB nothing is kept: a file that does not last
 * longer than the page is no use to anybody.
 */
import {
  CHUNK_BYTES,
  checkChunk,
  chunkLength,
  type FilePut,
  type FileRecord,
  type FileStore,
  type FileVersion,
  nextChunk,
} from './file-store.ts'

export class MemoryFileStore implements FileStore {
  readonly kind = 'memory'
  readonly chunkBytes: number
  readonly #files = new Map<string, { record: FileRecord; chunks: Uint8Array[] }>()
  #isClosed = false

  constructor(chunkBytes = CHUNK_BYTES) {
    this.chunkBytes = chunkBytes
  }

  async begin(url: string, version: FileVersion): Promise<'stored' | 'full'> {
    if (this.#isClosed) return 'full'
    const record = { url, version, heldBytes: 0, isWhole: false, chunkBytes: this.chunkBytes }
    this.#files.set(url, { record, chunks: [] })
    return 'stored'
  }

  async append(url: string, index: number, bytes: Uint8Array, isLast: boolean): Promise<FilePut> {
    if (this.#isClosed) return 'full'
    const file = this.#files.get(url)
    if (file === undefined || nextChunk(file.record) !== index) return 'gone'
    checkChunk(file.record.chunkBytes, bytes, isLast)
    file.chunks.push(bytes.slice())
    file.record = { ...file.record, heldBytes: file.record.heldBytes + bytes.length, isWhole: isLast }
    return 'stored'
  }

  async chunk(url: string, index: number): Promise<Uint8Array | undefined> {
    const file = this.#files.get(url)
    return file && chunkLength(file.record, index) > 0 ? file.chunks[index]?.slice() : undefined
  }

  async file(url: string): Promise<FileRecord | undefined> {
    return this.#files.get(url)?.record
  }

  async files(): Promise<readonly FileRecord[]> {
    return [...this.#files.values()].map(({ record }) => record)
  }

  async remove(url: string): Promise<void> {
    this.#files.delete(url)
  }

  close(): void {
    this.#isClosed = true
    this.#files.clear()
  }
}
