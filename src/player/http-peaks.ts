/** Fetches what an episode's waveform is drawn from. An extra: without it the episode plays, and the rail is plain. */
import type { PeaksFile } from '../feed/peaks-file.ts'
import { readCapped } from '../shared/http-body.ts'

/** As many peaks as are taken, at their longest, with room to spare. */
const MAX_BYTES = 64 * 1024

/** @param url `look.peaksUrl` of an episode's file. @returns `undefined` where it can't be had or isn't one */
export async function loadPeaks(url: string, signal: AbortSignal): Promise<PeaksFile | undefined> {
  try {
    const response = await fetch(url, { signal, credentials: 'omit' })
    if (!response.ok) return undefined
    const text = new TextDecoder().decode(await readCapped(response, MAX_BYTES))
    // Asked for after the player stands, so its reader comes then, too.
    const { parsePeaksFile } = await import('../feed/peaks-file.ts')
    return parsePeaksFile(JSON.parse(text))
  } catch {
    return undefined
  }
}
