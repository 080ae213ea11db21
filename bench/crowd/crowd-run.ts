/**
 * One system, one crowd: opens a browser, lets listeners join one after another, waits until all have heard the end.
 *
 * Each listener's page is loaded shortly before it joins, or all of them before the first does. A run that takes too long is closed, and its figures say how far
 * everybody got; a listener whose page could not be opened counts as one that heard nothing.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium } from 'playwright'
import type { CrowdHost, HostBytes } from './host.ts'
import { heardNothing, Listener, within } from './listener.ts'
import type { Heard, System } from './types.ts'

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
const ANSWER_LIMIT_MS = 10_000
/** Beyond playing twice as long as the episode takes. */
const LIMIT_SPARE_MS = 60_000

export interface RunPlan {
  readonly system: System
  readonly n: number
  readonly rate: number
  readonly gapSeconds: number
  /** Where listeners join faster than the machine loads pages: what is measured then is joining and playing alone. */
  readonly pagesFirst: boolean
}

export interface Run extends HostBytes {
  /** In the order of joining. */
  readonly listeners: readonly Heard[]
  /** When each joined, by this process's `performance.now()`; NaN: it could not. */
  readonly joinedMs: readonly number[]
  /** Of code, before the first byte of media could be asked for: what page loads cost, all listeners together. */
  readonly codeBytesBeforeJoin: number
  /** The run was closed before everybody had heard the end. */
  readonly timedOut: boolean
  /** How much later than planned the last listener joined: pages took longer to load than the gap is. */
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
    const { crowd, ...joined } = await joinAll(browser, host, plan, agent)
    const limitMs = ((host.seconds / plan.rate) * 2 + plan.n * 2) * 1000 + LIMIT_SPARE_MS
    const everybody = Promise.all(crowd.map((one) => (one instanceof Listener ? one.over : undefined)))
    const timedOut = await within(everybody, limitMs, 'too long').then(
      () => false,
      () => true,
    )
    const seconds = (performance.now() - started) / 1000
    const used = process.cpuUsage(cpu)
    return {
      ...host.sent(),
      ...joined,
      listeners: await Promise.all(
        crowd.map((one) => (one instanceof Listener ? one.heard() : heardNothing(one.error))),
      ),
      joinedMs: crowd.map((one) => (one instanceof Listener ? one.joinedMs : Number.NaN)),
      timedOut,
      seconds,
      browserCpuSeconds: await browserCpu(browser),
      harnessCpuSeconds: (used.user + used.system) / 1e6,
    }
  } finally {
    await browser.close()
  }
}

/** @returns listeners in the order of joining, and for one that could not be opened, why. */
async function joinAll(browser: Browser, host: CrowdHost, plan: RunPlan, agent: string) {
  const { system, n, rate, gapSeconds, pagesFirst } = plan
  const open = (index: number) => Listener.open(browser, host.pageUrl(system), `${agent} Listener/${index}`)
  const opened: Promise<Listener>[] = []
  for (let index = 0; pagesFirst && index < n; index++) {
    const opening = open(index)
    opened.push(opening)
    // One that can't be opened is told of when it was to join.
    await opening.catch(() => {})
  }
  const crowd: (Listener | { readonly error: unknown })[] = []
  const gapMs = gapSeconds * 1000
  let codeBytesBeforeJoin = 0
  let firstMs = 0
  let nextMs = 0
  for (let index = 0; index < n; index++) {
    try {
      const listener = await (opened[index] ?? open(index))
      // Never closer together than asked for, even where one came late.
      await pause(Math.max(0, nextMs - performance.now()))
      codeBytesBeforeJoin += host.codeBytesOf(index)
      listener.join(host.ticket(system, rate))
      crowd.push(listener)
    } catch (error) {
      crowd.push({ error })
    }
    const now = performance.now()
    if (index === 0) firstMs = now
    nextMs = now + gapMs
    await pause(gapMs * QUIET_PART)
  }
  const lateMs = nextMs - firstMs - n * gapMs
  return { crowd, codeBytesBeforeJoin, lateSeconds: lateMs / 1000 }
}

/** The browser's first visitor pays for starting its network and audio processes: that one is not counted. @returns its user agent. */
async function warmUp(browser: Browser, host: CrowdHost, { system, rate }: RunPlan): Promise<string> {
  const context = await browser.newContext()
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

async function browserCpu(browser: Browser): Promise<number> {
  try {
    const session = await within(browser.newBrowserCDPSession(), ANSWER_LIMIT_MS, 'no answer')
    const { processInfo } = await within(session.send('SystemInfo.getProcessInfo'), ANSWER_LIMIT_MS, 'no answer')
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  } catch {
    return Number.NaN
  }
}
