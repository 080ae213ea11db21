/**
 * Measures what a returning visitor gets: page load to first sound, and page load to seeding, with the episode held on disk.
 *
 *     npm run bench:return -- --runs 7 --json
 *
 * Interleaved, each system in a profile of its own that stays over the visits. See bench/README.md, "Returning visitors".
 */
import { parseArgs } from 'node:util'
import type { BrowserContext } from 'playwright'
import { median } from '../support/figures.ts'
import { type BenchEpisode, buildStage } from './stage.ts'
import {
  emptyHttpCache,
  fillOurs,
  fillStock,
  type Marks,
  type Other,
  openOther,
  openProfile,
  type Visit,
  visit,
} from './visits.ts'

const DISTANCE = { firstByteDelayMs: 40, bytesPerSecond: 1_500_000 }
const MEGABYTE = 1_000_000

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    sizes: { type: 'string', default: '60,500' },
    systems: { type: 'string', default: 'http,http-cached,grapevine,webtorrent' },
    json: { type: 'boolean' },
    marks: { type: 'boolean' },
  },
})
const runs = wholeNumber(values.runs, '--runs', 100)
const chosen = values.systems.split(',')
const sizes = values.sizes.split(',').map((size) => wholeNumber(size, '--sizes', 900) * MEGABYTE)

interface System {
  readonly name: string
  readonly episode: BenchEpisode
  visit(): Promise<Visit>
}

console.error('Writing the episodes …')
const stage = await buildStage(DISTANCE, sizes)
const opened: BrowserContext[] = []
const others: Other[] = []
try {
  const systems = await prepare()
  const visits = new Map(systems.map((system) => [system, [] as Visit[]]))
  // Round 0 warms up and is not counted.
  for (let round = 0; round <= runs; round++) {
    console.error(round === 0 ? 'Warming up …' : `Round ${round} of ${runs} …`)
    const first = round % systems.length
    for (const system of [...systems.slice(first), ...systems.slice(0, first)]) {
      const seen = await system.visit()
      if (values.marks) console.error(system.name, system.episode.name, JSON.stringify(seen))
      if (round > 0) visits.get(system)?.push(seen)
    }
  }
  const figures = systems.map((system) => sumUp(system, visits.get(system) ?? []))
  if (values.json) for (const one of figures) console.log(JSON.stringify(one))
  else console.table(figures)
} finally {
  for (const one of [...opened, ...others]) await one.close()
  await stage.close()
}

async function prepare(): Promise<readonly System[]> {
  const systems: System[] = []
  const add = async (
    name: string,
    episode: BenchEpisode,
    prepareProfile: (context: BrowserContext) => Promise<void>,
    visit: (context: BrowserContext) => Promise<Visit>,
  ): Promise<void> => {
    if (!chosen.includes(name)) return
    const context = await openProfile(stage, `${name}-${episode.name}`)
    opened.push(context)
    await prepareProfile(context)
    systems.push({ name, episode, visit: () => visit(context) })
  }
  for (const [i, episode] of stage.episodes.entries()) {
    const other = await openOther(stage, episode)
    others.push(other)
    const nothing = async (): Promise<void> => {}
    if (i === 0) {
      const plain = (context: BrowserContext) => visit(context, stage, episode.plainUrl, ['sound'])
      // An episode of an hour is seldom still in the HTTP cache: once without it, once with what the last visit left in it.
      await add('http', episode, nothing, async (context) => {
        await emptyHttpCache(context)
        return plain(context)
      })
      await add('http-cached', episode, nothing, plain)
    }
    console.error(`Filling caches with ${episode.name} …`)
    await add(
      'grapevine',
      episode,
      (context) => fillOurs(context, stage, episode),
      (context) => visit(context, stage, episode.listeningUrl, ['sound', 'seeding'], other),
    )
    const stockUrl = `${stage.benchUrl}/stock.html#${encodeURIComponent(episode.torrentUrl)}`
    await add(
      'webtorrent',
      episode,
      (context) => fillStock(context, stage, episode),
      (context) => visit(context, stage, stockUrl, ['seeding'], other),
    )
  }
  // Ours side by side: one must not always come after a page that hashed half a gigabyte.
  const turn = ['http', 'http-cached', 'grapevine', 'webtorrent']
  return systems.sort((a, b) => turn.indexOf(a.name) - turn.indexOf(b.name))
}

/** Medians over the visits; `null` where a system does no such thing. */
function sumUp(system: System, visits: readonly Visit[]) {
  const of = (name: keyof Marks) => figure(visits.map(({ marks }) => marks[name]))
  return {
    system: system.name,
    sizeBytes: system.episode.sizeBytes,
    loadToSoundMs: of('sound'),
    originBytes: median(visits.map(({ originBytes }) => originBytes)),
    loadToSeedingMs: of('seeding'),
    /** Another listener, connected, has been told that everything is here. */
    loadToBitfieldMs: figure(visits.map(({ bitfieldMs }) => bitfieldMs)),
    loadToClickMs: of('click'),
    loadToMetadataMs: of('loadedmetadata'),
    maxSoundMs: figure([Math.max(...visits.map(({ marks }) => marks.sound ?? Number.NaN))]),
    runs: visits.length,
  }
}

function figure(values: readonly (number | undefined)[]): number | null {
  const middle = median(values.map((value) => value ?? Number.NaN))
  return Number.isNaN(middle) ? null : Math.round(middle)
}

function wholeNumber(text: string, name: string, most: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most) {
    throw new Error(`${name} must be a whole number from 1 to ${most}`)
  }
  return number
}
