/**
 * The servers of the internet in nat-network.ts, as a process of its own, since a process lives in one network namespace: page,
 * origin, tracker, two STUN servers and, when asked, coturn. Started and asked by internet.ts, over Node's own channel; gone
 * when that is.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { join } from 'node:path'
import { startServer } from '../../publish/index.ts'
import type { IceServer } from '../../src/shared/wire/tracker.ts'
import { parseTrackerSettings, startTracker, type Tracker } from '../../tracker/index.ts'
import { startOrigin } from './origin-server.ts'
import { needProgram } from './programs.ts'
import { startStunServer } from './stun-server.ts'

/** All of a private namespace's ports are free. */
export const INTERNET_PORTS = { page: 8080, origin: 8001, tracker: 8000, stun: [3478, 3479], turn: 3480 } as const
export const TURN_LOGIN = { username: 'listener', credential: 'vine' } as const
/** As docs/operating.md advises: a relay passes nothing on into private networks. */
const PRIVATE = [
  '10.0.0.0-10.255.255.255',
  '172.16.0.0-172.31.255.255',
  '192.168.0.0-192.168.255.255',
  '127.0.0.0-127.255.255.255',
  '169.254.0.0-169.254.255.255',
]
/** The longest that a relay is needed; it must end even where nobody is left to end it. */
const TURN_LIMIT_SECONDS = 300
const TURN_START_LIMIT_MS = 15_000

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
      turn = await startCoturn(host)
    },
    async stop(): Promise<void> {
      turn?.kill()
      await tracker?.close()
    },
  }
}

/** coturn with docs/operating.md's options for TURN, in the foreground, without its own configuration file or any log on the disk. */
async function startCoturn(host: string): Promise<ChildProcess> {
  const path = needProgram('turnserver')
  const port = INTERNET_PORTS.turn
  const { username, credential } = TURN_LOGIN
  const options = [
    ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--log-file', 'stdout', '--pidfile', '/dev/null'],
    ...['--userdb', ':memory:', '--lt-cred-mech', '--realm', 'grapevine.test', '--user', `${username}:${credential}`],
    ...['--listening-ip', host, '--relay-ip', host, '--listening-port', String(port), '--fingerprint'],
    ...[
      '--user-quota=500',
      '--total-quota=500',
      '--max-bps=250000',
      ...PRIVATE.map((range) => `--denied-peer-ip=${range}`),
    ],
  ]
  // `timeout` passes the signal on that ends it.
  const child = spawn('timeout', ['--kill-after=5', String(TURN_LIMIT_SECONDS), path, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  }
  const deadline = Date.now() + TURN_START_LIMIT_MS
  while (!(await answersStun(host, port))) {
    if (child.exitCode === null && Date.now() < deadline) continue
    child.kill()
    throw new Error(`turnserver does not answer; it said:\n${said}`)
  }
  return child
}

/** Asks once, and waits a quarter of a second: over UDP nobody says that nobody is there. */
async function answersStun(host: string, port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  const request = Buffer.from('000100002112a442'.padEnd(40, '0'), 'hex')
  socket.on('error', () => {})
  socket.send(request, port, host)
  try {
    await once(socket, 'message', { signal: AbortSignal.timeout(250) })
    return true
  } catch {
    return false
  } finally {
    socket.close()
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
