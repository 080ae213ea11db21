/**
 * A file of the benchmark in a process of its own, which does one thing at a time when told to: open files are limited by process,
 * and what troubles the server must not trouble the clients that measure it.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { runLast } from '../processor.ts'

export class Worker<Order, Report> {
  readonly #child: ChildProcess

  /** @param file of this folder; it calls {@link serve} */
  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static start<Order, Report>(file: string): Worker<Order, Report> {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)))
    if (child.pid !== undefined) runLast(child.pid)
    return new Worker(child)
  }

  /** @returns what it reports when it has done that @throws Error where it ends instead */
  async tell(order: Order): Promise<Report> {
    const told = new AbortController()
    const report = once(this.#child, 'message', { signal: told.signal })
    const exit = once(this.#child, 'exit', { signal: told.signal })
    this.#child.send(order as object)
    try {
      return await Promise.race([
        report.then(([message]) => message as Report),
        exit.then(([code]) => Promise.reject(new Error(`a process of the benchmark ended with ${code}`))),
      ])
    } finally {
      told.abort()
      report.catch(() => {})
      exit.catch(() => {})
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.disconnect()
    await ended
  }
}

/** In the process: does what it is told, one order after the other, and ends when nobody is there to tell it anything. */
export function serve<Order, Report>(work: (order: Order) => Promise<Report>): void {
  process.on('message', async (order: Order) => process.send?.(await work(order)))
  process.on('disconnect', () => process.exit(0))
}
