/**
 * Writes an episode's oEmbed answer (oembed.com, version 1.0, type `rich`) as a file: found by the link in the episode's page.
 *
 * A file can't obey `maxwidth` and `maxheight`, so the frame is small enough for any column. Without `--player` it shows the
 * episode's own page, whose plain player needs no script.
 */
import type { EpisodeFile } from '../src/feed/episode-file.ts'
import { FRAME_ALLOW } from '../src/shared/frame-permissions.ts'
import { fullTitle, imageOf } from './episode-facts.ts'
import type { ImageSize } from './image-size.ts'
import { escapeAttribute } from './p2p-block.ts'

export interface OEmbed {
  readonly version: '1.0'
  readonly type: 'rich'
  readonly title: string
  readonly author_name: string
  readonly author_url?: string
  readonly provider_name: string
  readonly provider_url: string
  readonly thumbnail_url?: string
  readonly thumbnail_width?: number
  readonly thumbnail_height?: number
  readonly width: number
  readonly height: number
  readonly html: string
}

export const isVideo = ({ episode }: EpisodeFile) => episode.enclosure.type.startsWith('video/')

/** @returns CSS pixels of the frame: video is 16:9; the page, which has words besides, is taller than the player alone. */
export function frameSize(file: EpisodeFile): ImageSize {
  if (isVideo(file)) return { width: 640, height: file.urls.player === undefined ? 560 : 360 }
  return { width: 600, height: file.urls.player === undefined ? 400 : 200 }
}

/** @returns one line of HTML for any page. */
function embedHtml(file: EpisodeFile): string {
  const { height } = frameSize(file)
  const src = escapeAttribute(file.urls.player ?? file.urls.page)
  const title = escapeAttribute(fullTitle(file))
  // As wide as its column, so that no phone scrolls sideways: WordPress keeps these few attributes of a frame, `frameborder`
  // among them, and takes `style` and `allow` out. The height is all that a frame of any width needs.
  return `<iframe src="${src}" title="${title}" width="100%" height="${height}" frameborder="0" scrolling="auto" allow="${FRAME_ALLOW}"></iframe>`
}

/** @param cover the size of the episode's picture (or the show's), where known: a thumbnail must come with it */
export function writeOEmbed(file: EpisodeFile, cover: ImageSize | undefined, baseUrl: string): OEmbed {
  const { show, episode } = file
  const thumbnail = imageOf(file)
  return {
    version: '1.0',
    type: 'rich',
    title: episode.title,
    author_name: show.author ?? show.title,
    ...(show.link !== undefined && { author_url: show.link }),
    provider_name: show.title,
    provider_url: show.link ?? baseUrl,
    ...(thumbnail !== undefined &&
      cover && { thumbnail_url: thumbnail, thumbnail_width: cover.width, thumbnail_height: cover.height }),
    ...frameSize(file),
    html: embedHtml(file),
  }
}
