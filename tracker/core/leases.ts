/**
 * Decides which listener of one swarm fetches which piece from the origin, so that each piece leaves the host about once.
 *
 * A piece is leased to one asker for some seconds; others are told who is on it, or who was last known to hold it. Nobody is
 * believed for long: a lease that runs out is free for the next asker, its lessee waits a turn after two terms in a row, a
 * holder's word ends when it leaves the swarm or after `heldMs`, and saying it again does not make it fresher. All of it is a
 * hint: a player never waits past a deadline, so a table that is wrong costs bytes, not sound.
 *
 * Pure, and generic over what names a peer. O(1) for each piece asked or told, and for each piece of a peer that leaves; a
 * swarm without leases holds no table. See docs/protocol.md, "Leases".
 */
import type { Millis } from '../../src/shared/clock.ts'
import type { PieceIndex } from '../../src/shared/ids.ts'

export interface LeaseOptions {
  /** How long a lease holds. */
  readonly leaseMs: Millis
  /** How long somebody's word that it holds a piece keeps others from the origin. */
  readonly heldMs: Millis
  /** Leases of one peer that may run at a time. */
  readonly maxPerPeer: number
  /** Pieces of one swarm that are kept count of; beyond, holders' words are forgotten first. */
  readonly maxPieces: number
}

/** `seconds` of a lease: long enough for a piece of 4 MiB over a slow line's share, short enough that a vanished lessee hurts nobody. */
export const LEASE_DEFAULTS: LeaseOptions = { leaseMs: 8_000, heldMs: 120_000, maxPerPeer: 16, maxPieces: 4_096 }

export interface TakenPiece<Peer> {
  readonly piece: PieceIndex
  readonly peer: Peer
  /** True: it said it holds the piece; false: its lease is running. */
  readonly held: boolean
}

/** A piece that is in neither list is free, but not for this asker at this time: it may ask again later. */
export interface LeaseAnswer<Peer> {
  readonly granted: readonly PieceIndex[]
  readonly taken: readonly TakenPiece<Peer>[]
}

interface Entry<Peer> {
  lessee: Peer | undefined
  expiresAt: Millis
  /** How many leases in a row `lessee` has had. */
  terms: number
  holder: Peer | undefined
  heldUntil: Millis
}

interface Books {
  /** Never more than `maxPerPeer`, some of them perhaps run out. */
  readonly leased: Set<PieceIndex>
  readonly held: Set<PieceIndex>
}

/** One peer may take a piece on this often in a row; then it waits for one lease's length, in which others go first. */
const MAX_TERMS = 2
/** Entries looked at for one that may go, when the table is full. */
const EVICTION_LOOKS = 8

export class LeaseTable<Peer> {
  readonly #options: LeaseOptions
  /** The longest unchanged first. */
  readonly #entries = new Map<PieceIndex, Entry<Peer>>()
  readonly #books = new Map<Peer, Books>()

  constructor(options: LeaseOptions = LEASE_DEFAULTS) {
    this.#options = options
  }

