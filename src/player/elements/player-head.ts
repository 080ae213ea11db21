/** The head of the player: cover, facts, title, the chapter that is heard; and what stands there while nothing is known yet. */
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { Episode, Show } from '../../feed/types.ts'
import type { ChapterHeard } from '../chapter-position.ts'
import { grapesIcon } from './icons.ts'
import { publishedOn } from './published-on.ts'
import './gv-cover.ts'

export interface HeadView {
  readonly episode: Episode
  readonly show: Show | undefined
  readonly heard: ChapterHeard
  readonly hasChapters: boolean
  readonly hasCover: boolean
  /** {@link renderSwarmButton}, or nothing. */
  readonly button: unknown
}

export interface SwarmButtonView {
  /** The question about sharing waits behind it. */
  readonly asks: boolean
  readonly peers: number
  readonly isOpen: boolean
  press(): void
}

export function renderBlank() {
  return html`<header>
    <div class="blank cover"></div>
    <div class="words"><span class="spoken" role="status">${msg('Loading')}</span>
      <div class="blank line short"></div><div class="blank line"></div></div>
  </header>`
}

export function renderHead({ episode, show, heard, hasChapters, hasCover, button }: HeadView) {
  const facts = [episodeNumber(episode), publishedOn(episode.publishedAt)].filter((fact) => fact !== '')
  const language = show?.language ?? nothing
  return html`<header>
    ${hasCover ? html`<gv-cover .src=${heard.imageUrl ?? episode.imageUrl ?? show?.imageUrl}></gv-cover>` : nothing}
    <div class="words">
      <div class="head"><p class="facts">${facts.join(' · ')}</p>${button}</div>
      <h2 lang=${language}><bdi>${episode.title}</bdi></h2>
      ${hasChapters ? html`<p class="chapter" lang=${language}><bdi>${heard.chapter?.title}</bdi></p>` : nothing}
      ${episode.enclosure === undefined ? html`<p class="facts">${msg('This entry of the feed has no file to play.')}</p>` : nothing}
    </div>
  </header>`
}

/** Card and bar have it instead of what stands below the full player. */
export function renderSwarmButton({ asks, peers, isOpen, press }: SwarmButtonView) {
  const name = asks ? msg('Share this show with other listeners?') : msg(str`Listeners connected: ${peers}`)
  return html`<button class="icon swarm" aria-label=${name} ?data-asks=${asks} aria-expanded=${isOpen ? 'true' : 'false'}
    @click=${press}>${grapesIcon}${peers > 0 ? html`<span>${peers}</span>` : nothing}</button>`
}

function episodeNumber({ season, number }: Episode): string {
  if (number === undefined) return ''
  return season === undefined ? msg(str`Episode ${number}`) : msg(str`Season ${season}, episode ${number}`)
}
