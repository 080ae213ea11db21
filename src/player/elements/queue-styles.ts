/** The looks of <gv-queue>: rows that can be lifted out and put elsewhere. */
import { css } from 'lit'

export const queueStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--gv-ink);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--gv-space-3);
    min-height: var(--gv-target);
  }
  h2,
  h3 {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-s);
    font-weight: 600;
    line-height: 1.3;
  }
  .sum,
  .facts,
  .empty p {
    margin: 0;
    color: var(--gv-ink-soft);
    font-size: var(--gv-text-s);
  }
  .clear {
    min-height: var(--gv-target);
    margin-inline-start: auto;
    padding-inline: var(--gv-space-3);
    border-radius: 999px;
    font-size: var(--gv-text-s);
    font-weight: 600;
    color: var(--gv-accent);
  }
  .clear:hover {
    background: var(--gv-surface-sunken);
  }
  ol {
    margin: var(--gv-space-2) 0 0;
    padding: 0;
    list-style: none;
  }
  li {
    --shift: 0px;
    position: relative;
    display: grid;
    grid-template: 'grip cover title moves' auto 'grip cover facts moves' auto / auto 3rem minmax(0, 1fr) auto;
    align-items: center;
    column-gap: var(--gv-space-3);
    padding: var(--gv-space-2);
    padding-inline-start: 0;
    border-radius: var(--gv-radius-s);
    transform: translateY(var(--shift));
  }
  li + li::before {
    content: '';
    position: absolute;
    inset: 0 0 auto;
    border-top: 1px solid var(--gv-line);
  }
  li:hover,
  li[data-current] {
    background: var(--gv-surface-sunken);
  }
  ol[data-dragging] li:not([data-dragged]) {
    transition: transform var(--gv-quick);
  }
  li[data-dragged] {
    z-index: 1;
    background: var(--gv-surface);
    box-shadow: var(--gv-shadow);
  }
  ol[data-dragging] li::before,
  li[data-current]::before,
  li[data-current] + li::before {
    visibility: hidden;
  }
  /* Over the title's target, which is the whole row. */
  .grip,
  .moves {
    position: relative;
    z-index: 1;
  }
  .grip {
    grid-area: grip;
    display: grid;
    place-items: center;
    width: 2rem;
    height: var(--gv-target);
    color: var(--gv-ink-soft);
    cursor: grab;
    touch-action: none;
  }
  li[data-dragged] .grip {
    cursor: grabbing;
  }
  gv-cover {
    grid-area: cover;
    --gv-cover-radius: var(--gv-radius-s);
  }
  .title {
    grid-area: title;
    align-self: end;
    font-weight: 600;
    line-height: 1.35;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .title::after {
    border-radius: var(--gv-radius-s);
  }
  .facts {
    grid-area: facts;
    align-self: start;
  }
  .facts b {
    font-weight: 600;
    color: var(--gv-leaf);
  }
  .facts b + span:not(:empty)::before {
    content: ' · ';
  }
  .moves {
    grid-area: moves;
    display: flex;
  }
  .move {
    display: grid;
    place-items: center;
    width: var(--gv-target);
    height: var(--gv-target);
    border-radius: 999px;
    color: var(--gv-ink-soft);
  }
  .move:hover:not(:disabled) {
    background: var(--gv-surface);
    color: var(--gv-ink);
  }
  li:not(:hover, [data-current]) .move:hover:not(:disabled) {
    background: var(--gv-surface-sunken);
  }
  .move:disabled {
    opacity: 0.35;
    cursor: default;
  }
  .empty {
    margin-top: var(--gv-space-2);
    padding: var(--gv-space-5);
    border: 1px dashed var(--gv-line);
    border-radius: var(--gv-radius);
  }
  .empty p {
    max-width: 46ch;
    font-size: 0.9375rem;
  }
  .empty p:first-child {
    color: var(--gv-ink);
    font-weight: 600;
  }
  @container (max-width: 27rem) {
    li {
      grid-template: 'grip cover title title' auto 'grip cover facts moves' auto / auto 3rem minmax(0, 1fr) auto;
      padding-block-end: var(--gv-space-1);
    }
    gv-cover,
    .grip {
      align-self: start;
    }
    .facts {
      align-self: center;
    }
    .facts > * {
      display: block;
      white-space: nowrap;
    }
    .facts b + span:not(:empty)::before {
      content: none;
    }
  }
  @container (max-width: 21rem) {
    li {
      grid-template-columns: auto 2.25rem minmax(0, 1fr) auto;
      column-gap: var(--gv-space-2);
    }
    .grip {
      width: 1.5rem;
    }
  }
  @media (forced-colors: active) {
    li[data-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    li[data-dragged] {
      outline: 2px dashed CanvasText;
    }
  }
`
