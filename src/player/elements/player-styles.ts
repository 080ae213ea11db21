/** The looks of <grapevine-player>: a dark sleeve with what is played, and paper below with where it came from. */
import { css } from 'lit'

export const playerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  section {
    border-radius: var(--gv-radius-l);
    background: var(--gv-surface);
    box-shadow: var(--gv-shadow);
    outline-offset: 4px;
  }
  .sleeve {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-4);
    padding: var(--gv-space-6);
    border-radius: var(--gv-radius-l);
    color: var(--gv-sleeve-ink);
    background: radial-gradient(120% 140% at 100% 0%, #6b3a78 0%, transparent 55%),
      linear-gradient(160deg, var(--gv-sleeve), var(--gv-sleeve-deep));
  }
  audio {
    display: none;
  }
  .screen {
    margin: calc(var(--gv-space-6) * -1) calc(var(--gv-space-6) * -1) 0;
    border-radius: var(--gv-radius-l) var(--gv-radius-l) 0 0;
    overflow: hidden;
    /* The colour of the panel below: bars beside a square cover belong to it. */
    background: var(--gv-sleeve-deep);
    cursor: pointer;
  }
  video {
    display: block;
    width: 100%;
    aspect-ratio: 16 / 9;
    object-fit: contain;
    background: transparent;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--gv-space-5);
  }
  gv-cover {
    flex: none;
    width: 8.5rem;
    --gv-cover-radius: var(--gv-radius);
    box-shadow: 0 10px 28px -10px rgb(0 0 0 / 60%);
  }
  .words {
    min-width: 0;
  }
  .facts {
    min-height: 1.5em;
    margin: 0 0 var(--gv-space-1);
    font-size: 0.9375rem;
    color: var(--gv-sleeve-soft);
  }
  h2 {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title);
    font-weight: 600;
    line-height: 1.18;
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: var(--gv-space-3) var(--gv-space-6) var(--gv-space-4);
  }
  .below > * {
    padding-block: var(--gv-space-4);
  }
  .below > * + * {
    border-top: 1px solid var(--gv-line);
  }
  .controls {
    display: contents;
  }
  .head {
    display: flex;
    align-items: center;
    gap: var(--gv-space-2);
  }
  .head .facts {
    flex: 1;
    min-width: 0;
  }
  .chapter {
    min-height: 1.5em;
    margin: var(--gv-space-1) 0 0;
    font-size: 0.9375rem;
    color: var(--gv-sleeve-soft);
    overflow-wrap: anywhere;
  }
  /* Only where the rest is folded away (player-sizes.ts). */
  .swarm {
    display: none;
    position: relative;
    grid-auto-flow: column;
    gap: var(--gv-space-1);
    margin-block: -0.5rem;
    padding-inline: var(--gv-space-2);
    font-size: var(--gv-text-s);
    font-variant-numeric: tabular-nums;
    align-items: center;
    justify-content: center;
  }
  .swarm[data-asks]::after {
    content: '';
    position: absolute;
    inset-block-start: 0.5rem;
    inset-inline-end: 0.5rem;
    width: 0.625rem;
    height: 0.625rem;
    border-radius: 50%;
    background: var(--gv-sprig);
    border: 2px solid var(--gv-sleeve);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gv-space-2);
    padding-block: var(--gv-space-3);
  }
  .close {
    display: none;
  }
  .tab,
  .close,
  .again {
    min-height: var(--gv-target);
    padding: 0 var(--gv-space-4);
    border: 1px solid var(--gv-line);
    border-radius: 999px;
    font-weight: 600;
    font-size: 0.9375rem;
    transition:
      background var(--gv-quick),
      border-color var(--gv-quick);
  }
  .tab:hover,
  .close:hover,
  .again:hover {
    border-color: currentcolor;
  }
  .tab[aria-expanded='true'] {
    background: var(--gv-accent);
    border-color: transparent;
    color: var(--gv-accent-ink);
  }
  .bar:empty {
    display: none;
  }
  .panel {
    outline-offset: -3px;
    border-radius: var(--gv-radius-s);
  }
  .pending {
    min-height: 10rem;
    border-radius: var(--gv-radius);
    background: var(--gv-surface-sunken);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  .failed {
    margin: 0;
    color: var(--gv-ink-soft);
  }
  .blank {
    border-radius: var(--gv-radius-s);
    background: var(--gv-sleeve-line);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  .blank.cover {
    flex: none;
    width: 8.5rem;
    aspect-ratio: 1;
    border-radius: var(--gv-radius);
  }
  .blank.line {
    height: 1.5rem;
    width: min(22rem, 55cqi);
    margin-block: var(--gv-space-2);
  }
  .blank.line.short {
    width: 8rem;
    height: 1rem;
  }
  @keyframes breathe {
    from {
      opacity: 0.55;
    }
  }
  @container (max-width: 35rem) {
    .sleeve {
      padding: var(--gv-space-5) var(--gv-space-4);
    }
    .screen {
      margin: calc(var(--gv-space-5) * -1) calc(var(--gv-space-4) * -1) 0;
    }
    header {
      gap: var(--gv-space-4);
    }
    gv-cover,
    .blank.cover {
      width: 5.5rem;
    }
    h2 {
      font-size: var(--gv-title-s);
    }
    .below {
      padding-inline: var(--gv-space-4);
    }
  }
  @media (forced-colors: active) {
    section {
      border: 1px solid CanvasText;
    }
    .tab[aria-expanded='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`
