/** Controls that stand beside their words: a choice from a list, a box to tick. */
import { css } from 'lit'

export const selectStyles = css`
  select {
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
`

export const checkboxStyles = css`
  input[type='checkbox'] {
    flex: none;
    width: 1.5rem;
    height: 1.5rem;
    margin: 0.625rem;
    accent-color: var(--gv-leaf);
    cursor: pointer;
  }
`
