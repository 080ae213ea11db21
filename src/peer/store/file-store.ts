/**
 * The port for enclosures that are kept as whole files: those without a torrent, whose bytes nothing can verify.
 *
 * Fetched from beginning to end and written down in chunks, so that a file of any length is read by ranges without being in memory.
 * What every store promises, and the contract suite (file-store.contract.ts) holds it to: a chunk and the count of bytes come together;
 * only a file whose last chunk was written is whole. What could not be looked up is not known to be gone, so look-ups and removals reject
 * where the database fails; a write is told from a full disk by 'failed', because room helps only the one.
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
  /** Wall clock, milliseconds since 1970: tells it from what is kept under the same address before or after it. */
  readonly begunAt: number
  readonly version: FileVersion
  /** From its beginning on. */
  readonly heldBytes: number
  /** All of it is here: `heldBytes` is its length. */
  readonly isWhole: boolean
  /** All chunks have this length but the last, which may be shorter. */
  readonly chunkBytes: number
}

/** Why nothing was written. 'full': the disk has no room. 'failed': the database did not do it, and may later. */
export type FileWriteFailure = 'full' | 'failed'

/** 'gone': the file was removed or begun anew meanwhile, or is written by somebody else: nothing was written. */
export type FilePut = 'stored' | 'gone' | FileWriteFailure

/** Names one keeping of a file. */
export type FileName = Pick<FileRecord, 'url' | 'begunAt'>

export interface FileStore {
  readonly kind: 'indexeddb' | 'memory'
  /** From the first byte on: what was held of it goes. @returns its record */
  begin(url: string, version: FileVersion): Promise<FileRecord | FileWriteFailure>
  /**
   * Writes the next chunk, counted from 0. Rejects with RangeError where it has not the length of the file's chunks (the last one: more,
   * or none): that is our bug.
   * @param isLast the file is whole with it
   */
  append(file: FileName, index: number, bytes: Uint8Array, isLast: boolean): Promise<FilePut>
  /**
   * A copy, which is the caller's; absent also where it can't be read now: who plays has the host. A file that lacks a chunk of its length
   * is damaged, and removed.
   */
  chunk(file: FileName, index: number): Promise<Uint8Array | undefined>
  /** Rejects where the database fails: then it is not known. */
  file(url: string): Promise<FileRecord | undefined>
  /** All of which something is held or was begun, without reading a chunk. Rejects as {@link file} does. */
  files(): Promise<readonly FileRecord[]>
  /** Rejects where the database fails. @param begunAt only that keeping of it: one that was begun since stays */
  remove(url: string, begunAt?: number): Promise<void>
  /** Afterwards writes have failed, chunks are absent, and all else rejects. */
  close(): void
}

export interface FileStoreOptions {
  /** Wall clock in milliseconds since 1970. */
  readonly now: () => number
  /** Of files that are begun from now on; default {@link CHUNK_BYTES}. */
  readonly chunkBytes?: number
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

/** Whether the file on record is the one that is meant, and its next chunk is this. */
export function takesNext(record: FileRecord | undefined, { begunAt }: FileName, index: number): record is FileRecord {
  if (record === undefined || record.begunAt !== begunAt || record.isWhole) return false
  return record.heldBytes / record.chunkBytes === index
}

/** Whether what is on record is the keeping that is meant; without a name for one, any is. */
export function isKeeping(record: FileRecord, begunAt: number | undefined): boolean {
  return begunAt === undefined || record.begunAt === begunAt
}
