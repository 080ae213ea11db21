/** What stands below the player, loaded once it is wanted; playing goes on without it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'

export class LateBelow implements ReactiveController {
  value: typeof import('./player-below.ts') | undefined
  readonly #host: ReactiveControllerHost
  #isLoading = false

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {}

  /** Once is enough; where it failed it is tried again. */
  load(): void {
    if (this.#isLoading) return
    this.#isLoading = true
    import('./player-below.ts').then(
      (below) => {
        this.value = below
        this.#host.requestUpdate()
      },
      () => {
        this.#isLoading = false
      },
    )
  }
}
