/**
 * What the storage screen asks of the engine: what is held, forget it, never evict it.
 *
 * Loaded when it is first asked for; it holds nothing itself and reads no piece.
 */
import type { InfoHash } from '../../shared/ids.ts'
import { heldBytes } from '../piece-layout.ts'
import type { PieceStore } from '../store/piece-store.ts'
import type { ForgetOutcome, KeptBytes, SwarmCount, TrackerStatus } from '../types.ts'

/** What these need of the library of a tab. */
export interface KeptLibrary {
  store(): Promise<PieceStore>
  isInUse(infoHash: InfoHash): boolean
  inUseInAnyTab(): Promise<ReadonlySet<InfoHash>>
  opened(infoHash: InfoHash): Promise<OpenedEpisode | undefined>
  forget(infoHash: InfoHash): Promise<boolean>
}

export interface OpenedEpisode {
  readonly shared: { readonly trackerStatus: TrackerStatus; readonly swarmCount?: SwarmCount | undefined } | undefined
}

/** @returns what is held, the last used first. Episodes of which nothing is held are left out. */
export async function listKept(library: KeptLibrary): Promise<readonly KeptBytes[]> {
  const [store, marked] = await Promise.all([library.store(), library.inUseInAnyTab()])
  const records = (await store.episodes()).filter(({ bitfield }) => bitfield.count > 0)
  return Promise.all(
    records.map(async (record): Promise<KeptBytes> => {
      const { infoHash, name = '', lengthBytes, lastUsedAt, givenBytes = 0, listenersServed = 0, pinned } = record
      const shared = (await library.opened(infoHash))?.shared
      const swarm = shared?.swarmCount
      return {
        infoHash,
        name,
        lengthBytes,
        heldBytes: heldBytes(record, record.bitfield),
        lastUsedAt,
        givenBytes,
        listenersServed,
        inUse: library.isInUse(infoHash) || marked.has(infoHash),
        pinned: pinned === true,
        isOffered: shared?.trackerStatus === 'connected',
        ...(swarm !== undefined && { swarm }),
      }
    }),
  )
}

/** Removes these, one after the other; what is in use is left and named. */
export async function forgetKept(library: KeptLibrary, infoHashes: readonly InfoHash[]): Promise<ForgetOutcome> {
  const held = new Map((await listKept(library)).map((kept) => [kept.infoHash, kept.heldBytes]))
  const forgotten: InfoHash[] = []
  const inUse: InfoHash[] = []
  for (const infoHash of new Set(infoHashes)) {
    if (await library.forget(infoHash)) forgotten.push(infoHash)
    else inUse.push(infoHash)
  }
  const bytes = forgotten.reduce((sum, infoHash) => sum + (held.get(infoHash) ?? 0), 0)
  return { forgotten, inUse, bytes }
}
