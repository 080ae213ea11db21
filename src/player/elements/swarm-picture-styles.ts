/** The looks of <gv-swarm-picture> around its canvas. */
import { css } from 'lit'

export const pictureStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--gv-ink);
  }
  p {
    margin: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--gv-space-1) var(--gv-space-5);
    min-height: 3.25rem;
  }
  .lead {
    color: var(--gv-ink-soft);
  }
  .lead strong {
    margin-inline-end: var(--gv-space-1);
    font-family: var(--gv-font-title);
    font-size: var(--gv-title);
    font-weight: 600;
    line-height: 1.2;
    color: var(--gv-ink);
    font-variant-numeric: tabular-nums;
  }
  .rates {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--gv-space-4);
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
    font-variant-numeric: tabular-nums;
  }
  canvas {
    display: block;
    width: 100%;
    height: clamp(25rem, 64cqi, 28rem);
    margin-block: var(--gv-space-2);
    font-family: var(--gv-font);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gv-space-1) var(--gv-space-4);
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: var(--gv-space-2);
  }
  .legend i {
    flex: none;
    box-sizing: border-box;
    forced-color-adjust: none;
  }
  .swatch {
    width: 1.375rem;
    height: 0.875rem;
    border-radius: 3px;
  }
  .swatch.low {
    height: 0.25rem;
    margin-top: 0.625rem;
  }
  .dot {
    width: 0.625rem;
    height: 0.625rem;
    border-radius: 50%;
  }
  .dot.full {
    background: var(--gv-from-peers);
  }
  .dot.hollow {
    border: 2px solid var(--gv-accent);
  }
  .ring {
    width: 0.9375rem;
    height: 0.9375rem;
    border-radius: 50%;
    border: 3px solid var(--gv-leaf);
    border-inline-start-color: var(--gv-line);
  }
  .leaf {
    width: 0.875rem;
    height: 0.75rem;
    border-radius: 0 100% 0 100%;
    background: var(--gv-leaf);
  }
  @media (forced-colors: active) {
    .dot.hollow {
      border-color: CanvasText;
    }
    .ring {
      border-color: Highlight;
      border-inline-start-color: GrayText;
    }
    .leaf {
      background: Highlight;
    }
    .missing {
      background: GrayText;
    }
  }
  details {
    margin-top: var(--gv-space-2);
  }
  summary {
    display: inline-flex;
    align-items: center;
    min-height: var(--gv-target);
    gap: var(--gv-space-2);
    padding-inline: var(--gv-space-1);
    border-radius: var(--gv-radius-s);
    font-size: 0.9375rem;
    font-weight: 600;
    cursor: pointer;
  }
  summary::before {
    content: '';
    width: 0.5rem;
    height: 0.5rem;
    margin-inline-end: 0.125rem;
    border: solid currentcolor;
    border-width: 0 2px 2px 0;
    transform: translateY(-0.125rem) rotate(45deg);
  }
  [open] > summary::before {
    transform: translateY(0.125rem) rotate(225deg);
  }
  summary:hover {
    color: var(--gv-accent);
  }
  details p,
  .flows li {
    font-size: 0.9375rem;
    line-height: 1.6;
    color: var(--gv-ink-soft);
    font-variant-numeric: tabular-nums;
  }
`
