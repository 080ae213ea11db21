/**
 * The `Swarm` port on bittorrent-protocol's wires: who is connected, what is asked of whom, what is given.
 *
 * It carries out what the planner decided, checks every piece's hash before anybody sees it, shuts out whoever sent a false one
 * and cuts off whoever is silent. Why not webtorrent's own engine: docs/decisions/0013-bittorrent-wires.md.
 */
import type { WireExtensionClass } from 'bittorrent-protocol'
import utMetadata from 'ut_metadata'
import type { Clock } from '../../shared/clock.ts'
import type { PeerId, PieceIndex } from '../../shared/ids.ts'
import type { ReadonlyBitfield } from '../bitfield.ts'
import type { PeerAsk, PeerRequest, PeerView, PieceRun } from '../plan.ts'
import { MAX_PEERS } from '../signal/offer-budget.ts'
import type { TorrentFile } from '../torrent-file.ts'
import { PeerWire, type WireHost } from './bittorrent-wire.ts'
import { FetchingRuns } from './fetching-extension.ts'
import type { PeerConnection, Swarm, SwarmClient, SwarmHost } from './swarm.ts'
import { UploadQueue } from './upload-queue.ts'

/** A peer that owes us a block and sends nothing for this long is dropped (stock clients: 30 s). */
export const SILENT_PEER_MS = 5_000
/** A connection over which nobody speaks BitTorrent, or somebody else than was introduced. */
const GREETING_MS = 5_000
const LOOK_MS = 1_000

/** The allowance is booked ahead in parts: for a moment between two nothing may be given, which nobody needs to hear of. */
const CHOKE_AFTER_MS = 2_000

/** @param peerId this tab's id. Nothing is given before `setUpload` was called. */
export function createSwarmClient(peerId: PeerId, clock: Clock): SwarmClient {
  const uploads = new UploadQueue(clock)
  const swarms = new Set<BittorrentSwarm>()
  let cancelChoke = (): void => {}
  const allow = (allowed: boolean): void => {
    for (const swarm of swarms) swarm.allowUploads(allowed)
  }
  return {
    peerId,
    join: (torrent, held, host) => {
      const swarm = new BittorrentSwarm({
        peerId,
        torrent,
        held,
        host,
        clock,
        uploads,
        left: () => swarms.delete(swarm),
      })
      swarms.add(swarm)
      return swarm
    },
    setUpload: (limits) => {
      uploads.setLimits(limits)
      cancelChoke()
      if (limits.allowed) allow(true)
      else cancelChoke = clock.after(CHOKE_AFTER_MS, () => allow(false))
    },
  }
}

interface SwarmParts {
  readonly peerId: PeerId
  readonly torrent: TorrentFile
  /** Live: it follows what is verified and lost. */
  readonly held: ReadonlyBitfield
  readonly host: SwarmHost
  readonly clock: Clock
  readonly uploads: UploadQueue
  readonly left: () => void
}

class BittorrentSwarm implements Swarm {
  readonly #parts: SwarmParts
  readonly #wires = new Map<PeerId, PeerWire>()
  readonly #banned = new Set<PeerId>()
  /** Whole, on their way through the hash and into the store. */
  readonly #checking = new Map<PieceIndex, PeerRequest>()
  /** How often each piece was given from here. */
  readonly #copies = new Map<PieceIndex, number>()
  /** Said to the peers, and to those who come meanwhile. */
  readonly #fetching = new FetchingRuns()
  readonly #extensions: readonly WireExtensionClass[]
  #cancelLook: () => void
  #destroyed = false

  constructor(parts: SwarmParts) {
    this.#parts = parts
    this.#extensions = [utMetadata(parts.torrent.bytes)]
    this.#cancelLook = parts.clock.after(LOOK_MS, () => this.#look())
  }

