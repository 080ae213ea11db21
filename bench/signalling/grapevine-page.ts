/** A page with our signalling in it, and nothing behind it but a handshake: connections are made and left open. */

import { type IntroductionHost, Introductions, TrackerLine } from '../../src/peer/signal/index.ts'
import { domClock } from '../../src/shared/dom-clock.ts'
import type { InfoHash, PeerId } from '../../src/shared/ids.ts'

declare const bench: { met(peerId: string): void }

type Connection = Parameters<IntroductionHost['connected']>[0] & {
  once(event: 'close', run: () => void): void
  on(event: 'data', run: (bytes: Uint8Array) => void): void
  write(bytes: Uint8Array): void
}

const HANDSHAKE_BYTES = 68

/** Stock clients drop whoever does not say it (BEP 3). Nothing follows: nobody here holds anything. */
function handshake(infoHash: string, peerId: string): Uint8Array {
  const name = new TextEncoder().encode('\x13BitTorrent protocol')
  const ids = (infoHash + peerId).match(/../g) ?? []
  return Uint8Array.from([...name, ...new Uint8Array(8), ...ids.map((pair) => Number.parseInt(pair, 16))])
}

/** Joins a swarm as one who holds nothing yet. */
export function join(trackerUrl: string, infoHash: string, peerId: string): void {
  const peers = new Set<PeerId>()
  const introductions = new Introductions(
    new TrackerLine(trackerUrl, domClock, Math.random),
    {
      infoHash: infoHash as InfoHash,
      selfId: peerId as PeerId,
      iceServers: [],
      leftBytes: () => 1_000_000,
      connectedPeers: () => peers.size,
      refuses: (peer) => peers.has(peer),
      connected: (made) => {
        const connection = made as Connection
        peers.add(connection.id)
        connection.write(handshake(infoHash, peerId))
        let heard = 0
        connection.on('data', ({ length }) => {
          heard += length
          if (heard >= HANDSHAKE_BYTES) bench.met(connection.id)
        })
        connection.once('close', () => {
          peers.delete(connection.id)
          introductions.peerLost()
        })
      },
      statusChanged: () => {},
    },
    domClock,
    Math.random,
  )
}

Object.assign(globalThis, { join })
