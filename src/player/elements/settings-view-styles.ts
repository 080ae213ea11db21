/** The looks of <gv-settings-view>. */
import { css } from 'lit'

export const settingsViewStyles = css`
  .view {
    max-width: 46rem;
    gap: var(--gv-space-5);
  }
  /* a panel elsewhere, a part of the page here */
  gv-player-settings {
    position: static;
    width: auto;
    max-width: none;
    max-height: none;
    padding: 0;
    border: 0;
    background: none;
    box-shadow: none;
    overflow: visible;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--gv-space-2) var(--gv-space-5);
    min-height: var(--gv-target);
    padding-block: var(--gv-space-2);
    border-top: 1px solid var(--gv-line);
  }
  .row:has(input) {
    flex-wrap: nowrap;
  }
  h2 + .row {
    border-top: 0;
  }
  .row label {
    font-weight: 650;
  }
  .words {
    display: grid;
    gap: 0.125rem;
    flex: 1 1 14rem;
  }
  select {
    min-width: 10rem;
    max-width: 100%;
    min-height: var(--gv-target);
    padding-inline: var(--gv-space-3) var(--gv-space-2);
    border: 1px solid var(--gv-ink-soft);
    border-radius: var(--gv-radius-s);
    background: var(--gv-surface);
    font-weight: 600;
    cursor: pointer;
  }
  option {
    color: var(--gv-ink);
    background: var(--gv-surface);
  }
  input[type='checkbox'] {
    flex: none;
    width: 1.5rem;
    height: 1.5rem;
    margin: 0.625rem;
    accent-color: var(--gv-leaf);
    cursor: pointer;
  }
  .import {
    position: relative;
  }
  .pill:has(:focus-visible) {
    outline: 3px solid var(--gv-focus);
    outline-offset: 2px;
  }
  .pill:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .said {
    margin: 0;
    font-weight: 600;
  }
  .said:empty {
    display: none;
  }
`
