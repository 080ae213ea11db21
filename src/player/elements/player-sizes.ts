/**
 * The three sizes of <grapevine-player>: full (as player-styles.ts has it), card, mini bar; and film, for video in a frame.
 *
 * By the room: the container `gv-room` (an embedded frame, or whatever element a page gives that name and `container-type: size`),
 * where it is low. A `size` on the player decides otherwise. Without such a container it is full, at any width.
 */
import { type CSSResult, css, unsafeCSS } from 'lit'

/** Below so much height (of 16 px) it is a bar; below so much a card. */
const BAR_BELOW = unsafeCSS('12.5rem')
const CARD_BELOW = unsafeCSS('27rem')

/** What card and bar have in common: one sheet with everything on it, the rest behind its buttons. */
const compact = css`
  --gv-size: card;
  section,
  .sleeve {
    border-radius: var(--gv-compact-radius, var(--gv-radius));
  }
  section {
    box-shadow: none;
  }
  .sleeve {
    gap: 0;
  }
  .swarm {
    display: inline-flex;
  }
  .close {
    display: block;
    margin-inline-start: auto;
  }
  .below:not([data-open]) {
    display: none;
  }
  .below > gv-meter,
  .below > gv-sharing-switch,
  .bar {
    display: none;
  }
  .below[data-open='sharing'] > gv-meter,
  .below[data-open='sharing'] > gv-sharing-switch {
    display: block;
  }
  .facts,
  .chapter {
    margin: 0;
    min-height: 0;
    font-size: var(--gv-text-s);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  h2 {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    overflow: hidden;
    font-size: var(--gv-text-l);
  }
`

const card = css`
  ${compact}
  --gv-play-size: 3.25rem;
  --gv-seek-height: 2.25rem;
  --gv-wave-height: 2.75rem;
  .sleeve {
    position: relative;
    grid-template-columns: auto minmax(0, 1fr);
    align-content: center;
    min-height: 12.5rem;
    column-gap: var(--gv-space-4);
    padding: var(--gv-space-3) var(--gv-space-4) var(--gv-space-2);
  }
  header {
    display: contents;
  }
  gv-cover,
  .blank.cover {
    grid-column: 1;
    grid-row: 1 / 4;
    align-self: center;
    width: clamp(4.5rem, 22cqi, 9.5rem);
  }
  .words,
  gv-seek-bar,
  gv-transport,
  gv-notice {
    grid-column: 2;
  }
  .words {
    align-self: center;
    padding-inline-end: 2.5rem;
  }
  .head {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-end: 0.5rem;
  }
  .facts {
    display: none;
  }
  h2 {
    -webkit-line-clamp: 2;
    line-clamp: 2;
  }
  @container (max-width: 30rem) {
    gv-cover,
    .blank.cover {
      grid-row: 1;
    }
    gv-seek-bar,
    gv-transport,
    gv-notice {
      grid-column: 1 / -1;
    }
  }
`

const bar = css`
  ${compact}
  --gv-size: mini;
  --gv-play-size: 3rem;
  --gv-seek-height: 1.75rem;
  --gv-wave-height: 1.75rem;
  --gv-times: none;
  .sleeve {
    grid-template-columns: auto minmax(0, 1fr) clamp(8.75rem, 32cqi, 22rem);
    align-content: center;
    min-height: 4.5rem;
    column-gap: var(--gv-space-3);
    align-items: center;
    padding: var(--gv-space-2) var(--gv-space-3);
  }
  header {
    display: contents;
  }
  gv-cover,
  .blank.cover {
    grid-column: 1;
    grid-row: 1 / 3;
    width: 3.25rem;
    --gv-cover-radius: var(--gv-radius-s);
  }
  .sleeve:has(.screen) {
    grid-template-columns: auto minmax(0, 1fr);
  }
  .screen {
    grid-column: 1;
    align-self: center;
    width: 5.75rem;
    margin: 0;
    border-radius: var(--gv-radius-s);
  }
  .screen + .controls {
    display: grid;
    grid-template-columns: minmax(0, 1fr) clamp(8.75rem, 32cqi, 22rem);
    column-gap: var(--gv-space-3);
    align-items: center;
  }
  .words {
    grid-column: 2;
    grid-row: 1;
  }
  .screen + .controls :is(.words, gv-seek-bar) {
    grid-column: 1;
  }
  .screen + .controls gv-transport {
    grid-column: 2;
  }
  gv-transport {
    grid-column: 3;
    grid-row: 1 / 3;
  }
  gv-seek-bar {
    grid-column: 2;
    grid-row: 2;
  }
  gv-notice {
    grid-column: 1 / -1;
  }
  .facts,
  .chapter,
  .swarm {
    display: none;
  }
  h2 {
    -webkit-line-clamp: 1;
    line-clamp: 1;
    font-size: var(--gv-text-s);
    font-family: var(--gv-font);
  }
`

/** Video in a frame: the picture fills it, the controls lie over its lower edge and go while nobody stirs. */
const film = css`
  section {
    border-radius: var(--gv-compact-radius, var(--gv-radius));
    box-shadow: none;
  }
  .sleeve {
    position: relative;
    display: block;
    height: min(100cqh, 56.25cqi);
    min-height: 8rem;
    padding: 0;
    overflow: hidden;
    border-radius: inherit;
  }
  .screen {
    position: absolute;
    inset: 0;
    margin: 0;
    border-radius: 0;
  }
  video {
    height: 100%;
    aspect-ratio: auto;
  }
  .controls {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    display: grid;
    padding: 3rem var(--gv-space-4) var(--gv-space-1);
    background: linear-gradient(transparent, rgb(20 8 24 / 72%) 35%, rgb(20 8 24 / 88%));
    transition: opacity var(--gv-quick);
    --gv-play-size: 3.25rem;
    --gv-seek-height: 2.25rem;
  }
  section[data-idle] .screen {
    cursor: none;
  }
  section[data-idle] .controls:not(:has(:focus-visible)) {
    opacity: 0;
  }
  .facts,
  .chapter {
    display: none;
  }
  h2 {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 1;
    line-clamp: 1;
    overflow: hidden;
    font-size: var(--gv-text-l);
  }
`

/** `rules` where nothing else was asked for, or where just this was. */
function sized(size: 'card' | 'mini', room: CSSResult, rules: CSSResult): CSSResult {
  return css`
    @container gv-room ${room} {
      :host(:not([size], [data-video])) {
        ${rules}
        .sleeve {
          min-height: 100cqh;
        }
      }
    }
    :host([size='${unsafeCSS(size)}']) {
      ${rules}
    }
  `
}

export const playerSizes = css`
  @container gv-room (height > 0px) {
    :host([data-video]) {
      ${film}
    }
  }
  ${sized('card', css`(${BAR_BELOW} <= height < ${CARD_BELOW})`, card)}
  ${sized('mini', css`(height < ${BAR_BELOW})`, bar)}
`
