/** The looks of <grapevine-frame>: all the room it is given, and nothing around the player. */
import { css } from 'lit'

export const frameStyles = css`
  :host {
    display: block;
    /* The room by which the player chooses its size (player-sizes.ts). */
    container: gv-room / size;
    height: 100dvh;
    overflow: auto;
    overscroll-behavior: contain;
    color: var(--gv-ink);
    font-size: var(--gv-text);
  }
  .failed {
    padding: var(--gv-space-2);
  }
`
