/** The looks of a notice that something does not work: the sign, what happened, what still works and what to do. */
import { css } from 'lit'

export const noticeStyles = css`
  :host {
    display: block;
  }
  .notice {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--gv-space-1) var(--gv-space-3);
    padding: var(--gv-space-4);
    border-radius: var(--gv-radius);
    border: 1px solid var(--gv-warn-line);
    background: var(--gv-warn-surface);
    color: var(--gv-warn-ink);
  }
  p {
    grid-column: 2;
    margin: 0;
  }
  .happened {
    font-weight: 650;
  }
  svg {
    grid-row: 1;
  }
  :focus-visible {
    outline-color: var(--gv-warn-ink);
  }
`
