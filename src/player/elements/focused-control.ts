/** What kind of control a key was pressed on, through all shadow roots. */
import type { FocusedControl } from '../key-requests.ts'

export function focusedControl(event: KeyboardEvent): FocusedControl {
  const target = event.composedPath()[0]
  if (target instanceof HTMLInputElement) {
    if (target.type === 'checkbox' || target.type === 'radio') return 'button'
    return target.type === 'range' ? 'slider' : 'text'
  }
  if (target instanceof HTMLSelectElement) return 'list'
  if (target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable))
    return 'text'
  const pressed = target instanceof HTMLElement && target.closest('button, summary, a') !== null
  return pressed ? 'button' : 'none'
}
