/** The looks of <gv-add-show>. */
import { css } from 'lit'

export const addShowStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-5);
    container-type: inline-size;
    color: var(--gv-ink);
  }
  form > label {
    display: block;
    margin-block-end: var(--gv-space-1);
    font-weight: 650;
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--gv-space-2);
  }
  .line input {
    width: 100%;
    min-height: var(--gv-target);
    padding-inline: var(--gv-space-4);
    border: 1px solid var(--gv-ink-soft);
    border-radius: 999px;
    background: var(--gv-surface);
    text-align: start;
  }
  .line input::placeholder {
    color: var(--gv-ink-soft);
  }
  input[aria-invalid] {
    border-color: var(--gv-warn-line);
  }
  .pill:disabled {
    opacity: 0.5;
    cursor: default;
  }
  p {
    margin: 0;
  }
  .going,
  .done,
  .problem,
  progress {
    margin-block-start: var(--gv-space-3);
  }
  .going,
  .help {
    color: var(--gv-ink-soft);
  }
  .done {
    color: var(--gv-leaf);
    font-weight: 600;
  }
  .done a {
    color: var(--gv-accent);
  }
  .problem {
    padding: var(--gv-space-3) var(--gv-space-4);
    border: 1px solid var(--gv-warn-line);
    border-radius: var(--gv-radius-s);
    background: var(--gv-warn-surface);
    color: var(--gv-warn-ink);
    overflow-wrap: anywhere;
  }
  .import {
    display: grid;
    justify-items: start;
    gap: var(--gv-space-2);
  }
  .import > div {
    width: 100%;
  }
  .import .pill {
    position: relative;
    padding-block: var(--gv-space-1);
    line-height: 1.3;
    cursor: pointer;
  }
  .pill:has(:focus-visible) {
    outline: 3px solid var(--gv-focus);
    outline-offset: 2px;
  }
  .help {
    max-width: 56ch;
    font-size: var(--gv-text-s);
  }
  progress {
    display: block;
    width: 100%;
    height: 0.5rem;
    accent-color: var(--gv-leaf);
  }
  @container (max-width: 22rem) {
    .line {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`
