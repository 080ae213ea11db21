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
import { type Kind, learnAnswer, openHolder, type Visit, type VisitPlan, visit } from './support/visit.ts'

const DISTANCE = { firstByteDelayMs: 40, bytesPerSecond: 1_500_000 }
const KINDS: readonly Kind[] = ['cold', 'settled']
// As in playwright.config.ts.
const CHROMIUM_ARGS =
  '--no-sandbox --disable-background-networking --disable-component-update --disable-sync --mute-audio'.split(' ')

const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' }, json: { type: 'boolean' } } })
const runs = Number(values.runs)
if (!Number.isInteger(runs) || runs < 1 || runs > 1000) throw new Error('--runs must be a whole number from 1 to 1000')

const stage = await buildStage(DISTANCE)
const SYSTEMS = ['http', 'grapevine-refused', 'grapevine-alone', 'grapevine-with-one'] as const
type System = (typeof SYSTEMS)[number]

try {
  const visits = await measure()
  const figures = KINDS.flatMap((kind) => {
    const of = (system: System) => visits.get(`${system} ${kind}`) ?? []
    return SYSTEMS.map((system) => sumUp(system, kind, of(system), median(clickToSound(of('http')))))
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
    const remembered = await learnAnswer(browser, stage.sharedUrl, 'Yes, share')
    await openHolder(browser, stage.sharedUrl, remembered, stage.episodeBytes)
    const refused = await learnAnswer(browser, stage.aloneUrl, 'Not now')
    const agreed = await learnAnswer(browser, stage.aloneUrl, 'Yes, share')
    const plans: Readonly<Record<System, VisitPlan>> = {
      http: { url: stage.plainUrl, memory: [], shares: undefined },
      'grapevine-refused': { url: stage.aloneUrl, memory: refused, shares: false },
      'grapevine-alone': { url: stage.aloneUrl, memory: agreed, shares: true },
      'grapevine-with-one': { url: stage.sharedUrl, memory: remembered, shares: true },
    }
    // Round 0 warms up and is not counted.
    for (let round = 0; round <= runs; round++) {
      console.error(round === 0 ? 'Warming up …' : `Round ${round} of ${runs} …`)
      const first = round % SYSTEMS.length
      const order = [...SYSTEMS.slice(first), ...SYSTEMS.slice(0, first)]
      for (const { kind, system } of KINDS.flatMap((kind) => order.map((system) => ({ kind, system })))) {
        const seen = await visit(browser, plans[system], kind, stage.mediaBytes)
        // Pages don't see the script of their service worker being fetched.
        const scriptBytes = system === 'http' ? 0 : seen.scriptBytes + stage.workerBytes
        const key = `${system} ${kind}`
        if (round > 0) visits.set(key, [...(visits.get(key) ?? []), { ...seen, scriptBytes }])
      }
    }
    return visits
  } finally {
    await browser.close()
  }
}
