/** Fetches the peaks of an episode's sound, as publish wrote them. */
import { parsePeaksFile } from '../feed/peaks-file.ts'
import { readText } from './http-text.ts'

/** A thousand peaks are four kilobytes. */
const MAX_BYTES = 256 * 1024

/** @throws where they can't be had or read */
export async function loadPeaks(url: string, signal: AbortSignal): Promise<readonly number[]> {
  const response = await fetch(url, { signal, credentials: 'omit' })
  if (!response.ok) throw new Error(`status ${response.status}`)
  return parsePeaksFile(JSON.parse(await readText(response, MAX_BYTES))).peaks
}
