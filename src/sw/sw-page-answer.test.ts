/** Which page a navigation gets, with the network as a promise and the clock wound by hand. */
import { beforeEach, expect, test } from 'vitest'
import { PAGE_PATIENCE_MS, WORKER_PATIENCE_MS } from './page-choice.ts'
import { answerPage } from './sw-page-answer.ts'

const BUILD = { id: 'a', entries: ['assets/index-AAAAAAAA.js'] }
const REQUEST = new Request('https://show.example/?view=home')
const html = (text: string, status = 200) => new Response(text, { status, headers: { 'Content-Type': 'text/html' } })
const OURS = '<meta content="edited"><script src="./assets/index-AAAAAAAA.js"></script>'
const NEWER = '<script src="./assets/index-ZZZZZZZZ.js"></script>'

let kept: string | undefined
let replaced: string[]
let looked: number
let otherSince: number | undefined
let timer: (() => void) | undefined
let work: Promise<unknown>[]
beforeEach(() => {
  kept = 'kept'
  replaced = []
  looked = 0
  otherSince = undefined
  timer = undefined
  work = []
})

const ports = (network: () => Promise<Response>) => ({
  build: BUILD,
  shell: {
    page: async () => (kept === undefined ? undefined : html(kept)),
    replacePage: async (page: Response) => void replaced.push(await page.text()),
    otherBuildSince: async (now: number) => {
      otherSince ??= now
      return otherSince
    },
  },
  fetch: network,
  clock: {
    after(delayMs: number, callback: () => void) {
      expect(delayMs).toBe(PAGE_PATIENCE_MS)
      timer = callback
      return () => {
        timer = undefined
      }
    },
  },
  date: () => WORKER_PATIENCE_MS * 10,
  waitUntil: (promise: Promise<unknown>) => void work.push(promise),
  lookForUpdate: async () => {
    looked += 1
  },
})

async function answered(network: () => Promise<Response>): Promise<string> {
  const answer = await answerPage(REQUEST, ports(network))
  const text = await answer.text()
  await Promise.all(work)
  return text
}

test("the network's page is shown, and kept, where it is of the worker's build", async () => {
  expect(await answered(async () => html(OURS))).toBe(OURS)
  expect(replaced).toEqual([OURS])
  expect(timer, 'nothing is left waiting').toBeUndefined()
})

test('offline, and with a server in trouble, the kept page is shown', async () => {
  expect(await answered(() => Promise.reject(new TypeError('offline')))).toBe('kept')
  expect(await answered(async () => html('down', 503))).toBe('kept')
  expect(replaced).toEqual([])
})

test('a slow network is not waited for, but what it brings at last is kept', async () => {
  let arrive: (answer: Response) => void = () => {}
  const network = new Promise<Response>((resolve) => {
    arrive = resolve
  })
  const answer = answerPage(
    REQUEST,
    ports(() => network),
  )
  await expect.poll(() => timer).toBeDefined()
  timer?.()
  expect(await (await answer).text()).toBe('kept')
  arrive(html(OURS))
  await Promise.all(work)
  expect(replaced).toEqual([OURS])
})

test('a newer build waits for its worker, which is looked for; a worker that does not come is not waited for', async () => {
  expect(await answered(async () => html(NEWER))).toBe('kept')
  expect([looked, replaced]).toEqual([1, []])
  otherSince = WORKER_PATIENCE_MS * 9
  expect(await answered(async () => html(NEWER))).toBe(NEWER)
  expect(replaced, 'it is none of this build').toEqual([])
})

test('what the server means is passed on: a page that is gone, a redirect to sign in', async () => {
  expect(await answered(async () => html('gone', 404))).toBe('gone')
  expect(await answered(async () => new Response('{}', { headers: { 'Content-Type': 'application/json' } }))).toBe('{}')
  expect(replaced).toEqual([])
})

test('where nothing is kept the network is all there is', async () => {
  kept = undefined
  expect(await answered(async () => html(NEWER))).toBe(NEWER)
  await expect(
    answerPage(
      REQUEST,
      ports(() => Promise.reject(new TypeError('offline'))),
    ),
  ).rejects.toThrow('offline')
  expect([work.length, looked]).toEqual([0, 0])
})
