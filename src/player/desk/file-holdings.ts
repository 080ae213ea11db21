/**
 * Whole files on this device, told apart by the episodes that are wanted: whose they are, what the storage screen shows of them, and which
 * go when something is cleared. Pure.
 *
 * Only what is wanted is ever kept as a whole file. One that no episode is wanted for was left over by a tab that could not remove it.
 */
import type { EpisodeSource, KeptFile } from '../../peer/types.ts'
import { sourceOf } from '../episode-source.ts'
import type { Download } from '../library/download.ts'
import type { ClearWish } from '../library/storage-view.ts'
import type { EpisodeRef } from '../views/episode-view.ts'
import type { KeptEpisodeView, KeptShowView } from '../views/storage-view.ts'

export interface HeldFiles {
  readonly files: readonly KeptFile[]
  /** What is wanted. */
  readonly downloads: readonly Download[]
}

/** What an episode is kept under where no torrent describes it; `undefined`: it is kept in pieces, or there is nothing to keep. */
export function fileAddress({ enclosure }: Pick<Download['episode'], 'enclosure'>): string | undefined {
  if (enclosure === undefined || enclosure.torrentUrl !== undefined || enclosure.infoHash !== undefined)
    return undefined
  return enclosure.url
}

/** Of these addresses, those that nothing that is wanted is kept under: an episode of two feeds may be one file. */
export function filesNobodyWants(urls: readonly string[], downloads: readonly Download[]): readonly string[] {
  const wanted = new Set(downloads.map(({ episode }) => fileAddress(episode)))
  return urls.filter((url) => !wanted.has(url))
}

/** The episode that is wanted, by name. */
export function wantedAs(downloads: readonly Download[], { feedUrl, guid }: EpisodeRef): Download | undefined {
  return downloads.find((one) => one.feedUrl === feedUrl && one.guid === guid)
}

/** What a kept file plays from: the address it was kept from. Feeds change addresses, some with each reading. */
export function keptSource(downloads: readonly Download[], ref: EpisodeRef): EpisodeSource | undefined {
  const download = wantedAs(downloads, ref)
  if (download?.state !== 'kept' || fileAddress(download.episode) === undefined) return undefined
  return sourceOf(download.episode)
}

/**
 * @param ofNoShow the name of the show that files are listed under that nobody wants
 * @param titleOf a show's, where the library knows no other
 */
export function withFiles(
  shows: readonly KeptShowView[],
  { files, downloads }: HeldFiles,
  ofNoShow: string,
  titleOf: (feedUrl: string) => string,
): readonly KeptShowView[] {
  const byAddress = new Map(downloads.map((one) => [fileAddress(one.episode), one]))
  const all = new Map(shows.map((show) => [show.feedUrl, show]))
  for (const file of files.filter(({ heldBytes }) => heldBytes > 0)) {
    const download = byAddress.get(file.url)
    const feedUrl = download?.feedUrl ?? ofNoShow
    const { showTitle: title = titleOf(feedUrl), imageUrl } = download ?? {}
    const show = all.get(feedUrl) ?? {
      feedUrl,
      title,
      ...(imageUrl !== undefined && { imageUrl }),
      bytes: 0,
      episodes: [],
    }
    const episodes = [...show.episodes, rowOf(file, download, ofNoShow)].sort((a, b) => b.bytes - a.bytes)
    all.set(feedUrl, { ...show, bytes: show.bytes + file.heldBytes, episodes })
  }
  const isOfNone = ({ feedUrl }: KeptShowView): number => Number(feedUrl === ofNoShow)
  return [...all.values()].sort((a, b) => isOfNone(a) - isOfNone(b) || b.bytes - a.bytes)
}

function rowOf({ url, heldBytes }: KeptFile, download: Download | undefined, ofNoShow: string): KeptEpisodeView {
  const { feedUrl, guid, title } = download ?? { feedUrl: ofNoShow, guid: url, title: fileName(url) }
  return { feedUrl, guid, title, bytes: heldBytes, isPinned: download !== undefined }
}

export function fileName(url: string): string {
  return (
    url
      .replace(/[?#].*$/s, '')
      .split('/')
      .at(-1) || url
  )
}

/** Those of episodes that are wanted go with the wish for them: here are all others. */
export function filesToClear({ files, downloads }: HeldFiles, wish: ClearWish): readonly string[] {
  const isMeant = wish.kind === 'everything' || wish.kind === 'unwanted'
  const isOfNoShow = wish.kind === 'show' && wish.feedUrl === undefined
  const urls = isMeant || isOfNoShow ? files.map(({ url }) => url) : []
  return filesNobodyWants(urls, downloads)
}
