/**
 * The three sizes of <grapevine-player>: full (as player-styles.ts has it), card, mini bar.
 *
 * By the room: the container `gv-room` (an embedded frame, or whatever element a page gives that name and `container-type: size`),
 * where it is low. A `size` on the player decides otherwise. Without such a container it is full, at any width.
 */
import { type CSSResult, css, unsafeCSS } from 'lit'

/** Below so much height (of 16 px) it is a bar; below so much a card. */
const BAR_BELOW = unsafeCSS('8rem')
const CARD_BELOW = unsafeCSS('21rem')

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
  .screen {
    margin: 0;
    border-radius: var(--gv-radius-s);
  }
  .swarm {
    display: inline-flex;
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
  .sleeve {
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: var(--gv-space-4);
    padding: var(--gv-space-3) var(--gv-space-4) var(--gv-space-2);
  }
  header {
    display: contents;
  }
  gv-cover,
  .screen {
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
  .head {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--gv-space-2);
  }
  h2 {
    -webkit-line-clamp: 2;
    line-clamp: 2;
  }
  @container (max-width: 30rem) {
    gv-cover,
    .screen {
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
  .sleeve {
    grid-template-columns: auto minmax(0, 1fr) minmax(min-content, 19rem);
    column-gap: var(--gv-space-3);
    align-items: center;
    padding: var(--gv-space-2) var(--gv-space-3);
  }
  header {
    display: contents;
  }
  gv-cover,
  .screen {
    grid-column: 1;
    grid-row: 1;
    width: 3rem;
  }
  .words {
    grid-column: 2;
    grid-row: 1;
  }
  gv-transport {
    grid-column: 3;
    grid-row: 1;
  }
  gv-seek-bar,
  gv-notice {
    grid-column: 1 / -1;
  }
  .facts,
  .chapter {
    display: none;
  }
  h2 {
    -webkit-line-clamp: 2;
    line-clamp: 2;
    font-size: var(--gv-text-s);
    font-family: var(--gv-font);
  }
  .swarm {
    display: none;
  }
`

/** `rules` where nothing else was asked for, or where just this was. */
function sized(size: 'card' | 'mini', room: CSSResult, rules: CSSResult): CSSResult {
  return css`
    @container gv-room ${room} {
      :host(:not([size])) {
        ${rules}
      }
    }
    :host([size='${unsafeCSS(size)}']) {
      ${rules}
    }
  `
}

export const playerSizes = css`
  ${sized('card', css`(${BAR_BELOW} <= height < ${CARD_BELOW})`, card)}
  ${sized('mini', css`(height < ${BAR_BELOW})`, bar)}
`
