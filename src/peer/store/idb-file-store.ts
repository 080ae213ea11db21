/**
 * Whole files in IndexedDB, in a database of their own: pieces and files are upgraded, and given up, without each other.
 *
 * A chunk and its count are written in one transaction, and a file is whole by the transaction that writes its last chunk: a crash, or
 * the browser's end, leaves a file that can be gone on with. Whatever the database does to us comes out as 'full' or as absent.
 */
import type { DBSchema } from 'idb'
import { parseFileRow } from './file-row.ts'
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
import { IdbConnection } from './idb-connection.ts'
import type { DatabaseShape, WriteOf } from './idb-database.ts'
import { unlessOurBug, wholeBuffer } from './idb-writing.ts'

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

export interface IdbFileStoreOptions {
  /** Default: `grapevine-files`. */
  readonly databaseName?: string
  readonly chunkBytes?: number
  /** See {@link IdbPieceStoreOptions}; default 3,000 each. */
  readonly openTimeoutMs?: number
  readonly hangTimeoutMs?: number
}

export class IdbFileStore implements FileStore {
  readonly kind = 'indexeddb'
  readonly chunkBytes: number
  readonly #connection: IdbConnection<FilesDb>

  private constructor(connection: IdbConnection<FilesDb>, chunkBytes: number) {
    this.#connection = connection
    this.chunkBytes = chunkBytes
  }

  /** Opens the database. @throws {DatabaseError} as a rejection, where it can't be opened. */
  static async connect(options: IdbFileStoreOptions = {}): Promise<IdbFileStore> {
    const { databaseName, chunkBytes = CHUNK_BYTES, openTimeoutMs = 3_000, hangTimeoutMs = 3_000 } = options
    const connection = new IdbConnection(fileDatabase(databaseName), { openTimeoutMs, hangTimeoutMs })
    await connection.database()
    return new IdbFileStore(connection, chunkBytes)
  }

  async begin(url: string, version: FileVersion): Promise<'stored' | 'full'> {
    const record: FileRecord = { url, version, heldBytes: 0, isWhole: false, chunkBytes: this.chunkBytes }
    const begun = this.#connection.write(async (tx) => {
      await tx.objectStore('chunks').delete(chunksOf(url))
      await tx.objectStore('files').put(record)
      return 'stored' as const
    })
    return (await begun.catch(unlessOurBug)) ?? 'full'
  }

  async append(url: string, index: number, bytes: Uint8Array, isLast: boolean): Promise<FilePut> {
    const written = this.#connection.write((tx) => append(tx, url, index, bytes, isLast))
    return (await written.catch(unlessOurBug)) ?? 'full'
  }

  async chunk(url: string, index: number): Promise<Uint8Array | undefined> {
    const reading = this.#connection.read(async (tx) => {
      const record = parseFileRow(await tx.objectStore('files').get(url))
      const length = record === undefined ? 0 : chunkLength(record, index)
      if (length === 0) return undefined
      const bytes: unknown = await tx.objectStore('chunks').get([url, index])
      return bytes instanceof Uint8Array && bytes.length === length ? bytes : 'damaged'
    })
    const found = await reading.catch(unlessOurBug)
    if (found !== 'damaged') return found
    await this.remove(url)
    return undefined
  }

  async file(url: string): Promise<FileRecord | undefined> {
    const reading = this.#connection.read((tx) => tx.objectStore('files').get(url))
    return parseFileRow(await reading.catch(unlessOurBug))
  }

  async files(): Promise<readonly FileRecord[]> {
    const reading = this.#connection.read((tx) => tx.objectStore('files').getAll())
    return ((await reading.catch(unlessOurBug)) ?? []).flatMap((row) => parseFileRow(row) ?? [])
  }

  async remove(url: string): Promise<void> {
    const removing = this.#connection.write(async (tx) => {
      await tx.objectStore('chunks').delete(chunksOf(url))
      await tx.objectStore('files').delete(url)
    })
    await removing.catch(unlessOurBug)
  }

  close(): void {
    this.#connection.close()
  }
}

async function append(
  tx: WriteOf<FilesDb>,
  url: string,
  index: number,
  bytes: Uint8Array,
  isLast: boolean,
): Promise<FilePut> {
  const record = parseFileRow(await tx.objectStore('files').get(url))
  if (record === undefined || nextChunk(record) !== index) return 'gone'
  checkChunk(record.chunkBytes, bytes, isLast)
  await tx.objectStore('chunks').put(wholeBuffer(bytes), [url, index])
  await tx.objectStore('files').put({ ...record, heldBytes: record.heldBytes + bytes.length, isWhole: isLast })
  return 'stored'
}

function chunksOf(url: string): IDBKeyRange {
  return IDBKeyRange.bound([url, 0], [url, Number.POSITIVE_INFINITY])
}
