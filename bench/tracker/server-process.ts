/** One tracker in a process of its own: started, looked at through /proc, ended. Linux only. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { cpuSecondsOf, maxOpenFilesOf, residentBytesOf } from './proc-figures.ts'

const START_LIMIT_MS = 20_000
const SETTLE_MS = 1_500
const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

export class ServerProcess {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  /** @param nodeArgs for Node itself, as `--cpu-prof` */
  static async start(file: string, args: readonly string[], nodeArgs: readonly string[] = []): Promise<ServerProcess> {
    const port = await freePort()
    const child = fork(file, [String(port), ...args], {
      execArgv: ['--expose-gc', ...nodeArgs],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    const server = new ServerProcess(child, port)
    try {
      await server.#told('ready', START_LIMIT_MS)
    } catch (error) {
      child.kill()
      throw error
    }
    return server
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the server did not start')
    return this.#child.pid
  }

  /** Processor time so far, of all threads. */
  get cpuSeconds(): number {
    return cpuSecondsOf(this.#read('stat'), TICKS_PER_SECOND)
  }

  /** Files and sockets that it has open. */
  get openFiles(): number {
    return readdirSync(`/proc/${this.#child.pid}/fd`).length
  }

  /** How many it may have. */
  get maxOpenFiles(): number {
    return maxOpenFilesOf(this.#read('limits'))
  }

  /** After what came last has been dealt with, and garbage was collected. */
  async residentBytes(): Promise<number> {
    await wait(SETTLE_MS)
    this.#child.send('collect')
    await this.#told('collected', START_LIMIT_MS)
    // What the collection freed goes back to the system a moment later.
    await wait(SETTLE_MS)
    return residentBytesOf(this.#read('smaps_rollup'))
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.disconnect()
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), START_LIMIT_MS)
    await ended
    clearTimeout(timer)
  }

  #read(name: string): string {
    return readFileSync(`/proc/${this.#child.pid}/${name}`, 'utf8')
  }

  async #told(word: string, withinMs: number): Promise<void> {
    const message = once(this.#child, 'message', { signal: AbortSignal.timeout(withinMs) }).then(([told]) => told)
    const exit = once(this.#child, 'exit').then(([code]) => {
      throw new Error(`the server ended with ${code}`)
    })
    const told = await Promise.race([message, exit])
    if (told !== word) throw new Error(`the server said ${told}, not ${word}`)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  server.close()
  await once(server, 'close')
  return address.port
}
