/** A fuzz run in words and figures, and what is wrong with it. Pure. */
import type { FuzzReport } from './fuzz-run.ts'

/** Of the heap that an empty tracker uses after a tenth of the frames: what it may use after all. */
const HEAP_GROWTH = 1.03

/** @returns what must not be; nothing: the run held. Rejected runs, with somebody lost, never get here. */
export function faultsOf({ unexplained, warnings, warm, after }: FuzzReport): readonly string[] {
  const { sockets, peers, swarms, memberships } = after.stats
  const left = { sockets, peers, swarms, memberships }
  const isLeft = Object.values(left).some((count) => count !== 0)
  const hasGrown = after.heapBytes > warm.heapBytes * HEAP_GROWTH
  return [
    ...unexplained.slice(0, 20),
    ...warnings.map((line) => `the tracker warned: ${line}`),
    ...(isLeft ? [`left behind: ${JSON.stringify(left)}`] : []),
    ...(hasGrown ? [`the heap grew from ${megabytes(warm.heapBytes)} to ${megabytes(after.heapBytes)}`] : []),
  ]
}

export function inWords({ tally, honestRounds, idle, warm, after, durationMs }: FuzzReport): readonly string[] {
  const memory = [
    ['before', idle],
    ['after a tenth', warm],
    ['after all', after],
  ] as const
  return [
    `${tally.total} frames in ${(durationMs / 1000).toFixed(1)} s; deaths: 0; honest listeners lost: 0 of 4, right in all of ${honestRounds} rounds`,
    'sent:',
    ...table(tally.byKind()),
    'came back:',
    ...table(tally.byOutcome()),
    'memory of the tracker, empty, after a garbage collection (data on the heap; resident, code and all):',
    ...memory.map(
      ([when, { heapBytes, residentBytes }]) => `  ${when}: ${megabytes(heapBytes)}, ${megabytes(residentBytes)}`,
    ),
  ]
}

function table(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `  ${String(count).padStart(8)}  ${name}`)
}

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(2)} MiB`
