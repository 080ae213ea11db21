/** What of an episode can be taken away: its address, and the code that embeds it elsewhere. Pure. */
import { FRAME_ALLOW } from '../shared/frame-permissions.ts'

export interface SharePlace {
  /** The episode's own page, absolute, without a moment. */
  readonly pageUrl?: string
  readonly feedUrl?: string
  /** What its embed code is made of. */
  readonly embed?: Embedding
}

export interface Embedding {
  readonly episode: EmbeddedEpisode
  /** Where embed.js and player.html are, absolute, ending in `/`. */
  readonly playerFolder: string
  readonly title: string
}

/** How an embed names what it plays. */
export type EmbeddedEpisode = { readonly jsonUrl: string } | { readonly feedUrl: string; readonly guid: string }

/**
 * @returns the one line for a site, and the frame for where scripts are not taken
 */
export function embedCodes({ episode, playerFolder, title }: Embedding): {
  readonly scriptCode: string
  readonly iframeCode: string
} {
  const [data, query] =
    'jsonUrl' in episode
      ? [{ episode: episode.jsonUrl }, { json: episode.jsonUrl }]
      : [
          { feed: episode.feedUrl, guid: episode.guid },
          { feed: episode.feedUrl, episode: episode.guid },
        ]
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`)
  const frame = new URL('player.html', playerFolder)
  for (const [name, value] of Object.entries(query)) frame.searchParams.set(name, value)
  return {
    scriptCode: `<script type="module" async src="${escaped(new URL('embed.js', playerFolder).href)}"${attributes.join('')}></script>`,
    iframeCode: `<iframe src="${escaped(frame.href)}" title="${escaped(title)}" width="600" height="200" frameborder="0" allow="${FRAME_ALLOW}"></iframe>`,
  }
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
