/** What an embedded player shows and plays, wherever it was had from; and what it needs from outside to get there. */
import type { EpisodeFile, FileLook, FileUrls, ShowFile, ShowFileEntry } from '../feed/episode-file.ts'
import type { Episode, Show } from '../feed/types.ts'
import type { EpisodeSession, EpisodeSource } from '../peer/types.ts'
import type { FrameAddress } from './frame-address.ts'
import type { EpisodeServices, SharingControl } from './page-services.ts'
import type { SharingConsent } from './sharing-consent.ts'

export interface FrameContent {
  readonly show: Show
  readonly feedUrl: string
  readonly episode: Episode
  readonly look?: FileLook
  readonly urls?: FileUrls
  /** Where the data are from, when not from the feed itself. */
  readonly jsonUrl?: string
}

/** A show's list, to choose from. */
export interface FrameList {
  readonly show: Show
  readonly entries: readonly ShowFileEntry[]
}

export interface FrameServices extends Omit<EpisodeServices, 'openSession'> {
  /** The frame disposes of it before it opens the next. @param content whose answer about sharing holds */
  openSession(source: EpisodeSource, content: FrameContent): EpisodeSession
  /** @throws {ShowError} */
  loadEpisode(address: Exclude<FrameAddress, { kind: 'show' }>, signal: AbortSignal): Promise<FrameContent>
  /** @throws {ShowError} */
  loadList(showUrl: string, signal: AbortSignal): Promise<FrameList>
  /** The settings of sharing, loaded once somebody looks at them: they come with the engine. */
  loadSharing?(): Promise<SharingControl>
  /** The listener's answer about this content: the same object for all that it holds for, so that a no is not forgotten. */
  consentFor(content: FrameContent): SharingConsent
}

export function contentOfFile(file: EpisodeFile, jsonUrl: string): FrameContent {
  const { episode, look, urls } = file
  return {
    show: { ...showOf(file), episodes: [episode] },
    feedUrl: file.show.feedUrl,
    episode,
    urls,
    jsonUrl,
    ...(look !== undefined && { look }),
  }
}

export function listOfFile(file: ShowFile): FrameList {
  return { show: showOf(file), entries: file.episodes }
}

function showOf({ show }: EpisodeFile | ShowFile): Show {
  const { feedUrl: _, ...known } = show
  return { ...known, description: '', episodes: [], warnings: [] }
}
