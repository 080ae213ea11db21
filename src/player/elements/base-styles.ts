/**
 * What all elements share: box model, buttons without the browser's looks, focus rings, hidden words for screen readers.
 */
import { css } from 'lit'

export const baseStyles = css`
  :host {
    box-sizing: border-box;
    font-family: var(--gv-font);
    line-height: 1.5;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  button {
    -webkit-appearance: none;
    appearance: none;
    border: 0;
    padding: 0;
    background: none;
    cursor: pointer;
    touch-action: manipulation;
  }
  :focus-visible {
    outline: 3px solid var(--gv-focus);
    outline-offset: 2px;
  }
  svg {
    display: block;
    flex: none;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
    }
  }
`

/** Round icon buttons on the sleeve. */
export const iconButtonStyles = css`
  .icon {
    display: inline-grid;
    place-items: center;
    min-width: var(--gv-target);
    height: var(--gv-target);
    border-radius: 999px;
    color: var(--gv-sleeve-ink);
    transition: background var(--gv-quick);
  }
  .icon:hover {
    background: var(--gv-sleeve-hover);
  }
  .icon:disabled {
    opacity: 0.4;
    cursor: default;
    background: none;
  }
  :focus-visible {
    outline-color: var(--gv-sprig);
  }
`

/** Pill buttons on paper. */
export const pillStyles = css`
  .pill {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--gv-space-2);
    min-height: var(--gv-target);
    padding: 0 var(--gv-space-5);
    border-radius: 999px;
    border: 1px solid var(--gv-line);
    font-weight: 600;
    transition:
      background var(--gv-quick),
      border-color var(--gv-quick);
  }
  .pill:hover {
    border-color: currentcolor;
  }
  .pill.strong {
    border-color: transparent;
    background: var(--gv-leaf);
    color: var(--gv-leaf-ink);
  }
  .pill.strong:hover {
    background: color-mix(in srgb, var(--gv-leaf) 88%, var(--gv-ink));
  }
`
