/**
 * The `Swarm` port on bittorrent-protocol's wires: who is connected, what is asked of whom, what is given.
 *
 * It carries out what the planner decided, checks every piece's hash before anybody sees it, shuts out whoever sent a false one
 * or broke the protocol, and cuts off whoever is silent. Why not webtorrent's own engine: docs/decisions/0013-bittorrent-wires.md.
 */
import type { Clock, Millis } from '../../shared/clock.ts'
import type { PeerId, PieceIndex } from '../../shared/ids.ts'
import type { ReadonlyBitfield } from '../bitfield.ts'
import { pieceBytes } from '../piece-layout.ts'
import type { PeerAsk, PeerRequest, PeerView, PieceRun } from '../plan.ts'
import { MAX_PEERS } from '../signal/offer-budget.ts'
import type { TorrentFile } from '../torrent-file.ts'
import type { PeerFlow } from '../types.ts'
import { PeerWire, type WireHost } from './bittorrent-wire.ts'
import { FetchingRuns } from './fetching-extension.ts'
import { infoBytes } from './metadata-extension.ts'
import { ShutOutPeers } from './shut-out-peers.ts'
import type { PeerConnection, Swarm, SwarmClient, SwarmHost } from './swarm.ts'
import { UploadQueue } from './upload-queue.ts'

/** A peer that owes us blocks and sends nothing for this long is dropped (stock clients: 30 s). */
const SILENT_PEER_MS = 5_000
/** Nor is one kept that does say something, as long as pieces are taken back from it in vain so often and no block comes. */
const MOST_IN_VAIN = 3
/** A connection over which nobody speaks BitTorrent, or somebody else than was introduced. */
const GREETING_MS = 5_000
const LOOK_MS = 1_000
/** A look that comes later than this says nothing: the page stood still, and what peers sent may not have been read yet. */
const LATE_LOOK_MS = 2_500

/** The allowance is booked ahead in parts: for a moment between two nothing may be given, which nobody needs to hear of. */
const CHOKE_AFTER_MS = 2_000

/** @param peerId this tab's id. Nothing is given before `setUpload` was called. */
export function createSwarmClient(peerId: PeerId, clock: Clock): SwarmClient {
  const uploads = new UploadQueue(clock)
  const shutOut = new ShutOutPeers(clock)
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
        shutOut,
        misbehaved: (peer) => {
          shutOut.ban(peer)
          for (const one of [...swarms]) one.drop(peer)
        },
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
  /** Of the whole tab, whatever is joined and left. */
  readonly shutOut: ShutOutPeers
  readonly misbehaved: (peer: PeerId) => void
  readonly left: () => void
}

class BittorrentSwarm implements Swarm {
  readonly #parts: SwarmParts
  readonly #wires = new Map<PeerId, PeerWire>()
  /** What a connection is called where it is shown: the first is 1. */
  readonly #numbers = new WeakMap<PeerWire, number>()
  #connections = 0
  /** Whole, on their way through the hash and into the store. */
  readonly #checking = new Map<PieceIndex, PeerRequest>()
  /** How often each piece was given from here. */
  readonly #copies = new Map<PieceIndex, number>()
  /** Said to the peers, and to those who come meanwhile. */
  readonly #fetching = new FetchingRuns()
  readonly #info: Uint8Array
  #lookedAtMs: Millis
  #cancelLook: () => void
  #changed = false
  #destroyed = false

