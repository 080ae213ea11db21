/**
 * The whole files that this browser keeps, for the session, the public API and what keeps them: enclosures without a torrent.
 *
 * Where none was ever kept, which a mark says at once, no database is opened and no code for it loaded: such an episode starts as fast as
 * a plain one. Pure: database and mark are handed in.
 */
import type { FileRecord, FileStore } from './store/file-store.ts'
import { FileBytes } from './stream/file-bytes.ts'
import type { EpisodeSource, KeptFile } from './types.ts'

export interface WholeFilesPorts {
  /** Rejects where it can't be opened now. */
  readonly openStore: () => Promise<FileStore>
  /** Whether any file may be here, in all tabs and over visits. */
  readonly mark: { read(): boolean; write(isAny: boolean): void }
  /** So many bytes of the budget are theirs. Never rejects. */
  readonly reserve: (bytes: number) => Promise<void>
}

/** Its bytes can't be verified, so they are kept as a whole file or not at all. */
export function isWithoutTorrent({ torrentUrl, infoHash }: Pick<EpisodeSource, 'torrentUrl' | 'infoHash'>): boolean {
  return torrentUrl === undefined && infoHash === undefined
}

export class WholeFiles {
  readonly #ports: WholeFilesPorts
  #store: Promise<FileStore> | undefined

  constructor(ports: WholeFilesPorts) {
    this.#ports = ports
  }

  /** Opened when it is first needed, and tried again after a failure. */
  store(): Promise<FileStore> {
    this.#store ??= this.#ports.openStore().catch((error: unknown) => {
      this.#store = undefined
      throw error
    })
    return this.#store
  }

  /** Looks what is here, so that nobody waits for that later, and its room is not given to pieces. Never rejects. */
  async look(): Promise<void> {
    await this.known()
  }

  /**
   * The file to play from; `undefined` where it is not here as a whole, or can't be had: then the host has it. Never rejects.
   * @param lost as of {@link FileBytes}
   */
  async open(url: string, lost: () => void): Promise<FileBytes | undefined> {
    if (!this.#ports.mark.read()) return undefined
    const store = await this.store().catch(() => undefined)
    const file = await store?.file(url)
    return store !== undefined && file?.isWhole ? new FileBytes(store, file, lost) : undefined
  }

  /** Rejects where the database can't be opened now: what is kept is not known then. */
  async list(): Promise<readonly KeptFile[]> {
    const files = await (await this.store()).files()
    this.#ports.mark.write(files.length > 0)
    await this.#ports.reserve(files.reduce((sum, file) => sum + roomOf(file), 0))
    return files.map(({ url, heldBytes, isWhole }) => ({ url, heldBytes, isWhole }))
  }

  /** What is known to be kept: nothing where the database can't be opened now. Never rejects. */
  async known(): Promise<readonly KeptFile[]> {
    return this.#ports.mark.read() ? this.list().catch(() => []) : []
  }

  /** @returns bytes that were removed. Rejects as {@link list} does. */
  async forget(urls: readonly string[]): Promise<number> {
    const store = await this.store()
    let bytes = 0
    for (const url of new Set(urls)) {
      bytes += (await store.file(url))?.heldBytes ?? 0
      await store.remove(url)
    }
    await this.list()
    return bytes
  }
}

/** With what is still to come of it. */
function roomOf({ heldBytes, isWhole, version: { lengthBytes = 0 } }: FileRecord): number {
  return isWhole ? heldBytes : Math.max(heldBytes, lengthBytes)
}
