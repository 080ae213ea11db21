/**
 * Whole files in IndexedDB, in a database of their own: pieces and files are upgraded, and given up, without each other.
 *
 * A chunk and its count are written in one transaction, and a file is whole by the transaction that writes its last chunk: a crash, or
 * the browser's end, leaves a file that can be gone on with.
 */
import type { DBSchema } from 'idb'
import { parseFileRow } from './file-row.ts'
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
import { IdbConnection } from './idb-connection.ts'
import type { DatabaseShape, WriteOf } from './idb-database.ts'
import { isQuotaExceeded, unlessOurBug, wholeBuffer } from './idb-writing.ts'

interface FilesDb extends DBSchema {
  files: { key: string; value: FileRecord }
  chunks: { key: [url: string, index: number]; value: Uint8Array }
}

const fileDatabase = (name = 'grapevine-files'): DatabaseShape<FilesDb> => ({
  name,
  version: 1,
  stores: ['files', 'chunks'],
  upgrade(db) {
    if (!db.objectStoreNames.contains('files')) db.createObjectStore('files', { keyPath: 'url' })
    if (!db.objectStoreNames.contains('chunks')) db.createObjectStore('chunks')
  },
})

export interface IdbFileStoreOptions extends FileStoreOptions {
  /** Default: `grapevine-files`. */
  readonly databaseName?: string
  /** See {@link IdbPieceStoreOptions}; default 3,000 each. */
  readonly openTimeoutMs?: number
  readonly hangTimeoutMs?: number
}

export class IdbFileStore implements FileStore {
  readonly kind = 'indexeddb'
  readonly #options: FileStoreOptions
  readonly #connection: IdbConnection<FilesDb>

  private constructor(options: FileStoreOptions, connection: IdbConnection<FilesDb>) {
    this.#options = options
    this.#connection = connection
  }

  /** Opens the database. @throws {DatabaseError} as a rejection, where it can't be opened. */
  static async connect(options: IdbFileStoreOptions): Promise<IdbFileStore> {
    const { databaseName, openTimeoutMs = 3_000, hangTimeoutMs = 3_000 } = options
    const connection = new IdbConnection(fileDatabase(databaseName), { openTimeoutMs, hangTimeoutMs })
    await connection.database()
    return new IdbFileStore(options, connection)
  }

  async begin(url: string, version: FileVersion): Promise<FileRecord | FileWriteFailure> {
    const { now, chunkBytes = CHUNK_BYTES } = this.#options
    const record: FileRecord = { url, begunAt: now(), version, heldBytes: 0, isWhole: false, chunkBytes }
    const begun = this.#connection.write(async (tx) => {
      await tx.objectStore('chunks').delete(chunksOf(url))
      await tx.objectStore('files').put(record)
      return record
    })
    return begun.catch(failureOf)
  }

  async append(file: FileName, index: number, bytes: Uint8Array, isLast: boolean): Promise<FilePut> {
    return this.#connection.write((tx) => append(tx, file, index, bytes, isLast)).catch(failureOf)
  }

  async chunk({ url, begunAt }: FileName, index: number): Promise<Uint8Array | undefined> {
    const reading = this.#connection.read(async (tx) => {
      const record = parseFileRow(await tx.objectStore('files').get(url))
      const length = record?.begunAt === begunAt ? chunkLength(record, index) : 0
      if (length === 0) return undefined
      const bytes: unknown = await tx.objectStore('chunks').get([url, index])
      return bytes instanceof Uint8Array && bytes.length === length ? bytes : 'damaged'
    })
    const found = await reading.catch(unlessOurBug)
    if (found !== 'damaged') return found
    await this.remove(url, begunAt).catch(unlessOurBug)
    return undefined
  }

  async file(url: string): Promise<FileRecord | undefined> {
    return parseFileRow(await this.#connection.read((tx) => tx.objectStore('files').get(url)))
  }

  async files(): Promise<readonly FileRecord[]> {
    const rows = await this.#connection.read((tx) => tx.objectStore('files').getAll())
    return rows.flatMap((row) => parseFileRow(row) ?? [])
  }

  async remove(url: string, begunAt?: number): Promise<void> {
    await this.#connection.write(async (tx) => {
      const record = parseFileRow(await tx.objectStore('files').get(url))
      if (record !== undefined && !isKeeping(record, begunAt)) return
      await tx.objectStore('chunks').delete(chunksOf(url))
      await tx.objectStore('files').delete(url)
    })
  }

  close(): void {
    this.#connection.close()
  }
}

async function append(
  tx: WriteOf<FilesDb>,
  file: FileName,
  index: number,
  bytes: Uint8Array,
  isLast: boolean,
): Promise<FilePut> {
  const record = parseFileRow(await tx.objectStore('files').get(file.url))
  if (!takesNext(record, file, index)) return 'gone'
  checkChunk(record.chunkBytes, bytes, isLast)
  await tx.objectStore('chunks').put(wholeBuffer(bytes), [file.url, index])
  await tx.objectStore('files').put({ ...record, heldBytes: record.heldBytes + bytes.length, isWhole: isLast })
  return 'stored'
}

/** A mistake in this code goes on up. */
function failureOf(error: unknown): FileWriteFailure {
  unlessOurBug(error)
  return isQuotaExceeded(error) ? 'full' : 'failed'
}

function chunksOf(url: string): IDBKeyRange {
  return IDBKeyRange.bound([url, 0], [url, Number.POSITIVE_INFINITY])
}
