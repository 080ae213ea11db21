/** Looks of a fold-out list of moments (chapters, transcript): a time, then words, each line a button. */
import { css } from 'lit'

export const lineListStyles = css`
  :host {
    display: block;
    color: var(--gv-ink);
  }
  summary {
    display: flex;
    align-items: center;
    gap: var(--gv-space-3);
    min-height: var(--gv-target);
    cursor: pointer;
    border-radius: var(--gv-radius-s);
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary svg {
    margin-left: auto;
    color: var(--gv-ink-soft);
    transition: transform var(--gv-quick);
  }
  details[open] summary svg {
    transform: rotate(180deg);
  }
  .label {
    font-weight: 650;
  }
  .hint {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--gv-ink-soft);
  }
  details[open] .hint {
    visibility: hidden;
  }
  ol {
    margin: 0 0 var(--gv-space-3);
    padding: 0;
    list-style: none;
    max-height: 20rem;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  li button {
    display: grid;
    grid-template-columns: 3.75rem 1fr;
    gap: var(--gv-space-2);
    align-items: baseline;
    width: 100%;
    min-height: var(--gv-target);
    padding: 0.5625rem var(--gv-space-3);
    border-radius: var(--gv-radius-s);
    text-align: start;
  }
  li button:hover {
    background: var(--gv-surface-sunken);
  }
  li button:focus-visible {
    outline-offset: -3px;
  }
  li button[aria-current='true'] {
    background: var(--gv-surface-sunken);
    box-shadow: inset 3px 0 0 var(--gv-leaf);
    font-weight: 600;
  }
  .time {
    font-size: var(--gv-text-s);
    font-variant-numeric: tabular-nums;
    color: var(--gv-ink-soft);
  }
`
