/** The looks of <gv-seek-bar>: a rail cut at its chapters; with a waveform, the wave above a thinner rail. */
import { css } from 'lit'

export const seekBarStyles = css`
  :host {
    display: block;
    /* A timeline runs from left to right in every language, as the tape did. */
    direction: ltr;
    --thumb: 1.25rem;
    --rail: 10px;
    --bar: var(--gv-seek-height, var(--gv-target));
    /* From the bar's top to the middle of its rail. */
    --middle: calc(var(--bar) / 2);
  }
  :host([has-waveform]) {
    --bar: var(--gv-wave-height, 5.5rem);
    --rail: 6px;
    --middle: calc(var(--bar) - 0.875rem);
  }
  .bar {
    position: relative;
    height: var(--bar);
  }
  slot[name='waveform'] {
    display: none;
  }
  :host([has-waveform]) slot[name='waveform'] {
    position: absolute;
    display: block;
    inset: 0 calc(var(--thumb) / 2) 1.75rem;
  }
  ::slotted(*) {
    display: block;
    width: 100%;
    height: 100%;
  }
  /* As long as the way of the thumb's middle: 0 is its left end, the duration its right one. */
  .rail {
    position: absolute;
    inset-inline: calc(var(--thumb) / 2);
    top: calc(var(--middle) - var(--rail) / 2);
    height: var(--rail);
  }
  .track {
    position: absolute;
    inset: 0 calc(var(--thumb) / -2);
    border-radius: 999px;
    background: var(--gv-sleeve-line);
    overflow: hidden;
    mask: var(--cut);
    transition: inset var(--gv-quick);
  }
  .bar:hover .track {
    inset-block: -1px;
  }
  .layers {
    position: absolute;
    inset: 0 calc(var(--thumb) / 2);
  }
  .layers > * {
    position: absolute;
    inset-block: 0;
    left: calc(var(--from) * 100%);
    width: calc((var(--to) - var(--from)) * 100%);
  }
  .buffered {
    inset-block: 0 60%;
    background: var(--gv-sleeve-held);
  }
  .held {
    background: var(--gv-sleeve-held);
  }
  .cached {
    background: var(--gv-sleeve-cached);
  }
  .pointed {
    background: var(--gv-sleeve-hover);
  }
  .layers > .played {
    left: calc(var(--thumb) / -2);
    width: calc(var(--to) * 100% + var(--thumb) / 2);
    background: var(--gv-sprig);
  }
  input {
    -webkit-appearance: none;
    appearance: none;
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    background: none;
    cursor: pointer;
    border-radius: var(--gv-radius-s);
    touch-action: pan-y;
  }
  input:disabled {
    cursor: default;
  }
  input::-webkit-slider-thumb {
    -webkit-appearance: none;
    width: var(--thumb);
    height: var(--thumb);
    border-radius: 50%;
    background: var(--gv-sprig);
    border: 3px solid var(--gv-sleeve-deep);
    box-shadow: 0 0 0 2px var(--gv-sprig);
    transform: translateY(calc(var(--middle) - var(--bar) / 2));
  }
  input::-moz-range-thumb {
    width: calc(var(--thumb) - 6px);
    height: calc(var(--thumb) - 6px);
    border-radius: 50%;
    background: var(--gv-sprig);
    border: 3px solid var(--gv-sleeve-deep);
    box-shadow: 0 0 0 2px var(--gv-sprig);
    transform: translateY(calc(var(--middle) - var(--bar) / 2));
  }
  input:disabled::-webkit-slider-thumb {
    visibility: hidden;
  }
  input:disabled::-moz-range-thumb {
    visibility: hidden;
  }
  :focus-visible {
    outline-color: var(--gv-sprig);
    outline-offset: 0;
  }
  /* What a click would lead to. It leans from its left edge to its right one, so it never leaves the bar. */
  .tip {
    position: absolute;
    z-index: 1;
    bottom: calc(100% - var(--middle) + 1rem);
    left: calc(var(--thumb) / 2 + (100% - var(--thumb)) * var(--at));
    max-width: min(18rem, 100%);
    padding: var(--gv-space-1) var(--gv-space-3);
    border-radius: var(--gv-radius-s);
    background: var(--gv-sleeve-ink);
    color: var(--gv-sleeve-deep);
    font-size: var(--gv-text-s);
    line-height: 1.35;
    transform: translateX(calc(var(--at) * -100%));
    pointer-events: none;
    box-shadow: 0 4px 14px -4px rgb(0 0 0 / 50%);
  }
  .tip b {
    font-variant-numeric: tabular-nums;
  }
  .tip span {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .times {
    display: var(--gv-times, flex);
    justify-content: space-between;
    margin-top: -0.375rem;
    font-size: var(--gv-text-s);
    font-variant-numeric: tabular-nums;
    color: var(--gv-sleeve-soft);
  }
  .now {
    color: var(--gv-sleeve-ink);
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .track {
      border: 1px solid CanvasText;
    }
    .layers > *,
    .tip {
      forced-color-adjust: none;
    }
    .tip {
      background: CanvasText;
      color: Canvas;
    }
  }
`
