/** The looks of <grapevine-page>: on a phone one column with the ways below, on a desk the show beside its episodes. */
import { css } from 'lit'

export const pageStyles = css`
  :host {
    display: block;
    color: var(--gv-ink);
    background: var(--gv-paper);
    font-size: var(--gv-text);
    /* what is fixed at the lower edge: the ways, and above them the docked player */
    --gv-ways: calc(3.5rem + 1px + env(safe-area-inset-bottom, 0px));
    --gv-docked: 5.25rem;
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-5);
    width: 100%;
    max-width: 76rem;
    margin-inline: auto;
    padding: var(--gv-space-5) var(--gv-space-4) calc(var(--gv-space-6) + var(--gv-ways));
  }
  .page[data-docked] {
    padding-bottom: calc(var(--gv-space-6) + var(--gv-ways) + var(--gv-docked));
  }
  .head {
    min-width: 0;
  }
  .head gv-cover,
  .cover {
    width: 100%;
    aspect-ratio: 1;
  }
  .waiting {
    display: grid;
    grid-template-columns: 6.5rem minmax(0, 1fr);
    gap: var(--gv-space-4);
    align-items: center;
  }
  /* As high as a head with its buttons and two lines of words: what is below stays where it is. */
  .waiting[data-show] {
    min-height: 16rem;
    align-content: start;
  }
  .waiting .names {
    display: grid;
    gap: var(--gv-space-3);
  }
  .waiting h1 {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-l);
    font-weight: 600;
  }
  .to-show {
    display: grid;
    grid-template-columns: 3.5rem minmax(0, 1fr);
    gap: var(--gv-space-3);
    align-items: center;
    color: var(--gv-ink);
    text-decoration: none;
    border-radius: var(--gv-radius-s);
  }
  .to-show gv-cover {
    --gv-cover-radius: var(--gv-radius-s);
  }
  .to-show .author {
    display: block;
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  .to-show .title {
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-s);
    font-weight: 600;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .to-show:hover .title {
    color: var(--gv-accent);
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-6);
    align-content: start;
    min-width: 0;
    /* the footer is not seen moving when a view is drawn late, be it higher than the screen or not */
    min-height: 100vh;
  }
  .missing {
    margin: 0;
    padding: var(--gv-space-3) var(--gv-space-4);
    border-radius: var(--gv-radius-s);
    background: var(--gv-surface-sunken);
  }
  .stage {
    min-width: 0;
  }
  .stage:not([data-docked]) {
    margin-inline: calc(var(--gv-space-4) * -0.5);
  }
  grapevine-player {
    scroll-margin-top: var(--gv-space-4);
  }
  .stage[data-docked] {
    position: fixed;
    z-index: 9;
    inset-inline: var(--gv-space-2);
    inset-block-end: calc(var(--gv-ways) + var(--gv-space-1));
    border-radius: var(--gv-radius);
    box-shadow: 0 0.25rem 1.5rem rgb(20 8 24 / 30%);
    max-height: calc(100dvh - var(--gv-ways) - var(--gv-space-4));
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  /* over the cover */
  .way {
    position: absolute;
    inset-block-start: 0.625rem;
    inset-inline-start: 0.75rem;
    display: grid;
    place-items: center;
    width: 3.25rem;
    height: 3.25rem;
    border-radius: var(--gv-radius-s);
    color: #fff;
    background: rgb(20 8 24 / 45%);
  }
  .way:hover {
    background: rgb(20 8 24 / 65%);
  }
  .way:focus-visible {
    outline-color: var(--gv-sprig);
    outline-offset: -3px;
  }
  footer {
    display: flex;
    align-items: center;
    gap: var(--gv-space-2);
    padding-top: var(--gv-space-5);
    border-top: 1px solid var(--gv-line);
    font-size: var(--gv-text-s);
    color: var(--gv-ink-soft);
  }
  footer svg {
    color: var(--gv-leaf);
  }
  .said {
    position: fixed;
    z-index: 20;
    inset-inline: var(--gv-space-4);
    inset-block-end: calc(var(--gv-ways) + var(--gv-docked) + var(--gv-space-3));
    display: grid;
    justify-items: center;
    pointer-events: none;
  }
  .said span {
    padding: var(--gv-space-3) var(--gv-space-4);
    border-radius: var(--gv-radius-s);
    background: var(--gv-ink);
    color: var(--gv-paper);
    box-shadow: var(--gv-shadow);
  }
  .said[data-empty] span {
    display: none;
  }
  @media (min-width: 48rem) {
    :host {
      --gv-ways: 0px;
    }
    .stage[data-docked] {
      inset-inline: max(var(--gv-space-6), calc(50% - 30rem));
      inset-block-end: var(--gv-space-4);
    }
  }
  @media (min-width: 60rem) {
    .page {
      grid-template-columns: 18.5rem minmax(0, 1fr);
      column-gap: var(--gv-space-8);
      padding-top: var(--gv-space-7);
      padding-inline: var(--gv-space-6);
    }
    .page:not(:has(> .head)) {
      grid-template-columns: minmax(0, 60rem);
      justify-content: center;
    }
    .head {
      position: sticky;
      top: calc(var(--gv-space-7) + 3.5rem);
      align-self: start;
    }
    .waiting,
    .to-show {
      grid-template-columns: minmax(0, 1fr);
    }
    .to-show gv-cover {
      --gv-cover-radius: var(--gv-radius);
      box-shadow: var(--gv-shadow);
    }
    .stage:not([data-docked]) {
      margin-inline: 0;
    }
    main {
      gap: var(--gv-space-7);
    }
    footer {
      grid-column: 1 / -1;
      margin-top: var(--gv-space-5);
    }
  }
  /* while the show is on its way: the shapes of what will be there */
  .blank {
    border-radius: var(--gv-radius);
    background: var(--gv-surface-sunken);
    animation: breathe 1.6s ease-in-out infinite alternate;
    box-shadow: none;
  }
  .line {
    height: 1.25rem;
    border-radius: var(--gv-radius-s);
  }
  .line.title {
    height: 2.75rem;
  }
  .line.short {
    width: 60%;
  }
  .player {
    /* tall enough for a video's player: the footer must not be seen jumping */
    height: max(56rem, 100vh);
    border-radius: var(--gv-radius-l);
    background:
      radial-gradient(circle at 50% 18.25rem, var(--gv-sleeve-line) 2.25rem, transparent calc(2.25rem + 1px)) no-repeat,
      linear-gradient(var(--gv-sleeve), var(--gv-sleeve-deep)) no-repeat top / 100% 22.5rem,
      var(--gv-surface);
    box-shadow: var(--gv-shadow);
  }
  @keyframes breathe {
    from {
      opacity: 0.55;
    }
  }
`
