/**
 * An episode's record as the database holds it, and the door it comes in by.
 *
 * What is read back is believed only after this: other code, an older version or a broken disk may have written it. A record
 * that makes no sense is absent; one whose bitfield alone makes no sense keeps its lengths, and the store counts the
 * pieces again.
 */
import { type InfoHash, parseInfoHash } from '../../shared/ids.ts'
import { Bitfield } from '../bitfield.ts'
import { isPieceLayout, type PieceLayout } from '../piece-layout.ts'

export interface EpisodeRow extends PieceLayout {
  readonly infoHash: string
  readonly name: string
  /** {@link Bitfield.toBytes}. */
  readonly bitfield: Uint8Array
  readonly lastUsedAt: number
  /** These are absent in rows of earlier versions, which read and write rows that have them as well, and leave them out. */
  readonly givenBytes?: number
  readonly listenersServed?: number
  readonly pinned?: boolean
}

export interface ParsedEpisode extends PieceLayout {
  readonly infoHash: InfoHash
  readonly name: string
  /** `undefined`: not usable, count the pieces. */
  readonly bitfield: Bitfield | undefined
  readonly lastUsedAt: number
  /** Given to others since it is held. Absent: none. */
  readonly givenBytes?: number
  /** Connections over which something of it was given. Absent: none. */
  readonly listenersServed?: number
  /** The listener wants it on this device: it is never evicted. */
  readonly pinned?: true
}

/** More than any torrent file we read can have; keeps a hostile number from being allocated for. */
const MAX_PIECES = 1 << 20

/** @returns the record, or `undefined` where `value` is none. */
export function parseEpisodeRow(value: unknown): ParsedEpisode | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const row: Partial<Record<keyof EpisodeRow, unknown>> = value
  const infoHash = parseInfoHash(row.infoHash)
  const layout = {
    lengthBytes: numberOr0(row.lengthBytes),
    pieceLength: numberOr0(row.pieceLength),
    pieceCount: numberOr0(row.pieceCount),
  }
  if (infoHash === undefined || infoHash !== row.infoHash) return undefined
  if (!isPieceLayout(layout) || layout.pieceCount > MAX_PIECES) return undefined
  const name = typeof row.name === 'string' ? row.name : ''
  const bitfield = row.bitfield instanceof Uint8Array ? Bitfield.fromBytes(row.bitfield, layout.pieceCount) : undefined
  const lastUsedAt = Number.isFinite(row.lastUsedAt) ? numberOr0(row.lastUsedAt) : 0
  return { infoHash, ...layout, name, bitfield, lastUsedAt, ...extrasOf(row) }
}

/** @returns what to write for an episode. */
export function toEpisodeRow(episode: ParsedEpisode & { readonly bitfield: Bitfield }): EpisodeRow {
  const { infoHash, lengthBytes, pieceLength, pieceCount, name, bitfield, lastUsedAt } = episode
  const layout = { lengthBytes, pieceLength, pieceCount }
  return { infoHash, ...layout, name, bitfield: bitfield.toBytes(), lastUsedAt, ...extrasOf(episode) }
}

/** What was not always there, and stays absent where it says nothing. */
function extrasOf(
  row: Partial<Record<keyof EpisodeRow, unknown>>,
): Pick<ParsedEpisode, 'givenBytes' | 'listenersServed' | 'pinned'> {
  const { givenBytes, listenersServed, pinned } = row
  return {
    ...(isCount(givenBytes) && { givenBytes }),
    ...(isCount(listenersServed) && { listenersServed }),
    ...(pinned === true && { pinned }),
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function numberOr0(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
