/** The looks of <grapevine-player>: a dark sleeve with what is played, and paper below with where it came from. */
import { css } from 'lit'

export const playerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  section {
    border-radius: var(--gv-radius-l);
    background: var(--gv-surface);
    box-shadow: var(--gv-shadow);
    outline-offset: 4px;
  }
  .sleeve {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gv-space-4);
    padding: var(--gv-space-6);
    border-radius: var(--gv-radius-l);
    color: var(--gv-sleeve-ink);
    background: radial-gradient(120% 140% at 100% 0%, #6b3a78 0%, transparent 55%),
      linear-gradient(160deg, var(--gv-sleeve), var(--gv-sleeve-deep));
  }
  audio {
    display: none;
  }
  .screen {
    margin: calc(var(--gv-space-6) * -1) calc(var(--gv-space-6) * -1) 0;
    border-radius: var(--gv-radius-l) var(--gv-radius-l) 0 0;
    overflow: hidden;
    /* The colour of the panel below: bars beside a square cover belong to it. */
    background: var(--gv-sleeve-deep);
    cursor: pointer;
  }
  video {
    display: block;
    width: 100%;
    aspect-ratio: 16 / 9;
    object-fit: contain;
    background: transparent;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--gv-space-5);
  }
  gv-cover {
    flex: none;
    width: 8.5rem;
    --gv-cover-radius: var(--gv-radius);
    box-shadow: 0 10px 28px -10px rgb(0 0 0 / 60%);
  }
  .words {
    min-width: 0;
  }
  .facts {
    min-height: 1.5em;
    margin: 0 0 var(--gv-space-1);
    font-size: 0.9375rem;
    color: var(--gv-sleeve-soft);
  }
  h2 {
    margin: 0;
    font-family: var(--gv-font-title);
    font-size: var(--gv-title);
    font-weight: 600;
    line-height: 1.18;
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: var(--gv-space-3) var(--gv-space-6) var(--gv-space-4);
  }
  .below > * {
    padding-block: var(--gv-space-4);
  }
  .below summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: var(--gv-target);
    font-weight: 650;
    cursor: pointer;
    list-style: none;
  }
  .below summary::-webkit-details-marker {
    display: none;
  }
  .below details[open] > summary svg {
    transform: rotate(180deg);
  }
  .below > details,
  .below > .pending {
    min-height: calc(var(--gv-target) + var(--gv-space-2));
    padding-block: var(--gv-space-1);
  }
  .below > * + * {
    border-top: 1px solid var(--gv-line);
  }
  @container (max-width: 35rem) {
    .sleeve {
      padding: var(--gv-space-5) var(--gv-space-4);
    }
    .screen {
      margin: calc(var(--gv-space-5) * -1) calc(var(--gv-space-4) * -1) 0;
    }
    header {
      gap: var(--gv-space-4);
    }
    gv-cover {
      width: 5.5rem;
    }
    h2 {
      font-size: var(--gv-title-s);
    }
    .below {
      padding-inline: var(--gv-space-4);
    }
  }
  @media (forced-colors: active) {
    section {
      border: 1px solid CanvasText;
    }
  }
`
