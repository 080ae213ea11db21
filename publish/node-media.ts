/**
 * Finds the bytes of an enclosure: beside the feed, in the media folder, or (for a feed from the web) at its address.
 *
 * Never guesses between two files of the same name, and never leaves the folders it was given.
 */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { download, MEDIA_LIMITS } from './http-download.ts'
import { openHttpBytes } from './http-media-bytes.ts'
import type { MediaBytes } from './media-bytes.ts'
import { fileNameOf, pathBelow } from './media-path.ts'
import { listFiles } from './node-feed-source.ts'
import { openFileBytes } from './node-media-bytes.ts'

export interface Media {
  readonly chunks: AsyncIterable<Uint8Array>
  readonly lengthBytes: number | undefined
  /** Where it lies on this machine; absent where it comes from the web. */
  readonly path?: string
}

export interface MediaPlaces {
  /** The feed's folder, and the URL it is (or will be) served at. */
  readonly feedDir?: string
  readonly baseUrl: string
  /** `--media`. */
  readonly mediaDir?: string
  /** Whether files of the feed's folder are also looked up by name alone. */
  readonly searchFeedDir: boolean
  /** Whether what is not found here is fetched from its address. */
  readonly fromWeb: boolean
}

export class MediaFinder {
  readonly #places: MediaPlaces
  #byName: Promise<ReadonlyMap<string, readonly string[]>> | undefined

  constructor(places: MediaPlaces) {
    this.#places = places
  }

  /** @throws Error in words where the media can't be had */
  async open(url: string): Promise<Media> {
    const path = await this.#findLocal(url)
    if (path !== undefined) {
      return {
        chunks: createReadStream(path, { highWaterMark: 256 * 1024 }),
        lengthBytes: (await stat(path)).size,
        path,
      }
    }
    if (this.#places.fromWeb) return download(url, MEDIA_LIMITS, 'media')
    const where = this.#places.mediaDir === undefined ? 'beside the feed' : `in ${this.#places.mediaDir}`
    throw new Error(`${fileNameOf(url)} is not ${where}; --media DIR says where the files lie`)
  }

  /** For reading parts of it. To be closed. @throws Error in words where the media can't be had, or not in parts */
  async openBytes(url: string): Promise<MediaBytes> {
    const path = await this.#findLocal(url)
    if (path !== undefined) return openFileBytes(path)
    if (this.#places.fromWeb) return openHttpBytes(url)
    throw new Error(`${fileNameOf(url)} is not here`)
  }

  /** A small file that lies with the feed, whole. @returns `undefined` where it is elsewhere, can't be read or is longer than `maxBytes` */
  async readLocal(url: string, maxBytes: number): Promise<Uint8Array | undefined> {
    try {
      const path = await this.#findLocal(url)
      if (path === undefined || (await stat(path)).size > maxBytes) return undefined
      return await readFile(path)
    } catch {
      return undefined
    }
  }

  async #findLocal(url: string): Promise<string | undefined> {
    const { feedDir, baseUrl } = this.#places
    const below = feedDir === undefined ? undefined : pathBelow(url, baseUrl)
    if (feedDir !== undefined && below !== undefined) {
      const path = join(feedDir, ...below.split('/'))
      const isInside = !relative(feedDir, path).startsWith(`..${sep}`)
      if (isInside && (await stat(path).catch(() => undefined))?.isFile()) return path
    }
    this.#byName ??= this.#index()
    const found = (await this.#byName).get(fileNameOf(url)) ?? []
    if (found.length > 1)
      throw new Error(`there are ${found.length} files called ${fileNameOf(url)}: ${found.join(', ')}`)
    return found[0]
  }

  async #index(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { feedDir, mediaDir, searchFeedDir } = this.#places
    const dir = mediaDir ?? (searchFeedDir ? feedDir : undefined)
    const byName = new Map<string, string[]>()
    for (const path of dir === undefined ? [] : await listFiles(dir)) {
      const name = basename(path)
      byName.set(name, [...(byName.get(name) ?? []), join(dir ?? '', path)])
    }
    return byName
  }
}
