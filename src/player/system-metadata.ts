/**
 * What the lock screen, headphones and keyboards are told about what plays. Pure; `dom-media-session.ts` tells it.
 *
 * Where a chapter is heard its title is the title, the show is the artist and the episode the album: lock screens and car displays
 * show two lines and cut the rest, and what changes while one listens belongs on the first. Pocket Casts and Overcast do so, too.
 * Without chapters the episode is the title and the show the album.
 */
import type { Chapter, Episode, Show } from '../feed/types.ts'
import { indexAt } from './chapter-position.ts'

/** A picture, as `MediaMetadata` and manifests have it. */
export interface Artwork {
  readonly src: string
  /** e.g. `512x512`; left out where it is not known: a wrong size makes systems choose the wrong picture. */
  readonly sizes?: string
  readonly type?: string
}

export interface Heard {
  readonly episode: Episode
  readonly show: Show | undefined
  readonly chapters: readonly Chapter[]
  /** Pictures of known sizes; without them the feed's single one is used. */
  readonly artwork?: readonly Artwork[]
}

/** The arguments of `MediaMetadata`. */
export interface SystemMetadata {
  readonly title: string
  readonly artist: string
  readonly album: string
  readonly artwork: readonly Artwork[]
  /** All chapters; browsers that do not know it pass over it. */
  readonly chapterInfo: readonly {
    readonly title: string
    readonly startTime: number
    readonly artwork: readonly Artwork[]
  }[]
}

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  svg: 'image/svg+xml',
}

/** What to tell at `atSeconds`. It changes only with the chapter. */
export function systemMetadata({ episode, show, chapters, artwork }: Heard, atSeconds: number): SystemMetadata {
  const chapter = chapters[indexAt(chapters, atSeconds)]
  const cover = artwork ?? pictures(episode.imageUrl ?? show?.imageUrl)
  const named = chapter !== undefined && chapter.title !== ''
  const showTitle = show?.title ?? ''
  return {
    title: named ? chapter.title : episode.title,
    artist: named ? showTitle : (show?.author ?? showTitle),
    album: named ? episode.title : showTitle,
    // The chapter's own picture first: where no sizes are known, the first is taken.
    artwork: [...pictures(chapter?.imageUrl), ...cover],
    chapterInfo: chapters.map(({ title, startSeconds, imageUrl }) => ({
      title,
      startTime: startSeconds,
      artwork: pictures(imageUrl),
    })),
  }
}

function pictures(url: string | undefined): readonly Artwork[] {
  if (url === undefined) return []
  const type = TYPES[/\.([a-z]+)(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? '']
  return [type === undefined ? { src: url } : { src: url, type }]
}
