/** Icons of the chapter list and the transcript, drawn as those in icons.ts. All are decoration. */
import { html, svg } from 'lit'

const icon = (path: unknown, size: number) => html`<svg width=${size} height=${size} viewBox="0 0 24 24" fill="none"
  stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"
  focusable="false">${path}</svg>`

export const searchIcon = icon(svg`<circle cx="11" cy="11" r="6.2"/><path d="m15.7 15.7 4.3 4.3"/>`, 20)
export const upIcon = icon(svg`<path d="m7 14 5-5 5 5"/>`, 20)
export const downIcon = icon(svg`<path d="m7 10 5 5 5-5"/>`, 20)
export const elsewhereIcon = icon(svg`<path d="M9 6H6.5v11.5H18V15"/><path d="M12.5 5.5H18.5v6M18 6l-7 7"/>`, 16)
/** Where playback is: a line being heard. */
export const heardIcon = icon(svg`<path d="M5 10v4M10 6v12M15 8.5v7M20 11v2"/>`, 20)
