/** The looks of <grapevine-page>: on a phone one column, on a desk the show beside its episodes. */
import { css } from 'lit'

export const pageStyles = css`
  :host {
    display: block;
    color: var(--gv-ink);
    background: var(--gv-paper);
    font-size: var(--gv-text);
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-5);
    width: 100%;
    max-width: 76rem;
    margin-inline: auto;
    padding: var(--gv-space-5) var(--gv-space-4) var(--gv-space-6);
  }
  header {
    display: grid;
    grid-template-columns: 6.5rem minmax(0, 1fr);
    gap: var(--gv-space-4);
    align-items: center;
  }
  gv-cover,
  .cover {
    width: 100%;
    aspect-ratio: 1;
    align-self: start;
    box-shadow: var(--gv-shadow);
  }
  .words {
    display: contents;
  }
  h1 {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title-l);
    font-weight: 600;
    line-height: 1.08;
    letter-spacing: -0.02em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .author {
    display: none;
    margin: 0;
    font-size: 0.9375rem;
    font-weight: 600;
    color: var(--gv-accent);
  }
  .description,
  .link {
    grid-column: 1 / -1;
    margin: 0;
    max-width: 65ch;
    color: var(--gv-ink-soft);
  }
  .description {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    line-clamp: 4;
    overflow: hidden;
    white-space: pre-line;
  }
  .link {
    margin-top: calc(var(--gv-space-3) * -1);
  }
  .link a {
    display: inline-block;
    padding-block: 0.625rem;
    color: var(--gv-accent);
    font-weight: 600;
    text-underline-offset: 0.2em;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-6);
    align-content: start;
  }
  .missing {
    margin: 0;
    padding: var(--gv-space-3) var(--gv-space-4);
    border-radius: var(--gv-radius-s);
    background: var(--gv-surface-sunken);
  }
  grapevine-player {
    scroll-margin-top: var(--gv-space-4);
    margin-inline: calc(var(--gv-space-4) * -0.5);
  }
  .episodes h2 {
    margin: 0 0 var(--gv-space-3);
    font-family: var(--gv-font-title);
    font-size: var(--gv-title);
    font-weight: 600;
    letter-spacing: -0.01em;
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
  @media (min-width: 60rem) {
    .page {
      grid-template-columns: 18.5rem minmax(0, 1fr);
      column-gap: var(--gv-space-8);
      padding: var(--gv-space-8) var(--gv-space-6) var(--gv-space-6);
    }
    header {
      position: sticky;
      top: var(--gv-space-6);
      grid-template-columns: minmax(0, 1fr);
      gap: var(--gv-space-5);
      align-self: start;
    }
    .words {
      display: grid;
      gap: var(--gv-space-3);
    }
    .author {
      display: block;
    }
    .description {
      -webkit-line-clamp: 9;
      line-clamp: 9;
    }
    .link {
      margin-top: 0;
    }
    grapevine-player {
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
    grid-column: 1 / -1;
  }
  .line.title {
    height: 2.75rem;
    grid-column: auto;
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
