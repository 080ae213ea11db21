/**
 * Publishes a show: reads the feed, makes a .torrent per episode, and writes the feed with the P2P data in it.
 *
 * Everything else in the feed stays byte for byte as it was (unless a new base URL is asked for). An episode whose media
 * can't be had is left as it was and reported; the others go on. See docs/publishing.md.
 */
import { join, relative, resolve } from 'node:path'
import { FeedError } from '../src/feed/feed-error.ts'
import { parseShow } from '../src/feed/rss.ts'
import type { Enclosure, Episode, Show } from '../src/feed/types.ts'
import { type AllowlistEntry, formatAllowlist } from '../tracker/index.ts'
import { updateAllowlist } from './allowlist-update.ts'
import { findPublished, insertBlocks, moveUrls, selfFolder } from './feed-edit.ts'
import { type FeedText, fromByteString, readFeedBytes } from './feed-text.ts'
import { shortHash } from './http-download.ts'
import { fileNameOf } from './media-path.ts'
import { writeEmbedFiles } from './node-embed-files.ts'
import { type FeedSource, listFiles, readFeedSource } from './node-feed-source.ts'
import { MediaFinder } from './node-media.ts'
import { Output } from './node-output.ts'
import { makeTorrent } from './node-torrent.ts'
import { ALLOWLIST_FILE, readAllowlist, SIDECAR_FILE } from './node-withdraw.ts'
import type { PublishedMedia } from './p2p-block.ts'
import { PublishError } from './publish-error.ts'
import { type PublishOptions, parseBaseUrl, parsePlayer, parseTrackers } from './publish-options.ts'
import type { EpisodeReport, PublishReport } from './report.ts'
import { writeSidecar } from './sidecar.ts'
import { Waveforms } from './sound/node-waveforms.ts'
import { nameTorrents } from './torrent-names.ts'

interface Plan {
  readonly source: FeedSource
  readonly feed: FeedText
  readonly show: Show
  readonly baseUrl: string
  readonly trackers: readonly string[]
  readonly player: string | undefined
  readonly output: Output
  readonly waveforms: Waveforms
}

/**
 * @returns what was done, episode by episode; `ok` is false where any episode failed
 * @throws PublishError where nothing could be published: wrong options, no feed, a folder that can't be written
 */
export async function publish(options: PublishOptions): Promise<PublishReport> {
  const plan = await prepare(options)
  const { source, feed, show, baseUrl, trackers, output, waveforms } = plan
  // Before anything is copied over it.
  const earlier = await readAllowlist(output.dir)
  if (source.isFolder && source.dir !== undefined) await copyFolder(source.dir, source.fileName, output)
  await waveforms.readEarlier(output.dir)

  const finder = new MediaFinder({
    ...(source.dir !== undefined && { feedDir: source.dir }),
    ...(options.mediaDir !== undefined && { mediaDir: resolve(options.mediaDir) }),
    baseUrl,
    searchFeedDir: source.isFolder,
    fromWeb: source.url !== undefined,
  })
  const results = await publishEpisodes(plan, finder, options.onProgress ?? (() => {}))
  const media = results.map(({ published }) => published)
  const edited = readFeedBytes(fromByteString(insertBlocks(feed.bytes, media, baseUrl)))
  const now = parseShow(edited.text, baseUrl)
  const wasOurs = findPublished(edited.bytes, baseUrl)
  const carried = now.episodes.filter((_episode, index) => wasOurs[index])

  const allowlist = updateAllowlist(earlier, carried.flatMap(toEntry), output.dir)
  await output.write(ALLOWLIST_FILE, formatAllowlist(allowlist.entries, `${show.title}, written by grapevine`))
  await output.write(SIDECAR_FILE, writeSidecar(carried))
  await output.write(source.fileName, fromByteString(edited.bytes))
  const embedWarnings = await writeEmbedFiles({
    show: now,
    baseUrl,
    feedUrl: baseUrl + encodeURIComponent(source.fileName),
    player: plan.player,
    feedDir: source.dir,
    fetchCovers: options.fetchCovers ?? true,
    waveforms,
    output,
    media: finder,
  })
  const warnings = [
    ...show.warnings,
    ...results.flatMap(({ warning }) => warning ?? []),
    ...waveforms.problems(),
    ...embedWarnings,
    ...allowlist.warnings,
  ]
  for (const [index, published] of media.entries()) {
    const read = now.episodes[index]
    if (published && read?.enclosure?.infoHash !== published.infoHash) {
      warnings.push(
        `“${read?.title}” carries another torrent of the same file besides ours; players may take that one.`,
      )
    }
  }
  if (trackers.length === 0) warnings.push('No --tracker was given: listeners of this feed will not find each other.')
  const episodes = results.map(({ report }) => report)
  return {
    showTitle: show.title,
    outDir: output.dir,
    feedPath: join(output.dir, source.fileName),
    episodes,
    warnings,
    ok: episodes.every((episode) => episode.outcome !== 'failed'),
  }
}

