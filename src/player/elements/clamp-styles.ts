/** Words that are cut after two lines, or as many as `--lines` says. */
import { css } from 'lit'

export const clampStyles = css`
  .clamp {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: var(--lines, 2);
    line-clamp: var(--lines, 2);
    overflow: hidden;
    /* Words in another script run their own way, and stay beside their picture. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
`
