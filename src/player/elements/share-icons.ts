/** The icons of <gv-share>. */
import { svg } from 'lit'
import { icon } from './icons.ts'

export const copyIcon = icon(
  svg`<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2.5"/>
    <path d="M15.5 5.5A2 2 0 0 0 13.5 4H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 1.5 2"/>`,
  20,
)
export const shareIcon = icon(
  svg`<path d="M12 15V4m-4 3.5L12 3.8l4 3.7M8 11H6.5A1.5 1.5 0 0 0 5 12.5v6A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.5v-6a1.5 1.5 0 0 0-1.5-1.5H16"/>`,
  20,
)
export const downloadIcon = icon(svg`<path d="M12 4v11m-4.5-4L12 15.5l4.5-4.5M5 19.5h14"/>`, 20)
export const doneIcon = icon(svg`<path d="m5.5 12.5 4.2 4.2L18.5 8"/>`, 20)
