/** The looks of <gv-meter>. */
import { css } from 'lit'

export const meterStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--gv-ink);
  }
  h3 {
    margin: 0;
    font-size: var(--gv-text);
    font-weight: 650;
  }
  p {
    margin: 0;
    min-height: 1.5em;
    color: var(--gv-ink-soft);
    font-size: 0.9375rem;
  }
  .bar {
    display: flex;
    height: 0.875rem;
    margin-top: var(--gv-space-3);
    border-radius: 999px;
    overflow: hidden;
    background: var(--gv-missing);
  }
  .bar > * {
    transition: inline-size 300ms;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: var(--gv-space-3) var(--gv-space-4);
    margin: var(--gv-space-3) 0;
  }
  @container (max-width: 30rem) {
    dl {
      grid-template-columns: repeat(2, 1fr);
    }
  }
  dt {
    display: flex;
    align-items: center;
    gap: var(--gv-space-2);
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
    white-space: nowrap;
  }
  dt i {
    flex: none;
    width: 0.75rem;
    height: 0.75rem;
    border-radius: 50%;
  }
  .given {
    border: 3px solid var(--gv-accent);
  }
  dd {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-s);
    line-height: 1.25;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .strip {
    height: 1.125rem;
    margin-bottom: var(--gv-space-2);
  }
  gv-allowance {
    margin-top: var(--gv-space-2);
  }
  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }
  }
`
