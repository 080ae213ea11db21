/** Makes this tab's peer id, Azureus-style (BEP 20): `-GV0100-` and twelve random letters. */
import type { PeerId } from '../shared/ids.ts'

const PREFIX = '-GV0100-'

/** @param random fills bytes with chance, e.g. `crypto.getRandomValues`. */
export function randomPeerId(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): PeerId {
  const letters = random(new Uint8Array(20 - PREFIX.length)).map((byte) => 97 + (byte % 26))
  const bytes = [...new TextEncoder().encode(PREFIX), ...letters]
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('') as PeerId
}
