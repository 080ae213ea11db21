/**
 * Who runs where, and before whom: in the world a server's clients are other machines, so that none of them takes time that would count
 * as the server's, nor do those that flood it keep those that measure from noticing that an answer has come.
 *
 * The server's main thread has a core of its own; of the others those who measure come first, and who is hostile, or only there, last. Linux
 * only: util-linux's `taskset` and `chrt`. Where that is not allowed (it takes root), a line says so. With one core nobody is moved.
 */
import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

const cores = availableParallelism()
const SERVERS = '0'
const ALL = `0-${cores - 1}`
const OTHERS = `1-${cores - 1}`
/**
 * Priorities of SCHED_RR (sched(7)), for the hostile ones too: were these ordinary processes, Linux (since 6.12) would now and then put them
 * before all others for 50 ms, since it keeps a twentieth of a core that is busy with real-time threads for those that are not.
 */
const TURNS = { last: '1', helpers: '2', first: '3' }

let isAllowed = cores > 1

/** @returns whether everybody so far runs where and when they should; figures where that is not so tell of the scheduler as well */
export function isOrdered(): boolean {
  return isAllowed
}

/** Its helper threads, which collect garbage, go where there is room. */
export function giveOwnCore(serverPid: number): void {
  if (cores > 1) {
    run('taskset', ['--all-tasks', '--cpu-list', '--pid', ALL, String(serverPid)])
    run('taskset', ['--cpu-list', '--pid', SERVERS, String(serverPid)])
  }
  run('chrt', ['--rr', '--all-tasks', '--pid', TURNS.helpers, String(serverPid)])
  run('chrt', ['--rr', '--pid', TURNS.first, String(serverPid)])
}

/** For this process: it runs as soon as it has something to do, on no core of a server's. */
export function measureFirst(): void {
  keepOffServer(process.pid)
  run('chrt', ['--rr', '--all-tasks', '--pid', TURNS.first, String(process.pid)])
}

/** It gives way to everybody else of the benchmark, at once. */
export function runLast(pid: number): void {
  keepOffServer(pid)
  run('chrt', ['--rr', '--all-tasks', '--pid', TURNS.last, String(pid)])
}

function keepOffServer(pid: number): void {
  if (cores > 1) run('taskset', ['--all-tasks', '--cpu-list', '--pid', OTHERS, String(pid)])
}

function run(command: string, args: readonly string[]): void {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
  } catch {
    isAllowed = false
    console.error(`Not allowed: ${command} ${args.join(' ')}. The processes share what there is.`)
  }
}
