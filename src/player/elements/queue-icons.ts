/** The icons of <gv-queue>. */
import { svg } from 'lit'
import { icon } from './icons.ts'

export const upIcon = icon(svg`<path d="M12 18.5V6m-5.5 5L12 5.5 17.5 11"/>`, 20)
export const downIcon = icon(svg`<path d="M12 5.5V18m-5.5-5 5.5 5.5 5.5-5.5"/>`, 20)
export const removeIcon = icon(svg`<path d="m7 7 10 10M17 7 7 17"/>`, 20)
export const gripIcon = icon(
  svg`<g fill="currentColor" stroke="none"><circle cx="9" cy="6" r="1.6"/><circle cx="15" cy="6" r="1.6"/>
    <circle cx="9" cy="12" r="1.6"/><circle cx="15" cy="12" r="1.6"/><circle cx="9" cy="18" r="1.6"/>
    <circle cx="15" cy="18" r="1.6"/></g>`,
  20,
)
