/** The looks of <gv-show-head>: beside the cover where there is room, below it where it stands in a narrow column. */
import { css } from 'lit'

export const showHeadStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--gv-ink);
  }
  header {
    display: grid;
    grid-template-columns: 6.5rem minmax(0, 1fr);
    gap: var(--gv-space-4);
    align-items: center;
  }
  gv-cover {
    width: 100%;
    box-shadow: var(--gv-shadow);
  }
  .author {
    margin: 0;
    font-size: 0.9375rem;
    font-weight: 600;
    color: var(--gv-accent);
    overflow-wrap: anywhere;
  }
  h1 {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title);
    font-weight: 600;
    line-height: 1.08;
    letter-spacing: -0.02em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  h1:focus {
    outline: none;
  }
  .rest {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-3);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gv-space-1);
  }
  .pill {
    margin-inline-end: var(--gv-space-2);
  }
  .round {
    display: grid;
    place-items: center;
    width: var(--gv-target);
    height: var(--gv-target);
    border-radius: 999px;
    color: var(--gv-accent);
  }
  .round:hover:not(:disabled) {
    background: var(--gv-surface-sunken);
  }
  .round:disabled svg {
    animation: turn 1.4s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  .state {
    margin: 0;
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  .state[data-empty] {
    display: none;
  }
  .state[data-failed] {
    color: var(--gv-warn-ink);
  }
  .description {
    margin: 0;
    max-width: 65ch;
    color: var(--gv-ink-soft);
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .folded {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
  }
  .fold {
    justify-self: start;
    min-height: var(--gv-target);
    margin-block: calc(var(--gv-space-3) * -1);
    color: var(--gv-accent);
    font-weight: 600;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  .sharing {
    display: flex;
    align-items: center;
    gap: var(--gv-space-3);
    min-height: var(--gv-target);
    cursor: pointer;
  }
  .sharing input {
    flex: none;
    width: 1.5rem;
    height: 1.5rem;
    accent-color: var(--gv-leaf);
    cursor: pointer;
  }
  details {
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  summary {
    display: list-item;
    padding-block: 0.75rem;
    cursor: pointer;
  }
  details ul {
    margin: 0;
    padding-inline-start: 1.25rem;
    overflow-wrap: anywhere;
  }
  /* in a column of its own beside the episodes */
  @media (min-width: 60rem) {
    @container (max-width: 24rem) {
      header {
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gv-space-5);
      }
    }
    .folded {
      -webkit-line-clamp: 6;
      line-clamp: 6;
    }
  }
  @container (min-width: 40rem) {
    header {
      grid-template-columns: 12rem minmax(0, 1fr);
      grid-template-rows: auto 1fr;
      gap: var(--gv-space-3) var(--gv-space-6);
      align-items: start;
    }
    gv-cover {
      grid-row: 1 / 3;
    }
    h1 {
      font-size: var(--gv-title-l);
    }
    .rest {
      grid-column: 2;
    }
  }
`
