/**
 * Our own icons, drawn on a 24 by 24 grid in the current colour. All are decoration: the button around them has the words.
 */
import { html, svg, type TemplateResult } from 'lit'

type Size = 16 | 20 | 24 | 28 | 32

export function icon(content: TemplateResult<2>, size: Size): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${content}</svg>`
}

export const playIcon = icon(
  svg`<path d="M8.2 5.3c0-.9 1-1.5 1.8-1l9.2 5.7c.8.5.8 1.6 0 2.1L10 17.8c-.8.5-1.8-.1-1.8-1z" transform="translate(-1 .9)"
    fill="currentColor" stroke="none"/>`,
  32,
)
export const pauseIcon = icon(
  svg`<rect x="6" y="5" width="4.4" height="14" rx="1.6" fill="currentColor" stroke="none"/>
    <rect x="13.6" y="5" width="4.4" height="14" rx="1.6" fill="currentColor" stroke="none"/>`,
  32,
)
export const volumeIcon = icon(
  svg`<path d="M4 9.6v4.8h3.2L12 18.6V5.4L7.2 9.6z" fill="currentColor"/>
    <path d="M15.4 9.2a4 4 0 0 1 0 5.6M17.9 6.7a7.5 7.5 0 0 1 0 10.6"/>`,
  24,
)
export const mutedIcon = icon(
  svg`<path d="M4 9.6v4.8h3.2L12 18.6V5.4L7.2 9.6z" fill="currentColor"/><path d="m15.8 9.6 4.8 4.8m0-4.8-4.8 4.8"/>`,
  24,
)
export const captionsIcon = icon(
  svg`<rect x="3" y="5" width="18" height="14" rx="3"/>
    <path d="M10.6 10.4a2.2 2.2 0 1 0 0 3.2M17.2 10.4a2.2 2.2 0 1 0 0 3.2"/>`,
  24,
)
export const fullScreenIcon = icon(
  svg`<path d="M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9m6 0h3.5A1.5 1.5 0 0 1 20 5.5V9m0 6v3.5a1.5 1.5 0 0 1-1.5 1.5H15m-6 0H5.5A1.5 1.5 0 0 1 4 18.5V15"/>`,
  24,
)

/** A bunch of grapes under a leaf: our mark. */
export const grapesIcon = icon(
  svg`<g fill="currentColor" stroke="none"><circle cx="8" cy="11" r="2.5"/><circle cx="13.3" cy="11" r="2.5"/>
    <circle cx="10.6" cy="15.5" r="2.5"/><circle cx="15.9" cy="15.2" r="2.5"/><circle cx="13.2" cy="19.8" r="2.5"/></g>
    <path d="M10.6 7.6C11 5.5 12.2 3.8 14.2 3"/><path d="M13.2 5.9c1.9-1.6 4.3-1.7 6.6-.4-1.8 2.1-4.3 2.4-6.6.4z"
    fill="currentColor" stroke="none"/>`,
  24,
)

/** A turn of so many seconds. It means time, which runs the same way in every language: never mirrored. */
export function skipIcon(seconds: number, back: boolean): TemplateResult {
  const known = skipIcons.get(back ? -seconds : seconds)
  if (known !== undefined) return known
  const drawn = icon(skip(String(seconds), back), 32)
  skipIcons.set(back ? -seconds : seconds, drawn)
  return drawn
}

const skipIcons = new Map<number, TemplateResult>()

function skip(seconds: string, back: boolean): TemplateResult<2> {
  return svg`<g transform=${back ? 'matrix(-1 0 0 1 24 0)' : 'matrix(1 0 0 1 0 0)'}>
      <path d="M20.4 13A8.4 8.4 0 1 1 12 4.6h1.4"/><path d="m10.6 1.7 3.1 2.9-3.1 2.9"/>
    </g>
    <text x="12" y="16" text-anchor="middle" font-size="8" font-weight="700" fill="currentColor" stroke="none"
      font-family="system-ui, sans-serif">${seconds}</text>`
}

// The transport and its panels.
export const moonIcon = icon(svg`<path d="M19.5 14.6A8 8 0 0 1 9.4 4.5a8 8 0 1 0 10.1 10.1z"/>`, 24)
export const smallMoonIcon = icon(
  svg`<path d="M19.5 14.6A8 8 0 0 1 9.4 4.5a8 8 0 1 0 10.1 10.1z" fill="currentColor"/>`,
  16,
)
export const moreIcon = icon(
  svg`<g fill="currentColor" stroke="none"><circle cx="5.5" cy="12" r="1.9"/><circle cx="12" cy="12" r="1.9"/>
    <circle cx="18.5" cy="12" r="1.9"/></g>`,
  24,
)
export const previousChapterIcon = icon(
  svg`<path d="M18 6.5v11L9.5 12z" fill="currentColor"/><path d="M6.5 6.5v11"/>`,
  24,
)
export const nextChapterIcon = icon(svg`<path d="M6 6.5v11l8.5-5.5z" fill="currentColor"/><path d="M17.5 6.5v11"/>`, 24)
export const pictureIcon = icon(
  svg`<path d="M11 18.5H5.5A2.5 2.5 0 0 1 3 16V7.5A2.5 2.5 0 0 1 5.5 5h13A2.5 2.5 0 0 1 21 7.5V11"/>
    <rect x="13.5" y="13.5" width="8" height="6" rx="1.5" fill="currentColor"/>`,
  24,
)
export const deviceIcon = icon(
  svg`<path d="M6.5 17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-1.5"/>
    <path d="m12 14.5 5 5.5H7z" fill="currentColor"/>`,
  24,
)

/** Put at the end of a list. */
export const addIcon = icon(svg`<path d="M4 7h11M4 12h7M4 17h7M18 11.5v7m-3.5-3.5h7"/>`, 24)

/** From what is docked to what is large. */
export const expandIcon = icon(svg`<path d="m6 15 6-6 6 6"/>`, 24)
