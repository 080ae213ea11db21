/** The icons of <gv-app-nav>. */
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
