/**
 * Players as a tracker sees them, by the hundred: our own signalling in this process, with nobody behind it who plays.
 *
 * Each has its own socket, peer id and place in a swarm, announces, shows its secret and comes back as in a page, because it is the same
 * code. They say that they have as many peers as they want, so no connection is ever made: keep them out of swarms in which a browser
 * looks for peers.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { Introductions, TrackerLine } from '../../src/peer/signal/index.ts'
import { domClock } from '../../src/shared/dom-clock.ts'
import type { InfoHash, PeerId } from '../../src/shared/ids.ts'

/** More at a time than a listening socket's queue takes would measure the operating system. */
const JOINING_AT_ONCE = 100
const LOOK_MS = 20
/** As many as a player takes. */
const PEERS = 24

/** What introductions get ready at their beginning, where there is nothing to get ready. */
const noConnections = {
  generateCertificate: () => Promise.reject(new Error('this process makes no connections')),
}

/** Codes of the close events that players saw, in their order. */
const closeCodes: number[] = []

/** Node's own has neither this class nor, before version 22, any: `ws` is a browser's in all that a line uses. */
class PlayerSocket extends WebSocket {
  constructor(url: string) {
    super(url)
    // A browser tells of it by the close event alone.
    this.on('error', () => {})
    this.on('close', (code) => closeCodes.push(code))
  }
}

/** One player, and how long it was out of its swarm. */
class SignallingPlayer {
  readonly #introductions: Introductions
  readonly #leave: () => void
  isIn = false
  #lostAtMs: number | undefined
  /** Milliseconds from the close of its socket to the next announce that was acknowledged. */
  readonly absencesMs: number[] = []

  constructor(url: string, infoHash: InfoHash) {
    const line = new TrackerLine(url, domClock, Math.random)
    this.#leave = line.join({
      infoHash,
      opened: () => {},
      received: ({ type }) => {
        if (type === 'announced') this.#isBack()
      },
      statusChanged: (status) => {
        if (status === 'retrying' && this.isIn) this.#isLost()
      },
    })
    const host = {
      infoHash,
      selfId: randomBytes(20).toString('hex') as PeerId,
      iceServers: [],
      leftBytes: () => 1_000_000,
      connectedPeers: () => PEERS,
      refuses: () => true,
      connected: () => {},
      statusChanged: () => {},
    }
    this.#introductions = new Introductions(line, host, domClock, Math.random)
  }

  leave(): void {
    this.#introductions.dispose()
    this.#leave()
  }

  #isLost(): void {
    this.isIn = false
    this.#lostAtMs = performance.now()
  }

  #isBack(): void {
    this.isIn = true
    if (this.#lostAtMs !== undefined) this.absencesMs.push(performance.now() - this.#lostAtMs)
    this.#lostAtMs = undefined
  }
}

export interface SignallingPlayers {
  /** Acknowledged at the moment. */
  readonly inSwarms: number
  /** Of each time that one of them lost its socket and is back, the shortest first. */
  readonly absencesMs: readonly number[]
  /** Of sockets that were closed since they joined. */
  readonly closeCodes: readonly number[]
  leave(): void
}

/** @param infoHashes joined in turn. @returns when the tracker has acknowledged all of them. @throws Error where that takes longer than `limitMs`. */
export async function joinPlayers(
  url: string,
  infoHashes: readonly InfoHash[],
  count: number,
  limitMs: number,
): Promise<SignallingPlayers> {
  Object.assign(globalThis, { WebSocket: PlayerSocket, RTCPeerConnection: noConnections })
  const players: SignallingPlayer[] = []
  const inSwarms = (): number => players.filter(({ isIn }) => isIn).length
  const deadline = performance.now() + limitMs
  const leave = (): void => {
    for (const player of players) player.leave()
  }
  while (inSwarms() < count) {
    for (let n = inSwarms() + JOINING_AT_ONCE; players.length < Math.min(count, n); ) {
      const infoHash = infoHashes[players.length % infoHashes.length]
      if (infoHash === undefined) throw new Error('there is no swarm to join')
      players.push(new SignallingPlayer(url, infoHash))
    }
    if (performance.now() > deadline) {
      leave()
      throw new Error(`after ${limitMs} ms ${inSwarms()} of ${count} players are in their swarms`)
    }
    await pause(LOOK_MS)
  }
  closeCodes.splice(0)
  return {
    get inSwarms() {
      return inSwarms()
    },
    get absencesMs() {
      return players.flatMap(({ absencesMs }) => absencesMs).sort((a, b) => a - b)
    },
    get closeCodes() {
      return [...closeCodes]
    },
    leave,
  }
}
