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
