/** The looks of <gv-storage-view>. */
import { css } from 'lit'

export const storageStyles = css`
  .sum {
    display: grid;
    margin: 0;
  }
  .sum b {
    line-height: 1.2;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title);
    font-weight: 600;
  }
  .setting {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--gv-space-2) var(--gv-space-4);
    padding-block-start: var(--gv-space-3);
    border-top: 1px solid var(--gv-line);
  }
  .setting > p {
    flex: 1 1 16rem;
  }
  .setting label {
    font-weight: 650;
  }
  #budget-help {
    flex-basis: 100%;
    max-width: none;
  }
  .setting .question {
    flex-basis: 100%;
  }
  select {
    min-width: 8rem;
  }
  .show + .show {
    border-top: 1px solid var(--gv-line);
  }
  .line {
    display: grid;
    grid-template-columns: 3rem minmax(0, 1fr) auto auto;
    align-items: center;
    gap: var(--gv-space-3);
    width: 100%;
    padding-block: var(--gv-space-3);
    text-align: start;
    --gv-cover-radius: var(--gv-radius-s);
  }
  .line:hover .name {
    color: var(--gv-accent);
  }
  .words {
    display: grid;
    min-width: 0;
  }
  .name {
    justify-self: start;
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .size {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .turn {
    color: var(--gv-ink-soft);
    transition: transform var(--gv-quick);
  }
  [aria-expanded='true'] .turn {
    transform: rotate(180deg);
  }
  .inside {
    display: grid;
    gap: var(--gv-space-3);
    margin-block-end: var(--gv-space-5);
    padding-inline-start: calc(3rem + var(--gv-space-3));
  }
  .episode {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: center;
    gap: var(--gv-space-2);
    min-height: var(--gv-target);
    padding-block: var(--gv-space-1);
  }
  .episode + .episode {
    border-top: 1px solid var(--gv-line);
  }
  .episode .name {
    font-weight: 400;
  }
  .pinned {
    color: var(--gv-leaf);
    font-weight: 600;
  }
  .remove {
    display: grid;
    place-items: center;
    width: var(--gv-target);
    height: var(--gv-target);
    border-radius: 999px;
    color: var(--gv-ink-soft);
  }
  .remove:hover {
    background: var(--gv-surface-sunken);
    color: var(--gv-ink);
  }
  @media (max-width: 30rem) {
    .inside {
      padding-inline-start: 0;
    }
  }
`
