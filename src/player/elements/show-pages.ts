/** The pages of a show and of an episode, around the player. Templates only: <grapevine-page> knows the rest. */
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { Episode, Show } from '../../feed/types.ts'
import type { EpisodeRef, EpisodeView } from '../views/episode-view.ts'
import type { ShowHeadView } from '../views/show-view.ts'
import { follow, hrefOf } from './route-link.ts'
import './gv-cover.ts'
import './gv-show-episodes.ts'
import './gv-show-head.ts'

export interface ShowView {
  readonly feedUrl: string
  readonly show: Show
  readonly head: ShowHeadView
  readonly episodes: readonly EpisodeView[]
  /** Of the episode that is looked at, where the show does not list it any more. */
  readonly left: EpisodeView | undefined
}

export interface EpisodeAround {
  /** The player above has it. */
  readonly isInPlayer: boolean
  loadNotes(ref: EpisodeRef, signal: AbortSignal): Promise<string | undefined>
}

export function renderShowHead({ head }: ShowView) {
  return html`<div class="head"><gv-show-head .show=${head}></gv-show-head></div>`
}

/** The show is only named: the episode is what the page is about. */
export function renderEpisodeHead({ feedUrl, show }: ShowView) {
  const route = { view: 'show', feedUrl } as const
  const language = show.language ?? nothing
  return html`<header class="head"><a class="to-show" href=${hrefOf(route)} @click=${(event: MouseEvent) => follow(event, route)}>
      <gv-cover .src=${show.imageUrl}></gv-cover>
      <span class="names">${show.author === undefined ? nothing : html`<span class="author" lang=${language}><bdi>${show.author}</bdi></span>`}
      <span class="title" lang=${language}><bdi>${show.title}</bdi></span></span></a></header>`
}

export function renderShow({ feedUrl, episodes }: ShowView) {
  return html`<section class="episodes"><gv-show-episodes .of=${feedUrl} .episodes=${episodes}></gv-show-episodes></section>`
}

export function renderEpisode(view: ShowView, episode: Episode | undefined, { isInPlayer, loadNotes }: EpisodeAround) {
  const { feedUrl, show, episodes, left } = view
  // Where it can't be had, the player and the list are here all the same.
  import('./gv-episode-about.ts').catch(() => {})
  const row = left ?? episodes.find(({ guid }) => guid === episode?.guid)
  return html`${
    episode === undefined || row === undefined
      ? nothing
      : html`<gv-episode-about .feedUrl=${feedUrl} .show=${show} .episode=${episode} .row=${row} ?inPlayer=${isInPlayer}
          .loadNotes=${loadNotes}></gv-episode-about>`
  }
    <section class="episodes"><gv-show-episodes .of=${feedUrl} .episodes=${episodes}></gv-show-episodes></section>`
}

/** The shapes of what will be there. @param isShow a show's own page, whose head is higher */
export function renderWaiting(hasFailed: boolean, isShow: boolean) {
  return html`<header class="head waiting" ?data-show=${isShow && !hasFailed}>
    ${hasFailed ? html`<gv-cover></gv-cover>` : html`<div class="blank cover"></div>`}
    <div class="names">${
      hasFailed
        ? html`<h1 tabindex="-1">Grapevine</h1>`
        : html`<h1 class="spoken">${msg('Loading the show')}</h1><div class="blank line title"></div><div class="blank line"></div><div class="blank line short"></div>`
    }</div>
  </header>`
}
