/** Ids that are easy to tell apart in a failed test: one byte, twenty times. */
import type { InfoHash, PeerId } from '../../src/shared/ids.ts'
import type { Offer, OfferId } from '../../src/shared/wire/tracker.ts'

const hex40 = (byte: number) => (byte & 0xff).toString(16).padStart(2, '0').repeat(20)

export const hashOf = (byte: number) => hex40(byte) as InfoHash
export const peerOf = (byte: number) => hex40(byte) as PeerId
export const offerIdOf = (byte: number) => hex40(byte) as OfferId
export const offerOf = (byte: number): Offer => ({ offerId: offerIdOf(byte), sdp: `v=0 offer ${byte}` })
