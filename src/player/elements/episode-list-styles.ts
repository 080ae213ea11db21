/** The looks of <gv-episode-list>: a stem at the side where lines begin, a node for each episode, a grape for the chosen one. */
import { css } from 'lit'

export const episodeListStyles = css`
  :host {
    display: block;
    color: var(--gv-ink);
  }
  ol {
    position: relative;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    padding-block: var(--gv-space-4);
    padding-inline: 3.25rem var(--gv-space-4);
    border-radius: var(--gv-radius);
    transition: background var(--gv-quick);
  }
  /* the stem: a slow wave, so that it grows rather than stands; over the entries, under their nodes */
  ol::before {
    content: '';
    position: absolute;
    z-index: 1;
    inset-block: 1.5rem 1rem;
    inset-inline-start: 1rem;
    width: 12px;
    background: linear-gradient(var(--gv-leaf) calc(100% - 4rem), transparent);
    opacity: 0.6;
    pointer-events: none;
    --wave: url('data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="12" height="48"%3E%3Cpath d="M6 0c5 8 5 16 0 24s-5 16 0 24" fill="none" stroke="%23000" stroke-width="2"/%3E%3C/svg%3E');
    -webkit-mask: var(--wave) repeat-y center top / 12px 48px;
    mask: var(--wave) repeat-y center top / 12px 48px;
  }
  li::after {
    content: '';
    position: absolute;
    z-index: 2;
    top: 1.3rem;
    inset-inline-start: calc(1rem + 6px - 0.5625rem);
    width: 1.125rem;
    height: 1.125rem;
    border-radius: 50%;
    border: 3px solid var(--gv-leaf);
    background: var(--gv-paper);
  }
  li:has(a):hover {
    background: var(--gv-surface);
  }
  li[data-chosen] {
    background: var(--gv-surface);
  }
  li[data-chosen]::after {
    border-color: var(--gv-accent);
    background: var(--gv-accent);
    box-shadow:
      inset 0 0 0 2px var(--gv-surface),
      0 0 0 3px var(--gv-accent);
  }
  .facts {
    margin: 0;
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  h3 {
    margin: 0.125rem 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-text-l);
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  li:has(a):hover a {
    color: var(--gv-accent);
    text-decoration: underline;
    text-underline-offset: 0.18em;
    text-decoration-thickness: 1px;
  }
  /* The whole entry is the link's target. */
  a::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--gv-radius);
  }
  a:focus-visible {
    outline: none;
  }
  a:focus-visible::after {
    outline: 3px solid var(--gv-focus);
    outline-offset: -3px;
  }
  /* Above the link's target; what is beside it keeps clear of it. */
  .add {
    position: absolute;
    inset-block-start: var(--gv-space-3);
    inset-inline-end: var(--gv-space-2);
    z-index: 1;
    display: grid;
    place-items: center;
    width: var(--gv-target);
    height: var(--gv-target);
    border-radius: 999px;
    color: var(--gv-ink-soft);
  }
  .add:hover {
    background: var(--gv-surface-sunken);
    color: var(--gv-accent);
  }
  li:has(.add) :is(.facts, h3) {
    padding-inline-end: var(--gv-target);
  }
  .summary {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
    margin: 0;
    max-width: 62ch;
    color: var(--gv-ink-soft);
  }
  .pill {
    margin-block-start: var(--gv-space-4);
    margin-inline-start: 3.25rem;
  }
  @media (forced-colors: active) {
    li[data-chosen]::after {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`
