/**
 * Reads from a published feed, or from the grapevine.json beside it, which files a tracker is to serve: those that players of this
 * feed would join.
 *
 * Takes the document in pieces, so that whoever reads it can do other things in between. Pure.
 */
import { FeedReader } from '../src/feed/feed-reader.ts'
import { type InfoHash, parseInfoHash } from '../src/shared/ids.ts'

export interface ListedFiles {
  readonly infoHashes: ReadonlySet<InfoHash>
  /** False: the document had more than could be read, so that what is missing here is not gone. */
  readonly isWhole: boolean
}

/** As many as are read of a feed. */
const MOST_EPISODES = 10_000

export class ListedFilesReader {
  readonly #infoHashes = new Set<InfoHash>()
  readonly #feed: FeedReader
  /** The text so far, of a document that is JSON; `undefined`: not known yet, or not JSON. */
  #json: string | undefined
  #hasBegun = false

  /** @param url where it is read from */
  constructor(url: string) {
    this.#feed = new FeedReader(url, {
      episode: ({ enclosure }) => {
        if (enclosure?.infoHash !== undefined) this.#infoHashes.add(enclosure.infoHash)
      },
    })
  }

  /** @param text the next part of the document. @throws FeedError as soon as it is clear that this is no feed */
  push(text: string): void {
    if (!this.#hasBegun && text.trim() !== '') {
      this.#hasBegun = true
      if (text.trimStart().startsWith('{')) this.#json = ''
    }
    if (this.#json === undefined) this.#feed.push(text)
    else this.#json += text
  }

  /** @throws FeedError where it is no feed, SyntaxError or TypeError where it is other JSON than publish writes */
  end(): ListedFiles {
    if (this.#json !== undefined) return { infoHashes: hashesOfSidecar(JSON.parse(this.#json)), isWhole: true }
    const { incomplete } = this.#feed.end()
    return { infoHashes: this.#infoHashes, isWhole: incomplete === undefined }
  }
}

function hashesOfSidecar(value: unknown): ReadonlySet<InfoHash> {
  const episodes = typeof value === 'object' && value !== null && 'episodes' in value ? value.episodes : undefined
  if (typeof episodes !== 'object' || episodes === null) throw new TypeError('this JSON holds no episodes')
  const hashes = Object.values(episodes)
    .slice(0, MOST_EPISODES)
    .map((entry: unknown) => {
      return typeof entry === 'object' && entry !== null && 'infoHash' in entry
        ? parseInfoHash(entry.infoHash)
        : undefined
    })
  return new Set(hashes.filter((hash) => hash !== undefined))
}

/** @param start the document's first bytes. @returns what decodes it: as its XML declaration says, else as UTF-8 */
export function decoderFor(start: Uint8Array): TextDecoder {
  const head = String.fromCharCode(...start.subarray(0, 200))
  const declared = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/i.exec(head)?.[1]
  try {
    return new TextDecoder(declared)
  } catch {
    return new TextDecoder()
  }
}
