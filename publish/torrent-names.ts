/** Decides where each .torrent lies below the published folder: the same place every time, never one place for two. */
import { fileNameOf, pathBelow } from './media-path.ts'

/**
 * @param urls the enclosures' URLs, each once
 * @param shortHash eight digits that stand for a text
 * @returns path by URL, `/` between folders: beside the media where they lie below the base, else by file name
 */
export function nameTorrents(
  urls: readonly string[],
  baseUrl: string,
  shortHash: (text: string) => string,
): ReadonlyMap<string, string> {
  const plain = new Map(urls.map((url) => [url, `${pathBelow(url, baseUrl) ?? tame(fileNameOf(url))}.torrent`]))
  const uses = new Map<string, number>()
  for (const name of plain.values()) uses.set(name, (uses.get(name) ?? 0) + 1)
  return new Map(
    [...plain].map(([url, name]) => {
      const isUnique = uses.get(name) === 1
      return [url, isUnique ? name : name.replace(/\.torrent$/, `.${shortHash(url)}.torrent`)]
    }),
  )
}

/** Plain characters only, as the name becomes part of a URL and of a file system we don't know. */
function tame(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '-').replace(/^[-.]+/, '')
  return plain.slice(-100) || 'media'
}
