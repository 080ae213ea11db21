/** The looks of <gv-episode-row>: on the vine a grape that fills, elsewhere a cover with a line that does. */
import { css } from 'lit'

export const episodeRowStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--gv-ink);
    --gv-cover-radius: var(--gv-radius-s);
  }
  h2 {
    margin: 0;
    padding: var(--gv-space-5) var(--gv-space-3) var(--gv-space-2);
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-s);
    font-weight: 600;
    line-height: 1.25;
  }
  .row {
    position: relative;
    display: grid;
    grid-template-columns: 3.5rem minmax(0, 1fr) auto;
    gap: var(--gv-space-3);
    padding: var(--gv-space-3);
    border-radius: var(--gv-radius);
    transition: background var(--gv-quick);
  }
  .row:hover,
  .row[data-current] {
    background: var(--gv-surface);
  }
  :host([vine]) .row {
    grid-template-columns: 1.75rem minmax(0, 1fr) auto;
    padding-block: var(--gv-space-4);
  }
  /* A row's own piece of the stem: two whole waves however high it is, so that each piece goes on where the last one ended. */
  :host([vine]) .row::before {
    content: '';
    position: absolute;
    z-index: 1;
    inset-block: 0;
    inset-inline-start: 1rem;
    width: 12px;
    background: var(--gv-leaf);
    opacity: 0.6;
    pointer-events: none;
    --wave: url('data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="12" height="96" viewBox="0 0 12 96" preserveAspectRatio="none"%3E%3Cpath d="M6 0c5 8 5 16 0 24s-5 16 0 24 5 16 0 24-5 16 0 24" fill="none" stroke="%23000" stroke-width="2" vector-effect="non-scaling-stroke"/%3E%3C/svg%3E');
    -webkit-mask: var(--wave) no-repeat 0 0 / 100% 100%;
    mask: var(--wave) no-repeat 0 0 / 100% 100%;
  }
  .grape {
    position: absolute;
    z-index: 2;
    top: 1.3rem;
    inset-inline-start: calc(1rem + 6px - 0.5625rem);
    width: 1.125rem;
    height: 1.125rem;
    border-radius: 50%;
    border: 3px solid var(--gv-leaf);
    background: conic-gradient(var(--gv-leaf) var(--heard), var(--gv-paper) 0) border-box;
  }
  :host([vine]) .words {
    grid-column: 2;
  }
  :host([vine]) [data-heard] .grape {
    opacity: 0.85;
  }
  :host([vine]) [data-current] .grape {
    border-color: var(--gv-accent);
    background: conic-gradient(var(--gv-accent) var(--heard), var(--gv-surface) 0) border-box;
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--gv-accent) 30%, transparent);
  }
  gv-cover {
    width: 3.5rem;
    align-self: start;
  }
  :host(:not([vine])) .row[data-begun]::after {
    content: '';
    position: absolute;
    inset-block-start: calc(var(--gv-space-3) + 3.75rem);
    inset-inline-start: var(--gv-space-3);
    width: 3.5rem;
    height: 0.25rem;
    border-radius: 999px;
    background: linear-gradient(to right, var(--gv-leaf) var(--heard), var(--gv-missing) 0);
  }
  :host(:not([vine]):dir(rtl)) .row[data-begun]::after {
    background: linear-gradient(to left, var(--gv-leaf) var(--heard), var(--gv-missing) 0);
  }
  .words {
    min-width: 0;
  }
  .facts,
  .keep {
    margin: 0;
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  .facts span:not(:last-child)::after {
    content: ' · ';
  }
  .new {
    display: inline-block;
    margin-inline-end: var(--gv-space-2);
    padding-inline: 0.4375rem;
    border-radius: 999px;
    background: var(--gv-accent);
    color: var(--gv-accent-ink);
    font-size: 0.75rem;
    font-weight: 650;
  }
  h3 {
    margin: 0.125rem 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-text-l);
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  [data-heard] h3 {
    color: var(--gv-ink-soft);
  }
  .name {
    --lines: 3;
    color: inherit;
    text-decoration: none;
  }
  .summary {
    margin: 0;
    max-width: 62ch;
    color: var(--gv-ink-soft);
    overflow-wrap: anywhere;
  }
  .keep[data-kind='kept'] {
    color: var(--gv-leaf);
    font-weight: 600;
  }
  .keep[data-kind='failed'] {
    color: var(--gv-warn-ink);
  }
  .bar {
    height: 0.25rem;
    max-width: 16rem;
    margin-block: var(--gv-space-1);
    overflow: hidden;
    border-radius: 999px;
    background: var(--gv-missing);
  }
  .bar i {
    display: block;
    height: 100%;
    background: var(--gv-from-peers);
  }
  .actions {
    position: relative;
    z-index: 1;
    display: flex;
    align-items: start;
    align-self: start;
    margin-block-start: -0.375rem;
    margin-inline-end: -0.25rem;
  }
  .icon {
    display: grid;
    place-items: center;
    width: var(--gv-target);
    height: var(--gv-target);
    border-radius: 999px;
    color: var(--gv-ink-soft);
    --gv-keep-check: var(--gv-surface);
  }
  .icon:hover {
    background: var(--gv-surface-sunken);
    color: var(--gv-ink);
  }
  .icon[aria-pressed='true'] {
    color: var(--gv-leaf);
  }
  .play {
    margin-inline-start: var(--gv-space-1);
    border: 2px solid var(--gv-leaf);
    color: var(--gv-leaf);
  }
  .play:hover,
  [data-current] .play {
    background: var(--gv-leaf);
    color: var(--gv-leaf-ink);
  }
  .wide {
    display: none;
  }
  @container (min-width: 36rem) {
    .wide {
      display: grid;
    }
  }
  @container (max-width: 25rem) {
    .actions {
      flex-direction: column-reverse;
      align-items: center;
    }
    .play {
      margin-inline-start: 0;
    }
    .summary {
      --lines: 1;
    }
  }
  @media (forced-colors: active) {
    .grape,
    .bar i {
      forced-color-adjust: none;
      border-color: CanvasText;
      background: conic-gradient(Highlight var(--heard), Canvas 0);
    }
    .new {
      border: 1px solid currentcolor;
    }
    .icon[aria-pressed='true'] {
      outline: 1px solid Highlight;
      outline-offset: -4px;
    }
  }
  /* on its own page */
  :host([page]) .wide:not([hidden]) {
    display: inline-grid;
  }
  :host([page]) .row:is(:hover, [data-current]) {
    background: none;
  }
  :host([page]) .actions {
    flex-direction: row;
  }
  :host([page]) .summary {
    display: none;
  }
  :host([page='alone']) .row {
    grid-template-columns: 6.5rem minmax(0, 1fr) auto;
  }
  :host([page='alone']) h3 {
    font-family: var(--gv-font-title);
    font-size: var(--gv-title);
    font-weight: 600;
    line-height: 1.15;
  }
  :host([page='played']) .row {
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    padding-block: 0;
  }
  :host([page='played']) :is(gv-cover, h3, .facts, .play) {
    display: none;
  }
`
