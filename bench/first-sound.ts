/**
 * Measures the time from the click on Play to the first sound: plain `<audio>` beside the listening page, in real Chromium.
 *
 *     npm run bench:first-sound -- --runs 7 --json
 *
 * Interleaved, each visit in a fresh profile, the order turned from round to round. See bench/README.md.
 */
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { clickToSound, median, sumUp } from './support/figures.ts'
import { buildStage } from './support/stage.ts'
import { type Kind, openHolder, type Visit, type VisitPlan, visit } from './support/visit.ts'

const DISTANCE = { firstByteDelayMs: 40, bytesPerSecond: 1_500_000 }
const KINDS: readonly Kind[] = ['cold', 'settled']
// As in playwright.config.ts.
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
]

const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' }, json: { type: 'boolean' } } })
const runs = Number(values.runs)
if (!Number.isInteger(runs) || runs < 1 || runs > 1000) throw new Error('--runs must be a whole number from 1 to 1000')

const stage = await buildStage(DISTANCE)
const systems: readonly (VisitPlan & { system: string })[] = [
  { system: 'http', url: stage.plainUrl, answer: 'not-now' },
  { system: 'grapevine-refused', url: stage.aloneUrl, answer: 'not-now' },
  { system: 'grapevine-alone', url: stage.aloneUrl, answer: 'share' },
  { system: 'grapevine-with-one', url: stage.sharedUrl, answer: 'share' },
]
try {
  const visits = await measure()
  const figures = KINDS.flatMap((kind) => {
    const of = (system: string) => visits.get(`${system} ${kind}`) ?? []
    return systems.map(({ system }) => sumUp(system, kind, of(system), median(clickToSound(of('http')))))
  })
  if (values.json) for (const one of figures) console.log(JSON.stringify(one))
  else console.table(figures)
} finally {
  await stage.close()
}

/** @returns the visits by "system kind". */
async function measure(): Promise<Map<string, Visit[]>> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
  const visits = new Map<string, Visit[]>()
  try {
    console.error('The other listener fetches the whole episode …')
    await openHolder(browser, stage.sharedUrl, stage.episodeBytes)
    // Round 0 warms up and is not counted.
    for (let round = 0; round <= runs; round++) {
      console.error(round === 0 ? 'Warming up …' : `Round ${round} of ${runs} …`)
      const order = systems.map((_, i) => (i + round) % systems.length)
      for (const { kind, plan } of KINDS.flatMap((kind) => order.map((i) => ({ kind, plan: systems[i] })))) {
        if (plan === undefined) continue
        const seen = await visit(browser, plan, kind, stage.mediaBytes)
        // Pages don't see the script of their service worker being fetched.
        const scriptBytes = plan.system === 'http' ? 0 : seen.scriptBytes + stage.workerBytes
        const key = `${plan.system} ${kind}`
        if (round > 0) visits.set(key, [...(visits.get(key) ?? []), { ...seen, scriptBytes }])
      }
    }
    return visits
  } finally {
    await browser.close()
  }
}