  constructor(parts: SwarmParts) {
    this.#parts = parts
    this.#info = infoBytes(parts.torrent.bytes)
    this.#lookedAtMs = parts.clock.now()
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

  flows(): readonly PeerFlow[] {
    const greeted = [...this.#wires.values()].filter((wire) => wire.greeted)
    return greeted.map((wire) => wire.flow(String(this.#numbers.get(wire) ?? 0)))
  }

  addConnection(connection: PeerConnection): boolean {
    const { id } = connection
    if (this.#destroyed || this.shutsOut(id) || this.#wires.has(id) || this.#wires.size >= MAX_PEERS) {
      connection.destroy()
      return false
    }
    const wire = new PeerWire(connection, this.#wireHost())
    this.#wires.set(id, wire)
    this.#numbers.set(wire, ++this.#connections)
    wire.allow(this.#parts.uploads.allowed)
    return true
  }

  shutsOut(peer: PeerId): boolean {
    return this.#parts.shutOut.has(peer)
  }

  drop(peer: PeerId): void {
    this.#wires.get(peer)?.destroy()
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
      info: this.#info,
      bitfield: () => held.toBytes(),
      fetching: () => this.#fetching.at(clock.now()).filter(({ last }) => !held.get(last)),
      changed: () => this.#peersChanged(),
      pieceReceived: (wire, piece, bytes) => void this.#take(wire, piece, bytes),
      blockWanted: (wire, piece, block, dueAtMs, respond) => {
        if (!held.get(piece)) return false
        const copies = this.#copies.get(piece) ?? 0
        const send = (): void => {
          host.readPiece(piece).then(
            (bytes) => respond(bytes?.subarray(block.offset, block.offset + block.length)),
            () => respond(undefined),
          )
        }
        const taken = uploads.add({
          ...block,
          peer: wire,
          piece,
          pieceBytes: pieceBytes(torrent, piece),
          dueAtMs,
          copies,
          patient: !wire.takesRefusals,
          ready: () => wire.hasRoom,
          send,
          refuse: () => respond(undefined),
        })
        if (taken && block.offset === 0) this.#copies.set(piece, copies + 1)
        return taken
      },
      blockUnwanted: (wire, piece, block) => uploads.cancel(wire, piece, block.offset),
      // Not before: it may take a request back, or leave, while the block is being read.
      blockGiven: (bytes) => host.given(bytes),
      infoGiven: (bytes) => {
        uploads.charge(bytes)
        host.given(bytes)
      },
      misbehaved: (wire, why) => this.#ban(wire, why),
      isSomebodyElse: (wire) => this.#endInVain(wire),
      closed: (wire) => {
        uploads.leave(wire)
        if (this.#wires.get(wire.id) === wire) this.#wires.delete(wire.id)
        this.#peersChanged()
      },
    }
  }

  /** Each message may change something: told once a turn, of them all. */
  #peersChanged(): void {
    if (this.#changed) return
    this.#changed = true
    queueMicrotask(() => {
      this.#changed = false
      if (!this.#destroyed) this.#parts.host.peersChanged()
    })
  }

  #ban(wire: PeerWire, why: string): void {
    this.#parts.misbehaved(wire.id)
    this.#parts.host.peerBanned(wire.id, why)
  }

  async #take(wire: PeerWire, piece: PieceIndex, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { host } = this.#parts
    this.#checking.set(piece, { piece, peer: wire.id, receivedBytes: bytes.length, silentMs: 0 })
    try {
      const isTrue = await host.verify(piece, bytes)
      if (this.#destroyed || this.#parts.shutOut.isBanned(wire.id)) return
      if (!isTrue) return this.#ban(wire, 'sent bytes that do not match their hash')
      if (!this.#parts.held.get(piece)) wire.trueBytes += bytes.length
      await host.pieceArrived(piece, bytes)
      this.pieceVerified(piece)
    } finally {
      this.#checking.delete(piece)
      this.#peersChanged()
    }
  }

  /** Cuts off who is silent. */
  #look(): void {
    if (this.#destroyed) return
    this.#cancelLook = this.#parts.clock.after(LOOK_MS, () => this.#look())
    const now = this.#parts.clock.now()
    const isLate = now - this.#lookedAtMs > LATE_LOOK_MS
    this.#lookedAtMs = now
    if (isLate) return
    for (const wire of [...this.#wires.values()]) {
      const isMute = !wire.greeted && wire.ageMs > GREETING_MS
      if (isMute || wire.silentMs > SILENT_PEER_MS || wire.inVain >= MOST_IN_VAIN) this.#endInVain(wire)
    }
  }

  /** The tracker would name it again, and it would be met again at once, a connection each time. */
  #endInVain(wire: PeerWire): void {
    this.#parts.shutOut.wasSilent(wire.id)
    wire.destroy()
  }
}
