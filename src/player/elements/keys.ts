/** What keys mean within the player: loaded once something in it has the focus. */
export { requestForKey } from '../key-requests.ts'
export { focusedControl } from './focused-control.ts'
