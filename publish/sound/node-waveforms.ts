/**
 * Keeps the waveforms of a show: those that an earlier publishing wrote, by the info hash of what they were made from, and
 * those that are made now. Unchanged media are not decoded again.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FeedError } from '../../src/feed/feed-error.ts'
import { type PeaksFile, parsePeaksFile } from '../../src/feed/peaks-file.ts'
import type { InfoHash } from '../../src/shared/ids.ts'
import { EPISODES_FOLDER } from '../episode-names.ts'
import type { Media } from '../node-media.ts'
import { listTitles } from '../report.ts'
import { WaveformTap } from './node-waveform-tap.ts'

/** What was read just now. */
export interface HashedMedia {
  readonly infoHash: InfoHash
  readonly lengthBytes: number
  readonly title: string
}

export class Waveforms {
  readonly #isWanted: boolean
  readonly #byInfoHash = new Map<InfoHash, PeaksFile>()
  readonly #lengths = new Set<number>()
  /** Titles by problem. */
  readonly #problems = new Map<string, string[]>()

  /** @param isWanted false: nothing is decoded; what was made earlier stays */
  constructor(isWanted: boolean) {
    this.#isWanted = isWanted
  }

  /** @param outDir the published folder; files in it that are no peaks of ours are passed over */
  async readEarlier(outDir: string): Promise<void> {
    const folder = join(outDir, EPISODES_FOLDER)
    const names = await readdir(folder).catch(() => [])
    for (const name of names.filter((each) => each.endsWith('.peaks.json'))) {
      try {
        const file = parsePeaksFile(JSON.parse(await readFile(join(folder, name), 'utf8')))
        if (file.infoHash !== undefined) this.#byInfoHash.set(file.infoHash, file)
        if (file.lengthBytes !== undefined) this.#lengths.add(file.lengthBytes)
      } catch (error) {
        if (!(error instanceof FeedError || error instanceof SyntaxError)) throw error
      }
    }
  }

  get(infoHash: InfoHash | undefined): PeaksFile | undefined {
    return infoHash === undefined ? undefined : this.#byInfoHash.get(infoHash)
  }

  /**
   * What a file is, its hash says only in the end. One that is as long as one that was decoded earlier is probably the same.
   *
   * @returns what its bytes are to be read through, `undefined` where they need not be decoded
   */
  tap(media: Media): WaveformTap | undefined {
    const isProbablyKnown = media.lengthBytes !== undefined && this.#lengths.has(media.lengthBytes)
    return this.#isWanted && !isProbablyKnown ? new WaveformTap(media.path) : undefined
  }

  /** @param reopen for a file that was taken for a known one, and is none */
  async settle(media: HashedMedia, tap: WaveformTap | undefined, reopen: () => Promise<Media>): Promise<void> {
    const { infoHash, lengthBytes, title } = media
    if (!this.#isWanted || this.#byInfoHash.has(infoHash)) return
    const outcome = (tap ?? (await readThrough(await reopen()))).outcome()
    if ('problem' in outcome) {
      this.#problems.set(outcome.problem, [...(this.#problems.get(outcome.problem) ?? []), title])
    } else this.#byInfoHash.set(infoHash, { version: 1, infoHash, lengthBytes, ...outcome.waveform })
  }

  /** @returns a line for each reason why there is no waveform */
  problems(): string[] {
    return [...this.#problems].map(([problem, titles]) => `No waveform for ${listTitles(titles)}: ${problem}.`)
  }
}

async function readThrough(media: Media): Promise<WaveformTap> {
  const tap = new WaveformTap(media.path)
  const chunks = tap.through(media.chunks)
  while ((await chunks.next()).done !== true);
  return tap
}
