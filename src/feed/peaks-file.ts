/**
 * The small JSON file with an episode's loudness over time, from which a player draws its waveform. Written by
 * `grapevine publish`, see docs/embedding.md; how the numbers are made is in docs/decisions/0022.
 *
 * Beside the episode's file and not in it: that one is on the way to the first sound, this one is asked for afterwards.
 */

import { type InfoHash, parseInfoHash } from '../shared/ids.ts'
import { listOf, maybe, numberFrom, objectOf, readVersioned, refuse, versionOne } from './file-fields.ts'

export interface PeaksFile {
  readonly version: 1
  /** Of the media the peaks were made from: publish doesn't decode that again. */
  readonly infoHash?: InfoHash
  /** Likewise. */
  readonly lengthBytes?: number
  /** What the decoder made of it, from the first peak's beginning to the last one's end. */
  readonly durationSeconds: number
  /** 0 (silence) to 255 (the loudest), each for an equal share of the time. */
  readonly peaks: readonly number[]
}

/** More are refused: no screen has room for them. */
export const MAX_PEAKS = 4_096

const FILE = "waveform's file"

const peaksFile = objectOf<PeaksFile>({
  version: versionOne,
  infoHash: maybe((value, at) => parseInfoHash(value) ?? refuse(at, '40 hex digits')),
  lengthBytes: maybe(numberFrom(1, Number.MAX_SAFE_INTEGER, true)),
  durationSeconds: numberFrom(0, 1_000 * 3_600),
  peaks: listOf(numberFrom(0, 255, true), MAX_PEAKS),
})

/** @param value what `JSON.parse` made of the file. @throws FeedError in words that name the field */
export const parsePeaksFile = (value: unknown): PeaksFile => readVersioned(peaksFile, value, FILE)
