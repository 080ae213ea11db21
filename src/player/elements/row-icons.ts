/** The icons of <gv-episode-row>. */
import { svg } from 'lit'
import { icon } from './icons.ts'

export const smallPlayIcon = icon(
  svg`<path d="M8.6 6.3c0-.8.9-1.3 1.6-.9l7.8 4.7c.7.4.7 1.4 0 1.8l-7.8 4.8c-.7.4-1.6-.1-1.6-.9z" transform="translate(-.6 .9)" fill="currentColor" stroke="none"/>`,
  24,
)
export const smallPauseIcon = icon(
  svg`<rect x="7" y="6.5" width="3.6" height="11" rx="1.3" fill="currentColor" stroke="none"/>
    <rect x="13.4" y="6.5" width="3.6" height="11" rx="1.3" fill="currentColor" stroke="none"/>`,
  24,
)
export const queuedIcon = icon(svg`<path d="M4 7h11M4 12h7M4 17h5m4.5-.6 2.6 2.6 5-5.6"/>`, 24)
export const keepIcon = icon(svg`<circle cx="12" cy="12" r="8.3"/><path d="M12 7.8v7.6m-3.2-2.9 3.2 3 3.2-3"/>`, 24)
export const keptIcon = icon(
  svg`<circle cx="12" cy="12" r="8.3" fill="currentColor"/><path d="m8.5 12.2 2.5 2.5 4.6-5" stroke="var(--gv-keep-check, Canvas)"/>`,
  24,
)
