/**
 * The sharing governor in a real browser: what is given in a day, when nothing is, and that one tap ends it.
 *
 * Settings are put where the page keeps them, as a publisher's own script could. Days pass by a shifted `Date`.
 */
import type { BrowserContext, Page } from 'playwright/test'
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'
import type { Listener } from './support/listener.ts'

const { audio, long, video } = EPISODES

/** The most that one of our players asks another for at a time. */
const BLOCK_BYTES = 32 * 1024
const DAY_MS = 24 * 3_600_000

/** From the next page load on. */
async function configure(context: BrowserContext, settings: object): Promise<void> {
  await context.addInitScript(
    (text) => localStorage.setItem('grapevine:sharing-settings', text),
    JSON.stringify(settings),
  )
}

/** `Date` of the page runs ahead by `globalThis.aheadMs`, from the next page load on. */
async function shiftDates(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const Real = Date
    const ahead = (): number => (globalThis as { aheadMs?: number }).aheadMs ?? 0
    globalThis.Date = class extends Real {
      constructor(...parts: unknown[]) {
        super(...((parts.length === 0 ? [Real.now() + ahead()] : parts) as [number]))
      }
      static override now(): number {
        return Real.now() + ahead()
      }
    } as DateConstructor
  })
}

/** Counts what is open, not what was ever opened. */
async function watchConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const open = new Set<RTCPeerConnection | WebSocket>()
    Object.assign(globalThis, { grapevineOpen: open })
    globalThis.RTCPeerConnection = class extends globalThis.RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        open.add(this)
      }
    }
    globalThis.WebSocket = class extends globalThis.WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        open.add(this)
      }
    }
  })
}

/** Peer connections and sockets that are neither closed nor closing. */
function openConnections(page: Page): Promise<number> {
  return page.evaluate(() => {
    const made = (globalThis as unknown as { grapevineOpen: Set<RTCPeerConnection | WebSocket> }).grapevineOpen
    const isOpen = (one: RTCPeerConnection | WebSocket): boolean =>
      one instanceof WebSocket ? one.readyState <= WebSocket.OPEN : one.signalingState !== 'closed'
    return [...made].filter(isOpen).length
  })
}

/** What the page's own account says was given today, by all tabs. */
function accounted(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('grapevine-allowance')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const rows = await new Promise<{ givenBytes: number }[]>((resolve) => {
      const all = db.transaction('days').objectStore('days').getAll()
      all.onsuccess = () => resolve(all.result)
    })
    db.close()
    return rows.at(-1)?.givenBytes ?? 0
  })
}

const paused = (listener: Listener, why: RegExp) =>
  listener.page
    .locator('gv-sharing-switch')
    .getByText(/^Sharing is paused: /)
    .filter({ hasText: why })

/** Opens the page anew: what was set for it holds from here on. */
async function reload(listener: Listener, url: string): Promise<void> {
  await listener.page.goto('about:blank')
  await listener.page.goto(url)
}

