/**
 * Measures what returning with many kept episodes costs: page load to announced in all their swarms, and the pieces read for it.
 *
 *     npx tsx bench/return/many.ts --runs 5 --episodes 20 --size 60
 *
 * Nothing is played. Needs about 2.5 times the episodes' bytes of disk for as long as it runs, and some three minutes for 20 of 60 MB. Prints
 * a JSON object for the listening page and one for the engine alone on a page. See bench/README.md, "Returning with many".
 */
import { parseArgs } from 'node:util'
import { median } from '../support/figures.ts'
import { buildStage } from './stage.ts'
import { fillAndShare, type ManyPage, type ManyVisit, openProfile, visitMany } from './visits.ts'

const DISTANCE = { firstByteDelayMs: 40, bytesPerSecond: 1_500_000 }
const PAGES: readonly ManyPage[] = ['page', 'engine']

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    episodes: { type: 'string', default: '20' },
    size: { type: 'string', default: '60' },
  },
})
const [runs = 5, count = 20, size = 60] = [values.runs, values.episodes, values.size].map(Number)

console.error('Writing the episodes …')
const stage = await buildStage(DISTANCE, [size * 1_000_000], count)
const context = await openProfile(stage, 'many')
try {
  console.error('Filling the cache …')
  await fillAndShare(context, stage, stage.episodes)
  const visits = new Map(PAGES.map((which) => [which, [] as ManyVisit[]]))
  // The first round warms up and is not counted.
  for (let round = 0; round <= runs; round++) {
    for (const which of round % 2 === 0 ? PAGES : PAGES.toReversed()) {
      const seen = await visitMany(context, stage, which)
      console.error(which, JSON.stringify(seen))
      if (round > 0) visits.get(which)?.push(seen)
    }
  }
  for (const [which, seen] of visits) console.log(JSON.stringify(sumUp(which, seen)))
} finally {
  await context.close()
  await stage.close()
}

function sumUp(which: ManyPage, visits: readonly ManyVisit[]) {
  const middle = (of: (visit: ManyVisit) => number) => Math.round(median(visits.map(of)))
  const most = (of: (visit: ManyVisit) => number) => Math.round(Math.max(...visits.map(of)))
  return {
    page: which,
    episodes: count,
    sizeBytes: size * 1_000_000,
    loadToFirstAnnouncedMs: middle(({ firstMs }) => firstMs),
    loadToAllAnnouncedMs: middle(({ lastMs }) => lastMs),
    /** As the tracker sees it. */
    loadToAllEnteredMs: middle(({ enteredMs }) => enteredMs),
    worstMs: most(({ enteredMs }) => enteredMs),
    ...(which === 'engine' && { askedToAllAnnouncedMs: middle(({ askedToLastMs = Number.NaN }) => askedToLastMs) }),
    piecesRead: most(({ piecesRead }) => piecesRead),
    sockets: most(({ sockets }) => sockets),
    peerConnections: most(({ peerConnections }) => peerConnections),
    runs: visits.length,
  }
}
