/** Looks that the views of the listening page share: their heads, sections, words where nothing is. */
import { css } from 'lit'

export const viewStyles = css`
  :host {
    display: block;
    color: var(--gv-ink);
  }
  .view {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-6);
  }
  h1 {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-l);
    font-weight: 600;
    line-height: 1.08;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  h1:focus {
    outline: none;
  }
  h2 {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-s);
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--gv-space-2) var(--gv-space-4);
  }
  .head > p {
    flex-basis: 100%;
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-3);
  }
  .soft {
    margin: 0;
    max-width: 65ch;
    color: var(--gv-ink-soft);
  }
  .small {
    font-size: var(--gv-text-s);
  }
  .list {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  /* rows have room around their words: their words begin where the headings do */
  .rows {
    margin-inline: calc(var(--gv-space-3) * -1);
  }
  .empty {
    display: grid;
    justify-items: start;
    gap: var(--gv-space-3);
    padding: var(--gv-space-5);
    border: 1px dashed var(--gv-line);
    border-radius: var(--gv-radius);
  }
  .empty p {
    margin: 0;
    max-width: 52ch;
    color: var(--gv-ink-soft);
  }
  .empty p:first-of-type {
    color: var(--gv-ink);
    font-weight: 650;
  }
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-3);
    padding: var(--gv-space-5);
    border-radius: var(--gv-radius);
    background: var(--gv-surface);
    border: 1px solid var(--gv-line);
  }
  .warn {
    padding: var(--gv-space-3) var(--gv-space-4);
    border: 1px solid var(--gv-warn-line);
    border-radius: var(--gv-radius-s);
    background: var(--gv-warn-surface);
    color: var(--gv-warn-ink);
  }
  .link {
    display: inline-flex;
    align-items: center;
    min-height: var(--gv-target);
    color: var(--gv-accent);
    font-weight: 600;
    text-underline-offset: 0.2em;
  }
  a.pill,
  label.pill {
    color: inherit;
    text-decoration: none;
    cursor: pointer;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gv-space-2);
  }
  .blank {
    border-radius: var(--gv-radius);
    background: var(--gv-surface-sunken);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  @keyframes breathe {
    from {
      opacity: 0.55;
    }
  }
`

/** A bar that shows parts of a whole. */
export const barStyles = css`
  .bar {
    display: flex;
    height: 0.75rem;
    overflow: hidden;
    border-radius: 999px;
    background: var(--gv-missing);
  }
  .bar i {
    flex: none;
    min-width: 2px;
    background: var(--gv-from-cache);
  }
  .bar i:nth-child(4n + 2) {
    background: var(--gv-from-peers);
  }
  .bar i:nth-child(4n + 3) {
    background: var(--gv-from-host);
  }
  .bar i:nth-child(4n + 4) {
    background: var(--gv-accent);
  }
  .bar i + i {
    border-inline-start: 2px solid var(--gv-surface);
  }
  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }
    .bar i {
      forced-color-adjust: none;
      background: Highlight;
    }
  }
`
