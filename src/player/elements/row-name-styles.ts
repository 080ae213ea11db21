/** What a row of a list is called is the target for the whole row; what else can be pressed lies over it. */
import { css } from 'lit'

export const rowNameStyles = css`
  .name::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--gv-radius);
  }
  .row:hover .name,
  .name:hover {
    color: var(--gv-accent);
    text-decoration: underline;
    text-underline-offset: 0.18em;
    text-decoration-thickness: 1px;
  }
  .name:focus-visible {
    outline: none;
  }
  .name:focus-visible::after {
    outline: 3px solid var(--gv-focus);
    outline-offset: -3px;
  }
`
