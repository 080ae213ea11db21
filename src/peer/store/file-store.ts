/**
 * The port for enclosures that are kept as whole files: those without a torrent, whose bytes nothing can verify.
 *
 * Fetched from beginning to end and written down in chunks, so that a file of any length is read by ranges without being in memory.
 * What every store promises, and the contract suite (file-store.contract.ts) holds it to: a chunk and the count of bytes come together;
 * only a file whose last chunk was written is whole; a full or failing disk shows as 'full' or as absent, never as a rejection.
 * Why not pieces, and why not Cache Storage: docs/decisions/0031-whole-files.md.
 */

/** What a host says of a file, so that what comes later can be told from another one. What can't be read is absent. */
export interface FileVersion {
  readonly lengthBytes?: number
  /** Header `Last-Modified`, as it came. */
  readonly lastModified?: string
  /** Header `ETag`, as it came. */
  readonly etag?: string
}

export interface FileRecord {
  /** The enclosure's, absolute; files are named by it. */
  readonly url: string
  readonly version: FileVersion
  /** From its beginning on. */
  readonly heldBytes: number
  /** All of it is here: `heldBytes` is its length. */
  readonly isWhole: boolean
  /** All chunks have this length but the last, which may be shorter. */
  readonly chunkBytes: number
}

/** 'gone': the file was removed meanwhile, or is being written by somebody else: nothing was written. */
export type FilePut = 'stored' | 'full' | 'gone'

export interface FileStore {
  readonly kind: 'indexeddb' | 'memory'
  /** Length of the chunks of files that are begun now. */
  readonly chunkBytes: number
  /** From the first byte on: what was held of it goes. */
  begin(url: string, version: FileVersion): Promise<Exclude<FilePut, 'gone'>>
  /**
   * Writes the next chunk, counted from 0. Rejects with RangeError where it has not the length of the file's chunks (the last one: more,
   * or none): that is our bug.
   * @param isLast the file is whole with it
   */
  append(url: string, index: number, bytes: Uint8Array, isLast: boolean): Promise<FilePut>
  /** A copy, which is the caller's. A whole file that lacks it is damaged, and removed. */
  chunk(url: string, index: number): Promise<Uint8Array | undefined>
  file(url: string): Promise<FileRecord | undefined>
  /** All of which something is held or was begun, without reading a chunk. */
  files(): Promise<readonly FileRecord[]>
  remove(url: string): Promise<void>
  /** Afterwards puts are 'full' and everything is absent. */
  close(): void
}

/** Each costs a transaction; two are in memory while a file is read. */
export const CHUNK_BYTES = 1 << 20

/** The caller's duty, checked the same way by every store. */
export function checkChunk(chunkBytes: number, bytes: Uint8Array, isLast: boolean): void {
  const fits = isLast ? bytes.length > 0 && bytes.length <= chunkBytes : bytes.length === chunkBytes
  if (!fits) throw new RangeError(`a chunk of ${bytes.length} bytes in a file of chunks of ${chunkBytes}`)
}

/** How long a chunk must be by its file's record; 0: the file does not have it. */
export function chunkLength({ heldBytes, chunkBytes }: FileRecord, index: number): number {
  return Math.max(0, Math.min(chunkBytes, heldBytes - index * chunkBytes))
}

/** Which chunk comes next; `undefined`: none, the file is whole. */
export function nextChunk({ heldBytes, chunkBytes, isWhole }: FileRecord): number | undefined {
  return isWhole ? undefined : heldBytes / chunkBytes
}
