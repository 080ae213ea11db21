/** Listeners who come and go: each a page in a profile of its own, counted from when it joins to when it leaves. */
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright'
import type { buildStage } from './stage.ts'

const IN_PAGE = fileURLToPath(new URL('./in-page.js', import.meta.url))

export type Software = 'grapevine' | 'stock'

/** What in-page.js tells. */
export interface Stay {
  readonly peerConnections: number
  readonly trackerBytes: number
  /** Other listeners that it was connected to at some time, each counted once. */
  readonly met: number
  /** From opening the socket to the tracker to the first open data channel; null: never. */
  readonly firstConnectedMs: number | null
  /** Whether others were there when it came. */
  readonly hadCompany: boolean
}

export interface Plan {
  readonly software: Software
  readonly trackerUrl: string
  /** Milliseconds that one listener stays. */
  readonly stayMs: { readonly min: number; readonly max: number }
  readonly endsAt: number
  readonly startsAfterMs: number
  readonly rng: () => number
}

type Stage = Awaited<ReturnType<typeof buildStage>>

/** One place in the audience, taken by one listener after the other. @returns all their stays. */
export async function fillPlace(browser: Browser, stage: Stage, plan: Plan, present: Set<object>): Promise<Stay[]> {
  const stays: Stay[] = []
  const { min, max } = plan.stayMs
  await pause(plan.startsAfterMs)
  while (performance.now() < plan.endsAt) {
    const stayMs = Math.min(min + plan.rng() * (max - min), plan.endsAt - performance.now())
    // Too short to tell anything.
    if (stayMs < min / 2 && stays.length > 0) break
    stays.push(await stay(browser, stage, plan, stayMs, present))
    await pause(plan.rng() * 3_000)
  }
  return stays
}

async function stay(browser: Browser, stage: Stage, plan: Plan, stayMs: number, present: Set<object>): Promise<Stay> {
  const context = await browser.newContext()
  try {
    await context.addInitScript({ path: IN_PAGE })
    const page = await context.newPage()
    await page.goto(stage.pageUrl(plan.software))
    await page.waitForFunction(() => 'join' in globalThis)
    const hadCompany = present.size > 0
    await page.evaluate(
      ({ software, trackerUrl, torrent, peerId, iceServers }) => {
        const { join } = globalThis as unknown as { join(...args: unknown[]): void }
        if (software === 'stock') join(trackerUrl, torrent.base64, peerId, iceServers)
        else join(trackerUrl, torrent.infoHash, peerId)
      },
      {
        software: plan.software,
        trackerUrl: plan.trackerUrl,
        torrent: stage.torrent,
        iceServers: stage.iceServers,
        peerId: randomPeerId(plan),
      },
    )
    // Known to the tracker within a moment: whoever comes from now on has company.
    present.add(context)
    await pause(stayMs)
    const read = await page.evaluate(() => (globalThis as unknown as { bench: { read(): Stay } }).bench.read())
    return {
      ...read,
      firstConnectedMs: Number.isFinite(read.firstConnectedMs) ? read.firstConnectedMs : null,
      hadCompany,
    }
  } finally {
    present.delete(context)
    await context.close()
  }
}

/** As each system makes its own: eight characters for the software, twelve random letters (BEP 20). */
function randomPeerId({ software, rng }: Plan): string {
  const letters = Array.from({ length: 12 }, () => String.fromCharCode(97 + Math.floor(rng() * 26))).join('')
  return Buffer.from(`${software === 'stock' ? '-WW0300-' : '-GV0100-'}${letters}`).toString('hex')
}
