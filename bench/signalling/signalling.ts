/**
 * Measures what introductions cost: PeerConnections made and tracker bytes for each pair that connects, and the time to the first
 * peer, of our signalling beside stock webtorrent's, in real Chromium, with listeners who come and go.
 *
 *     npm run bench:signalling -- --minutes 10 --json
 *
 * Three swarms at a time on one tracker each: ours alone, stock alone, and both in one. See bench/signalling/README.md.
 */
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { barsOf } from './bars.ts'
import { fillPlace, type Software, type Stay } from './crowd.ts'
import { buildStage } from './stage.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    places: { type: 'string', default: '6' },
    'stun-ms': { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean' },
  },
})
const number = (name: 'minutes' | 'places' | 'stun-ms' | 'seed', min: number, max: number): number => {
  const value = Number(values[name])
  if (!(value >= min && value <= max)) throw new Error(`--${name} must be a number from ${min} to ${max}`)
  return value
}
const minutes = number('minutes', 0.2, 240)
const places = number('places', 2, 50)
const rng = seededRng(number('seed', 0, 2 ** 32))
// As in playwright.config.ts.
const CHROMIUM_ARGS =
  '--no-sandbox --disable-background-networking --disable-component-update --disable-sync --mute-audio'.split(' ')
/** One after the other takes a place at first, then they come and go. */
const ARRIVAL_MS = 1_000
const stayMs = minutes >= 5 ? { min: 40_000, max: 160_000 } : { min: 10_000, max: 30_000 }

const SWARMS: readonly { readonly name: string; readonly software: (place: number) => Software }[] = [
  { name: '', software: () => 'grapevine' },
  { name: '', software: () => 'stock' },
  { name: ' mixed', software: (place) => (place % 2 === 0 ? 'grapevine' : 'stock') },
]

const stage = await buildStage(SWARMS.length, number('stun-ms', 0, 10_000))
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
try {
  const stays = new Map<string, Stay[]>()
  const began = performance.now()
  const work = SWARMS.flatMap(({ name, software }, swarm) => {
    const present = new Set<object>()
    return Array.from({ length: places }, async (_, place) => {
      const plan = {
        software: software(place),
        trackerUrl: stage.trackerUrls[swarm] ?? '',
        stayMs,
        endsAt: began + minutes * 60_000,
        startsAfterMs: place * ARRIVAL_MS + (swarm * ARRIVAL_MS) / SWARMS.length,
        rng,
      }
      const system = `${plan.software}${name}`
      const seen = await fillPlace(browser, stage, plan, present)
      stays.set(system, [...(stays.get(system) ?? []), ...seen])
    })
  })
  await Promise.all(work)
  const lines = [...stays].sort(([a], [b]) => a.localeCompare(b)).map(([system, seen]) => sumUp(system, seen))
  const bars = barsOf(lines)
  if (values.json) for (const line of [...lines, ...bars]) console.log(JSON.stringify(line))
  else for (const table of [lines, bars]) console.table(table)
} finally {
  await browser.close()
  await stage.close()
}

/** A pair has two ends, and each page counts its own end's costs: what a pair costs is twice what an end does. */
function sumUp(system: string, stays: readonly Stay[]) {
  const total = (of: (stay: Stay) => number) => stays.reduce((sum, stay) => sum + of(stay), 0)
  const pairs = total(({ met }) => met) / 2
  const times = stays.filter(({ hadCompany }) => hadCompany).map(({ firstConnectedMs }) => firstConnectedMs ?? Infinity)
  return {
    system,
    minutes,
    listeners: stays.length,
    pairs,
    peerConnectionsPerPair: Number((total(({ peerConnections }) => peerConnections) / pairs).toFixed(3)),
    trackerBytesPerPair: Math.round(total(({ trackerBytes }) => trackerBytes) / pairs),
    firstConnectedMedianMs: Math.round(quantile(times, 0.5)),
    firstConnectedP90Ms: Math.round(quantile(times, 0.9)),
  }
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN
}

/** mulberry32: the same comings and goings for the same seed. */
function seededRng(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
