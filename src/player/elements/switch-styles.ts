/** The looks of <gv-sharing-switch> and its invitation. */
import { css } from 'lit'

export const switchStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--gv-ink);
  }
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--gv-space-4);
    min-height: var(--gv-target);
  }
  .words {
    display: grid;
  }
  .name {
    font-weight: 650;
  }
  .state {
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  [role='switch'] {
    flex: none;
    display: grid;
    align-items: center;
    width: 3.75rem;
    height: var(--gv-target);
    border-radius: 999px;
  }
  [role='switch']::before {
    content: '';
    grid-area: 1 / 1;
    height: 2rem;
    border-radius: 999px;
    background: var(--gv-surface-sunken);
    border: 2px solid var(--gv-ink-soft);
    transition: background var(--gv-quick);
  }
  .knob {
    grid-area: 1 / 1;
    width: 1.25rem;
    height: 1.25rem;
    margin-inline-start: 0.375rem;
    border-radius: 50%;
    background: var(--gv-ink-soft);
    transition: margin var(--gv-quick);
  }
  [aria-checked='true']::before {
    background: var(--gv-leaf);
    border-color: var(--gv-leaf);
  }
  [aria-checked='true'] .knob {
    margin-inline-start: 2.125rem;
    background: var(--gv-leaf-ink);
  }
  .invitation {
    padding: var(--gv-space-4) var(--gv-space-5) var(--gv-space-5);
    border-radius: var(--gv-radius);
    background: var(--gv-surface-sunken);
  }
  h3 {
    display: flex;
    align-items: center;
    gap: var(--gv-space-2);
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-text-l);
    line-height: 1.3;
  }
  h3 svg {
    color: var(--gv-accent);
  }
  p,
  dl {
    margin: var(--gv-space-2) 0 0;
    max-width: 62ch;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: var(--gv-space-1) var(--gv-space-4);
    font-size: 0.9375rem;
    line-height: 1.45;
  }
  dt {
    font-weight: 650;
  }
  dd {
    margin: 0;
    color: var(--gv-ink-soft);
  }
  .answers {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 11rem));
    gap: var(--gv-space-3);
    margin-top: var(--gv-space-4);
  }
  .answers .pill {
    border-width: 2px;
    border-color: var(--gv-leaf);
    background: var(--gv-surface);
  }
  .answers .pill:hover {
    background: color-mix(in srgb, var(--gv-leaf) 14%, var(--gv-surface));
  }
  @container (max-width: 26rem) {
    .invitation {
      padding: var(--gv-space-4);
    }
    dl {
      display: block;
    }
    dt,
    dd {
      display: inline;
    }
    dd::after {
      content: '';
      display: block;
      height: var(--gv-space-1);
    }
  }
  @media (forced-colors: active) {
    .knob {
      background: ButtonText;
    }
    [aria-checked='true']::before,
    [aria-checked='true'] .knob {
      forced-color-adjust: none;
    }
    [aria-checked='true']::before {
      background: Highlight;
      border-color: Highlight;
    }
    [aria-checked='true'] .knob {
      background: HighlightText;
    }
  }
`
