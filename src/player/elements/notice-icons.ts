/** Icons of what comes late: notices, and what folds out. */
import { svg } from 'lit'
import { icon } from './icons.ts'

export const warningIcon = icon(svg`<path d="M12 4 3.2 19.5h17.6z"/><path d="M12 10v4.2m0 2.6v.1"/>`, 24)
export const chevronIcon = icon(svg`<path d="m7 10 5 5 5-5"/>`, 20)
