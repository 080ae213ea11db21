/** What is wrong with the library, in words that are loaded when something is. Where even that fails, nothing is said here. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit'
import type { LibraryProblem } from '../library/library.ts'

export class LibraryNotice implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #words: typeof import('../library/library-words.ts') | undefined
  #isLoading = false

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {}

  render(problem: LibraryProblem) {
    if (this.#words === undefined) {
      void this.#load()
      return nothing
    }
    const { happened, stillWorks, whatToDo } = this.#words.libraryWords(problem)
    return html`<p class="warn" role="status"><b>${happened}</b> ${stillWorks} ${whatToDo}</p>`
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return
    this.#isLoading = true
    this.#words = await import('../library/library-words.ts').catch(() => undefined)
    this.#isLoading = false
    if (this.#words !== undefined) this.#host.requestUpdate()
  }
}
