/** The looks of what is asked once more before it is done. */
import { css } from 'lit'

export const questionStyles = css`
  .question {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gv-space-2) var(--gv-space-3);
    padding: var(--gv-space-3) var(--gv-space-4);
    border: 1px solid var(--gv-warn-line);
    border-radius: var(--gv-radius-s);
    background: var(--gv-warn-surface);
    color: var(--gv-warn-ink);
  }
  .question p {
    margin: 0;
    flex: 1 1 14rem;
  }
  .question .pill {
    border-color: currentcolor;
  }
`
