/** Runs the `grapevine` command in this process: arguments, environment, output, signals and exit code. */
import { openTrackerLog } from '../tracker/index.ts'
import { runCommand } from './node-command.ts'

const [stop, drain] = [new AbortController(), new AbortController()]
// Once each: a second one of a kind ends the process as it would any other.
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => drain.abort())

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  openLog: (level) => openTrackerLog({ level }),
  environment: process.env,
  stop: stop.signal,
  drain: drain.signal,
  onReload: (listener) => {
    process.on('SIGHUP', listener)
    return () => process.off('SIGHUP', listener)
  },
})