  /** Pieces kept count of, and peers with something to their name. */
  get size(): { readonly pieces: number; readonly peers: number } {
    return { pieces: this.#entries.size, peers: this.#books.size }
  }

  /** `peer` wants to fetch these from the origin; earlier ones are granted first. */
  ask(peer: Peer, pieces: readonly PieceIndex[], now: Millis): LeaseAnswer<Peer> {
    this.#dropRunOut(peer, now)
    const granted: PieceIndex[] = []
    const taken: TakenPiece<Peer>[] = []
    for (const piece of pieces) {
      const entry = this.#entries.get(piece)
      // Whoever asks for what it said it holds has lost it.
      if (entry?.holder === peer) this.#forgetHolder(piece, entry)
      if (entry?.holder !== undefined && now < entry.heldUntil) taken.push({ piece, peer: entry.holder, held: true })
      else if (entry?.lessee !== undefined && now < entry.expiresAt) {
        taken.push({ piece, peer: entry.lessee, held: false })
      } else if (this.#grant(peer, piece, now)) granted.push(piece)
    }
    this.#dropEmptyBooks(peer)
    return { granted, taken }
  }

  /** `peer` holds these now: its leases on them end, and others are sent to it. */
  told(peer: Peer, pieces: readonly PieceIndex[], now: Millis): void {
    for (const piece of pieces) {
      const entry = this.#entries.get(piece) ?? this.#add(piece, now, false)
      if (entry === undefined) continue
      if (entry.lessee === peer) this.#endLease(piece, entry)
      if (entry.holder === peer) continue
      this.#forgetHolder(piece, entry)
      entry.holder = peer
      entry.heldUntil = now + this.#options.heldMs
      this.#booksOf(peer).held.add(piece)
      this.#touch(piece, entry)
    }
    this.#dropEmptyBooks(peer)
  }

  /** `peer` is gone: what it was on or held is free. */
  left(peer: Peer): void {
    const books = this.#books.get(peer)
    if (books === undefined) return
    for (const piece of [...books.leased, ...books.held]) {
      const entry = this.#entries.get(piece)
      if (entry === undefined) continue
      if (entry.lessee === peer) this.#endLease(piece, entry)
      if (entry.holder === peer) this.#forgetHolder(piece, entry)
      if (entry.lessee === undefined && entry.holder === undefined) this.#entries.delete(piece)
    }
    this.#books.delete(peer)
  }

  #grant(peer: Peer, piece: PieceIndex, now: Millis): boolean {
    if (this.#booksOf(peer).leased.size >= this.#options.maxPerPeer) return false
    const entry = this.#entries.get(piece) ?? this.#add(piece, now, true)
    if (entry === undefined) return false
    const again = entry.lessee === peer && now < entry.expiresAt + this.#options.leaseMs
    if (again && entry.terms >= MAX_TERMS) return false
    const terms = again ? entry.terms + 1 : 1
    this.#endLease(piece, entry)
    this.#forgetHolder(piece, entry)
    entry.lessee = peer
    entry.terms = terms
    entry.expiresAt = now + this.#options.leaseMs
    this.#booksOf(peer).leased.add(piece)
    this.#touch(piece, entry)
    return true
  }

  /** @returns `undefined` where the table is full; a lease may take the place of somebody's word, or of a lease that ran out. */
  #add(piece: PieceIndex, now: Millis, evicts: boolean): Entry<Peer> | undefined {
    if (this.#entries.size >= this.#options.maxPieces && !(evicts && this.#evict(now))) return undefined
    const entry: Entry<Peer> = { lessee: undefined, expiresAt: 0, terms: 0, holder: undefined, heldUntil: 0 }
    this.#entries.set(piece, entry)
    return entry
  }

  #evict(now: Millis): boolean {
    let looks = EVICTION_LOOKS
    for (const [piece, entry] of this.#entries) {
      if (looks-- === 0) return false
      if (entry.lessee !== undefined && now < entry.expiresAt) {
        this.#touch(piece, entry)
        continue
      }
      this.#endLease(piece, entry)
      this.#forgetHolder(piece, entry)
      this.#entries.delete(piece)
      return true
    }
    return false
  }

  /** Run-out leases no longer count against their lessee; the entry remembers whose they were. */
  #dropRunOut(peer: Peer, now: Millis): void {
    const leased = this.#books.get(peer)?.leased
    if (leased === undefined) return
    for (const piece of leased) if (now >= (this.#entries.get(piece)?.expiresAt ?? 0)) leased.delete(piece)
  }

  #endLease(piece: PieceIndex, entry: Entry<Peer>): void {
    if (entry.lessee === undefined) return
    this.#books.get(entry.lessee)?.leased.delete(piece)
    this.#dropEmptyBooks(entry.lessee)
    entry.lessee = undefined
    entry.terms = 0
    entry.expiresAt = 0
  }

  #forgetHolder(piece: PieceIndex, entry: Entry<Peer>): void {
    if (entry.holder === undefined) return
    this.#books.get(entry.holder)?.held.delete(piece)
    this.#dropEmptyBooks(entry.holder)
    entry.holder = undefined
  }

  #touch(piece: PieceIndex, entry: Entry<Peer>): void {
    this.#entries.delete(piece)
    this.#entries.set(piece, entry)
  }

  #booksOf(peer: Peer): Books {
    const books = this.#books.get(peer) ?? { leased: new Set(), held: new Set() }
    this.#books.set(peer, books)
    return books
  }

  #dropEmptyBooks(peer: Peer): void {
    const books = this.#books.get(peer)
    if (books !== undefined && books.leased.size + books.held.size === 0) this.#books.delete(peer)
  }
}
