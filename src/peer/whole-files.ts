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
  /** Something is kept, removed or begun by this tab. */
  readonly changed: () => void
}

/** Its bytes can't be verified, so they are kept as a whole file or not at all. */
export function isWithoutTorrent({ torrentUrl, infoHash }: Pick<EpisodeSource, 'torrentUrl' | 'infoHash'>): boolean {
  return torrentUrl === undefined && infoHash === undefined
}

export class WholeFiles {
  readonly #ports: WholeFilesPorts
  #store: Promise<FileStore> | undefined
  /** At the last look. */
  #isAny = false

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
    // Another tab may have removed the last one, and the mark with it: its room is to be given back.
    if (this.#isAny || this.#ports.mark.read()) await this.list().catch(() => {})
  }

  /**
   * The file to play from; `undefined` where it is not here as a whole, or can't be had: then the host has it. Never rejects.
   * @param lost as of {@link FileBytes}
   */
  async open(url: string, lost: () => void): Promise<FileBytes | undefined> {
    if (!this.#ports.mark.read()) return undefined
    const store = await this.store().catch(() => undefined)
    const file = await store?.file(url).catch(() => undefined)
    return store !== undefined && file?.isWhole ? new FileBytes(store, file, lost) : undefined
  }

  /** Rejects where the database fails: what is kept is not known then, and mark and room stay as they are. */
  async list(): Promise<readonly KeptFile[]> {
    const files = await (await this.store()).files()
    this.#isAny = files.length > 0
    this.#ports.mark.write(this.#isAny)
    await this.#ports.reserve(files.reduce((sum, file) => sum + roomOf(file), 0))
    return files.map((file) => {
      const { url, heldBytes, isWhole } = file
      return { url, heldBytes, roomBytes: roomOf(file), isWhole }
    })
  }

  /** What is known to be kept: nothing where the database fails. Never rejects. */
  async known(): Promise<readonly KeptFile[]> {
    return this.#ports.mark.read() ? this.list().catch(() => []) : []
  }

  /** @returns bytes that were removed. Rejects as {@link list} does. */
  async forget(urls: readonly string[]): Promise<number> {
    const store = await this.store()
    let bytes = 0
    try {
      for (const url of new Set(urls)) {
        const held = await store.file(url)
        await store.remove(url)
        bytes += held?.heldBytes ?? 0
      }
    } finally {
      await this.changed()
    }
    return bytes
  }

  /** What is kept is another, or takes other room: whoever goes by it hears of it. Never rejects. */
  async changed(): Promise<void> {
    await this.list().catch(() => {})
    this.#ports.changed()
  }
}

/** With what is still to come of it. */
function roomOf({ heldBytes, isWhole, version: { lengthBytes = 0 } }: FileRecord): number {
  return isWhole ? heldBytes : Math.max(heldBytes, lengthBytes)
}
