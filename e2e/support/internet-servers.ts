/**
 * The servers of the internet in nat-network.ts, as a process of its own, since a process lives in one network namespace: page,
 * origin, tracker, two STUN servers and, when asked, coturn. Started and asked by internet.ts, over Node's own channel; gone
 * when that is.
 */
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { startServer } from '../../publish/index.ts'
import type { IceServer } from '../../src/shared/wire/tracker.ts'
import { parseTrackerSettings, startTracker, type Tracker } from '../../tracker/index.ts'
import { startCoturn } from './coturn.ts'
import { startOrigin } from './origin-server.ts'
import { startStunServer } from './stun-server.ts'

/** All of a private namespace's ports are free. */
export const INTERNET_PORTS = { page: 8080, origin: 8001, tracker: 8000, stun: [3478, 3479], turn: 3480 } as const
export const TURN_LOGIN = { username: 'listener', credential: 'vine' } as const
export interface Call {
  readonly id: number
  readonly method: keyof Methods
  readonly args: readonly unknown[]
}
export type Reply = { readonly id: number; readonly result?: unknown; readonly error?: string }
export type Methods = Awaited<ReturnType<typeof startServers>>

async function startServers(host: string, showDir: string) {
  const origin = await startOrigin({ host, port: INTERNET_PORTS.origin })
  await origin.load(showDir)
  await startServer({ showDir, pageDir: 'dist/page', host, port: INTERNET_PORTS.page, tracker: false })
  const stun = await Promise.all(INTERNET_PORTS.stun.map((port) => startStunServer({ host, port })))
  let tracker: Tracker | undefined
  let turn: ChildProcess | undefined
  return {
    /** Counters at nought, a tracker that hands out these servers. */
    async begin(iceServers: readonly IceServer[]): Promise<void> {
      origin.reset()
      await tracker?.close()
      const allowlistFile = join(showDir, 'allowlist.txt')
      tracker = await startTracker(
        parseTrackerSettings({ host, port: INTERNET_PORTS.tracker, allowlistFile, iceServers }),
      )
    },
    mediaBytes: async (listener: string): Promise<number> => origin.mediaBytes(listener),
    stunAnswered: async (): Promise<number> => stun.reduce((sum, server) => sum + server.answered(), 0),
    async startTurn(): Promise<void> {
      const { username, credential } = TURN_LOGIN
      turn = await startCoturn(host, INTERNET_PORTS.turn, ['--lt-cred-mech', '--user', `${username}:${credential}`])
    },
    async stop(): Promise<void> {
      turn?.kill()
      await tracker?.close()
    },
  }
}

const [host, showDir] = process.argv.slice(2)
if (process.send !== undefined && host !== undefined && showDir !== undefined) {
  const methods = await startServers(host, showDir)
  process.on('message', async ({ id, method, args }: Call) => {
    try {
      const result = await (methods[method] as (...args: readonly unknown[]) => Promise<unknown>)(...args)
      process.send?.({ id, result } satisfies Reply)
    } catch (error) {
      process.send?.({ id, error: String(error) } satisfies Reply)
    }
  })
  process.once('disconnect', () => void methods.stop().finally(() => process.exit()))
  process.send({ id: 0 } satisfies Reply)
}
