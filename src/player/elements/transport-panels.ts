/** The transport's panels and what places them, loaded together when the first of them is opened. */
import './gv-more.ts'
import './gv-player-settings.ts'
import './gv-sleep.ts'
import './gv-speed.ts'

export { keepBeside } from '../dom-popover.ts'
