/**
 * Leases, both ways: who fetches which piece from the origin, so that it leaves the host once (docs/protocol.md, "Leases").
 *
 * It reads and writes the pair of messages and decides nothing: who is granted what is the tracker's, what to do with it the
 * player's. Piece indices are plain whole numbers on the wire; a list that names one twice counts it once.
 */
import {
  HEX_IDS,
  hexToBinaryString,
  type IdForm,
  type InfoHash,
  type PeerId,
  type PieceIndex,
  pieceIndex,
} from '../ids.ts'
import { asObject, BAD, type Bad, type JsonObject } from './json-fields.ts'
import { readInfoHash, readPeerId } from './tracker-fields.ts'
import { type Leased, type LeaseRequest, type Parsed, type TakenPieces, WIRE_LIMITS } from './tracker-messages.ts'

/** Reads a client's `action: "lease"`. */
export function parseLeaseRequest(fields: JsonObject, form: IdForm): Parsed<LeaseRequest> {
  const infoHash = readInfoHash(fields.info_hash, form)
  if (infoHash === undefined) return unreadable("'info_hash' must be 20 bytes")
  const peerId = readPeerId(fields.peer_id, form)
  if (peerId === undefined) return unreadable("'peer_id' must be 20 bytes", infoHash)
  const pieces = readPieces(fields.pieces)
  const have = readPieces(fields.have)
  if (pieces === BAD || have === BAD) {
    const { piecesPerLease, pieceIndex } = WIRE_LIMITS
    const list = `a list of at most ${piecesPerLease} whole numbers from 0 to ${pieceIndex}`
    return unreadable(`'pieces' and 'have' must each be ${list}`, infoHash)
  }
  if (pieces.length + have.length === 0) return unreadable("a lease message needs 'pieces' or 'have'", infoHash)
  return { ok: true, message: { type: 'lease', infoHash, peerId, pieces, have } }
}

/** Reads a tracker's `action: "lease"`. */
export function parseLeased(fields: JsonObject): Parsed<Leased> {
  const infoHash = readInfoHash(fields.info_hash)
  if (infoHash === undefined) return unreadable("'info_hash' is not 20 bytes")
  const seconds = readLeaseSeconds(fields.seconds)
  if (seconds === BAD || seconds === undefined) return unreadable("'seconds' is not a number of seconds", infoHash)
  const granted = readPieces(fields.granted)
  const taken = readTaken(fields.taken)
  if (granted === BAD || taken === BAD) return unreadable("'granted' or 'taken' cannot be read", infoHash)
  return { ok: true, message: { type: 'leased', infoHash, seconds, granted, taken } }
}

export function readLeaseSeconds(value: unknown): number | undefined | Bad {
  if (value === undefined || value === null) return undefined
  return typeof value === 'number' && value >= 1 && value <= WIRE_LIMITS.leaseSeconds ? value : BAD
}

function readTaken(value: unknown): readonly TakenPieces[] | Bad {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > WIRE_LIMITS.piecesPerLease) return BAD
  const taken: TakenPieces[] = []
  for (const item of value) {
    const fields = asObject(item)
    const peerId = readPeerId(fields?.peer_id)
    const fetching = readPieces(fields?.fetching)
    const held = readPieces(fields?.held)
    if (peerId === undefined || fetching === BAD || held === BAD) return BAD
    taken.push({ peerId, fetching, held })
  }
  return taken
}

function readPieces(value: unknown): readonly PieceIndex[] | Bad {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > WIRE_LIMITS.piecesPerLease) return BAD
  const pieces = new Set<PieceIndex>()
  for (const item of value) {
    if (!Number.isInteger(item) || item < 0 || item > WIRE_LIMITS.pieceIndex) return BAD
    // Minus zero is a whole number too.
    pieces.add(pieceIndex(item === 0 ? 0 : item))
  }
  return [...pieces]
}

function unreadable(reason: string, infoHash?: InfoHash): Parsed<never> {
  return { ok: false, reason, action: 'lease', ...(infoHash === undefined ? {} : { infoHash }) }
}

export function leaseRequestFields({ infoHash, peerId, pieces, have }: LeaseRequest): object {
  return { action: 'lease', ...ids(infoHash, peerId), pieces: unlessEmpty(pieces), have: unlessEmpty(have) }
}

export function leasedFields({ infoHash, seconds, granted, taken }: Leased, { write } = HEX_IDS): object {
  return {
    action: 'lease',
    info_hash: write(infoHash),
    seconds,
    granted: unlessEmpty(granted),
    taken: unlessEmpty(
      taken.map(({ peerId, fetching, held }) => ({
        peer_id: write(peerId),
        fetching: unlessEmpty(fetching),
        held: unlessEmpty(held),
      })),
    ),
  }
}

const ids = (infoHash: InfoHash, peerId: PeerId) => ({
  info_hash: hexToBinaryString(infoHash),
  peer_id: hexToBinaryString(peerId),
})

const unlessEmpty = <T>(list: readonly T[]) => (list.length === 0 ? undefined : list)
