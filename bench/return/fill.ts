/** Runs in a page: puts a whole episode into the browser's piece store, by the store's own code, as having heard it would. */
import { openPieceStore } from '../../src/peer/store/index.ts'
import type { InfoHash, PieceIndex } from '../../src/shared/ids.ts'

export interface Filling {
  readonly infoHash: string
  readonly name: string
  readonly sizeBytes: number
  readonly pieceLength: number
  readonly torrentUrl: string
  readonly nearUrl: string
}

/** Bytes fetched at a time. */
const BATCH_BYTES = 16 << 20

export async function fill({ infoHash, name, sizeBytes, pieceLength, torrentUrl, nearUrl }: Filling): Promise<void> {
  const { store, memoryBecause } = await openPieceStore()
  if (memoryBecause !== undefined) throw new Error(`there is no disk to fill: ${memoryBecause}`)
  const torrentFile = new Uint8Array(await (await fetch(torrentUrl)).arrayBuffer())
  const hash = infoHash as InfoHash
  const pieceCount = Math.ceil(sizeBytes / pieceLength)
  await store.open({ infoHash: hash, name, lengthBytes: sizeBytes, pieceLength, pieceCount, torrentFile })
  // As an episode that the listener wants: twenty of 60 MB are more than the budget for what is only heard.
  await store.pin(
    new Set((await store.episodes()).filter((one) => one.pinned || one.infoHash === hash).map((one) => one.infoHash)),
  )
  const perBatch = Math.max(1, Math.floor(BATCH_BYTES / pieceLength))
  for (let first = 0; first < pieceCount; first += perBatch) {
    const last = Math.min(pieceCount, first + perBatch)
    const range = `bytes=${first * pieceLength}-${Math.min(sizeBytes, last * pieceLength) - 1}`
    const bytes = new Uint8Array(await (await fetch(nearUrl, { headers: { Range: range } })).arrayBuffer())
    for (let index = first; index < last; index++) {
      const at = (index - first) * pieceLength
      const put = await store.put(hash, index as PieceIndex, bytes.slice(at, at + pieceLength))
      if (put !== 'stored') throw new Error(`piece ${index} found no room`)
    }
  }
  const { bitfield } = (await store.episode(hash)) ?? {}
  if (bitfield?.complete !== true) throw new Error('the episode is not complete in the store')
  store.close()
}

Object.assign(globalThis, { fill })
