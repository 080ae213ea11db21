/**
 * Runs other programs, and makes sure that none of them outlives us.
 *
 * Every child gets a process group of its own, so that a time limit or Ctrl-C ends its whole family (test workers,
 * browsers), not only the first process. Plain Node: nothing from node_modules, because this runs before it is there.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

/** The project's root, absolute. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const POSIX = process.platform !== 'win32'
/** After SIGTERM, how long a family may take to leave by itself. */
const GRACE_MS = 1000
/** When we are ended, how long everything together may take. */
const END_LIMIT_MS = 1700

const running = new Set()
/** Set once we are being ended: whoever waits for a child then waits for ever, so that nothing goes on or complains. */
let ending = false

function signalFamily(child, signal) {
  try {
    if (POSIX) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch {
    // Already gone.
  }
}

/** Ends every running child: SIGTERM, then SIGKILL after a second. Resolves when none is left. */
export async function stopChildren() {
  await Promise.all([...running].map(({ child, ended }) => endFamily(child, ended)))
}

async function endFamily(child, ended) {
  signalFamily(child, 'SIGTERM')
  const timer = setTimeout(() => signalFamily(child, 'SIGKILL'), GRACE_MS)
  await ended
  clearTimeout(timer)
  // The leader is gone; whoever of its family ignored SIGTERM goes now.
  signalFamily(child, 'SIGKILL')
}

/**
 * Runs `command` in the project's root with no standard input.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, quiet?: boolean, timeoutMs?: number }} options
 *   `quiet` collects what it prints instead of showing it.
 * @returns {Promise<{ ok: boolean, code: number | null, output: string, timedOut: boolean, missing: boolean }>}
 *   never rejects; never resolves once we are being ended; `missing` when there is no such program.
 */
export function run(command, args, { env, cwd = ROOT, quiet = false, timeoutMs } = {}) {
  const stdio = ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit']
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio, detached: POSIX })
  let output = ''
  let timedOut = false
  let timer
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({
        ok: false,
        code: null,
        output: `${output}${error.message}\n`,
        timedOut,
        missing: error.code === 'ENOENT',
      })
    })
    // `exit`, not `close`: a grandchild that keeps the pipe open must not keep us waiting for ever.
    child.once('exit', (code) => {
      setImmediate(() => resolve({ ok: code === 0 && !timedOut, code, output, timedOut, missing: false }))
    })
  })
  const entry = { child, ended }
  running.add(entry)
  if (timeoutMs !== undefined) {
    timer = setTimeout(() => {
      timedOut = true
      void endFamily(child, ended)
    }, timeoutMs)
  }
  return ended.then((result) => {
    clearTimeout(timer)
    running.delete(entry)
    return ending ? new Promise(() => {}) : result
  })
}

/** Runs a Node program with this very Node. */
export function runNode(args, options) {
  return run(process.execPath, args, options)
}

/**
 * On Ctrl-C or a request to end: `onStop`, then out, with `exitCode` (or 128 + signal) and within two seconds, whatever
 * hangs. Under npm also when npm is gone: where its shell is killed, the signal never reaches us.
 *
 * @param {(() => void | Promise<void>) | undefined} onStop
 * @param {number | undefined} exitCode
 * @returns {() => boolean} whether we are being ended
 */
export function endOnSignals(onStop, exitCode) {
  const end = (code) => {
    // A terminal's Ctrl-C reaches us from the kernel and again through npm: the second one says nothing new.
    if (ending) return
    ending = true
    setTimeout(() => process.exit(code), END_LIMIT_MS)
    void Promise.allSettled([stopChildren(), Promise.resolve(onStop?.())]).then(() => process.exit(code))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => end(exitCode ?? 128 + constants.signals[signal]))
  }
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid
    setInterval(() => {
      if (process.ppid !== parent) end(exitCode ?? 128 + constants.signals.SIGHUP)
    }, 500).unref()
  }
  return () => ending
}
