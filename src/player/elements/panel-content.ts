/** What is in each of the player's panels. Loaded with the first one that is opened. */
import { msg } from '@lit/localize'
import { html } from 'lit'
import type { SessionSnapshot } from '../../peer/types.ts'
import type { Queue } from '../queue.ts'
import { embedCodes } from '../share-place.ts'
import type { GrapevinePlayer } from './grapevine-player.ts'
import type { FoldedPanel } from './player-panels.ts'

/** What the panels show. */
export interface PanelView {
  readonly player: GrapevinePlayer
  readonly queued: Queue
  readonly transfer: SessionSnapshot | undefined
}

export function panelContent(panel: FoldedPanel, { player, queued, transfer }: PanelView) {
  const { chapters, cues, episode } = player
  const { currentTimeSeconds: at, durationSeconds } = player.state
  const language = player.show?.language
  switch (panel) {
    case 'episodes':
      return html`<gv-entries .entries=${player.entries ?? []} .current=${episode?.guid} .language=${language}
        ?queueing=${player.queue !== undefined}></gv-entries>`
    case 'chapters':
      return chapters.length === 0
        ? missing(player, msg('This episode has no chapters.'))
        : html`<gv-chapters .chapters=${chapters} .at=${at} .duration=${durationSeconds} .language=${language}></gv-chapters>`
    case 'transcript':
      return cues.length === 0
        ? missing(player, msg('The transcript can’t be shown: it could not be loaded, or not be read.'))
        : html`<gv-transcript .cues=${cues} .at=${at} .language=${language}></gv-transcript>`
    case 'queue':
      return html`<gv-queue .entries=${queued} .current=${episode?.guid} .language=${language}></gv-queue>`
    case 'share':
      return share(player, at)
    case 'sharing':
      return html`<gv-sharing-panel .snapshot=${transfer} .settings=${player.sharingSettings}></gv-sharing-panel>`
  }
}

/** On its way, or not to be had. */
function missing({ extrasPending }: GrapevinePlayer, otherwise: string) {
  return extrasPending
    ? html`<div class="pending" role="status"><span class="spoken">${msg('Loading')}</span></div>`
    : html`<p class="failed" role="status">${otherwise}</p>`
}

function share({ episode, show, sharePlace }: GrapevinePlayer, at: number) {
  const { pageUrl, feedUrl, embed } = sharePlace ?? {}
  const { scriptCode, iframeCode } = embed === undefined ? {} : embedCodes(embed)
  return html`<gv-share .pageUrl=${pageUrl} .episodeTitle=${episode?.title ?? ''} .showTitle=${show?.title ?? ''}
    .at=${at} .scriptCode=${scriptCode} .iframeCode=${iframeCode} .feedUrl=${feedUrl}
    .downloadUrl=${episode?.enclosure?.url} .downloadBytes=${episode?.enclosure?.lengthBytes}></gv-share>`
}
