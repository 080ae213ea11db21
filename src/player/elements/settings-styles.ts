/** The looks of <gv-sharing-settings>: rows of words and a control, as phones have them. */
import { css } from 'lit'

export const settingsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--gv-ink);
  }
  .rows {
    display: grid;
  }
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--gv-space-2) var(--gv-space-5);
    min-height: var(--gv-target);
    padding-block: var(--gv-space-3);
    border-top: 1px solid var(--gv-line);
  }
  .row:first-child {
    border-top: 0;
  }
  gv-allowance {
    margin-bottom: var(--gv-space-4);
  }
  .words {
    display: grid;
    gap: 0.125rem;
    max-width: 46ch;
  }
  label {
    font-weight: 650;
  }
  .help {
    font-size: var(--gv-text-s);
    line-height: 1.4;
    color: var(--gv-ink-soft);
  }
  select {
    flex: none;
    min-width: 9.5rem;
    font-variant-numeric: tabular-nums;
  }
  select:hover {
    border-color: currentcolor;
  }
  .check {
    flex: none;
    display: grid;
    place-items: center;
    width: var(--gv-target);
    height: var(--gv-target);
  }
  @container (max-width: 24rem) {
    .row:has(select) {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
    }
    select {
      width: 100%;
    }
  }
`
