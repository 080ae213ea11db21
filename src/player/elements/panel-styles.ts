/** The looks of the small panels that open over the player: a card of paper, whatever is below. */
import { css } from 'lit'

export const panelStyles = css`
  :host {
    width: 19rem;
    max-width: calc(100vw - 1rem);
    margin: 0;
    padding: var(--gv-space-4);
    border: 1px solid var(--gv-line);
    border-radius: var(--gv-radius);
    background: var(--gv-surface);
    color: var(--gv-ink);
    box-shadow: var(--gv-shadow);
    font-size: 0.9375rem;
    overflow: auto;
    overscroll-behavior: contain;
  }
  :host(:not([popover])) {
    display: block;
  }
  h3 {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-text-l);
    font-weight: 600;
    line-height: 1.3;
  }
  .head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--gv-space-3);
    margin-bottom: var(--gv-space-3);
  }
  .value {
    font-size: var(--gv-text-l);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(3.5rem, 1fr));
    gap: var(--gv-space-2);
    margin: 0;
    padding: 0;
  }
  .choice {
    min-height: var(--gv-target);
    padding: var(--gv-space-1);
    border: 1px solid var(--gv-line);
    border-radius: var(--gv-radius-s);
    font-weight: 600;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
    transition:
      background var(--gv-quick),
      border-color var(--gv-quick);
  }
  .choice:hover {
    border-color: currentcolor;
  }
  .choice[aria-pressed='true'] {
    border-color: transparent;
    background: var(--gv-accent);
    color: var(--gv-accent-ink);
  }
  .wide {
    grid-column: 1 / -1;
  }
  @media (forced-colors: active) {
    .choice[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`

/** Native range inputs on paper. `--filled` is how much of them is behind the thumb. */
export const rangeStyles = css`
  input[type='range'] {
    --filled: 100%;
    -webkit-appearance: none;
    appearance: none;
    direction: ltr;
    min-width: 0;
    height: var(--gv-target);
    border-radius: 999px;
    background: linear-gradient(
        to right,
        var(--gv-range, var(--gv-accent)) var(--filled),
        var(--gv-range-rest, var(--gv-line)) var(--filled)
      )
      no-repeat center / 100% 6px;
    cursor: pointer;
  }
  input[type='range']::-webkit-slider-thumb {
    -webkit-appearance: none;
    width: 1.25rem;
    height: 1.25rem;
    border-radius: 50%;
    background: var(--gv-range, var(--gv-accent));
  }
  input[type='range']::-moz-range-thumb {
    width: 1.25rem;
    height: 1.25rem;
    border: 0;
    border-radius: 50%;
    background: var(--gv-range, var(--gv-accent));
  }
  @media (forced-colors: active) {
    input[type='range'] {
      -webkit-appearance: auto;
      appearance: auto;
      background: none;
    }
    input[type='range']::-webkit-slider-thumb {
      -webkit-appearance: auto;
    }
  }
`
