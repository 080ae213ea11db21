import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Show } from '../feed/types.ts'
import { type FeedServicePort, serveFeeds } from './http-feed-service.ts'

/** Behaves as the feeds' worker would, on the same thread: everything is cloned on its way. */
class FakeWorker extends EventTarget {
  static made: FakeWorker[] = []
  readonly asked: unknown[] = []
  isTerminated = false
  readonly #service: ((event: { readonly data: unknown }) => void)[] = []

  constructor() {
    super()
    FakeWorker.made.push(this)
    const port: FeedServicePort = {
      addEventListener: (_type, listener) => this.#service.push(listener),
      postMessage: (answer) => {
        const data: unknown = structuredClone(answer)
        queueMicrotask(() => {
          if (!this.isTerminated) this.dispatchEvent(new MessageEvent('message', { data }))
        })
      },
    }
    serveFeeds(port)
  }

  postMessage(request: unknown): void {
    this.asked.push(request)
    const data: unknown = structuredClone(request)
    queueMicrotask(() => {
      for (const listener of this.#service) listener({ data })
    })
  }

  terminate(): void {
    this.isTerminated = true
  }
}

/** A worker whose script can't be had. */
class DeadWorker extends EventTarget {
  constructor() {
    super()
    queueMicrotask(() => this.dispatchEvent(new Event('error')))
  }
  postMessage(): void {}
  terminate(): void {}
}

let server: Server | undefined
let requests = 0
let feed = ''
let feedUrl = ''
const never = new AbortController().signal

beforeEach(async () => {
  requests = 0
  feed = `<rss><channel><title>Vines</title>${Array.from({ length: 120 }, (_, n) => `<item><guid>${n}</guid><title>E${n}</title><description>&lt;b&gt;Notes ${n}&lt;/b&gt;</description></item>`).join('')}</channel></rss>`
  const started = createServer((request, response) => {
    requests++
    response.writeHead(request.url === '/gone' ? 404 : 200).end(feed)
  })
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  feedUrl = `http://127.0.0.1:${(started.address() as AddressInfo).port}/feed`
  FakeWorker.made = []
  vi.resetModules()
})

afterEach(() => {
  vi.unstubAllGlobals()
  server?.closeAllConnections()
  server?.close()
})

/** Anew, as on another page. */
async function page(worker?: unknown) {
  if (worker !== undefined) vi.stubGlobal('Worker', worker)
  return import('./http-show.ts')
}

test('the worker reads the feed, and the page hears of it in parts', async () => {
  const { loadShow } = await page(FakeWorker)
  const seen: Show[] = []
  const show = await loadShow(feedUrl, never, (part) => seen.push(part))
  expect(FakeWorker.made).toHaveLength(1)
  expect(seen.map(({ title, episodes, incomplete }) => [title, episodes.length, incomplete])).toEqual([
    ['Vines', 50, true],
    ['Vines', 120, true],
  ])
  expect(show).toMatchObject({ title: 'Vines', episodes: { length: 120 } })
  expect(show).not.toHaveProperty('incomplete')
  expect(show.episodes[119]).not.toHaveProperty('notesHtml')
})

test('notes come one by one, from what was read already', async () => {
  const { loadShow, loadNotes } = await page(FakeWorker)
  await loadShow(feedUrl, never)
  expect(await loadNotes(feedUrl, '7', never)).toBe('<b>Notes 7</b>')
  expect(await loadNotes(feedUrl, 'none', never)).toBeUndefined()
  expect(requests).toBe(1)
})

test('notes of a feed that nobody opened are read from it', async () => {
  const { refreshShow, loadNotes } = await page(FakeWorker)
  await refreshShow(feedUrl, never)
  expect(await loadNotes(feedUrl, '7', never)).toBe('<b>Notes 7</b>')
  expect(requests).toBe(2)
})

test('refreshing other shows leaves the notes of the open one at hand', async () => {
  const { loadShow, refreshShow, loadNotes } = await page(FakeWorker)
  await loadShow(feedUrl, never)
  await Promise.all(['a', 'b', 'c'].map((name) => refreshShow(`${feedUrl}?${name}`, never)))
  expect(await loadNotes(feedUrl, '7', never)).toBe('<b>Notes 7</b>')
  expect(requests).toBe(4)
})

test("the worker's errors are the page's", async () => {
  const { loadShow } = await page(FakeWorker)
  await expect(loadShow(feedUrl.replace('feed', 'gone'), never)).rejects.toMatchObject({ kind: 'feed-refused' })
  feed = '<html></html>'
  await expect(loadShow(feedUrl, never)).rejects.toMatchObject({ kind: 'feed-unreadable' })
})

test('who gives up is told so at once, and the worker stops', async () => {
  const { loadShow } = await page(FakeWorker)
  const aborter = new AbortController()
  const seen: Show[] = []
  const shown = loadShow(feedUrl, aborter.signal, (part) => seen.push(part))
  aborter.abort()
  await expect(shown).rejects.toMatchObject({ kind: 'feed-unreachable' })
  expect(FakeWorker.made[0]?.asked.at(-1)).toMatchObject({ ask: 'nothing' })
  await expect(loadShow(feedUrl, aborter.signal)).rejects.toMatchObject({ kind: 'feed-unreachable' })
  expect(seen).toEqual([])
})

test.each([
  ['can not be started', DeadWorker],
  [
    'is forbidden',
    class {
      constructor() {
        throw new Error('no workers here')
      }
    },
  ],
  ['does not exist', undefined],
])('where a worker %s, the page reads by itself', async (_what, worker) => {
  const { loadShow, loadNotes } = await page(worker)
  const seen: Show[] = []
  expect((await loadShow(feedUrl, never, (part) => seen.push(part))).episodes).toHaveLength(120)
  expect(seen.map(({ episodes }) => episodes.length)).toEqual([50, 120])
  expect(await loadNotes(feedUrl, '7', never)).toBe('<b>Notes 7</b>')
  expect(requests).toBe(1)
})
