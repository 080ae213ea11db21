/** What is in each of the player's panels. Loaded with the first one that is opened. */
import { msg } from '@lit/localize'
import { html } from 'lit'
import type { ShowFileEntry } from '../../feed/episode-file.ts'
import type { Chapter, Cue, Episode, Show } from '../../feed/types.ts'
import type { SharingSettings } from '../../peer/index.ts'
import type { SessionSnapshot } from '../../peer/types.ts'
import type { Observable } from '../../shared/emitter.ts'
import type { PlayerState } from '../player-state.ts'
import type { Queue, QueueStore } from '../queue.ts'
import { embedCodes, type SharePlace } from '../share-place.ts'
import type { FoldedPanel } from './player-panels.ts'

/** What the panels show. */
export interface PanelView {
  readonly chapters: readonly Chapter[]
  readonly cues: readonly Cue[]
  readonly show: Show | undefined
  readonly episode: Episode | undefined
  readonly entries: readonly ShowFileEntry[] | undefined
  readonly queue: QueueStore | undefined
  readonly queued: Queue
  readonly extrasPending: boolean
  readonly sharePlace: SharePlace | undefined
  readonly sharingSettings: Observable<SharingSettings> | undefined
  readonly state: PlayerState
  readonly transfer: SessionSnapshot | undefined
}

export function panelContent(panel: FoldedPanel, view: PanelView) {
  const { chapters, cues, episode } = view
  const { currentTimeSeconds: at, durationSeconds } = view.state
  const language = view.show?.language
  switch (panel) {
    case 'episodes':
      return html`<gv-entries .entries=${view.entries ?? []} .current=${episode?.guid} .language=${language}
        ?queueing=${view.queue !== undefined}></gv-entries>`
    case 'chapters':
      return chapters.length === 0
        ? missing(view, msg('This episode has no chapters.'))
        : html`<gv-chapters .chapters=${chapters} .at=${at} .duration=${durationSeconds} .language=${language}></gv-chapters>`
    case 'transcript':
      return cues.length === 0
        ? missing(view, msg('The transcript can’t be shown: it could not be loaded, or not be read.'))
        : html`<gv-transcript .cues=${cues} .at=${at} .language=${language}></gv-transcript>`
    case 'queue':
      return html`<gv-queue .entries=${view.queued} .current=${episode?.guid} .language=${language}></gv-queue>`
    case 'share':
      return share(view, at)
    case 'sharing':
      return html`<gv-sharing-panel .snapshot=${view.transfer} .settings=${view.sharingSettings}></gv-sharing-panel>`
  }
}

/** On its way, or not to be had. */
function missing({ extrasPending }: PanelView, otherwise: string) {
  return extrasPending
    ? html`<div class="pending" role="status"><span class="spoken">${msg('Loading')}</span></div>`
    : html`<p class="failed" role="status">${otherwise}</p>`
}

function share({ episode, show, sharePlace }: PanelView, at: number) {
  const { pageUrl, feedUrl, embed } = sharePlace ?? {}
  const { scriptCode, iframeCode } = embed === undefined ? {} : embedCodes(embed)
  return html`<gv-share .pageUrl=${pageUrl} .episodeTitle=${episode?.title ?? ''} .showTitle=${show?.title ?? ''}
    .at=${at} .scriptCode=${scriptCode} .iframeCode=${iframeCode} .feedUrl=${feedUrl}
    .downloadUrl=${episode?.enclosure?.url} .downloadBytes=${episode?.enclosure?.lengthBytes}></gv-share>`
}
