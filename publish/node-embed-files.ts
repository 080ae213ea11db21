/**
 * Writes what embedding needs beside a published feed: `show.json`, and below `episodes/` a file, a page and an oEmbed answer
 * for each episode with media, and what its waveform is drawn from. See docs/embedding.md.
 *
 * Never writes over a file of the publisher's own: an episode takes another name then, and `show.json` is not written.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type FileLook,
  type FileShow,
  type ShowFileEntry,
  writeEpisodeFile,
  writeShowFile,
} from '../src/feed/episode-file.ts'
import { FeedError } from '../src/feed/feed-error.ts'
import type { Show } from '../src/feed/types.ts'
import { Covers } from './cover/node-covers.ts'
import { embedUrls } from './embed-urls.ts'
import { imageOf } from './episode-facts.ts'
import { EPISODE_SUFFIXES, EPISODES_FOLDER, nameEpisodes } from './episode-names.ts'
import { writeEpisodePage } from './episode-page.ts'
import { EPISODE_CSS } from './episode-style.ts'
import { shortHash } from './http-download.ts'
import { chaptersFor } from './node-embed-chapters.ts'
import { listFiles } from './node-feed-source.ts'
import type { MediaFinder } from './node-media.ts'
import type { Output } from './node-output.ts'
import { writeOEmbed } from './oembed.ts'
import type { Waveforms } from './sound/node-waveforms.ts'

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
  /** Whether covers elsewhere on the web are fetched for their colour. */
  readonly fetchCovers: boolean
  readonly waveforms: Waveforms
  readonly output: Output
  /** Where chapters are read from that the feed does not have. */
  readonly media: MediaFinder
}

const toJson = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`

/** @returns warnings, in words. @throws PublishError `cannot-write` */
export async function writeEmbedFiles(job: EmbedJob): Promise<string[]> {
  const { show, baseUrl, feedUrl, feedDir, player, waveforms, output } = job
  const warnings: string[] = []
  const fileShow: FileShow = { ...show, feedUrl }
  const playable = show.episodes.filter(({ enclosure }) => enclosure !== undefined)
  const taken = await foreignFiles(output.dir)
  const isTaken = (name: string) => EPISODE_SUFFIXES.some((suffix) => taken.has(pathOf(name, suffix).toLowerCase()))
  const names = nameEpisodes(playable, isTaken, shortHash)
  const covers = new Covers({ feedDir, baseUrl, outDir: output.dir, fromWeb: job.fetchCovers })
  const entries: ShowFileEntry[] = []
  for (const episode of playable) {
    const name = names.get(episode.guid) ?? shortHash(episode.guid)
    const urls = embedUrls(baseUrl, name, player, feedUrl, episode.guid)
    try {
      const chapters = await chaptersFor({ ...job, warn: (words) => warnings.push(words) }, episode, name)
      const { size, accent } = await covers.look(imageOf({ show: fileShow, episode }))
      const peaks = waveforms.get(episode.enclosure?.infoHash)
      const peaksUrl = peaks && new URL(pathOf(name, '.peaks.json'), baseUrl).href
      const file = writeEpisodeFile({
        show: fileShow,
        episode: { ...episode, ...(chapters && { chapters }) },
        urls,
        ...lookOf(accent, peaksUrl),
      })
      await output.write(pathOf(name, '.json'), toJson(file))
      if (peaks !== undefined) await output.write(pathOf(name, '.peaks.json'), `${JSON.stringify(peaks)}\n`)
      await output.write(pathOf(name, '.oembed.json'), toJson(writeOEmbed(file, size, baseUrl)))
      await output.write(pathOf(name, '.html'), writeEpisodePage(file, size))
      entries.push({ ...file.episode, json: urls.json })
    } catch (error) {
      if (!(error instanceof FeedError)) throw error
      warnings.push(`“${episode.title}” can't be embedded: ${error.message}`)
    }
  }
  if (entries.length > 0) await output.write(`${EPISODES_FOLDER}/episode.css`, EPISODE_CSS)
  if (taken.has('show.json'))
    warnings.push('The folder has a show.json of its own: the list for embedding was not written.')
  else {
    const { accent } = await covers.look(fileShow.imageUrl)
    await output.write(
      'show.json',
      toJson(writeShowFile(fileShow, entries, accent === undefined ? undefined : { accent })),
    )
  }
  return [...warnings, ...covers.problems()]
}

function lookOf(accent: string | undefined, peaksUrl: string | undefined): { readonly look?: FileLook } {
  if (accent === undefined && peaksUrl === undefined) return {}
  return { look: { ...(accent !== undefined && { accent }), ...(peaksUrl !== undefined && { peaksUrl }) } }
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
    if (path.endsWith('.peaks.json')) return 'peaks' in value
    return 'show' in value && (path === 'show.json' ? 'episodes' in value : 'episode' in value && 'urls' in value)
  } catch {
    return false
  }
}
