/**
 * Finds where a fragment begins in the middle of an MP4 file, and when it is played. Pure.
 */

import type { TimeAnchor } from './byte-time-map.ts'
import { BoxReader, boxesIn, findBoxes } from './mp4-boxes.ts'

/** `mfhd` comes first in every `moof` and is always this long. */
const MFHD_BYTES = 16
const MAX_MOOF_BYTES = 8 << 20

/**
 * The first fragment in `bytes` (of which the first stands at `fileOffset`), or how much of them can be dropped: no fragment
 * begins before `searched`.
 */
export function findFragment(
  bytes: Uint8Array,
  fileOffset: number,
  timescales: ReadonlyMap<number, number>,
): { readonly searched: number; readonly fragment?: TimeAnchor } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 8 + MFHD_BYTES <= bytes.length; at++) {
    if (!spells(bytes, at + 4, 'moof') || !spells(bytes, at + 12, 'mfhd')) continue
    if (view.getUint32(at + 8) !== MFHD_BYTES) continue
    const length = view.getUint32(at)
    if (length < 8 + MFHD_BYTES || length > MAX_MOOF_BYTES) continue
    if (at + length > bytes.length) return { searched: at }
    const seconds = secondsOf(bytes.subarray(at, at + length), timescales)
    if (seconds !== undefined) return { searched: at, fragment: { seconds, byte: fileOffset + at } }
  }
  return { searched: Math.max(0, bytes.length - 8 - MFHD_BYTES) }
}

/** When a `moof`'s latest track begins: from then on all that are in it can be played. */
function secondsOf(moof: Uint8Array, timescales: ReadonlyMap<number, number>): number | undefined {
  const [box] = boxesIn(moof, 0, moof.length)
  if (box === undefined) return undefined
  const times = findBoxes(moof, box, ['traf']).map((traf) => {
    const [tfhd] = findBoxes(moof, traf, ['tfhd'])
    const [tfdt] = findBoxes(moof, traf, ['tfdt'])
    if (tfhd === undefined || tfdt === undefined || tfdt.to - tfdt.from < 8) return undefined
    const timescale = timescales.get(new BoxReader(moof, tfhd).uint32())
    return timescale && new BoxReader(moof, tfdt).time() / timescale
  })
  const known = times.filter((time) => time !== undefined)
  return known.length > 0 && known.length === times.length ? Math.max(...known) : undefined
}

function spells(bytes: Uint8Array, at: number, type: string): boolean {
  for (let i = 0; i < 4; i++) if (bytes[at + i] !== type.charCodeAt(i)) return false
  return true
}
