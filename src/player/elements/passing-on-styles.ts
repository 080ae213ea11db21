/** The looks of <gv-passing-on>. */
import { css } from 'lit'

export const passingOnStyles = css`
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(5.5rem, 1fr));
    gap: var(--gv-space-3) var(--gv-space-4);
    margin: 0;
  }
  dl > div {
    display: flex;
    flex-direction: column-reverse;
    justify-content: flex-end;
  }
  dt {
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  dd {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-s);
    font-weight: 600;
    line-height: 1.2;
    font-variant-numeric: lining-nums;
  }
  .bar {
    height: 0.5rem;
  }
  .bar i {
    min-width: 0;
    background: var(--gv-from-peers);
  }
  .off {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--gv-space-3);
    padding-block-end: var(--gv-space-3);
    border-bottom: 1px solid var(--gv-line);
  }
  .off p {
    margin: 0;
  }
  li + li {
    border-top: 1px solid var(--gv-line);
  }
  .episode {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: var(--gv-space-4);
    padding-block: var(--gv-space-3);
  }
  .episode > * {
    grid-column: 1;
    margin: 0;
  }
  .name {
    justify-self: start;
    color: inherit;
    font-weight: 600;
    line-height: 1.35;
    padding-block: 0.25rem;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .name:hover {
    color: var(--gv-accent);
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .offered {
    color: var(--gv-leaf);
    font-weight: 600;
  }
  .rarity {
    color: var(--gv-ink-soft);
  }
  [data-rarity='only-here'] .rarity,
  [data-rarity='rare'] .rarity {
    color: var(--gv-accent);
    font-weight: 600;
  }
  .given {
    grid-area: 1 / 2 / span 3;
    display: grid;
    justify-items: end;
    align-content: start;
    padding-block-start: 0.25rem;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .more {
    justify-self: start;
  }
  .which {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--gv-space-4);
    min-height: 3.25rem;
    font-weight: 600;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
`
