/** Looks that the chapter list and the transcript share: a head above, and below it what scrolls, never the page. */
import { css } from 'lit'

export const lineListStyles = css`
  :host {
    display: block;
    color: var(--gv-ink);
  }
  .head {
    display: flex;
    align-items: center;
    min-height: 2rem;
    margin: 0;
    padding-inline: var(--gv-space-3);
    font-size: var(--gv-text-s);
    font-variant-numeric: tabular-nums;
    color: var(--gv-ink-soft);
  }
  .scroll {
    position: relative;
    max-height: var(--gv-list-height, 24rem);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--gv-line) transparent;
  }
  .time {
    font-size: var(--gv-text-s);
    font-variant-numeric: tabular-nums;
    color: var(--gv-ink-soft);
  }
`
