/** Keys within the player: what they mean is loaded once something in it has the focus. */
import type { KeyView } from '../key-requests.ts'

/** @param view what a key's meaning depends on, when it is pressed */
export function listenToKeys(player: HTMLElement, view: () => KeyView): void {
  let keys: typeof import('./keys.ts') | undefined
  const load = async (): Promise<void> => {
    keys ??= await import('./keys.ts').catch(() => undefined)
  }
  player.addEventListener('focusin', () => void load())
  player.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const [target] = event.composedPath()
    const ask = (): boolean => {
      const request = keys?.requestForKey(event.key, keys.focusedControl(target), view())
      if (request !== undefined) player.dispatchEvent(request)
      return request !== undefined
    }
    // A key that comes right with the focus is carried out a moment later.
    if (keys === undefined) void load().then(ask)
    else if (ask()) event.preventDefault()
  })
}
