/** The looks of <gv-transport>: one row at every width, play in its middle wherever there is room on both sides. */
import { css, unsafeCSS } from 'lit'
import { rowRules } from '../transport-room.ts'

export const transportStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    /* What it asks for where nothing else decides its width: play, skip forward, more. */
    contain-intrinsic-inline-size: 11rem;
    color: var(--gv-sleeve-ink);
    --gv-range: var(--gv-sleeve-ink);
    --gv-range-rest: var(--gv-sleeve-held);
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    align-items: center;
    gap: var(--gv-space-1);
    min-height: var(--gv-play-size, 4.25rem);
  }
  .middle {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--gv-space-1);
    /* Back is left and forward is right, as on every player: it is the tape that runs, not the text. */
    direction: ltr;
  }
  .side {
    display: flex;
    align-items: center;
    gap: var(--gv-space-1);
    min-width: 0;
  }
  /* Whatever appears late stands towards the middle: what is there already stays where it is. */
  .end {
    justify-content: flex-end;
  }
  @container (width < 19rem) {
    .row {
      display: flex;
      justify-content: space-between;
    }
    .side:not(.end) {
      display: none;
    }
  }
  @container (width >= 31rem) and (width < 36rem) {
    .middle {
      gap: var(--gv-space-2);
    }
  }
  @container (width >= 44rem) {
    .middle {
      gap: var(--gv-space-2);
    }
  }
  .icon.skip {
    min-width: 3.25rem;
    height: 3.25rem;
  }
  .play {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    width: var(--gv-play-size, 4.25rem);
    height: var(--gv-play-size, 4.25rem);
    border-radius: 50%;
    background: var(--gv-sprig);
    color: var(--gv-sprig-ink);
    transition:
      background var(--gv-quick),
      transform var(--gv-quick);
  }
  .play:disabled {
    opacity: 0.4;
    cursor: default;
  }
  .play:hover:enabled {
    background: var(--gv-sprig-hover);
  }
  .play:active {
    transform: scale(0.96);
  }
  .play:focus-visible {
    outline-offset: 4px;
  }
  .play[data-waiting]::after {
    content: '';
    position: absolute;
    inset: -6px;
    border-radius: 50%;
    border: 3px solid transparent;
    border-top-color: var(--gv-sprig);
    border-right-color: var(--gv-sprig);
    animation: turn 900ms linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  .chip {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    gap: var(--gv-space-1);
    width: 3.5rem;
    height: var(--gv-target);
    border-radius: 999px;
    font-weight: 650;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    transition: background var(--gv-quick);
  }
  .chip:hover {
    background: var(--gv-sleeve-hover);
  }
  .chip.speed {
    box-shadow: inset 0 0 0 1px var(--gv-sleeve-line);
  }
  .chip.bare {
    width: var(--gv-target);
  }
  .chip.on {
    width: 4.25rem;
    background: var(--gv-sleeve-hover);
    color: var(--gv-sprig);
  }
  .toggle[aria-pressed='true'] {
    background: var(--gv-sleeve-ink);
    color: var(--gv-sleeve-deep);
  }
  .slider {
    width: 5rem;
    flex: none;
  }
  .slider::-webkit-slider-thumb {
    width: 1rem;
    height: 1rem;
  }
  .slider::-moz-range-thumb {
    width: 1rem;
    height: 1rem;
  }
  .more {
    position: relative;
  }
  /* The timer runs, and its button has no room here. */
  .badge {
    position: absolute;
    inset-block-start: 0.4rem;
    inset-inline-end: 0.4rem;
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: var(--gv-sprig);
  }
  @container (width >= 28rem) {
    .badge {
      display: none;
    }
  }
  .panel {
    position: fixed;
    inset: auto;
    --gv-range: initial;
    --gv-range-rest: initial;
  }
  /* Until its own looks are there with the rest of it. */
  .panel:not(:defined) {
    max-width: calc(100vw - 1rem);
    margin: 0;
    padding: var(--gv-space-4);
    border: 1px solid var(--gv-line);
    border-radius: var(--gv-radius);
    background: var(--gv-surface);
    color: var(--gv-ink);
  }
  .panel:not([data-placed]) {
    visibility: hidden;
  }
  @media (forced-colors: active) {
    .play {
      border: 2px solid ButtonText;
    }
    .toggle[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  ${unsafeCSS(rowRules())}
`
