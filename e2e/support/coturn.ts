/**
 * coturn with docs/operating.md's options for TURN, as a process of the tests: in the foreground, without its own configuration
 * file or any log on the disk, bounded in time.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { needProgram } from './programs.ts'

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

/**
 * @param login options that say who may use it
 * @returns the process, once it answers; ended by `kill()`
 */
export async function startCoturn(host: string, port: number, login: readonly string[]): Promise<ChildProcess> {
  const path = needProgram('turnserver')
  const options = [
    ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--log-file', 'stdout', '--pidfile', '/dev/null'],
    ...['--userdb', ':memory:', '--realm', 'grapevine.test', ...login],
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