async function prepare(options: PublishOptions): Promise<Plan> {
  const asked = options.baseUrl === undefined ? undefined : parseBaseUrl(options.baseUrl)
  const trackers = parseTrackers(options.trackers ?? [])
  const player = options.player === undefined ? undefined : parsePlayer(options.player)
  if (options.outDir.trim() === '') throw new PublishError('bad-options', 'Say where to publish to: --out DIR.')
  const output = new Output(resolve(options.outDir))
  const source = await readFeedSource(options.feed)
  if (source.dir !== undefined && relative(source.dir, output.dir) === '') {
    throw new PublishError(
      'bad-options',
      'The feed lies in --out itself, and would be overwritten. Choose another folder.',
    )
  }
  try {
    let feed = readFeedBytes(source.bytes)
    const self = selfFolder(feed.bytes)
    const own = self ?? (source.url === undefined ? undefined : new URL('.', source.url).href)
    if (asked !== undefined && self !== undefined && self !== asked) {
      feed = readFeedBytes(fromByteString(moveUrls(feed.bytes, self, asked)))
    }
    const base = asked ?? own
    if (base === undefined) {
      const words =
        "The feed doesn't say its own address (atom:link rel=self), so say where it will be: --base-url URL."
      throw new PublishError('bad-options', words)
    }
    const baseUrl = parseBaseUrl(base)
    const waveforms = new Waveforms(options.waveforms ?? true)
    return { source, feed, show: parseShow(feed.text, baseUrl), baseUrl, trackers, player, output, waveforms }
  } catch (error) {
    if (error instanceof FeedError) throw new PublishError('bad-feed', error.message, error)
    throw error
  }
}

async function copyFolder(dir: string, feedName: string, output: Output): Promise<void> {
  for (const path of await listFiles(dir, output.dir)) {
    if (path !== feedName) await output.copy(join(dir, path), path)
  }
}

interface Result {
  readonly report: EpisodeReport
  readonly published?: PublishedMedia
  readonly warning?: string
}

async function publishEpisodes(
  plan: Plan,
  finder: MediaFinder,
  onProgress: (words: string) => void,
): Promise<Result[]> {
  const { episodes } = plan.show
  const urls = new Set(episodes.flatMap((episode) => episode.enclosure?.url ?? []))
  const names = nameTorrents([...urls], plan.baseUrl, shortHash)
  /** One file may be the media of several items: it is read once. */
  const made = new Map<string, PublishedMedia>()
  const results: Result[] = []
  for (const [index, episode] of episodes.entries()) {
    const { guid, title, enclosure } = episode
    if (!enclosure) {
      results.push({ report: { guid, title, outcome: 'no-media' } })
      continue
    }
    onProgress(`${index + 1}/${episodes.length} ${title}`)
    try {
      const path = names.get(enclosure.url) ?? 'media.torrent'
      const published = made.get(enclosure.url) ?? (await publishMedia(plan, finder, enclosure, episode, path))
      made.set(enclosure.url, published)
      const { infoHash, torrentUrl, lengthBytes } = published
      const said = enclosure.lengthBytes
      const differs = said !== undefined && said !== lengthBytes
      const warning = `“${title}”: the feed says ${said} bytes, the file has ${lengthBytes}.`
      const report: EpisodeReport = { guid, title, outcome: 'published', infoHash, torrentUrl, lengthBytes }
      results.push({ report, published, ...(differs && { warning }) })
    } catch (error) {
      if (error instanceof PublishError) throw error
      const problem = error instanceof Error ? error.message : String(error)
      results.push({ report: { guid, title, outcome: 'failed', problem } })
    }
  }
  return results
}

async function publishMedia(
  plan: Plan,
  finder: MediaFinder,
  enclosure: Enclosure,
  { title, publishedAt }: Episode,
  path: string,
): Promise<PublishedMedia> {
  const media = await finder.open(enclosure.url)
  const name = fileNameOf(enclosure.url)
  const { trackers, waveforms } = plan
  const tap = waveforms.tap(media)
  const { torrent, infoHash, lengthBytes, integrity } = await makeTorrent({
    chunks: tap?.through(media.chunks) ?? media.chunks,
    expectedBytes: media.lengthBytes ?? enclosure.lengthBytes,
    name,
    trackers,
    enclosureUrl: enclosure.url,
    publishedAt,
  })
  await plan.output.write(path, torrent)
  await waveforms.settle({ infoHash, lengthBytes, title }, tap, () => finder.open(enclosure.url))
  const torrentUrl = plan.baseUrl + path.split('/').map(encodeURIComponent).join('/')
  const { url: enclosureUrl, type } = enclosure
  return { infoHash, name, lengthBytes, integrity, torrentUrl, enclosureUrl, type, trackers }
}

function toEntry({ title, enclosure }: Episode): AllowlistEntry[] {
  return enclosure?.infoHash === undefined ? [] : [{ infoHash: enclosure.infoHash, name: title }]
}
