/** The looks of <gv-home>. */
import { css } from 'lit'

export const homeStyles = css`
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
    gap: var(--gv-space-5) var(--gv-space-4);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .begun,
  .fresh {
    gap: var(--gv-space-1) var(--gv-space-5);
  }
  .more {
    justify-self: start;
  }
  .welcome {
    position: relative;
    gap: var(--gv-space-4);
    padding: var(--gv-space-6) var(--gv-space-5);
    border-radius: var(--gv-radius-l);
    background: var(--gv-surface);
    box-shadow: var(--gv-shadow);
  }
  .welcome h2 {
    max-width: 18ch;
    font-size: var(--gv-title-l);
    line-height: 1.1;
    text-wrap: balance;
  }
  /* while its code is on its way: about as high as it will be, so that what is below stays where it is */
  gv-add-show:not(:defined) {
    min-height: 15.9rem;
  }
  .mark {
    display: grid;
    place-items: center;
    width: 4rem;
    height: 4rem;
    border-radius: var(--gv-radius);
    background: linear-gradient(150deg, var(--gv-sleeve), var(--gv-sleeve-deep));
    color: var(--gv-sprig);
  }
  .mark svg {
    width: 2.5rem;
    height: 2.5rem;
  }
  .line {
    height: 5rem;
  }
  .tile {
    aspect-ratio: 1;
  }
  @media (min-width: 60rem) {
    .begun,
    .fresh {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .welcome {
      padding: var(--gv-space-7);
    }
    gv-add-show:not(:defined) {
      min-height: 12.2rem;
    }
    .tiles {
      grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr));
    }
  }
`
