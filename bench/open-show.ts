/**
 * Measures how long a show of 2,000 episodes takes to open on the built page, and whether scrolling through it ever stops the page.
 *
 *     npm run build && npm run bench:open-show -- [--runs 5] [--episodes 2000] [--cpu] [--json]
 *
 * Each run is a browser profile that has never been there. See bench/README.md, "Long shows".
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright'
import { startCompressedHost } from '../e2e/support/compressed-host.ts'
import { feedXml, manyEpisodes } from '../e2e/support/made-shows.ts'
import { recordMainThread } from '../e2e/support/main-thread.ts'
import { median } from './support/figures.ts'

const PAGE_DIR = 'dist/page'
const IN_PAGE = fileURLToPath(new URL('./support/open-show-in-page.js', import.meta.url))
const DESKTOP = { width: 1280, height: 800 }
const LIMIT_MS = 60_000
const LONG_MS = 50
/** Turns of the wheel, a frame apart: reading along, and rushing through. */
const SCROLLS = [
  { steps: 120, pixels: 220 },
  { steps: 60, pixels: 900 },
] as const

/** What open-show-in-page.js tells. Milliseconds since the navigation. */
interface Seen {
  /** The first episodes can be seen. */
  readonly firstRowsMs: number
  /** The list knows all of them. */
  readonly allRowsMs: number
  /** Tasks over 50 ms until then. */
  readonly longTasksMs: readonly number[]
}

interface Visit extends Seen {
  /** Tasks over 50 ms while scrolling. */
  readonly scrollTasksMs: readonly number[]
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    episodes: { type: 'string', default: '2000' },
    cpu: { type: 'boolean' },
    json: { type: 'boolean' },
  },
})
const runs = wholeNumber(values.runs, '--runs', 100)
const episodes = wholeNumber(values.episodes, '--episodes', 10_000)
if (!existsSync(PAGE_DIR)) throw new Error(`There is no ${PAGE_DIR}: run \`npm run build\` first.`)

const host = await startCompressedHost(PAGE_DIR)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--mute-audio'],
})
try {
  const url = await putShow()
  const visits: Visit[] = []
  // Round 0 warms up and is not counted.
  for (let round = 0; round <= runs; round++) {
    const seen = await visit(browser, url)
    console.error(round === 0 ? 'warming up' : `run ${round}`, JSON.stringify(seen))
    if (round > 0) visits.push(seen)
  }
  const figures = sumUp(visits)
  if (values.json) console.log(JSON.stringify(figures))
  else console.table(figures)
} finally {
  await browser.close()
  await host.close()
}

async function putShow(): Promise<string> {
  const sound = (await readFile('public/demo/1-the-long-vine.mp3')).subarray(0, 400_000)
  host.put('made/sound.mp3', sound)
  const fileUrl = `${host.url}/made/sound.mp3`
  const list = manyEpisodes({ count: episodes, fileUrl, lengthBytes: sound.length, seconds: 3_600 })
  host.put('made/feed.xml', feedXml({ title: 'Down the Harbour Road', episodes: list }))
  return `${host.url}/?feed=/made/feed.xml`
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: DESKTOP })
  try {
    const page = await context.newPage()
    await page.addInitScript({ content: `globalThis.grapevineEpisodes = ${episodes}` })
    await page.addInitScript({ path: IN_PAGE })
    const late = `the show did not open within ${LIMIT_MS / 1000} s`
    const opening = await tasksOf(page)
    await page.goto(url)
    const seen = await page.evaluate<Seen>(
      `Promise.race([grapevineBench.opened, new Promise((_, fail) => setTimeout(fail, ${LIMIT_MS}, new Error('${late}')))])`,
    )
    const openingTasksMs = (await opening()) ?? seen.longTasksMs
    const scrolling = await tasksOf(page)
    const scrollTasksMs = await scroll(page)
    return { ...seen, longTasksMs: openingTasksMs, scrollTasksMs: (await scrolling()) ?? scrollTasksMs }
  } finally {
    await context.close()
  }
}

/** With `--cpu`: the tasks over 50 ms by processor time, from now until the returned function is called. */
async function tasksOf(page: Page): Promise<() => Promise<readonly number[] | undefined>> {
  if (!values.cpu) return async () => undefined
  const dir = await mkdtemp(join(tmpdir(), 'grapevine-trace-'))
  const stop = await recordMainThread(browser, page, join(dir, 'trace.json'))
  return async () => {
    const tasks = await stop(LONG_MS)
    await rm(dir, { recursive: true, force: true })
    return tasks.map(({ busyMs }) => Math.round(busyMs)).filter((ms) => ms > LONG_MS)
  }
}

/** Down through the list, then back to its middle at once: what is there was never drawn before. */
async function scroll(page: Page): Promise<readonly number[]> {
  await page.evaluate('globalThis.grapevineBench.forgetTasks()')
  await page.mouse.move(DESKTOP.width / 2, DESKTOP.height / 2)
  for (const { steps, pixels } of SCROLLS) {
    for (let step = 0; step < steps; step++) {
      await page.mouse.wheel(0, pixels)
      await page.evaluate('new Promise(requestAnimationFrame)')
    }
  }
  await page.evaluate('scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: "instant" })')
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
  return page.evaluate<number[]>('globalThis.grapevineBench.longTasks()')
}

function sumUp(visits: readonly Visit[]) {
  const all = (of: (visit: Visit) => readonly number[]) => visits.flatMap(of)
  const openTasks = all(({ longTasksMs }) => longTasksMs)
  const scrollTasks = all(({ scrollTasksMs }) => scrollTasksMs)
  return {
    episodes,
    runs: visits.length,
    firstRowsMs: Math.round(median(visits.map(({ firstRowsMs }) => firstRowsMs))),
    allRowsMs: Math.round(median(visits.map(({ allRowsMs }) => allRowsMs))),
    worstAllRowsMs: Math.round(Math.max(...visits.map(({ allRowsMs }) => allRowsMs))),
    /** Over 50 ms (by the clock, or by processor time with `--cpu`), of all runs together. */
    openingTasks: openTasks.length,
    longestOpeningTaskMs: Math.max(0, ...openTasks),
    scrollingTasks: scrollTasks.length,
    longestScrollingTaskMs: Math.max(0, ...scrollTasks),
  }
}

function wholeNumber(text: string, name: string, most: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most) {
    throw new Error(`${name} must be a whole number from 1 to ${most}`)
  }
  return number
}