  ask(asks: readonly PeerAsk[]): void {
    const wanted = new Map<string, Map<PieceIndex, number | undefined>>()
    for (const { piece, peer, dueMs } of asks) {
      if (this.#checking.has(piece)) continue
      const pieces = wanted.get(peer) ?? new Map<PieceIndex, number | undefined>()
      wanted.set(peer, pieces.set(piece, dueMs))
    }
    for (const wire of [...this.#wires.values()]) {
      const pieces = wanted.get(wire.id)
      for (const { piece } of wire.requests) if (pieces?.has(piece) !== true) wire.cancel(piece)
      for (const [piece, dueMs] of pieces ?? []) wire.ask(piece, dueMs)
    }
  }

  requests(): readonly PeerRequest[] {
    return [...this.#checking.values(), ...[...this.#wires.values()].flatMap((wire) => wire.requests)]
  }

  fetching(run: PieceRun): void {
    this.#fetching.said([run], this.#parts.clock.now())
    for (const wire of this.#wires.values()) wire.tellFetching([run])
  }

  pieceVerified(piece: PieceIndex): void {
    for (const wire of this.#wires.values()) wire.have(piece)
  }

  /** Whoever asks for it is refused from now on. */
  pieceLost(): void {}

  peers(): readonly PeerView[] {
    // Those who have not greeted yet too: it is not known what they hold, but somebody is there.
    return [...this.#wires.values()].map((wire) => wire.view)
  }

  addConnection(connection: PeerConnection): boolean {
    const { id } = connection
    if (this.#destroyed || this.#banned.has(id) || this.#wires.has(id) || this.#wires.size >= MAX_PEERS) {
      connection.destroy()
      return false
    }
    const wire = new PeerWire(connection, this.#wireHost())
    this.#wires.set(id, wire)
    wire.allow(this.#parts.uploads.allowed)
    return true
  }

  isBanned(peer: PeerId): boolean {
    return this.#banned.has(peer)
  }

  allowUploads(allowed: boolean): void {
    for (const wire of this.#wires.values()) {
      wire.allow(allowed)
      // A choke is a refusal of all that was asked for (BEP 3, 6).
      if (!allowed) this.#parts.uploads.leave(wire)
    }
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#cancelLook()
    for (const wire of [...this.#wires.values()]) wire.destroy()
    this.#parts.left()
  }

  #wireHost(): WireHost {
    const { torrent, peerId, held, host, clock, uploads } = this.#parts
    return {
      clock,
      torrent,
      infoHash: torrent.infoHash,
      selfId: peerId,
      extensions: this.#extensions,
      bitfield: () => held.toBytes(),
      fetching: () => this.#fetching.at(clock.now()).filter(({ last }) => !held.get(last)),
      changed: () => host.peersChanged(),
      pieceReceived: (wire, piece, bytes) => void this.#take(wire, piece, bytes),
      blockWanted: (wire, piece, block, dueAtMs, respond) => {
        if (!held.get(piece)) return false
        const copies = this.#copies.get(piece) ?? 0
        const send = (): void => {
          host.readPiece(piece).then(
            (bytes) => {
              respond(bytes?.subarray(block.offset, block.offset + block.length))
              if (bytes !== undefined) host.given(block.length)
            },
            () => respond(undefined),
          )
        }
        const taken = uploads.add({
          ...block,
          peer: wire,
          piece,
          dueAtMs,
          // The blocks of one piece keep together.
          copies: block.offset === 0 ? copies : Math.max(0, copies - 1),
          patient: !wire.takesRefusals,
          ready: () => wire.hasRoom,
          send,
          refuse: () => respond(undefined),
        })
        if (taken && block.offset === 0) this.#copies.set(piece, copies + 1)
        return taken
      },
      blockUnwanted: (wire, piece, block) => uploads.cancel(wire, piece, block.offset),
      closed: (wire) => {
        uploads.leave(wire)
        if (this.#wires.get(wire.id) === wire) this.#wires.delete(wire.id)
        if (!this.#destroyed) host.peersChanged()
      },
    }
  }

  async #take(wire: PeerWire, piece: PieceIndex, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { host } = this.#parts
    this.#checking.set(piece, { piece, peer: wire.id, receivedBytes: bytes.length, silentMs: 0 })
    try {
      const isTrue = await host.verify(piece, bytes)
      if (this.#destroyed || this.#banned.has(wire.id)) return
      if (!isTrue) {
        this.#banned.add(wire.id)
        host.peerBanned(wire.id)
        wire.destroy()
        return
      }
      await host.pieceArrived(piece, bytes)
      this.pieceVerified(piece)
    } finally {
      this.#checking.delete(piece)
      if (!this.#destroyed) host.peersChanged()
    }
  }

  /** Cuts off who is silent. */
  #look(): void {
    if (this.#destroyed) return
    this.#cancelLook = this.#parts.clock.after(LOOK_MS, () => this.#look())
    for (const wire of [...this.#wires.values()]) {
      if (wire.silentMs > SILENT_PEER_MS || (!wire.greeted && wire.ageMs > GREETING_MS)) wire.destroy()
    }
  }
}
