/**
 * Writes what embedding needs beside a published feed: `show.json`, and below `episodes/` a file, a page and an oEmbed answer
 * for each episode with media. See docs/embedding.md.
 *
 * Never writes over a file of the publisher's own: an episode takes another name then, and `show.json` is not written.
 */
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type FileShow, type ShowFileEntry, writeEpisodeFile, writeShowFile } from '../src/feed/episode-file.ts'
import { FeedError } from '../src/feed/feed-error.ts'
import type { Show } from '../src/feed/types.ts'
import { embedUrls } from './embed-urls.ts'
import { imageOf } from './episode-facts.ts'
import { EPISODE_SUFFIXES, EPISODES_FOLDER, nameEpisodes } from './episode-names.ts'
import { writeEpisodePage } from './episode-page.ts'
import { EPISODE_CSS } from './episode-style.ts'
import { shortHash } from './http-download.ts'
import { type ImageSize, readImageSize } from './image-size.ts'
import { pathBelow } from './media-path.ts'
import { listFiles } from './node-feed-source.ts'
import type { Output } from './node-output.ts'
import { writeOEmbed } from './oembed.ts'

export interface EmbedJob {
  /** As published, with P2P data. */
  readonly show: Show
  readonly baseUrl: string
  /** The published feed's address. */
  readonly feedUrl: string
  /** `--player`, checked. */
  readonly player: string | undefined
  /** The feed's folder, where covers are looked at. */
  readonly feedDir: string | undefined
  readonly output: Output
}

const toJson = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`

/** @returns warnings, in words. @throws PublishError `cannot-write` */
export async function writeEmbedFiles(job: EmbedJob): Promise<string[]> {
  const { show, baseUrl, feedUrl, player, output } = job
  const warnings: string[] = []
  const fileShow: FileShow = { ...show, feedUrl }
  const playable = show.episodes.filter(({ enclosure }) => enclosure !== undefined)
  const taken = await foreignFiles(output.dir)
  const isTaken = (name: string) => EPISODE_SUFFIXES.some((suffix) => taken.has(pathOf(name, suffix).toLowerCase()))
  const names = nameEpisodes(playable, isTaken, shortHash)
  const sizes = new Map<string, Promise<ImageSize | undefined>>()
  const entries: ShowFileEntry[] = []
  for (const episode of playable) {
    const name = names.get(episode.guid) ?? shortHash(episode.guid)
    const urls = embedUrls(baseUrl, name, player, feedUrl, episode.guid)
    try {
      const file = writeEpisodeFile({ show: fileShow, episode, urls })
      const image = imageOf(file) ?? ''
      const size = sizes.get(image) ?? coverSize(job, image)
      sizes.set(image, size)
      const cover = await size
      await output.write(pathOf(name, '.json'), toJson(file))
      await output.write(pathOf(name, '.oembed.json'), toJson(writeOEmbed(file, cover, baseUrl)))
      await output.write(pathOf(name, '.html'), writeEpisodePage(file, cover))
      entries.push({ ...file.episode, json: urls.json })
    } catch (error) {
      if (!(error instanceof FeedError)) throw error
      warnings.push(`“${episode.title}” can't be embedded: ${error.message}`)
    }
  }
  if (entries.length > 0) await output.write(`${EPISODES_FOLDER}/episode.css`, EPISODE_CSS)
  if (taken.has('show.json'))
    warnings.push('The folder has a show.json of its own: the list for embedding was not written.')
  else await output.write('show.json', toJson(writeShowFile(fileShow, entries)))
  return warnings
}

const pathOf = (name: string, suffix: string) => `${EPISODES_FOLDER}/${name}${suffix}`

/**
 * @returns lower-case paths, `/` between folders, of the files in the published folder whose names ours might take (copied
 * with the show, or put there), without those that an earlier publishing made
 */
async function foreignFiles(dir: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const path of await listFiles(dir)) {
    const plain = path.replaceAll('\\', '/')
    if (!/^(?:show\.json|episodes\/[^/]+\.(?:json|html))$/i.test(plain)) continue
    if (!isOurs(plain, await readFile(join(dir, path), 'utf8'))) found.add(plain.toLowerCase())
  }
  return found
}

function isOurs(path: string, text: string): boolean {
  if (path.endsWith('.html')) return text.includes('<meta name="generator" content="Grapevine">')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('version' in value)) return false
    // Not parsed as a whole: a file of an earlier version is ours, too.
    if (path.endsWith('.oembed.json')) return 'provider_url' in value
    return 'show' in value && (path === 'show.json' ? 'episodes' in value : 'episode' in value && 'urls' in value)
  } catch {
    return false
  }
}

/** Enough for the pictures and colour profiles that stand before a JPEG's size. */
const COVER_HEAD_BYTES = 512 * 1024

/** Only of a cover that lies below the feed's folder: nothing is fetched for it. */
async function coverSize({ feedDir, baseUrl }: EmbedJob, imageUrl: string): Promise<ImageSize | undefined> {
  const below = feedDir === undefined ? undefined : pathBelow(imageUrl, baseUrl)
  if (feedDir === undefined || below === undefined) return undefined
  try {
    const file = await open(join(feedDir, ...below.split('/')))
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(COVER_HEAD_BYTES), 0, COVER_HEAD_BYTES, 0)
      return readImageSize(buffer.subarray(0, bytesRead))
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}
