/** The looks of <gv-notes>: a column to be read, whatever the publisher's editor made of it. */
import { css } from 'lit'

export const notesStyles = css`
  :host {
    display: block;
    color: var(--gv-ink);
  }
  .box {
    overflow: hidden;
  }
  .folded {
    max-height: 21rem;
    -webkit-mask: linear-gradient(#000 calc(100% - 5rem), transparent);
    mask: linear-gradient(#000 calc(100% - 5rem), transparent);
  }
  .text {
    max-width: 68ch;
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  .typed {
    white-space: pre-line;
  }
  .text > :first-child,
  li > :first-child,
  blockquote > :first-child {
    margin-block-start: 0;
  }
  .text > :last-child,
  li > :last-child,
  blockquote > :last-child {
    margin-block-end: 0;
  }
  p,
  li,
  h3,
  h4,
  h5,
  h6,
  td,
  th {
    unicode-bidi: plaintext;
  }
  p,
  ul,
  ol,
  dl,
  table,
  figure,
  blockquote,
  pre {
    margin: 0 0 var(--gv-space-4);
  }
  h3,
  h4,
  h5,
  h6 {
    margin: var(--gv-space-5) 0 var(--gv-space-2);
    font-family: var(--gv-font-title);
    font-size: var(--gv-text-l);
    font-weight: 600;
    line-height: 1.3;
  }
  h4,
  h5,
  h6 {
    font-size: var(--gv-text);
  }
  ul,
  ol {
    padding-inline-start: 1.5rem;
  }
  li {
    margin-block: var(--gv-space-1);
  }
  li::marker {
    color: var(--gv-leaf);
  }
  a {
    color: var(--gv-accent);
    text-underline-offset: 0.18em;
    text-decoration-thickness: 1px;
  }
  a:hover {
    text-decoration-thickness: 2px;
  }
  button[data-seconds] {
    min-width: 2.75rem;
    padding: 0.0625rem 0.5rem;
    border-radius: 999px;
    background: color-mix(in srgb, var(--gv-leaf) 14%, var(--gv-surface));
    color: var(--gv-leaf);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    line-height: 1.5;
    /* Larger to the finger than to the eye; lines of a list of moments stand close together. */
    position: relative;
  }
  button[data-seconds]::after {
    content: '';
    position: absolute;
    inset: -0.25rem -0.125rem;
  }
  button[data-seconds]:hover {
    background: var(--gv-leaf);
    color: var(--gv-leaf-ink);
  }
  blockquote {
    padding-inline-start: var(--gv-space-4);
    border-inline-start: 3px solid var(--gv-line);
    color: var(--gv-ink-soft);
  }
  pre,
  table {
    display: block;
    max-width: 100%;
    overflow-x: auto;
  }
  code,
  kbd,
  pre,
  samp {
    font-size: 0.9em;
  }
  td,
  th {
    padding: var(--gv-space-1) var(--gv-space-3);
    border: 1px solid var(--gv-line);
    text-align: start;
  }
  hr {
    margin: var(--gv-space-5) 0;
    border: 0;
    border-top: 1px solid var(--gv-line);
  }
  img {
    display: block;
    max-width: 100%;
    height: auto;
    max-height: 24rem;
    margin-block: var(--gv-space-3);
    border-radius: var(--gv-radius-s);
  }
  figure {
    margin-inline: 0;
  }
  figcaption,
  small {
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  .none,
  .cut {
    margin: 0;
    color: var(--gv-ink-soft);
  }
  .cut {
    margin-block-start: var(--gv-space-4);
  }
  .fold {
    margin-block-start: var(--gv-space-3);
  }
  .blank {
    height: 8rem;
    max-width: 68ch;
    border-radius: var(--gv-radius);
    background: var(--gv-surface-sunken);
  }
  @media (forced-colors: active) {
    .folded {
      -webkit-mask: none;
      mask: none;
    }
  }
`
