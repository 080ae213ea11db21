/** The looks of <gv-chapters>: a square (picture or number), the title, when it begins. */
import { css } from 'lit'

export const chaptersStyles = css`
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    border-radius: var(--gv-radius-s);
  }
  /* Hundreds of chapters: what is not in view is not laid out. */
  .many li {
    content-visibility: auto;
    contain-intrinsic-size: auto none auto 4rem;
  }
  li:has(button:hover) {
    background: var(--gv-surface-sunken);
  }
  li[data-heard] {
    background: var(--gv-surface-sunken);
  }
  button {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: var(--square) minmax(0, 1fr) auto;
    gap: var(--gv-space-3);
    align-items: center;
    min-height: var(--gv-target);
    padding: var(--gv-space-2) var(--gv-space-3);
    border-radius: var(--gv-radius-s);
    text-align: start;
  }
  /* Inside: the list cuts off what is outside of it. */
  :focus-visible {
    outline-offset: -3px;
  }
  .square {
    display: grid;
    place-items: center;
    width: var(--square);
    aspect-ratio: 1;
    border-radius: 0.5rem;
    overflow: hidden;
    font-size: var(--gv-text-s);
    font-variant-numeric: tabular-nums;
    color: var(--gv-ink-soft);
  }
  .pictures .square {
    background: var(--gv-surface-sunken);
  }
  .pictures li[data-heard] .square {
    background: var(--gv-surface);
  }
  .square > * {
    grid-area: 1 / 1;
  }
  img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  img[data-failed] {
    visibility: hidden;
  }
  .title {
    display: block;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  li[data-heard] .title {
    font-weight: 650;
  }
  li[data-heard] .number {
    color: var(--gv-leaf);
  }
  .more {
    display: block;
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
    overflow-wrap: anywhere;
  }
  .when {
    text-align: end;
    line-height: 1.35;
  }
  .lasts {
    display: block;
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
    white-space: nowrap;
  }
  li[data-heard] .lasts {
    color: var(--gv-leaf);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  a {
    grid-column: 1 / -1;
    justify-self: start;
    display: inline-flex;
    align-items: center;
    gap: var(--gv-space-1);
    max-width: calc(100% - var(--square) - var(--gv-space-3) * 2);
    min-height: var(--gv-target);
    margin-block-start: calc(var(--gv-space-2) * -1);
    margin-inline-start: calc(var(--square) + var(--gv-space-3));
    padding-inline: var(--gv-space-3);
    border-radius: var(--gv-radius-s);
    font-size: var(--gv-text-s);
    color: var(--gv-accent);
    text-decoration: none;
  }
  a:hover .host {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .host {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .progress {
    position: absolute;
    inset-inline: var(--gv-space-3);
    inset-block-end: 0;
    height: 3px;
    border-radius: 999px;
    background: var(--gv-line);
    overflow: hidden;
    pointer-events: none;
  }
  .progress i {
    display: block;
    width: var(--done, 0%);
    height: 100%;
    border-radius: inherit;
    background: var(--gv-leaf);
  }
  @media (forced-colors: active) {
    li[data-heard] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .progress i {
      background: Highlight;
    }
  }
`
