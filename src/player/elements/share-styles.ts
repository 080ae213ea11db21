/** The looks of <gv-share>: one part below the other, each a field and what can be done with it. */
import { css } from 'lit'

export const shareStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--gv-ink);
  }
  .part + .part {
    margin-top: var(--gv-space-5);
    padding-top: var(--gv-space-5);
    border-top: 1px solid var(--gv-line);
  }
  h3 {
    margin: 0 0 var(--gv-space-3);
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-s);
    font-weight: 600;
    line-height: 1.3;
  }
  p {
    margin: 0;
    max-width: 60ch;
    color: var(--gv-ink-soft);
    font-size: 0.9375rem;
  }
  .field {
    display: grid;
    gap: var(--gv-space-2) var(--gv-space-3);
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
  }
  .field + .field {
    margin-top: var(--gv-space-4);
  }
  label {
    grid-column: 1 / -1;
    margin-bottom: calc(-1 * var(--gv-space-1));
    font-size: var(--gv-text-s);
    font-weight: 600;
  }
  input[type='text'],
  textarea {
    width: 100%;
    min-height: var(--gv-target);
    padding: 0.5625rem var(--gv-space-4);
    border: 1px solid var(--gv-ink-soft);
    border-radius: var(--gv-radius-s);
    background: var(--gv-surface);
    color: var(--gv-ink);
    font-size: 0.9375rem;
    text-overflow: ellipsis;
    direction: ltr;
  }
  textarea {
    display: block;
    height: 5.5rem;
    resize: vertical;
    font-family: ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace;
    font-size: var(--gv-text-s);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .tall {
    align-items: start;
  }
  .pill {
    color: inherit;
    text-decoration: none;
    background: none;
    padding-inline: var(--gv-space-4);
    border-color: var(--gv-ink-soft);
  }
  .pill:not(.strong):hover {
    background: var(--gv-surface-sunken);
  }
  .pill.strong svg {
    color: inherit;
  }
  .said {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: var(--gv-space-1);
    font-size: var(--gv-text-s);
    color: var(--gv-ink);
  }
  /* Not taken away: what is announced must have been there before. */
  .said:empty {
    margin-top: calc(-1 * var(--gv-space-2));
  }
  .said svg {
    color: var(--gv-leaf);
  }
  .moment {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--gv-space-2) var(--gv-space-4);
    min-height: var(--gv-target);
    margin-top: var(--gv-space-2);
  }
  .moment label {
    display: inline-flex;
    align-items: center;
    gap: var(--gv-space-3);
    min-height: var(--gv-target);
    margin: 0;
    font-size: var(--gv-text);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  input[type='checkbox'] {
    flex: none;
    width: 1.375rem;
    height: 1.375rem;
    accent-color: var(--gv-leaf);
    cursor: pointer;
  }
  details {
    margin-top: var(--gv-space-3);
  }
  summary {
    display: flex;
    align-items: center;
    gap: var(--gv-space-2);
    min-height: var(--gv-target);
    border-radius: var(--gv-radius-s);
    font-weight: 600;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary svg {
    color: var(--gv-ink-soft);
    transition: transform var(--gv-quick);
  }
  details[open] summary svg {
    transform: rotate(180deg);
  }
  details .field:first-of-type {
    margin-top: var(--gv-space-2);
  }
  .download {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gv-space-2) var(--gv-space-4);
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 12.5rem), 1fr));
    gap: var(--gv-space-2);
    margin: var(--gv-space-3) 0 var(--gv-space-4);
    padding: 0;
    list-style: none;
  }
  .app {
    display: grid;
    align-content: center;
    height: 100%;
    min-height: 3.5rem;
    padding: var(--gv-space-2) var(--gv-space-4);
    border: 1px solid var(--gv-line);
    border-radius: var(--gv-radius-s);
    background: var(--gv-surface);
    color: inherit;
    line-height: 1.3;
    text-decoration: none;
    transition: border-color var(--gv-quick);
  }
  .app:hover {
    border-color: var(--gv-accent);
  }
  .app b {
    font-weight: 600;
  }
  .app:hover b {
    color: var(--gv-accent);
  }
  .app span {
    color: var(--gv-ink-soft);
    font-size: var(--gv-text-s);
  }
  @container (max-width: 24rem) {
    .field {
      grid-template-columns: minmax(0, 1fr);
    }
    .field .pill {
      justify-self: start;
    }
    ul {
      grid-template-columns: 1fr 1fr;
    }
    .app {
      padding-inline: var(--gv-space-3);
    }
  }
`
