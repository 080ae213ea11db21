/**
 * Trackers side by side: bittorrent-tracker, wt-tracker and ours, each in a process of its own, one load generator for all.
 *
 *     npm run bench:tracker -- --json
 *
 * Options: --runs N, --systems a,b, --only MEASURES, --seconds N. WT_TRACKER_DIR names a checkout of wt-tracker. Results go to standard
 * output, progress to standard error. What is measured, and how: bench/README.md, "The tracker".
 */
import type { Rng } from '../../src/shared/clock.ts'
import { measureIdle } from './measures/idle.ts'
import { measureLatency } from './measures/latency.ts'
import { measureStampede } from './measures/stampede.ts'
import { measureThroughput } from './measures/throughput.ts'
import { type Measure, parseTrackerBenchOptions } from './options.ts'
import { buildServer } from './server-build.ts'
import { ServerProcess } from './server-process.ts'
import { type Figures, lineOf, mediansOf } from './summary.ts'
import { SERVERS, STOCK, type System, whyNot } from './systems.ts'

const { runs, systems: asked, measures, seconds, json } = parseTrackerBenchOptions(process.argv.slice(2))
const rng: Rng = Math.random
const MEASURE: Readonly<Record<Measure, (server: ServerProcess) => Promise<Figures>>> = {
  throughput: (server) => measureThroughput(server, seconds, rng),
  latency: (server) => measureLatency(server, seconds, rng),
  idle: (server) => measureIdle(server, rng),
  stampede: (server) => measureStampede(server, rng),
}

const figures = new Map<System, Figures[]>()
const files = new Map<System, string>()
for (const system of asked) {
  const why = whyNot(system, process.env)
  if (why === undefined) files.set(system, await buildServer(system))
  else console.error(why)
}
for (let run = 0; run < runs; run++) {
  for (const measure of measures) {
    // The order turns from run to run.
    const turn = [...files].map((_, i, all) => all[(run + i) % all.length]).filter((one) => one !== undefined)
    for (const [system, file] of turn) {
      const server = await ServerProcess.start(file, SERVERS[system].args)
      try {
        const found = await MEASURE[measure](server)
        console.error(`Run ${run + 1} of ${runs}, ${measure}, ${system}:`, JSON.stringify(mediansOf([found])))
        figures.set(system, [...(figures.get(system) ?? []), found])
      } finally {
        await server.stop()
      }
    }
  }
}

const stockRuns = figures.get(STOCK)
const lines = [...figures].map(([system, found]) => lineOf(system, found, stockRuns && mediansOf(stockRuns)))
if (json) for (const line of lines) console.log(JSON.stringify(line))
else console.table(lines.map(({ runs: _runs, timesStock: _timesStock, ...medians }) => medians))
