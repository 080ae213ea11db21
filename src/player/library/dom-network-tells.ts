/** What the browser says of its network. `navigator.connection` is Chromium's alone; elsewhere nobody saves data that we know of. */
import type { NetworkTells } from './refresher.ts'

interface Connection extends EventTarget {
  readonly saveData?: boolean
}

const connection = (): Connection | undefined => (navigator as { connection?: Connection }).connection

export const domNetworkTells: NetworkTells = {
  get online() {
    // False means no network for sure; true may be wrong, and then the fetch fails.
    return navigator.onLine !== false
  },
  get savesData() {
    return connection()?.saveData === true
  },
  watch(changed) {
    const targets: [EventTarget | undefined, string][] = [
      [globalThis, 'online'],
      [globalThis, 'offline'],
      [connection(), 'change'],
    ]
    for (const [target, type] of targets) target?.addEventListener(type, changed)
    return () => {
      for (const [target, type] of targets) target?.removeEventListener(type, changed)
    }
  },
}
