/**
 * One system, one crowd: opens a browser, lets listeners join one after another, waits until all have heard the end.
 *
 * Each listener is a browser context of its own, so a profile without caches. Its page is loaded shortly before it joins. A run
 * that takes too long is closed, and its figures say how far everybody got.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import type { CrowdHost, HostBytes } from './host.ts'
import type { CrowdPage, Heard, System } from './types.ts'

const CHROMIUM_ARGS = [
  // As in playwright.config.ts.
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
  // All pages but one are in the background.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--autoplay-policy=no-user-gesture-required',
]
/** The part of a gap that the listener who joined last is left alone before the next one's page is loaded. */
const QUIET_PART = 0.35
const LOAD_LIMIT_MS = 60_000
/** Beyond playing twice as long as the episode takes. */
const LIMIT_SPARE_MS = 60_000
const ANSWER_LIMIT_MS = 10_000

/** Inside the page. */
declare const crowd: CrowdPage

export interface RunPlan {
  readonly system: System
  readonly n: number
  readonly rate: number
  readonly gapSeconds: number
}

export interface Run extends HostBytes {
  /** In the order of joining. */
  readonly listeners: readonly Heard[]
  /** When each joined, by this process's `performance.now()`. */
  readonly joinedMs: readonly number[]
  /** Of code, before the first byte of media could be asked for: what page loads cost, all listeners together. */
  readonly codeBytesBeforeJoin: number
  /** The run was closed before everybody had heard the end. */
  readonly timedOut: boolean
  /** How much later than planned the last listener joined: the machine could not load pages fast enough. */
  readonly lateSeconds: number
  readonly seconds: number
  /** Processor time of all of the browser's processes that lived to the end. */
  readonly browserCpuSeconds: number
  /** Processor time of the host, the trackers and the harness, in one process. */
  readonly harnessCpuSeconds: number
}

export async function runCrowd(host: CrowdHost, plan: RunPlan): Promise<Run> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
  try {
    const agent = await warmUp(browser, host, plan)
    host.reset()
    const cpu = process.cpuUsage()
    const started = performance.now()
    const { pages, ...joined } = await joinAll(browser, host, plan, agent)
    const limitMs = ((host.seconds / plan.rate) * 2 + plan.n * 2) * 1000 + LIMIT_SPARE_MS
    const endless = new AbortController()
    const allDone = Promise.all(pages.map((page) => page.evaluate(() => crowd.done)))
    // A page that dies is told of by what it answers below.
    allDone.catch(() => {})
    const outcome = await Promise.race([
      allDone.then(() => 'done' as const).catch(() => 'died' as const),
      pause(limitMs, 'late' as const, { signal: endless.signal }).catch(() => 'done' as const),
    ])
    endless.abort()
    const seconds = (performance.now() - started) / 1000
    const listeners = await Promise.all(pages.map(ask))
    const used = process.cpuUsage(cpu)
    return {
      ...host.sent(),
      listeners,
      timedOut: outcome !== 'done',
      ...joined,
      seconds,
      browserCpuSeconds: await browserCpu(browser),
      harnessCpuSeconds: (used.user + used.system) / 1e6,
    }
  } finally {
    await browser.close()
  }
}

async function joinAll(browser: Browser, host: CrowdHost, { system, n, rate, gapSeconds }: RunPlan, agent: string) {
  const pages: Page[] = []
  const gapMs = gapSeconds * 1000
  let startMs = 0
  let lateMs = 0
  let codeBytesBeforeJoin = 0
  const joinedMs: number[] = []
  for (let listener = 0; listener < n; listener++) {
    const page = await openPage(browser, host.pageUrl(system), `${agent} Listener/${listener}`)
    if (listener === 0) startMs = performance.now()
    const aheadMs = startMs + listener * gapMs - performance.now()
    if (aheadMs > 0) await pause(aheadMs)
    lateMs = Math.max(0, -aheadMs)
    codeBytesBeforeJoin += host.codeBytesOf(listener)
    joinedMs.push(performance.now())
    await page.evaluate((ticket) => crowd.join(ticket), host.ticket(system, rate))
    pages.push(page)
    await pause(gapMs * QUIET_PART)
  }
  return { pages, joinedMs, codeBytesBeforeJoin, lateSeconds: lateMs / 1000 }
}

/** A fresh profile with the page loaded, ready to join. */
async function openPage(browser: Browser, url: string, userAgent: string): Promise<Page> {
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  page.setDefaultTimeout(LOAD_LIMIT_MS)
  await page.goto(url)
  const ready = page.evaluate(async () => {
    await crowd.ready
  })
  await within(ready, LOAD_LIMIT_MS, `${url} was not ready in ${LOAD_LIMIT_MS / 1000} s`)
  return page
}

/** The browser's first visitor pays for starting its network and audio processes: that one is not counted. @returns its user agent. */
async function warmUp(browser: Browser, host: CrowdHost, { system, rate }: RunPlan): Promise<string> {
  const context: BrowserContext = await browser.newContext()
  const page = await context.newPage()
  await page.goto(host.pageUrl(system))
  const agent = await page.evaluate(
    async ({ mediaUrl }) => {
      const audio = new Audio(mediaUrl)
      audio.play().catch(() => {})
      await new Promise((resolve) => {
        audio.addEventListener('timeupdate', resolve, { once: true })
        audio.addEventListener('error', resolve, { once: true })
      })
      return navigator.userAgent
    },
    host.ticket(system, rate),
  )
  await context.close()
  return agent
}

async function ask(page: Page): Promise<Heard> {
  try {
    return await within(
      page.evaluate(() => crowd.heard()),
      ANSWER_LIMIT_MS,
      'the page does not answer',
    )
  } catch (error) {
    return { ...NOTHING_HEARD, error: String(error) }
  }
}

const NOTHING_HEARD: Heard = {
  ttfaMs: null,
  stalls: 0,
  dryStalls: 0,
  stalledMs: 0,
  ended: false,
  positionSeconds: 0,
  firstPeerByteMs: null,
  peerBytes: 0,
  error: null,
  marks: {},
}

async function browserCpu(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

async function within<T>(promise: Promise<T>, limitMs: number, words: string): Promise<T> {
  const aborter = new AbortController()
  const late = pause(limitMs, undefined, { signal: aborter.signal }).then(() => {
    throw new Error(words)
  })
  late.catch(() => {})
  try {
    return await Promise.race([promise, late])
  } finally {
    aborter.abort()
  }
}
