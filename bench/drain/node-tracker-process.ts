/** `grapevine tracker` as an operator runs it, in a process of its own, from source. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

const STARTING_LIMIT_MS = 30_000
const LOOK_MS = 100

export class TrackerProcess {
  readonly #child: ChildProcess
  /** What it said on standard error, or of it there is nothing. */
  #words = ''

  /** @param flags of `grapevine tracker` */
  constructor(flags: Readonly<Record<string, string | number>>) {
    const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])
    this.#child = spawn(process.execPath, ['--import', 'tsx', 'publish/cli.ts', 'tracker', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#words += text
    })
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Resolves when it answers at this address. @throws Error with its own words where it ends instead, or takes half a minute. */
  async answersAt(url: string): Promise<void> {
    for (const deadline = performance.now() + STARTING_LIMIT_MS; performance.now() < deadline; await pause(LOOK_MS)) {
      if (!this.isRunning) break
      const answer = await fetch(new URL('/stats.json', url)).catch(() => undefined)
      await answer?.body?.cancel()
      if (answer?.ok === true) return
    }
    throw new Error(`the tracker does not answer at ${url}: ${this.#words}`)
  }

  /** As a service manager does; resolves with the exit code when it has ended. */
  async terminate(): Promise<number | null> {
    if (!this.isRunning) return this.#child.exitCode
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await ended
    return this.#child.exitCode
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}
