/**
 * Lighthouse on the built page, mobile settings: a show of 300 episodes with notes and an open transcript, and the start page.
 *
 *     npm run build && npm run lighthouse [-- --runs 3] [--only show|start] [--details]
 *
 * One JSON line for each page: the median score of each category and the figures of the median run. Ends with 1 where a score is below
 * its bar. The page comes from a host of our own on the loopback (compressed; Lighthouse reckons the slow network by itself), each
 * time in a browser that has never been there. `--details` says on standard error what cost points.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import lighthouse from 'lighthouse'
import puppeteer from 'puppeteer-core'
import { median } from '../bench/support/figures.ts'
import { startCompressedHost } from '../e2e/support/compressed-host.ts'
import { feedXml, manyEpisodes, transcriptVtt } from '../e2e/support/made-shows.ts'
import { findChromium } from './lib/chromium.mjs'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const PAGE_DIR = join(ROOT, 'dist/page')
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const
const FIGURES = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
] as const
/** They cost nothing by themselves, and say where the time went. */
const DIAGNOSTICS = [
  'largest-contentful-paint-element',
  'layout-shifts',
  'long-tasks',
  'bootup-time',
  'total-byte-weight',
]
const EPISODES = 300
const SECONDS = 3_600

type Category = (typeof CATEGORIES)[number]
type Scores = Readonly<Record<Category, number>>

interface Looked {
  readonly scores: Scores
  readonly figures: Readonly<Record<string, number>>
  /** What cost points and where the time went, in Lighthouse's words. */
  readonly lost: readonly string[]
}

interface MeasuredPage {
  readonly name: string
  readonly path: string
  /** In hundredths. */
  readonly bars: Scores
  /** Runs in the page before anything else, and calls `grapevineShown` once what is to be measured is there. */
  readonly script?: string
}

const PAGES: readonly MeasuredPage[] = [
  {
    name: 'show',
    path: '/?feed=/lighthouse/feed.xml',
    bars: { performance: 90, accessibility: 100, 'best-practices': 100 },
    script: await readFile(join(ROOT, 'scripts/lib/open-transcript.js'), 'utf8'),
  },
  {
    name: 'start',
    path: '/?view=home',
    bars: { performance: 95, accessibility: 100, 'best-practices': 100 },
  },
]

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
    details: { type: 'boolean' },
  },
})
const runs = Number(values.runs)
if (!Number.isInteger(runs) || runs < 1 || runs > 25) throw new Error('--runs must be a whole number from 1 to 25')
if (!existsSync(PAGE_DIR)) throw new Error('There is no dist/page: run `npm run build` first.')
const chosen = PAGES.filter(({ name }) => values.only === undefined || values.only === name)
if (chosen.length === 0) throw new Error(`--only knows ${PAGES.map(({ name }) => name).join(', ')}`)
const found = findChromium()
if ('missing' in found) throw new Error(`${found.missing} Set CHROMIUM_PATH to a Chromium or Chrome.`)
const chromium = found.path

const host = await startCompressedHost(PAGE_DIR)
try {
  await putShow()
  for (const page of chosen) {
    const looked: Looked[] = []
    for (let run = 0; run < runs; run++) looked.push(await look(page))
    report(page, looked)
  }
} finally {
  await host.close()
}

async function putShow(): Promise<void> {
  const at = (name: string) => `${host.url}/lighthouse/${name}`
  const sound = (await readFile(join(ROOT, 'public/demo/1-the-long-vine.mp3'))).subarray(0, 400_000)
  host.put('lighthouse/sound.mp3', sound)
  host.put('lighthouse/cover.jpg', await readFile(join(ROOT, 'public/demo/cover.jpg')))
  host.put('lighthouse/transcript.vtt', transcriptVtt(SECONDS))
  const episodes = manyEpisodes({
    count: EPISODES,
    fileUrl: at('sound.mp3'),
    lengthBytes: sound.length,
    seconds: SECONDS,
    transcriptUrl: at('transcript.vtt'),
  })
  host.put('lighthouse/feed.xml', feedXml({ title: 'Down the Harbour Road', imageUrl: at('cover.jpg'), episodes }))
}

/** In a browser of its own. @throws Error where the page did not show what is to be measured: its score would be another page's */
async function look({ name, path, script }: MeasuredPage): Promise<Looked> {
  const browser = await puppeteer.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--mute-audio'],
  })
  try {
    const page = await browser.newPage()
    let isShown = script === undefined
    if (script !== undefined) {
      await page.exposeFunction('grapevineShown', () => {
        isShown = true
      })
      await page.evaluateOnNewDocument(script)
    }
    const result = await lighthouse(
      `${host.url}${path}`,
      { onlyCategories: [...CATEGORIES], logLevel: 'error' },
      undefined,
      page,
    )
    if (result === undefined) throw new Error(`Lighthouse gave no result for ${name}`)
    const { lhr } = result
    if (lhr.runtimeError !== undefined) throw new Error(`${name}: ${lhr.runtimeError.message}`)
    if (!isShown) throw new Error(`${name}: the transcript never stood open`)
    const scoreOf = (category: Category) => Math.round((lhr.categories[category]?.score ?? 0) * 100)
    const [performance, accessibility, bestPractices] = CATEGORIES.map(scoreOf)
    const saying = (id: string) => {
      const { title = '', displayValue = '', details } = lhr.audits[id] ?? {}
      return `${id}: ${title} ${displayValue} ${itemsOf(details)}`
    }
    const lost = CATEGORIES.flatMap((category) =>
      (lhr.categories[category]?.auditRefs ?? [])
        .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 1)
        .map(({ id }) => saying(id)),
    )
    return {
      scores: {
        performance: performance ?? 0,
        accessibility: accessibility ?? 0,
        'best-practices': bestPractices ?? 0,
      },
      figures: Object.fromEntries(FIGURES.map((id) => [id, round(lhr.audits[id]?.numericValue)])),
      lost: [...lost, ...DIAGNOSTICS.map(saying)],
    }
  } finally {
    await browser.close()
  }
}

function report({ name, bars }: MeasuredPage, looked: readonly Looked[]): void {
  const scores = Object.fromEntries(
    CATEGORIES.map((category) => [category, median(looked.map((one) => one.scores[category]))]),
  ) as Scores
  const figures = Object.fromEntries(
    FIGURES.map((id) => [id, median(looked.map((one) => one.figures[id] ?? Number.NaN))]),
  )
  const below = CATEGORIES.filter((category) => scores[category] < bars[category])
  const performances = looked.map((one) => one.scores.performance)
  console.log(JSON.stringify({ page: name, runs, ...scores, performances, ...figures, below }))
  if (values.details) for (const line of new Set(looked.flatMap(({ lost }) => lost))) console.error(`${name}: ${line}`)
  if (below.length > 0) process.exitCode = 1
}

function itemsOf(details: unknown): string {
  const items = (details as { items?: unknown[] } | undefined)?.items
  return items === undefined ? '' : JSON.stringify(items).slice(0, 900)
}

/** Milliseconds are whole; shifts have three digits. */
function round(value = Number.NaN): number {
  return value < 1 ? Number(value.toFixed(3)) : Math.round(value)
}
