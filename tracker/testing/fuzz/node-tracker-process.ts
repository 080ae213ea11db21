/** A tracker in a process of its own, so that its memory is its alone and its death would be one. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { TrackerStats } from '../../index.ts'
import { dataBytes } from './heap-snapshot.ts'

export interface Measured {
  /** Data alone (`heap-snapshot.ts`). */
  readonly heapBytes: number
  readonly residentBytes: number
  readonly stats: TrackerStats
}

/** What the process says (`node-tracker-child.ts`). */
export type ChildMessage =
  | { readonly type: 'listening'; readonly url: string }
  | { readonly type: 'warning'; readonly line: string }
  | ({ readonly type: 'measured'; readonly snapshotFile: string } & Omit<Measured, 'heapBytes'>)

const CHILD = fileURLToPath(new URL('./node-tracker-child.ts', import.meta.url))

export class TrackerProcess {
  readonly url: string
  /** What the tracker warned of. */
  readonly warnings: readonly string[]
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, url: string, warnings: readonly string[]) {
    this.#child = child
    this.url = url
    this.warnings = warnings
  }

  /** @param settings For `parseTrackerSettings`. */
  static async start(settings: object): Promise<TrackerProcess> {
    const execArgv = ['--expose-gc', '--import', 'tsx']
    const child = fork(CHILD, [JSON.stringify(settings)], { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const warnings: string[] = []
    child.on('message', (message: ChildMessage) => {
      if (message.type === 'warning') warnings.push(message.line)
    })
    const { url } = await next(child, 'listening')
    return new TrackerProcess(child, url, warnings)
  }

  /** How it ended; undefined: it lives. */
  get death(): string | undefined {
    const { exitCode, signalCode } = this.#child
    return exitCode === null && signalCode === null ? undefined : `exit ${exitCode ?? signalCode}`
  }

  /** When nobody is connected any more, and garbage is collected. */
  async measure(): Promise<Measured> {
    const measured = next(this.#child, 'measured')
    this.#child.send('measure')
    const { residentBytes, stats, snapshotFile } = await measured
    const heapBytes = dataBytes(await readFile(snapshotFile, 'utf8'))
    await rm(snapshotFile)
    return { heapBytes, residentBytes, stats }
  }

  async stop(): Promise<void> {
    if (this.death !== undefined) return
    const exit = once(this.#child, 'exit')
    this.#child.disconnect()
    await exit
  }
}

/** @throws Error where the process ends instead. */
function next<T extends ChildMessage['type']>(
  child: ChildProcess,
  type: T,
): Promise<Extract<ChildMessage, { type: T }>> {
  return new Promise((resolve, reject) => {
    const isIt = (message: ChildMessage): message is Extract<ChildMessage, { type: T }> => message.type === type
    const onMessage = (message: ChildMessage) => {
      if (!isIt(message)) return
      child.off('message', onMessage)
      child.off('exit', onExit)
      resolve(message)
    }
    const onExit = () => reject(new Error('the tracker process ended'))
    child.on('message', onMessage)
    child.once('exit', onExit)
  })
}
