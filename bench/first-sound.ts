/**
 * Measures the time from the click on Play to the first sound: plain `<audio>` beside the listening page, in real Chromium.
 *
 *     npm run bench:first-sound -- --runs 7 --json
 *
 * Interleaved, each visit in a fresh profile, the order turned from round to round. See bench/README.md.
 */
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { type Figures, median, sumUp } from './support/figures.ts'
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
try {
  const figures = await measure()
  for (const one of figures) if (values.json) console.log(JSON.stringify(one))
  if (!values.json) printTables(figures)
} finally {
  await stage.close()
}

async function measure(): Promise<Figures[]> {
  const systems: readonly (VisitPlan & { system: string })[] = [
    { system: 'http', url: stage.plainUrl, answer: 'not-now' },
    { system: 'grapevine-refused', url: stage.aloneUrl, answer: 'not-now' },
    { system: 'grapevine-alone', url: stage.aloneUrl, answer: 'share' },
    { system: 'grapevine-with-one', url: stage.sharedUrl, answer: 'share' },
  ]
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
  try {
    console.error('The other listener fetches the whole episode …')
    await openHolder(browser, stage.sharedUrl, stage.episodeBytes)
    const visits = new Map<string, Visit[]>()
    // Round 0 warms up and is not counted.
    for (let round = 0; round <= runs; round++) {
      console.error(round === 0 ? 'Warming up …' : `Round ${round} of ${runs} …`)
      for (const kind of KINDS) {
        for (let i = 0; i < systems.length; i++) {
          const plan = systems[(i + round) % systems.length]
          if (plan === undefined) continue
          const seen = await visit(browser, plan, kind, stage.mediaBytes)
          const key = `${plan.system} ${kind}`
          if (round > 0) visits.set(key, [...(visits.get(key) ?? []), seen])
        }
      }
    }
    return KINDS.flatMap((kind) => {
      const of = (system: string) => visits.get(`${system} ${kind}`) ?? []
      const httpMs = median(of('http').map(({ clickToSoundMs }) => clickToSoundMs))
      return systems.map(({ system }) => withWorker(sumUp(system, kind, of(system), httpMs)))
    })
  } finally {
    await browser.close()
  }
}

/** Pages don't see their service worker's script being fetched. */
function withWorker(figures: Figures): Figures {
  if (figures.system === 'http') return figures
  return { ...figures, scriptBytesMedian: figures.scriptBytesMedian + stage.workerBytes }
}

function printTables(figures: readonly Figures[]): void {
  console.table(figures.map(({ steps, ...rest }) => rest))
  console.log('Milliseconds after the click (medians):')
  console.table(figures.map(({ system, kind, steps }) => ({ system, kind, ...steps })))
}
