/**
 * Starts the servers of internet-servers.ts inside a network namespace, and asks them things from outside.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Methods, Reply } from './internet-servers.ts'
import { INTERNET_ADDRESS } from './nat-network.ts'

const START_LIMIT_MS = 30_000
const END_LIMIT_MS = 5_000

export class Internet {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  #lastId = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (reply: Reply) => {
      this.#waiting.get(reply.id)?.(reply)
      this.#waiting.delete(reply.id)
    })
    child.once('exit', (code) => {
      for (const [id, answer] of this.#waiting) answer({ id, error: `the servers ended, with code ${code}` })
      this.#waiting.clear()
    })
  }

  /** @param showDir a published show, with the addresses that internet-servers.ts listens on */
  static async start(namespace: string, showDir: string): Promise<Internet> {
    const script = fileURLToPath(new URL('./internet-servers.ts', import.meta.url))
    const args = ['netns', 'exec', namespace, process.execPath, '--import', 'tsx', script, INTERNET_ADDRESS, showDir]
    const child = spawn('ip', args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const internet = new Internet(child)
    try {
      await internet.#reply(0, START_LIMIT_MS)
      return internet
    } catch (error) {
      await internet.stop()
      throw error
    }
  }

  /** @throws where the method does, or where the servers are gone */
  async ask<M extends keyof Methods>(
    method: M,
    ...args: Parameters<Methods[M]>
  ): Promise<Awaited<ReturnType<Methods[M]>>> {
    this.#lastId += 1
    const id = this.#lastId
    const reply = this.#reply(id, START_LIMIT_MS)
    this.#child.send({ id, method, args })
    return (await reply) as Awaited<ReturnType<Methods[M]>>
  }

  /** Ends the process and what it started, by its id. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    if (this.#child.connected) this.#child.disconnect()
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), END_LIMIT_MS)
    await ended
    clearTimeout(timer)
  }

  async #reply(id: number, limitMs: number): Promise<unknown> {
    const { result, error } = await new Promise<Reply>((resolve) => {
      const timer = setTimeout(() => resolve({ id, error: `no answer within ${limitMs / 1000} s` }), limitMs)
      this.#waiting.set(id, (reply) => {
        clearTimeout(timer)
        resolve(reply)
      })
    })
    if (error !== undefined) throw new Error(error)
    return result
  }
}
