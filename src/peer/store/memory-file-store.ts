/**
 * Whole files in memory, for tests of what stands on the port. In a browser without IndexedDB nothing is kept: a file that does not last
 * longer than the page is no use to anybody.
 */
import {
  CHUNK_BYTES,
  checkChunk,
  chunkLength,
  type FileName,
  type FilePut,
  type FileRecord,
  type FileStore,
  type FileStoreOptions,
  type FileVersion,
  type FileWriteFailure,
  isKeeping,
  takesNext,
} from './file-store.ts'

export class MemoryFileStore implements FileStore {
  readonly kind = 'memory'
  readonly #options: FileStoreOptions
  readonly #files = new Map<string, { record: FileRecord; chunks: Uint8Array[] }>()
  #isClosed = false

  constructor(options: FileStoreOptions) {
    this.#options = options
  }

  async begin(url: string, version: FileVersion): Promise<FileRecord | FileWriteFailure> {
    if (this.#isClosed) return 'failed'
    const { now, chunkBytes = CHUNK_BYTES } = this.#options
    const record = { url, begunAt: now(), version, heldBytes: 0, isWhole: false, chunkBytes }
    this.#files.set(url, { record, chunks: [] })
    return record
  }

  async append(name: FileName, index: number, bytes: Uint8Array, isLast: boolean): Promise<FilePut> {
    if (this.#isClosed) return 'failed'
    const file = this.#files.get(name.url)
    if (file === undefined || !takesNext(file.record, name, index)) return 'gone'
    checkChunk(file.record.chunkBytes, bytes, isLast)
    file.chunks.push(bytes.slice())
    file.record = { ...file.record, heldBytes: file.record.heldBytes + bytes.length, isWhole: isLast }
    return 'stored'
  }

  async chunk({ url, begunAt }: FileName, index: number): Promise<Uint8Array | undefined> {
    const file = this.#files.get(url)
    if (file?.record.begunAt !== begunAt || chunkLength(file.record, index) === 0) return undefined
    return file.chunks[index]?.slice()
  }

  async file(url: string): Promise<FileRecord | undefined> {
    return this.#open().get(url)?.record
  }

  async files(): Promise<readonly FileRecord[]> {
    return [...this.#open().values()].map(({ record }) => record)
  }

  async remove(url: string, begunAt?: number): Promise<void> {
    const file = this.#open().get(url)
    if (file !== undefined && isKeeping(file.record, begunAt)) this.#files.delete(url)
  }

  close(): void {
    this.#isClosed = true
    this.#files.clear()
  }

  #open() {
    if (this.#isClosed) throw new Error('the store was closed')
    return this.#files
  }
}
