/** What is wrong with the library, in words that are loaded when something is. Where even that fails, nothing is said here. */
import { html, nothing, type ReactiveControllerHost } from 'lit'
import type { LibraryProblem } from '../library/library.ts'
import { LateCode } from './late-code.ts'

export class LibraryNotice {
  readonly #words: LateCode<typeof import('../library/library-words.ts')>

  constructor(host: ReactiveControllerHost) {
    this.#words = new LateCode(host, () => import('../library/library-words.ts'))
  }

  render(problem: LibraryProblem) {
    const words = this.#words.value
    if (words === undefined) {
      if (!this.#words.isMissing) void this.#words.load()
      return nothing
    }
    const { happened, stillWorks, whatToDo } = words.libraryWords(problem)
    return html`<p class="warn" role="status"><b>${happened}</b> ${stillWorks} ${whatToDo}</p>`
  }
}
