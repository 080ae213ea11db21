/** Words for a moment, one after the other: what became of a wish, where nothing else on the page says so. Pure. */
import { type Observable, Subject } from '../../shared/emitter.ts'
import type { Said } from '../library-desk.ts'

export class Saying {
  readonly #said = new Subject<Said>({ words: '', nth: 0 })

  get said(): Observable<Said> {
    return this.#said
  }

  say(words: string): void {
    this.#said.set({ words, nth: this.#said.snapshot.nth + 1 })
  }
}
