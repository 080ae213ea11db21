/**
 * A crowd hears one episode at about the same time: plain HTTP, webtorrent, p2p-media-loader and Grapevine on one harness.
 *
 *     npm run bench:crowd -- --n 10 --json
 *
 * Options: --n LISTENERS, --rounds N, --rate R (1 is real time), --gap SECONDS between joins, --pages-first, --systems a,b, --seconds LENGTH.
 * --verbose says more of each listener. Results go to standard output, progress to standard error. See bench/README.md.
 */
import { type Run, type RunPlan, runCrowd } from './crowd/crowd-run.ts'
import { startHost } from './crowd/host.ts'
import { parseCrowdOptions } from './crowd/options.ts'
import { type Figures, originBytes, sumUp } from './crowd/summary.ts'

const { n, rounds, rate, gapSeconds, pagesFirst, seconds, systems, json, verbose } = parseCrowdOptions(
  process.argv.slice(2),
)
const plans = systems.map((system): RunPlan => ({ system, n, rate, gapSeconds, pagesFirst }))

console.error(`Building the pages of ${systems.join(', ')} …`)
const host = await startHost(systems, seconds)
try {
  const runs = new Map<RunPlan, Run[]>()
  for (let round = 0; round < rounds; round++) {
    // The order turns from round to round.
    for (let turn = 0; turn < plans.length; turn++) {
      const plan = plans[(round + turn) % plans.length]
      if (plan === undefined) continue
      const run = await runCrowd(host, plan)
      console.error(`Round ${round + 1} of ${rounds}:`, wordsOf(sumUp(plan, [run], host.fileBytes)))
      if (verbose) for (const one of eachOf(run)) console.error(JSON.stringify(one))
      runs.set(plan, [...(runs.get(plan) ?? []), run])
    }
  }
  const figures = plans.map((plan) => sumUp(plan, runs.get(plan) ?? [], host.fileBytes))
  if (json) for (const one of figures) console.log(JSON.stringify(one))
  else {
    console.table(
      figures.map(({ system, offload, limit, ttfaMedianMs, ttfaP90Ms, ttfaMaxMs, stalls, ended, codeBytes }) => {
        return { system, offload, limit, ttfaMedianMs, ttfaP90Ms, ttfaMaxMs, stalls, ended, codeBytes }
      }),
    )
  }
} finally {
  await host.close()
}

function wordsOf(figures: Figures): string {
  const { system, offload, limit, ttfaMedianMs, ttfaP90Ms, ttfaMaxMs, stalls, dryStalls, ended, listeners, timedOut } =
    figures
  const sound = `first sound ${ttfaMedianMs} ms (p90 ${ttfaP90Ms}, worst ${ttfaMaxMs})`
  const end = `${ended} of ${listeners} heard the end${timedOut > 0 ? ', closed at its time limit' : ''}`
  const cost = `${figures.browserCpuSeconds} + ${figures.harnessCpuSeconds} s of processor in ${figures.seconds} s`
  return `${system}: offload ${offload} of ${limit}, ${sound}, ${stalls} stalls (${dryStalls} without data), ${end}; ${cost}`
}

function eachOf(run: Run) {
  return run.listeners.map((heard, listener) => ({
    listener,
    ...heard,
    originBytes: originBytes(run, listener, Number.POSITIVE_INFINITY),
  }))
}
