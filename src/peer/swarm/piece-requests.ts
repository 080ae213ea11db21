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
import { PieceDownload } from './piece-download.ts'

/** Requests under way that a peer of ours takes at most, and is sent at most (BEP 10, `reqq`). */
export const MOST_REQUESTS = 256
/** A peer that was asked for a piece in vain is not asked for it again for this long. */
const DECLINED_MS = 10_000
/** One that rejected it is busy now, or has lost it. */
const REJECTED_MS = 500

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
}

export class PieceRequests {
  readonly pace = new PeerPace()
  readonly #wire: AskingWire
  readonly #layout: PieceLayout
  readonly #host: PieceRequestsHost
  readonly #downloads = new Map<PieceIndex, Download>()
  readonly #declinedUntil = new Map<PieceIndex, Millis>()
  #mostRequests = MOST_REQUESTS
  /** Blocks that wait until others are here. */
  #waiting = 0

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

  /** What it was asked for and has not sent yet, in that order. */
  underWay(peer: PeerId): readonly PeerRequest[] {
    const now = this.#host.clock.now()
    const requests: PeerRequest[] = []
    for (const { piece, assembly, lastMs } of this.#downloads.values()) {
      requests.push({ piece, peer, receivedBytes: assembly.receivedBytes, silentMs: now - lastMs })
    }
    return requests
  }

  ask(piece: PieceIndex): void {
    if (this.#downloads.has(piece)) return
    const assembly = new PieceDownload(pieceBytes(this.#layout, piece))
    this.#downloads.set(piece, { piece, assembly, asked: 0, lastMs: this.#host.clock.now() })
    this.#waiting += assembly.blocks.length
    this.#askWaiting()
  }

  /** It is not wanted any more, or did not come. */
  cancel(piece: PieceIndex): void {
    const download = this.#downloads.get(piece)
    if (download === undefined) return
    const wasSilent = download.asked > 0 && this.#host.clock.now() - download.lastMs > SILENT_MS
    this.#abandon(download)
    if (wasSilent) this.#decline(piece, DECLINED_MS)
    this.#askWaiting()
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
          if (error !== null || bytes === null) this.#blockFailed(download)
          else this.#blockArrived(download, offset, bytes)
        })
      }
    }
  }

  #blockArrived(download: Download, offset: number, bytes: Uint8Array): void {
    const now = this.#host.clock.now()
    this.pace.delivered(bytes.length, now)
    download.lastMs = now
    this.#askWaiting()
    const whole = download.assembly.take(offset, bytes)
    if (whole === undefined || this.#downloads.get(download.piece) !== download) return
    this.#downloads.delete(download.piece)
    this.#host.pieceReceived(download.piece, whole)
  }

  #blockFailed(download: Download): void {
    const now = this.#host.clock.now()
    if (this.#downloads.get(download.piece) !== download) return this.pace.takenBack(now)
    this.pace.refused(now)
    this.#refused(download)
    this.#askWaiting()
  }

  #refused(download: Download): void {
    this.#abandon(download)
    this.#decline(download.piece, REJECTED_MS)
    this.#host.refused()
  }

  /** None of its blocks is left under way: asked for again, they would be taken for the old ones. */
  #abandon(download: Download): void {
    const { piece, asked, assembly } = download
    this.#downloads.delete(piece)
    this.#waiting -= assembly.blocks.length - asked
    for (const { offset, length } of assembly.blocks.slice(0, asked)) {
      if (assembly.lacks(offset)) this.#wire.cancel(piece, offset, length)
    }
  }

  #decline(piece: PieceIndex, forMs: number): void {
    const now = this.#host.clock.now()
    for (const [other, untilMs] of this.#declinedUntil) if (untilMs <= now) this.#declinedUntil.delete(other)
    this.#declinedUntil.set(piece, now + forMs)
  }
}
