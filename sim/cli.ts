/**
 * `npm run sim`: reads the command line, runs, prints. See docs/simulator.md.
 */
import { performance } from 'node:perf_hooks'
import type { Figures } from './figures.ts'
import { HELP, parseOptions } from './options.ts'
import { simulate } from './simulate.ts'
import { tableOf } from './table.ts'

const parsed = parseOptions(process.argv.slice(2))
if (parsed.kind === 'help') process.stdout.write(HELP)
else if (parsed.kind === 'refused') {
  process.stderr.write(`sim: ${parsed.reason}\n`)
  process.exitCode = 2
} else {
  const { options } = parsed
  const all: Figures[] = []
  for (const arrivals of options.arrivals) {
    process.stderr.write(`Simulating ${options.listeners} listeners, ${arrivals} …\n`)
    const began = process.cpuUsage()
    const figures = simulate(options, arrivals, () => performance.now())
    all.push({ ...figures, processorMs: Math.round(process.cpuUsage(began).user / 1000) })
  }
  const [first, ...beside] = all
  if (!options.json) process.stdout.write(tableOf(all))
  else process.stdout.write(`${JSON.stringify(beside.length > 0 ? { ...first, beside } : first)}\n`)
}
