/**
 * How long a database that was opened may take to answer before it counts as hung.
 *
 * Not per request: pieces come in bursts, and the last of a hundred writes on a slow disk may rightly take long. What
 * counts is that something gets finished. It knows no transactions, only promises.
 */
import { DatabaseError } from './idb-database.ts'

export class Patience {
  readonly #limitMs: number
  readonly #waiting = new Set<(error: DatabaseError) => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #hung = false

  constructor(limitMs: number) {
    this.#limitMs = limitMs
  }

  /** @throws {DatabaseError} while the database hangs: whoever would wait now need not. */
  check(): void {
    if (this.#hung) throw this.#error()
  }

  /** @returns what `work` gives, or a rejection once nothing at all was finished for too long. */
  wait<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject)
      this.#timer ??= setTimeout(() => this.#giveUp(), this.#limitMs)
      const settled = (): void => {
        // It answers again, if late: whoever asks from now on is waited for.
        this.#hung = false
        this.#waiting.delete(reject)
        clearTimeout(this.#timer)
        this.#timer = this.#waiting.size > 0 ? setTimeout(() => this.#giveUp(), this.#limitMs) : undefined
      }
      work.finally(settled).then(resolve, reject)
    })
  }

  #giveUp(): void {
    this.#hung = true
    this.#timer = undefined
    for (const reject of this.#waiting) reject(this.#error())
    this.#waiting.clear()
  }

  #error(): DatabaseError {
    return new DatabaseError(
      'hung',
      `the database has not answered for ${this.#limitMs} ms; playing goes on without it`,
    )
  }
}
