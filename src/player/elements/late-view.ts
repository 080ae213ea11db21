/**
 * Loads a view's element when it is first wanted; Home and the show are in the page from the beginning.
 *
 * Each view is a chunk of its own. Where one can't be loaded (offline, before it was ever kept) that is told, and it is tried again
 * with the next wish.
 */
import type { ReactiveControllerHost } from 'lit'
import type { ViewName } from '../routes.ts'

type LateName = Exclude<ViewName, 'home' | 'show' | 'episode'>

const CHUNKS: Readonly<Record<LateName, () => Promise<unknown>>> = {
  queue: () => import('./gv-queue-view.ts'),
  search: () => import('./gv-search-view.ts'),
  add: () => import('./gv-add-view.ts'),
  downloads: () => import('./gv-downloads-view.ts'),
  history: () => import('./gv-history-view.ts'),
  storage: () => import('./gv-storage-view.ts'),
  'passing-on': () => import('./gv-passing-on.ts'),
  settings: () => import('./gv-settings-view.ts'),
}

export type LateState = 'loading' | 'here' | 'missing'

export class LateView {
  readonly #host: ReactiveControllerHost
  readonly #states = new Map<LateName, LateState>()

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  /** Asks for it where it is not here; the host is drawn again when that has changed. */
  stateOf(view: ViewName): LateState {
    if (view === 'home' || view === 'show' || view === 'episode') return 'here'
    const known = this.#states.get(view)
    if (known !== undefined) return known
    this.#states.set(view, 'loading')
    void CHUNKS[view]().then(
      () => this.#set(view, 'here'),
      () => this.#set(view, 'missing'),
    )
    return 'loading'
  }

  /** After a failure: once more. */
  retry(view: ViewName): void {
    if (this.stateOf(view) !== 'missing') return
    this.#states.delete(view as LateName)
    this.#host.requestUpdate()
  }

  #set(view: LateName, state: LateState): void {
    this.#states.set(view, state)
    this.#host.requestUpdate()
  }
}
