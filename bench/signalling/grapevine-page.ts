/** A page with our signalling in it, and nothing behind it: connections are made and left open. */

import { type IntroductionHost, Introductions, TrackerLine } from '../../src/peer/signal/index.ts'
import { domClock } from '../../src/shared/dom-clock.ts'
import type { InfoHash, PeerId } from '../../src/shared/ids.ts'

declare const bench: { met(peerId: string): void }

type Connection = Parameters<IntroductionHost['connected']>[0] & {
  once(event: 'close', run: () => void): void
  resume(): void
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
        bench.met(connection.id)
        connection.resume()
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
