/**
 * Looks at the covers of a show: how large they are, and their colour. Each is read once.
 *
 * A cover below the feed's folder is read there. One elsewhere on the web is fetched for its colour (a page can't look into
 * the picture itself: without CORS it taints the canvas), unless an earlier publishing wrote down the colour of that address.
 * Never fails: without a picture there is no colour, and words that say why.
 */
import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEpisodeFile, parseShowFile } from '../../src/feed/episode-file.ts'
import { EPISODE_SUFFIXES, EPISODES_FOLDER } from '../episode-names.ts'
import { type DownloadLimits, download } from '../http-download.ts'
import { type ImageSize, readImageSize } from '../image-size.ts'
import { pathBelow } from '../media-path.ts'
import { listTitles } from '../report.ts'
import { chooseAccent } from './accent.ts'
import { decodeCover } from './node-cover-pixels.ts'

export interface Cover {
  /** Only of a cover that lies below the feed's folder. */
  readonly size?: ImageSize
  /** `#rrggbb`. */
  readonly accent?: string
}

export interface CoverPlaces {
  /** The feed's folder, and the URL it is (or will be) served at. */
  readonly feedDir: string | undefined
  readonly baseUrl: string
  /** The published folder. */
  readonly outDir: string
  /** Whether covers elsewhere on the web are fetched. */
  readonly fromWeb: boolean
}

const LIMITS: DownloadLimits = { maxBytes: 20 * 1024 * 1024, idleTimeoutMs: 10_000 }
const MOST_MS = 30_000
/** A host that failed so often is not asked for the rest of the covers. */
const MOST_FAILURES = 3
/** Enough for the pictures and colour profiles that stand before a JPEG's size. */
const HEAD_BYTES = 512 * 1024

export class Covers {
  readonly #places: CoverPlaces
  readonly #covers = new Map<string, Promise<Cover>>()
  readonly #failures = new Map<string, number>()
  /** Addresses by problem. */
  readonly #problems = new Map<string, string[]>()
  #earlier: Promise<ReadonlyMap<string, string>> | undefined

  constructor(places: CoverPlaces) {
    this.#places = places
  }

  look(imageUrl: string | undefined): Promise<Cover> {
    if (imageUrl === undefined) return Promise.resolve({})
    const known = this.#covers.get(imageUrl)
    if (known !== undefined) return known
    const { feedDir, baseUrl } = this.#places
    const below = pathBelow(imageUrl, baseUrl)
    const isHere = feedDir !== undefined && below !== undefined
    const cover = isHere
      ? this.#lookHere(join(feedDir, ...below.split('/')), imageUrl)
      : this.#lookElsewhere(imageUrl, below !== undefined)
    this.#covers.set(imageUrl, cover)
    return cover
  }

  /** @returns a line for each reason why there is no colour */
  problems(): string[] {
    return [...this.#problems].map(([problem, urls]) => `No colour from the cover ${listTitles(urls)}: ${problem}.`)
  }

  async #lookHere(path: string, imageUrl: string): Promise<Cover> {
    try {
      const file = await open(path)
      try {
        const { size: length } = await file.stat()
        const isTooLarge = length > LIMITS.maxBytes
        const wanted = isTooLarge ? HEAD_BYTES : length
        const { buffer, bytesRead } = await file.read(new Uint8Array(wanted), 0, wanted, 0)
        const bytes = buffer.subarray(0, bytesRead)
        const size = readImageSize(bytes)
        const accent = isTooLarge
          ? this.#fail(imageUrl, `it is larger than ${LIMITS.maxBytes} bytes`)
          : await this.#accentOf(bytes, imageUrl)
        return { ...(size && { size }), ...(accent !== undefined && { accent }) }
      } finally {
        await file.close()
      }
    } catch {
      this.#fail(imageUrl, 'it is not beside the feed')
      return {}
    }
  }

  async #lookElsewhere(imageUrl: string, isOurs: boolean): Promise<Cover> {
    this.#earlier ??= readEarlier(this.#places.outDir)
    const earlier = (await this.#earlier).get(imageUrl)
    if (earlier !== undefined) return { accent: earlier }
    // What is to be uploaded with the feed may not be there yet.
    if (!this.#places.fromWeb || isOurs) return {}
    const { host } = new URL(imageUrl)
    const failures = this.#failures.get(host) ?? 0
    try {
      if (failures >= MOST_FAILURES) throw new Error(`${host} failed ${failures} times`)
      const accent = await this.#accentOf(await fetchCover(imageUrl), imageUrl)
      return accent === undefined ? {} : { accent }
    } catch (error) {
      if (failures < MOST_FAILURES) this.#failures.set(host, failures + 1)
      this.#fail(imageUrl, error instanceof Error ? error.message : String(error))
      return {}
    }
  }

  async #accentOf(bytes: Uint8Array, imageUrl: string): Promise<string | undefined> {
    try {
      return chooseAccent(await decodeCover(bytes))
    } catch (error) {
      return this.#fail(imageUrl, error instanceof Error ? error.message : String(error))
    }
  }

  #fail(imageUrl: string, problem: string): undefined {
    this.#problems.set(problem, [...(this.#problems.get(problem) ?? []), imageUrl])
  }
}

async function fetchCover(url: string): Promise<Uint8Array> {
  const until = performance.now() + MOST_MS
  const parts: Uint8Array[] = []
  for await (const chunk of (await download(url, LIMITS, 'media')).chunks) {
    if (performance.now() > until) throw new Error(`it took longer than ${MOST_MS / 1_000} s`)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

/** @returns colours by the address of the picture, as an earlier publishing wrote them down */
async function readEarlier(outDir: string): Promise<ReadonlyMap<string, string>> {
  const accents = new Map<string, string>()
  const note = (imageUrl: string | undefined, accent: string | undefined) => {
    if (imageUrl !== undefined && accent !== undefined) accents.set(imageUrl, accent)
  }
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(outDir, path), 'utf8'))
  const names = await readdir(join(outDir, EPISODES_FOLDER)).catch(() => [])
  const [plain, ...others] = EPISODE_SUFFIXES
  for (const name of names.filter((each) => each.endsWith(plain) && !others.some((other) => each.endsWith(other)))) {
    try {
      const { episode, show, look } = parseEpisodeFile(await read(`${EPISODES_FOLDER}/${name}`))
      note(episode.imageUrl ?? show.imageUrl, look?.accent)
    } catch {
      // Somebody else's, or of another version.
    }
  }
  try {
    const { show, look } = parseShowFile(await read('show.json'))
    note(show.imageUrl, look?.accent)
  } catch {
    // Likewise, or not there.
  }
  return accents
}
