/** Runs the `grapevine` command in this process: arguments, output, signals and exit code. */
import { runCommand } from './node-command.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  stop: stop.signal,
})
