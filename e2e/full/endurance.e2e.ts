/** What goes on for long: memory stays as it was, and the page's main thread stays free. */
import { chromium } from 'playwright/test'
import { EPISODES } from '../support/episodes.ts'
import { expect, test } from '../support/fixtures.ts'
import { watchHeap } from '../support/heap.ts'
import { type HourShow, openHourShow } from '../support/hour-show.ts'
import { Listener } from '../support/listener.ts'
import { recordMainThread } from '../support/main-thread.ts'

const MEGABYTE = 1 << 20
const MINUTE_MS = 60_000

let show: HourShow | undefined

test.afterEach(async () => {
  await show?.close()
  show = undefined
})

test('a thousand joins and leaves: connections and memory are as before, on both sides', async ({ listen }) => {
  test.setTimeout(20 * MINUTE_MS)
  const { video } = EPISODES
  const stays = await listen('A', { consent: 'yes' })
  await stays.choose(video)
  await stays.play()
  await stays.holdsAll(40_000)
  await stays.page.getByRole('button', { name: 'Pause', exact: true }).click()
  // Chosen and not played: it lacks pieces, so it has a reason to meet somebody each time.
  const comes = await listen('B', { consent: 'yes' })
  await comes.choose(video)
  await expect.poll(() => comes.peers(), { timeout: 20_000 }).toBe(1)

  const joinsAndLeaves = async (times: number): Promise<void> => {
    const meter = await comes.page.locator('gv-meter').elementHandle()
    await comes.page.getByRole('switch', { name: 'Share with other listeners' }).evaluate(
      async (toggle, { meter, times }) => {
        const peers = async (count: string): Promise<void> => {
          const endMs = performance.now() + 30_000
          while ((meter as HTMLElement).dataset.peers !== count) {
            if (performance.now() > endMs)
              throw new Error(`there are ${(meter as HTMLElement).dataset.peers} peers, not ${count}`)
            await new Promise((resolve) => setTimeout(resolve, 5))
          }
        }
        for (let i = 0; i < times; i++) {
          ;(toggle as HTMLElement).click()
          await peers('0')
          ;(toggle as HTMLElement).click()
          await peers('1')
        }
      },
      { meter, times },
    )
  }
  // What is loaded and compiled once is there before.
  await joinsAndLeaves(20)
  const looks = await Promise.all([stays, comes].map(({ page }) => watchHeap(page)))
  const before = await Promise.all(looks.map((look) => look()))
  const made = await comes.connections()
  await joinsAndLeaves(1_000)
  expect((await comes.connections()).peerConnections - made.peerConnections).toBeGreaterThanOrEqual(1_000)
  for (const [i, look] of looks.entries()) {
    const [was, is] = [before[i], await look()]
    if (was === undefined) throw new Error('no first look')
    console.log(`${i === 0 ? 'stays' : 'comes'}: ${JSON.stringify({ was, is })}`)
    // One that just ended may not be collected yet.
    expect(is.peerConnections).toBeLessThanOrEqual(was.peerConnections + 2)
    expect(is.usedBytes).toBeLessThan(was.usedBytes + MEGABYTE / 4)
  }
})

test('an hour at eight times the speed: memory stays flat, for who comes first and for who is fed', async ({
  stage,
  listen,
}) => {
  test.setTimeout(20 * MINUTE_MS)
  show = await openHourShow(stage)
  const { episode, pageUrl } = show
  const listeners: Listener[] = []
  for (const name of ['A', 'B']) {
    const one = await listen(name, { consent: 'yes', pageUrl })
    listeners.push(one)
    await one.choose(episode)
    await one.play()
    await one.reaches(1)
    await one.setRate(8)
  }
  const looks = await Promise.all(listeners.map(({ page }) => watchHeap(page)))
  const used: number[][] = [[], []]
  const ended = (one: Listener) => one.media().evaluate((element) => (element as HTMLMediaElement).ended)
  while (!(await Promise.all(listeners.map(ended))).every(Boolean)) {
    await listeners[0]?.page.waitForTimeout(30_000)
    for (const [i, look] of looks.entries()) used[i]?.push((await look()).usedBytes)
  }
  console.log(used.map((line) => line.map((bytes) => (bytes / MEGABYTE).toFixed(1)).join(' ')).join('\n'))
  for (const line of used) {
    // Looked at while it plays, so what is in flight (a few pieces and answers) is in it.
    const [first = 0, ...later] = line.slice(1)
    expect(later.length).toBeGreaterThan(8)
    expect(Math.max(...later)).toBeLessThan(first + 4 * MEGABYTE)
  }
  expect((await listeners[1]?.meter())?.fromPeers).toBeGreaterThan(episode.bytes(stage) / 4)
})

test('two minutes with ten peers: no task of the page takes 50 ms', async ({ stage, listen }, info) => {
  test.setTimeout(10 * MINUTE_MS)
  show = await openHourShow(stage)
  const { episode, pageUrl } = show
  // They play on, each at its own place: all have something to give, and something to get.
  for (let i = 0; i < 10; i++) {
    const one = await listen(`P${i}`, { consent: 'yes', pageUrl })
    await one.choose(episode)
    await one.play()
    await one.reaches(1)
  }
  // A browser of its own: its trace holds nothing of the others.
  const browser = await chromium.launch(info.project.use.launchOptions)
  try {
    const b = await Listener.open({ ...stage, browser }, 'B', { consent: 'yes', pageUrl })
    await b.choose(episode)
    const stop = await recordMainThread(browser, b.page, info.outputPath('trace.json'))
    await b.play()
    await b.reaches(1)
    await expect.poll(() => b.peers(), { timeout: 60_000 }).toBe(10)
    await b.page.waitForTimeout(2 * MINUTE_MS)
    const most = await b.peers()
    const { fromPeers, given } = await b.meter()
    const tasks = await stop(10)
    const long = tasks.filter(({ wallMs }) => wallMs > 50)
    console.log(JSON.stringify({ peers: most, fromPeers, given, busiest: tasks.slice(0, 3), longest: long.length }))
    // As much as is heard in two minutes.
    expect(most, 'still connected').toBe(10)
    expect(fromPeers).toBeGreaterThan(MEGABYTE)
    // Of processor time: on a busy machine a task waits for its turn, which is not its doing.
    expect(long.filter(({ busyMs }) => busyMs > 50)).toEqual([])
  } finally {
    await browser.close()
  }
})