test('the allowance: a seeder stops at it, also after a reload, keeps receiving, and gives again the next day', async ({
  stage,
  listen,
}) => {
  const allowance = 700_000
  const a = await listen('A', { consent: 'yes' })
  await configure(a.context, { allowanceBytesPerDay: allowance })
  await shiftDates(a.context)
  await a.choose(video)
  await a.play()
  await a.storesAll(video, 30_000)
  await reload(a, stage.pageUrl)
  await a.choose(video)

  // The host is gone: what B gets comes from A.
  stage.origin.mediaDown = true
  const b = await listen('B', { consent: 'yes' })
  await b.choose(video)
  await b.play()
  await expect.poll(async () => (await b.meter()).fromPeers, { timeout: 20_000 }).toBeGreaterThan(100_000)
  // In mid-way: what was given before the reload counts.
  const before = (await a.meter()).given
  await reload(a, stage.pageUrl)
  await a.choose(video)
  await expect(paused(a, /today's 0\.7 MB are given/)).toBeVisible({ timeout: 40_000 })
  const total = await accounted(a.page)
  expect(total).toBeGreaterThanOrEqual(before)
  expect(total).toBeGreaterThan(allowance - BLOCK_BYTES)
  // A block is counted when it has gone. A page that was left in mid-way may have given one, too.
  expect(total).toBeLessThanOrEqual(allowance + 2 * BLOCK_BYTES)

  // It is in the swarm still, and takes what others give.
  const held = (await b.meter()).fromPeers
  await expect.poll(() => a.peers()).toBe(1)
  stage.origin.mediaDown = false
  const c = await listen('C', { consent: 'yes' })
  await c.choose(audio)
  await c.play()
  await expect.poll(async () => (await c.meter()).fromHost, { timeout: 20_000 }).toBeGreaterThan(400_000)
  stage.origin.mediaDown = true
  await a.choose(audio)
  await a.play()
  await expect.poll(async () => (await a.meter()).fromPeers, { timeout: 20_000 }).toBeGreaterThan(0)
  await expect(paused(a, /today's/)).toBeVisible()
  await a.choose(video)
  expect((await b.meter()).fromPeers).toBeLessThan(held + 2 * BLOCK_BYTES + 65_536)

  // The listener comes back to the tab the next day.
  await a.page.evaluate((ahead) => {
    Object.assign(globalThis, { aheadMs: ahead })
    document.dispatchEvent(new Event('visibilitychange'))
  }, DAY_MS)
  await expect(paused(a, /today's/)).toBeHidden()
  await expect.poll(async () => (await b.meter()).fromPeers, { timeout: 40_000 }).toBeGreaterThan(held + 200_000)
})

test('the allowance is one for all tabs, and each byte counts once, however many have the episode open', {
  tag: '@full',
}, async ({ stage, listen }) => {
  const allowance = 500_000
  const a = await listen('A', { consent: 'yes' })
  await a.choose(video)
  await a.play()
  await a.storesAll(video, 30_000)
  await configure(a.context, { allowanceBytesPerDay: allowance, uploadBytesPerSecond: 40_000 })
  await reload(a, stage.pageUrl)
  await a.choose(video)
  const second = await a.context.newPage()
  await second.goto(stage.pageUrl)
  await second.getByRole('list', { name: 'Episodes' }).getByRole('link', { name: video.title }).click()
  stage.origin.mediaDown = true
  const others: Listener[] = []
  for (const name of ['B', 'C']) {
    const listener = await listen(name, { consent: 'yes' })
    await listener.choose(video)
    await listener.play()
    others.push(listener)
  }
  const tabs = [a.page, second]
  for (const tab of tabs) {
    const words = tab.locator('gv-sharing-switch').getByText(/today's 0\.5 MB are given/)
    await expect(words).toBeVisible({ timeout: 60_000 })
  }
  const total = await accounted(second)
  expect(total).toBeGreaterThan(allowance - BLOCK_BYTES)
  expect(total).toBeLessThanOrEqual(allowance + BLOCK_BYTES)
  const givenIn = (tab: Page): Promise<number> =>
    tab.locator('gv-meter').evaluate((meter) => Number((meter as HTMLElement).dataset.given))
  // Shown in both, whichever of them holds the swarm.
  for (const tab of tabs) await expect.poll(() => givenIn(tab)).toBe(total)
  // B and C may have given to each other, too; what did not make a whole piece is of no use.
  const taken = (await Promise.all(others.map((one) => one.meter()))).reduce((sum, { fromPeers }) => sum + fromPeers, 0)
  const passedOn = (await Promise.all(others.map((one) => one.meter()))).reduce((sum, { given }) => sum + given, 0)
  expect(taken).toBeLessThanOrEqual(total + passedOn)
  expect(taken).toBeGreaterThan(total + passedOn - 4 * 65_536)
})

test('told to save data: paused, in words, and no swarm is joined until that ends', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'no' })
  await watchConnections(a.context)
  await a.context.addInitScript(() => {
    const connection = Object.assign(new EventTarget(), { saveData: true })
    Object.defineProperty(Navigator.prototype, 'connection', { get: () => connection, configurable: true })
  })
  await reload(a, stage.pageUrl)
  await a.page.getByRole('switch', { name: 'Share with other listeners' }).click()
  await a.choose(audio)
  await expect(paused(a, /save data/)).toBeVisible()
  await expect(a.page.locator('gv-meter').getByText(/^Sharing is paused/)).toBeVisible()
  expect(await openConnections(a.page)).toBe(0)
  expect(stage.tracker.stats().peers).toBe(0)
  await a.play()
  await a.reaches(1)
  await a.page.evaluate(() => {
    const { connection } = navigator as unknown as { connection: EventTarget }
    Object.assign(connection, { saveData: false }).dispatchEvent(new Event('change'))
  })
  await expect(paused(a, /./)).toBeHidden()
  await expect.poll(() => stage.tracker.stats().peers).toBe(1)
})

test('a battery below 40 % pauses sharing within a second, and the charger ends the pause', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'yes' })
  await watchConnections(a.context)
  await a.context.addInitScript(() => {
    const battery = Object.assign(new EventTarget(), { level: 0.8, charging: false })
    Object.assign(globalThis, { battery })
    Object.assign(Navigator.prototype, { getBattery: async () => battery })
  })
  await reload(a, stage.pageUrl)
  await a.choose(audio)
  await expect.poll(() => stage.tracker.stats().peers).toBe(1)
  const battery = (change: object, type: string) =>
    a.page.evaluate(
      ([values, event]) => {
        const { battery } = globalThis as unknown as { battery: EventTarget }
        Object.assign(battery, values).dispatchEvent(new Event(event as string))
      },
      [change, type] as const,
    )
  await battery({ level: 0.39 }, 'levelchange')
  await expect(paused(a, /battery/)).toBeVisible({ timeout: 1_000 })
  await expect.poll(() => openConnections(a.page), { timeout: 1_000 }).toBe(0)
  await expect.poll(() => stage.tracker.stats().peers).toBe(0)
  await battery({ charging: true }, 'chargingchange')
  await expect(paused(a, /battery/)).toBeHidden()
  await expect.poll(() => stage.tracker.stats().peers).toBe(1)
})

test('one tap ends it within a second: connections, offers and the line to the tracker', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'yes' })
  await watchConnections(a.context)
  await a.choose(long)
  await a.play()
  await a.reaches(1)
  await reload(a, stage.pageUrl)
  await a.choose(long)
  for (const name of ['B', 'C']) {
    const listener = await listen(name, { consent: 'yes' })
    await listener.choose(long)
    await listener.play()
  }
  await expect.poll(() => a.peers(), { timeout: 20_000 }).toBe(2)
  expect(await openConnections(a.page)).toBeGreaterThanOrEqual(3)
  await a.page.getByRole('switch', { name: 'Share with other listeners' }).click()
  await expect.poll(() => openConnections(a.page), { timeout: 1_000, intervals: [50] }).toBe(0)
  await expect.poll(() => stage.tracker.stats().peers, { timeout: 5_000 }).toBe(2)
  // The meter tells of the last byte a moment after it went.
  await a.page.waitForTimeout(1_000)
  const { given } = await a.meter()
  await a.page.waitForTimeout(1_500)
  expect((await a.meter()).given).toBe(given)
})
