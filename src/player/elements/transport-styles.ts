/** The looks of <gv-transport>: one row where there is room, two on a phone. */
import { css } from 'lit'

export const transportStyles = css`
  :host {
    display: grid;
    grid-template-columns: 1fr auto 1fr;
    align-items: center;
    gap: var(--gv-space-2) var(--gv-space-4);
    color: var(--gv-sleeve-ink);
  }
  .middle {
    display: flex;
    align-items: center;
    gap: var(--gv-space-4);
  }
  .side {
    display: flex;
    align-items: center;
    gap: var(--gv-space-1);
    min-width: 0;
  }
  .end {
    justify-content: flex-end;
  }
  @container (max-width: 35rem) {
    :host {
      grid-template-columns: auto 1fr;
    }
    .middle {
      grid-column: 1 / -1;
      grid-row: 1;
      justify-content: center;
      gap: var(--gv-space-5);
    }
  }
  .icon.skip {
    min-width: 3.25rem;
    height: 3.25rem;
  }
  .play {
    position: relative;
    display: grid;
    place-items: center;
    width: 4.5rem;
    height: 4.5rem;
    border-radius: 50%;
    background: var(--gv-sprig);
    color: var(--gv-sprig-ink);
    transition:
      background var(--gv-quick),
      transform var(--gv-quick);
  }
  .play:disabled {
    opacity: 0.4;
    cursor: default;
  }
  .play:hover:enabled {
    background: var(--gv-sprig-hover);
  }
  .play:active {
    transform: scale(0.96);
  }
  .play:focus-visible {
    outline-offset: 4px;
  }
  .play[data-waiting]::after {
    content: '';
    position: absolute;
    inset: -7px;
    border-radius: 50%;
    border: 3px solid transparent;
    border-top-color: var(--gv-sprig);
    border-right-color: var(--gv-sprig);
    animation: turn 900ms linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  .speed {
    position: relative;
    display: inline-flex;
    align-items: center;
  }
  .speed svg {
    position: absolute;
    right: 0.625rem;
    pointer-events: none;
    color: var(--gv-sleeve-soft);
  }
  select {
    -webkit-appearance: none;
    appearance: none;
    height: var(--gv-target);
    padding: 0 2.125rem 0 1rem;
    border: 1px solid var(--gv-sleeve-line);
    border-radius: 999px;
    background: transparent;
    font-weight: 600;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  select:hover {
    background: var(--gv-sleeve-hover);
  }
  option {
    color: var(--gv-ink);
    background: var(--gv-surface);
  }
  .toggle[aria-pressed='true'] {
    background: var(--gv-sleeve-ink);
    color: var(--gv-sleeve-deep);
  }
  .volume {
    display: inline-flex;
    align-items: center;
    min-width: 0;
  }
  input[type='range'] {
    --filled: 100%;
    -webkit-appearance: none;
    appearance: none;
    width: 6rem;
    min-width: 3.5rem;
    height: var(--gv-target);
    border-radius: 999px;
    background: linear-gradient(to right, var(--gv-sleeve-ink) var(--filled), var(--gv-sleeve-held) var(--filled)) no-repeat
      center / 100% 4px;
    cursor: pointer;
  }
  input[type='range']::-webkit-slider-thumb {
    -webkit-appearance: none;
    width: 1rem;
    height: 1rem;
    border-radius: 50%;
    background: var(--gv-sleeve-ink);
  }
  input[type='range']::-moz-range-thumb {
    width: 1rem;
    height: 1rem;
    border: 0;
    border-radius: 50%;
    background: var(--gv-sleeve-ink);
  }
  @media (forced-colors: active) {
    .play {
      border: 2px solid ButtonText;
    }
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
