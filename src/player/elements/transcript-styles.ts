/** The looks of <gv-transcript>: text to be read, times in the margin, what is heard marked in it. */
import { css } from 'lit'

export const transcriptStyles = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gv-space-1);
    padding-block-end: var(--gv-space-3);
  }
  .field {
    position: relative;
    flex: 1 1 12rem;
    display: flex;
    align-items: center;
    color: var(--gv-ink-soft);
  }
  .field svg {
    position: absolute;
    inset-inline-start: var(--gv-space-3);
    pointer-events: none;
  }
  input {
    width: 100%;
    min-width: 0;
    height: var(--gv-target);
    padding-inline: 2.5rem var(--gv-space-4);
    border: 1px solid var(--gv-line);
    border-radius: 999px;
    background: var(--gv-surface);
    color: var(--gv-ink);
  }
  input::placeholder {
    color: var(--gv-ink-soft);
    opacity: 1;
  }
  input:hover {
    border-color: var(--gv-ink-soft);
  }
  .count:not(:empty) {
    padding: var(--gv-space-2);
  }
  .count {
    font-size: var(--gv-text-s);
    font-variant-numeric: tabular-nums;
    color: var(--gv-ink-soft);
    overflow-wrap: anywhere;
  }
  .step {
    display: grid;
    place-items: center;
    width: var(--gv-target);
    height: var(--gv-target);
    border-radius: 999px;
  }
  .step:hover {
    background: var(--gv-surface-sunken);
  }

  .frame {
    position: relative;
  }
  .untimed:focus-visible {
    outline-offset: -3px;
    mask-image: none;
  }
  /* Lines that are cut off fade out. */
  .scroll {
    mask-image: linear-gradient(transparent, #000 0.5rem, #000 calc(100% - 1.25rem), transparent);
  }
  .slice {
    content-visibility: auto;
    contain-intrinsic-size: auto none auto calc(var(--rows) * 1.75rem);
  }
  .slice[data-blank] {
    block-size: calc(var(--rows) * 1.75rem);
  }
  .paragraph {
    display: grid;
    grid-template-columns: var(--gutter) minmax(0, 1fr);
    align-items: start;
    padding-block-end: var(--gv-space-2);
  }
  .paragraph > .time {
    min-height: var(--gv-target);
    padding-inline: var(--gv-space-3) var(--gv-space-1);
    border-radius: var(--gv-radius-s);
    text-align: start;
  }
  .paragraph > .time:hover {
    background: var(--gv-surface-sunken);
    color: var(--gv-ink);
  }
  .paragraph > .time:focus-visible {
    outline-offset: -3px;
  }
  .said {
    padding-block: 0.5625rem var(--gv-space-2);
    padding-inline: var(--gv-space-1) var(--gv-space-3);
  }
  .speaker,
  .words {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .speaker {
    font-size: var(--gv-text-s);
    font-weight: 700;
    line-height: 1.9;
    color: var(--gv-accent);
  }
  .words {
    line-height: 1.7;
    max-width: 66ch;
  }
  .words span {
    cursor: pointer;
    border-radius: 0.25rem;
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
    padding-block: 0.125em;
  }
  .untimed .paragraph {
    grid-template-columns: minmax(0, 1fr);
    padding-inline: var(--gv-space-2);
  }
  .untimed .words span {
    cursor: auto;
  }
  :not(.untimed) > .slice .words span:hover {
    background: var(--gv-surface-sunken);
  }
  .words span[aria-current] {
    background: color-mix(in srgb, var(--gv-leaf) 20%, transparent);
  }
  .paragraph:has([aria-current]) > .time {
    color: var(--gv-leaf);
    font-weight: 700;
  }
  mark {
    background: var(--gv-mark);
    color: var(--gv-mark-ink);
    border-radius: 0.1875rem;
  }
  .found mark {
    outline: 2px solid var(--gv-accent);
    outline-offset: 1px;
  }
  .back {
    position: absolute;
    inset-block-end: var(--gv-space-3);
    inset-inline: 0;
    width: fit-content;
    max-width: calc(100% - var(--gv-space-6));
    margin-inline: auto;
    border-color: transparent;
    background: var(--gv-accent);
    color: var(--gv-accent-ink);
    box-shadow: var(--gv-shadow);
  }
  .back:hover {
    background: color-mix(in srgb, var(--gv-accent) 88%, var(--gv-ink));
  }
  @media (forced-colors: active) {
    .words span[aria-current] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .back {
      border-color: ButtonText;
    }
  }
`
