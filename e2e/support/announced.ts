/** What a tab tells trackers, whichever they are: read from what it sends. */
import type { Page } from 'playwright/test'

export interface Announced {
  /** Info hashes, in hex, that were ever named in a message. */
  readonly infoHashes: ReadonlySet<string>
}

/** From now on; to be called before the tab has its first socket. */
export function watchAnnounced(page: Page): Announced {
  const infoHashes = new Set<string>()
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const { info_hash: named } = JSON.parse(String(payload)) as { readonly info_hash?: string | readonly string[] }
      for (const binary of named === undefined ? [] : [named].flat()) {
        infoHashes.add(Buffer.from(binary, 'latin1').toString('hex'))
      }
    }),
  )
  return { infoHashes }
}
