/** Frames of hostile clients: right in every way, as nothing else costs a tracker more. Pure. */
import type { Rng } from '../../../src/shared/clock.ts'
import { OFFERS } from '../load/crowd.ts'
import { TextFrame } from '../load/frames.ts'
import { PHRASES, phrasesOf, randomIdToken, sdpToken } from '../load/messages.ts'

const MAX_TEXT_BYTES = 65_532
const ZERO_MASK = 0
/** What the tracker takes of a session description. */
const LONGEST_SDP = 8192

/** All of its clients are in one swarm. */
export class Joiner {
  readonly #rng: Rng
  readonly #infoHash: Buffer
  readonly #frame = new TextFrame(MAX_TEXT_BYTES)
  readonly #longSdp = Buffer.from(JSON.stringify('x'.repeat(LONGEST_SDP)))

  constructor(rng: Rng) {
    this.#rng = rng
    this.#infoHash = randomIdToken(rng)
  }

  /** A client that nobody knows joins. */
  join(): Buffer {
    return this.#frame.add(phrasesOf(this.#infoHash, randomIdToken(this.#rng)).joining).take(ZERO_MASK)
  }

  /** A client that nobody knows announces with five offers of the usual length. */
  announce(): Buffer {
    return this.announces(1)
  }

  /** The same, so many times. */
  announces(times: number, sdp = sdpToken({ peer: 0, round: 0, slot: 0 })): Buffer {
    const { announcing } = phrasesOf(this.#infoHash, randomIdToken(this.#rng))
    const frames = Array.from({ length: times }, () => {
      const frame = this.#frame.add(announcing)
      for (let slot = 0; slot < OFFERS; slot++) {
        if (slot > 0) frame.add(PHRASES.comma)
        frame.add(PHRASES.offer).add(sdp)
        frame.add(PHRASES.offerId).add(randomIdToken(this.#rng)).add(PHRASES.offerEnd)
      }
      return frame.add(PHRASES.announceEnd).take(ZERO_MASK)
    })
    return Buffer.concat(frames)
  }

  /** A client that nobody knows announces with five offers of the greatest length, so many times. */
  longAnnounces(times: number): Buffer {
    return this.announces(times, this.#longSdp)
  }
}
