/** What kind of control a key is pressed on. */
import type { FocusedControl } from '../key-requests.ts'

/** @param target the innermost one, through all shadow roots: the first of the event's composed path */
export function focusedControl(target: EventTarget | undefined): FocusedControl {
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
