/**
 * Keeps an episode without a torrent, as a whole file: puts host, store and room together for file-keeping.ts.
 *
 * The chunk that is loaded with the first such episode to be kept. No tracker hears of it, and nobody is given anything of it.
 */
import { domClock } from '../../shared/dom-clock.ts'
import type { Subject } from '../../shared/emitter.ts'
import { HttpFile } from '../origin/http-file.ts'
import { hostForbidsReading } from '../origin/http-reading-check.ts'
import type { FileStore } from '../store/file-store.ts'
import type { PieceStore } from '../store/piece-store.ts'
import type { EpisodeSource, KeepOptions, KeepSnapshot } from '../types.ts'
import type { WholeFiles } from '../whole-files.ts'
import { isRoomFor } from './dom-room.ts'
import { type FileKeepingPorts, type FileKept, keepFile } from './file-keeping.ts'

/** What feeds say of lengths is often wrong, and as often nothing: so much of a file that does not say it itself, or {@link MOST_TIMES} as much. */
const MOST_UNSAID_BYTES = 300_000_000
const MOST_TIMES = 4
const RECOUNT_BYTES = 50_000_000

/** What this needs of the library of a tab. */
export interface FileKeepingLibrary {
  /** Of pieces. */
  store(): Promise<PieceStore>
  readonly files: Pick<WholeFiles, 'store' | 'changed'>
  readonly playerHungry: boolean
}

/** Runs until it ends, and tells `to` on the way. Never rejects. */
export async function keepWholeFile(
  library: FileKeepingLibrary,
  source: Pick<EpisodeSource, 'url' | 'lengthBytes'>,
  { signal }: Pick<KeepOptions, 'signal'>,
  to: Subject<KeepSnapshot>,
): Promise<void> {
  const tell = (change: Partial<KeepSnapshot>) => to.set({ ...to.snapshot, ...change })
  if (globalThis.isSecureContext === false) {
    return tell({
      state: 'failed',
      failure: 'not-secure',
      detail: 'only secure pages have a worker to play it offline',
    })
  }
  try {
    const [store, pieces] = await Promise.all([library.files.store(), library.store()])
    tell(snapshotOf(await keepFile(source.url, ports(library, store, pieces, source, tell), signal)))
  } catch (error) {
    tell({ state: 'failed', failure: 'no-storage', detail: String(error) })
  }
}

function ports(
  library: FileKeepingLibrary,
  store: FileStore,
  pieces: PieceStore,
  { url, lengthBytes: saidBytes = 0 }: Pick<EpisodeSource, 'url' | 'lengthBytes'>,
  tell: (change: Partial<KeepSnapshot>) => void,
): FileKeepingPorts {
  const address = readableAddress(url)
  return {
    store,
    host: new HttpFile({ url: address }),
    clock: domClock,
    rng: Math.random,
    mostUnsaidBytes: Math.max(MOST_UNSAID_BYTES, MOST_TIMES * saidBytes),
    recountBytes: RECOUNT_BYTES,
    playerHungry: () => library.playerHungry,
    hasRoom: (bytes) => isRoomFor(bytes, pieces),
    makeRoom: (bytes) => pieces.makeRoom(bytes),
    forbidsReading: (signal) => hostForbidsReading(address, signal),
    changed: () => library.files.changed(),
    progressed: (heldBytes, lengthBytes) => tell({ heldBytes, ...(lengthBytes > 0 && { lengthBytes }) }),
  }
}

function snapshotOf(kept: FileKept): Partial<KeepSnapshot> {
  switch (kept.kind) {
    case 'kept':
      return { state: 'kept', heldBytes: kept.lengthBytes, lengthBytes: kept.lengthBytes }
    case 'stopped':
      return { state: 'stopped' }
    case 'failed':
      return { state: 'failed', failure: kept.failure, detail: kept.detail }
  }
}

/** A page that came encrypted may read nothing that does not: as browsers do for media elements, it is asked for encrypted, too. */
function readableAddress(url: string): string {
  return globalThis.location?.protocol === 'https:' ? url.replace(/^http:/, 'https:') : url
}
