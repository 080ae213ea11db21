/** The icons of shows' pages, and of what is added and taken along. */
import { svg } from 'lit'
import { icon } from './icons.ts'

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
