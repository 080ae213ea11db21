/**
 * How the three sources look wherever they are shown in HTML: a colour and a pattern each, so that neither is needed alone.
 * Listeners are plain, the host is hatched, this browser dotted. The same on canvas: piece-paint.ts.
 */
import { css } from 'lit'

export const sourceStyles = css`
  .from-peers {
    background-color: var(--gv-from-peers);
  }
  .from-host {
    background: repeating-linear-gradient(135deg, transparent 0 3px, var(--gv-surface) 3px 4.25px) var(--gv-from-host);
  }
  .from-cache {
    background: radial-gradient(circle, var(--gv-surface) 1px, transparent 1.4px) 0 0 / 5px 5px var(--gv-from-cache);
  }
  .missing {
    background-color: var(--gv-missing);
  }
  @media (forced-colors: active) {
    .from-peers,
    .from-host,
    .from-cache,
    .missing {
      forced-color-adjust: none;
      outline: 1px solid CanvasText;
    }
  }
`
