/**
 * What one peer is asked for: whole pieces, block by block, no more of them under way than it takes, and what it declined.
 *
 * Whom to ask for what is the planner's business. It measures the peer as a side effect of asking. Pure: the wire and the clock are
 * handed in.
 */
import type { Clock, Millis } from '../../shared/clock.ts'
import type { PeerId, PieceIndex } from '../../shared/ids.ts'
import { type PieceLayout, pieceBytes } from '../piece-layout.ts'
import type { PeerRequest } from '../plan.ts'
import { PeerPace, SILENT_MS } from './peer-pace.ts'
import { BLOCK_BYTES, PieceDownload } from './piece-download.ts'
import { refusalMs, SILENT_REFUSAL_MS } from './refusals.ts'

/** Requests under way that a peer of ours takes at most, and is sent at most (BEP 10, `reqq`). */
export const MOST_REQUESTS = 256

/** A peer of ours begins within three seconds what it took on, or refuses it: a piece that was taken back later was asked for in vain. */
const IN_VAIN_MS = 3_000

/** The part of a wire that asks (BEP 3). */
export interface AskingWire {
  readonly peerChoking: boolean
  /** Not answered yet. */
  readonly requests: { readonly length: number }
  request(
    piece: number,
    offset: number,
    length: number,
    callback: (error: Error | null, block: Uint8Array | null) => void,
  ): void
  /** Calls back the request's callback with an error, at once. */
  cancel(piece: number, offset: number, length: number): void
}

export interface PieceRequestsHost {
  readonly clock: Clock
  pieceReceived(piece: PieceIndex, bytes: Uint8Array<ArrayBuffer>): void
  /** It refused something. */
  refused(): void
}

interface Download {
  readonly piece: PieceIndex
  readonly assembly: PieceDownload
  /** Of its blocks, so many were asked for. */
  asked: number
  lastMs: Millis
  /** Until it is needed, when it was asked for. */
  readonly dueMs: number
}

export class PieceRequests {
  readonly pace = new PeerPace()
  readonly #wire: AskingWire
  readonly #layout: PieceLayout
  readonly #host: PieceRequestsHost
  readonly #downloads = new Map<PieceIndex, Download>()
  readonly #declinedUntil = new Map<PieceIndex, Millis>()
  #mostRequests = MOST_REQUESTS
  /** Asked for at a time from now on. */
  blockBytes = BLOCK_BYTES
  /** Blocks that wait until others are here. */
  #waiting = 0
  #inVain = 0
  #inVainAtMs: Millis = 0

  constructor(wire: AskingWire, layout: PieceLayout, host: PieceRequestsHost) {
    this.#wire = wire
    this.#layout = layout
    this.#host = host
  }

  /** @param value what it announced, whatever that is. */
  set reqq(value: unknown) {
    if (Number.isSafeInteger(value)) this.#mostRequests = Math.min(MOST_REQUESTS, Math.max(1, Number(value)))
  }

  has(piece: PieceIndex): boolean {
    return this.#downloads.has(piece)
  }

  declined(piece: PieceIndex): boolean {
    return (this.#declinedUntil.get(piece) ?? 0) > this.#host.clock.now()
  }

  /** How often it was asked in vain since it sent a block, whatever it refused meanwhile. */
  get inVain(): number {
    return this.#inVain
  }

  /** What it was asked for and has not sent yet, in that order. */
  underWay(peer: PeerId): readonly PeerRequest[] {
    const now = this.#host.clock.now()
    const requests: PeerRequest[] = []
    for (const { piece, assembly, lastMs } of this.#downloads.values()) {
      requests.push({ piece, peer, receivedBytes: assembly.receivedBytes, silentMs: now - lastMs })
    }
    return requests
  }

  /** @param dueMs until it is needed */
  ask(piece: PieceIndex, dueMs: number): void {
    if (this.#downloads.has(piece)) return
    const assembly = new PieceDownload(pieceBytes(this.#layout, piece), this.blockBytes)
    this.#downloads.set(piece, { piece, assembly, asked: 0, lastMs: this.#host.clock.now(), dueMs })
    this.#waiting += assembly.blocks.length
    this.#askWaiting()
  }

  /** It is not wanted any more, or did not come. */
  cancel(piece: PieceIndex): void {
    const download = this.#downloads.get(piece)
    if (download === undefined) return
    const silentMs = download.asked > 0 ? this.#host.clock.now() - download.lastMs : 0
    this.#abandon(download)
    if (silentMs > SILENT_MS) this.#decline(piece, SILENT_REFUSAL_MS)
    if (silentMs > IN_VAIN_MS) this.#wasInVain(download)
    this.#askWaiting()
  }

  /** What was asked for at the same time counts once. */
  #wasInVain({ lastMs }: Download): void {
    if (lastMs < this.#inVainAtMs) return
    this.#inVain += 1
    this.#inVainAtMs = this.#host.clock.now()
  }

  /** It chokes us: what was not asked for yet is refused too (BEP 3, 6). */
  choked(): void {
    for (const download of this.#downloads.values()) {
      if (download.asked < download.assembly.blocks.length) this.#refused(download)
    }
  }

  /** The wire is gone. */
  clear(): void {
    this.#downloads.clear()
    this.#waiting = 0
  }

  #askWaiting(): void {
    if (this.#waiting === 0) return
    const now = this.#host.clock.now()
    for (const download of this.#downloads.values()) {
      const { blocks } = download.assembly
      for (let block = blocks[download.asked]; block !== undefined; block = blocks[download.asked]) {
        if (this.#wire.peerChoking || this.#wire.requests.length >= this.#mostRequests) return
        const { offset, length } = block
        download.asked += 1
        this.#waiting -= 1
        this.pace.asked(now)
        this.#wire.request(download.piece, offset, length, (error, bytes) => {
          if (error !== null || bytes === null) this.#blockFailed(download, offset)
          else this.#blockArrived(download, offset, bytes)
        })
      }
    }
  }

  #blockArrived(download: Download, offset: number, bytes: Uint8Array): void {
    const now = this.#host.clock.now()
    this.pace.delivered(bytes.length, now)
    download.lastMs = now
    this.#inVain = 0
    this.#askWaiting()
    const whole = download.assembly.take(offset, bytes)
    if (whole === undefined || this.#downloads.get(download.piece) !== download) return
    this.#downloads.delete(download.piece)
    this.#host.pieceReceived(download.piece, whole)
  }

  #blockFailed(download: Download, offset: number): void {
    const now = this.#host.clock.now()
    if (this.#downloads.get(download.piece) !== download) return this.pace.takenBack(now)
    this.pace.refused(now)
    this.#refused(download, offset)
    this.#askWaiting()
  }

  /** @param offset of the block that it said no to, if it did */
  #refused(download: Download, offset?: number): void {
    this.#abandon(download, offset)
    this.#decline(download.piece, refusalMs(download.dueMs))
    this.#host.refused()
  }

  /** None of its blocks is left under way: asked for again, they would be taken for the old ones. */
  #abandon(download: Download, refused?: number): void {
    const { piece, asked, assembly } = download
    this.#downloads.delete(piece)
    this.#waiting -= assembly.blocks.length - asked
    for (const { offset, length } of assembly.blocks.slice(0, asked)) {
      if (offset !== refused && assembly.lacks(offset)) this.#wire.cancel(piece, offset, length)
    }
  }

  #decline(piece: PieceIndex, forMs: number): void {
    const now = this.#host.clock.now()
    for (const [other, untilMs] of this.#declinedUntil) if (untilMs <= now) this.#declinedUntil.delete(other)
    this.#declinedUntil.set(piece, now + forMs)
  }
}
