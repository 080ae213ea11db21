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

/** Its helper threads, which collect garbage, go where there is room. */
export function giveOwnCore(serverPid: number): void {
  if (cores > 1) {
    run('taskset', ['--all-tasks', '--cpu-list', '--pid', ALL, String(serverPid)])
    run('taskset', ['--cpu-list', '--pid', SERVERS, String(serverPid)])
  }
  runFirst(serverPid)
}

/** For this process: it runs as soon as it has something to do (SCHED_RR, sched(7)), on no core of a server's. */
export function measureFirst(): void {
  keepOffServer(process.pid)
  runFirst(process.pid)
}

/** Whatever else the machine has to do waits. */
function runFirst(pid: number): void {
  run('chrt', ['--rr', '--reset-on-fork', '--pid', '1', String(pid)])
}

/** It runs where nobody else wants to, and gives way at once (SCHED_IDLE): a low priority alone lets it finish its slice. */
export function runLast(pid: number): void {
  keepOffServer(pid)
  run('chrt', ['--idle', '--all-tasks', '--pid', '0', String(pid)])
}

function keepOffServer(pid: number): void {
  if (cores > 1) run('taskset', ['--all-tasks', '--cpu-list', '--pid', OTHERS, String(pid)])
}

function run(command: string, args: readonly string[]): void {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
  } catch {
    console.error(`Not allowed: ${command} ${args.join(' ')}. The processes share what there is.`)
  }
}
