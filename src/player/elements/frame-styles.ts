/** The looks of <grapevine-frame>: all the room it is given, and nothing around the player. */
import { css } from 'lit'

export const frameStyles = css`
  :host {
    display: block;
    min-height: 100%;
    color: var(--gv-ink);
    font-size: var(--gv-text);
  }
  gv-notice {
    margin: var(--gv-space-2);
  }
`
