/**
 * Measures what returning with many kept episodes costs: page load to announced in all their swarms, and the pieces read for it.
 *
 *     npx tsx bench/return/many.ts --runs 5 --episodes 20 --size 60
 *
 * Nothing is played. Needs about 2.5 times the episodes' bytes of disk for as long as it runs. Prints one JSON object.
 */
import { parseArgs } from 'node:util'
import { median } from '../support/figures.ts'
import { buildStage } from './stage.ts'
import { fillAndShare, type ManyVisit, openProfile, visitMany } from './visits.ts'

const DISTANCE = { firstByteDelayMs: 40, bytesPerSecond: 1_500_000 }

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
  const url = stage.episodes[0]?.listeningUrl ?? ''
  const visits: ManyVisit[] = []
  // The first warms up and is not counted.
  for (let round = 0; round <= runs; round++) {
    const seen = await visitMany(context, url, count)
    console.error(JSON.stringify(seen))
    if (round > 0) visits.push(seen)
  }
  const figure = (of: (visit: ManyVisit) => number) => Math.round(median(visits.map(of)))
  console.log(
    JSON.stringify({
      episodes: count,
      sizeBytes: size * 1_000_000,
      loadToFirstAnnouncedMs: figure(({ firstMs }) => firstMs),
      loadToAllAnnouncedMs: figure(({ lastMs }) => lastMs),
      worstMs: Math.round(Math.max(...visits.map(({ lastMs }) => lastMs))),
      piecesRead: Math.max(...visits.map(({ piecesRead }) => piecesRead)),
      runs: visits.length,
    }),
  )
} finally {
  await context.close()
  await stage.close()
}
