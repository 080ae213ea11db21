/**
 * Whose peer id is whose: each belongs to the connection that first announced it, in every swarm, until that one leaves them all.
 *
 * Pure. Nearly every connection has one id and few swarms, and there are tens of thousands: lists are arrays, not sets.
 */
import type { InfoHash, PeerId } from '../../src/shared/ids.ts'

export interface PeerOwner<Conn> {
  readonly conn: Conn
  /** Known to the owner alone; `undefined`: a stock client, which could not show it. */
  secret: string | undefined
  readonly swarms: readonly InfoHash[]
}

interface Owner<Conn> extends PeerOwner<Conn> {
  readonly swarms: InfoHash[]
}

const NONE: readonly never[] = []

export class PeerOwners<Conn> {
  readonly #owners = new Map<PeerId, Owner<Conn>>()
  readonly #idsOf = new Map<Conn, PeerId[]>()
  #memberships = 0

  /** Distinct peer ids. */
  get size(): number {
    return this.#owners.size
  }

  /** Peers counted once for each swarm they are in. */
  get memberships(): number {
    return this.#memberships
  }

  get(peerId: PeerId): PeerOwner<Conn> | undefined {
    return this.#owners.get(peerId)
  }

  idsOf(conn: Conn): readonly PeerId[] {
    return this.#idsOf.get(conn) ?? NONE
  }

  membershipsOf(conn: Conn): number {
    return this.idsOf(conn).reduce((sum, peerId) => sum + (this.#owners.get(peerId)?.swarms.length ?? 0), 0)
  }

  /** `conn`, whose id it is or will be, is in this swarm. */
  enter(conn: Conn, peerId: PeerId, infoHash: InfoHash): void {
    const owner = this.#owners.get(peerId)
    if (owner?.swarms.includes(infoHash)) return
    this.#memberships += 1
    if (owner !== undefined) {
      owner.swarms.push(infoHash)
      return
    }
    // A list that is made with its first item has room for one; the first that is pushed makes room for seventeen.
    this.#owners.set(peerId, { conn, secret: undefined, swarms: [infoHash] })
    const ids = this.#idsOf.get(conn)
    if (ids) ids.push(peerId)
    else this.#idsOf.set(conn, [peerId])
  }

  /** The id is free once it is in no swarm. */
  leave(peerId: PeerId, infoHash: InfoHash): void {
    const owner = this.#owners.get(peerId)
    if (owner === undefined || !remove(owner.swarms, infoHash)) return
    this.#memberships -= 1
    if (owner.swarms.length > 0) return
    this.#owners.delete(peerId)
    const ids = this.#idsOf.get(owner.conn)
    if (ids === undefined) return
    remove(ids, peerId)
    if (ids.length === 0) this.#idsOf.delete(owner.conn)
  }
}

function remove<T>(list: T[], item: T): boolean {
  const index = list.indexOf(item)
  if (index < 0) return false
  list.splice(index, 1)
  return true
}
