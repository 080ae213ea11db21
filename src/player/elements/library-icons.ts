/** The icons of the views of the listening page. */
import { svg } from 'lit'
import { icon } from './icons.ts'

export const homeIcon = icon(
  svg`<path d="M4 11.2 12 4.5l8 6.7"/><path d="M6 9.8V18a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 18 18V9.8"/>
    <path d="M10 19.5v-4.6a2 2 0 0 1 4 0v4.6"/>`,
  24,
)
export const searchIcon = icon(svg`<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.6 15.6 4.4 4.4"/>`, 24)
export const queueIcon = icon(
  svg`<path d="M4 6.5h16M4 12h9M4 17.5h9"/><path d="m16.5 12.2 4.6 2.9-4.6 2.9z" fill="currentColor"/>`,
  24,
)
export const libraryIcon = icon(
  svg`<path d="M5 4.5v15M9.5 4.5v15"/><path d="m13.4 5 3-.7a.8.8 0 0 1 1 .6L20.3 18a.8.8 0 0 1-.6 1l-2.2.5"/><path d="m13.4 5 3.5 15"/>`,
  24,
)
export const settingsIcon = icon(
  svg`<path d="M4 7.5h8m5 0h3M4 16.5h3m5 0h8"/><circle cx="14.5" cy="7.5" r="2.4"/><circle cx="9.5" cy="16.5" r="2.4"/>`,
  24,
)
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
export const refreshIcon = icon(svg`<path d="M19 12a7 7 0 1 1-2.2-5.1L19 9"/><path d="M19 4.5V9h-4.5"/>`, 20)
export const plusIcon = icon(svg`<path d="M12 5.5v13M5.5 12h13"/>`, 20)
export const fileIcon = icon(
  svg`<path d="M13.5 4H7.5A1.5 1.5 0 0 0 6 5.5v13A1.5 1.5 0 0 0 7.5 20h9a1.5 1.5 0 0 0 1.5-1.5V8.5z"/><path d="M13.5 4v4.5H18"/><path d="M12 17v-5m-2 1.8 2-2 2 2"/>`,
  20,
)
export const siteIcon = icon(
  svg`<circle cx="12" cy="12" r="8"/><path d="M4 12h16M12 4c2.4 2.3 3.5 5 3.5 8s-1.1 5.7-3.5 8c-2.4-2.3-3.5-5-3.5-8S9.6 6.3 12 4z"/>`,
  20,
)
